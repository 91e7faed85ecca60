"""Makes the copied site ready: free ports to be ordered, people who order, providers of this machine."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import frappe
from frappe.utils.password import get_encryption_key

SITE = os.environ["GIGAFIBRE_SITE"]
AGENT, VISITOR = "agent@faults.example", "Guest"
MOST = 100_000  # calls a minute: these tests count orders, not visitors


@contextmanager
def connected() -> Iterator[None]:
	frappe.init(site=SITE, sites_path=os.getcwd())
	frappe.connect()
	yield
	frappe.db.commit()
	frappe.destroy()


def site(settings: dict) -> dict:
	"""→ the agent's key for the API."""
	with connected():
		frappe.clear_cache()
		get_encryption_key()  # the first one who needs it writes it into a file: one, not fifty at a time
		limits = {"limit_guest_reads": MOST, "limit_guest_writes": MOST, "limit_search": MOST}
		frappe.get_single("FSM Settings").update({**limits, **settings}).save()
		return {"agent": _agent()}


def _agent() -> str:
	user = frappe.get_doc(
		{"doctype": "User", "email": AGENT, "first_name": "Agathe", "send_welcome_email": 0}
	)
	user.append("roles", {"role": "FSM Agent"})
	user.api_key, secret = frappe.generate_hash(length=15), frappe.generate_hash(length=15)
	user.api_secret = secret
	user.insert(ignore_permissions=True)
	return f"token {user.api_key}:{secret}"


def bank_account() -> None:
	"""Where what Stripe takes is booked."""
	from gigafibre_fsm.receivables.tests.stripe_case import bank_account

	with connected():
		frappe.db.set_single_value("FSM Settings", "stripe_account", bank_account())
		frappe.clear_document_cache("FSM Settings", "FSM Settings")


def drops(count: int) -> list[str]:
	"""That many more free ports, each at an address of its own."""
	from gigafibre_fsm.testing.factories.plant import make_fibre_drop, make_olt

	with connected():
		olt, first = make_olt(), frappe.db.count("Fibre Drop")
		return [_drop(make_fibre_drop, olt.name, first + number) for number in range(count)]


def _drop(make, olt: str, number: int) -> str:
	port, ont_id = divmod(number, 128)
	slot, port = divmod(port, 16)
	return make(
		olt=olt, slot=slot, port=port, ont_id=ont_id, civic_number=str(number + 1), street="Rue des Pannes"
	).name


def numbers(count: int) -> None:
	"""That many more free phone numbers in the pool."""
	with connected():
		first = 4_505_550_000 + frappe.db.count("Phone Number")
		for number in range(first, first + count):
			values = {"did": str(number), "rate_centre": "Essai", "status": "Free"}
			frappe.get_doc({"doctype": "Phone Number", **values}).insert()


def free_numbers(count: int) -> None:
	"""Exactly that many phone numbers are free."""
	with connected():
		frappe.db.sql("update `tabPhone Number` set status = 'Quarantined' where status = 'Free'")
	numbers(count)


def capacity(places: int) -> tuple[str, int]:
	"""→ the first day on offer and its places, when that is how many installations a day there are."""
	from gigafibre_fsm.field_work.services import dates

	with connected():
		frappe.db.set_single_value("FSM Settings", "jobs_per_day", places)
		frappe.clear_document_cache("FSM Settings", "FSM Settings")
		day, free = dates.offered()[0]
		return str(day), free


def server_script(doctype: str, code: str) -> None:
	with connected():
		values = {
			"script_type": "DocType Event",
			"reference_doctype": doctype,
			"doctype_event": "After Insert",
		}
		frappe.get_doc(
			{"doctype": "Server Script", "name": "Spoils orders", "script": code, **values}
		).insert()


def no_server_scripts() -> None:
	with connected():
		frappe.delete_doc_if_exists("Server Script", "Spoils orders")
