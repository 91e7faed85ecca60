"""From a plan to an order: the dates on offer, the card form, the order itself, and taking it back (docs/checkout.md)."""

import frappe
from frappe import _
from frappe.utils import getdate

from gigafibre_fsm.api.callers import AGENTS, is_agent
from gigafibre_fsm.api.endpoint import endpoint, needed, text
from gigafibre_fsm.domain.contacts import canonical_email
from gigafibre_fsm.exceptions import InvalidRequest
from gigafibre_fsm.field_work.services import dates as installation_dates
from gigafibre_fsm.receivables.services import cards
from gigafibre_fsm.subscriber.services.ordering import cancelling
from gigafibre_fsm.subscriber.services.ordering import submit as ordering
from gigafibre_fsm.subscriber.services.ordering.order import Caller

LONGEST_REASON = 500


@frappe.whitelist(allow_guest=True, methods=["GET", "POST"])
@endpoint(limit="limit_guest_reads")
def dates(zone: str | None = None) -> list[dict]:
	text("zone", zone)  # every zone has the same technicians today
	return [{"date": str(day), "free": free} for day, free in installation_dates.offered(getdate())]


@frappe.whitelist(allow_guest=True, methods=["POST"])
@endpoint(limit="limit_guest_writes")
def start_payment(email: str, name: str) -> dict:
	return cards.start(_email(needed("email", email)), needed("name", name, 100))


@frappe.whitelist(allow_guest=True, methods=["POST"])
@endpoint(limit="limit_guest_writes")
def submit(order: dict | str) -> dict:
	return ordering.submit(_object(order), Caller(is_agent()))


@frappe.whitelist(methods=["POST"])
@endpoint()
def cancel(order: str, reason: str) -> dict:
	frappe.only_for(AGENTS)
	return cancelling.cancel(needed("order", order), needed("reason", reason, LONGEST_REASON))


def _object(order: dict | str) -> object:
	"""A form can send it only as text."""
	return frappe.parse_json(order) if isinstance(order, str) and order[:1] == "{" else order


def _email(typed: str) -> str:
	try:
		return canonical_email(typed)
	except ValueError:
		frappe.throw(_("{0} is no e-mail address: {1}.").format("email", typed), InvalidRequest)
