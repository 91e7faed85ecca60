"""The rows of what was asked of a provider: written before it is asked, and settled once.

Each try has metadata and an idempotency key of its own at Stripe: by the first the payment is found again whatever
became of its answer, by the second it can be asked for twice and happens once.
"""

import hashlib
from datetime import datetime

import frappe
from frappe.model.document import Document
from frappe.utils import now_datetime

from gigafibre_fsm.receivables.doctype.payment_attempt.status import Status
from gigafibre_fsm.receivables.services import provider

CHARGE, LINK, SAVE_CARD = "Charge", "Payment Link", "Save Card"
# The provider was asked, and its last word is not known.
UNSETTLED = (Status.PROCESSING, Status.UNKNOWN)


def charge_key(invoice: str) -> str:
	return f"charge:{invoice}"


def link_key(customer: str, *what: object) -> str:
	digest = hashlib.sha256("|".join((customer, *map(str, what))).encode()).hexdigest()
	return f"link:{digest[:32]}"


def by_key(attempt_key: str, for_update: bool = False) -> Document | None:
	name = frappe.db.get_value("Payment Attempt", {"attempt_key": attempt_key}, for_update=for_update)
	return frappe.get_doc("Payment Attempt", name, for_update=for_update) if name else None


def lock(name: str) -> Document:
	return frappe.get_doc("Payment Attempt", name, for_update=True)


def new(purpose: str, attempt_key: str, **values) -> Document:
	return frappe.get_doc(
		{
			"doctype": "Payment Attempt",
			"purpose": purpose,
			"attempt_key": attempt_key,
			"provider": "Stripe",
			**values,
		}
	)


def change(attempt: Document, **values) -> None:
	attempt.update(values)
	attempt.save(ignore_permissions=True)


def metadata(attempt: Document) -> dict[str, str]:
	return {"attempt_key": provider.key(attempt.attempt_key), "try": str(attempt.tries)}


def idempotency_key(attempt: Document) -> str:
	return provider.key(attempt.attempt_key, attempt.tries)


def of_metadata(found: dict) -> Document | None:
	"""The attempt that a payment at Stripe belongs to; other systems may share the account."""
	site, _colon, attempt_key = (found.get("attempt_key") or "").partition(":")
	return by_key(attempt_key) if site == frappe.local.site else None


def age(attempt: Document) -> float:
	"""Seconds since this try began."""
	began = frappe.utils.get_datetime(attempt.attempted_at) or datetime.min
	return (now_datetime() - began).total_seconds()
