"""What is sold and what it costs (docs/plans.md). Nothing is stored: the order is priced again by the same function."""

from dataclasses import replace
from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

from gigafibre_fsm.api.callers import is_agent
from gigafibre_fsm.api.endpoint import endpoint, text
from gigafibre_fsm.domain.orders.reading import Malformed, Problem, Reader
from gigafibre_fsm.domain.orders.request import MOST_SERVICES
from gigafibre_fsm.domain.pricing.answer import of_plans, of_quote
from gigafibre_fsm.domain.pricing.checks import MOST
from gigafibre_fsm.domain.pricing.request import Request, Service
from gigafibre_fsm.exceptions import InvalidRequest, NotFound
from gigafibre_fsm.subscriber.services import pricing
from gigafibre_fsm.subscriber.services.ordering.sentences import refuse


@frappe.whitelist(allow_guest=True, methods=["GET", "POST"])
@endpoint(limit="limit_guest_reads")
def list_plans(zone: str | None = None, max_speed: int | None = None) -> dict:
	return of_plans(pricing.offered(getdate(), text("zone", zone) or None, _speed(max_speed)))


@frappe.whitelist(allow_guest=True, methods=["GET", "POST"])
@endpoint(limit="limit_guest_reads")
def quote(
	services: list | str,
	zone: str | None = None,
	max_speed: int | None = None,
	tv_boxes: int = 1,
	commitment_months: int = 0,
	customer: str | None = None,
	activation_date: str | None = None,
) -> dict:
	activation = _day("activation_date", activation_date)
	asked = Request(
		services=_services(services),
		zone=text("zone", zone) or None,
		max_speed=_speed(max_speed),
		tv_boxes=tv_boxes,
		commitment_months=commitment_months,
	)
	if customer := text("customer", customer):
		asked = replace(asked, **_facts(customer))
	return of_quote(pricing.quote(asked, getdate(), activation), pricing.messages())


def _facts(customer: str) -> dict:
	"""What somebody has already is told to nobody but an agent: a price would give it away."""
	if not is_agent():
		frappe.throw(_("customer: only an agent may name a customer."), frappe.PermissionError)
	if not frappe.db.exists("Customer", customer):
		frappe.throw(_("There is no customer {0}.").format(customer), NotFound)
	frappe.has_permission("Customer", doc=customer, throw=True)
	return pricing.customer_facts(customer)


def _speed(max_speed: int | None) -> int | None:
	if max_speed is not None and max_speed < 0:
		frappe.throw(_("{0} must be {1} or more.").format("max_speed", 0), InvalidRequest)
	return max_speed


def _services(given: list | str) -> tuple[Service, ...]:
	"""A form and an address bar can send a list only as text."""
	rows = _from_json(given) if isinstance(given, str) else given
	try:
		return tuple(_service(one) for one in Reader({"services": rows}).objects("services", MOST_SERVICES))
	except Malformed as error:
		refuse(error)


def _from_json(given: str) -> object:
	try:
		return frappe.parse_json(given)
	except ValueError:
		return given


def _service(given: Reader) -> Service:
	qty = given.number("qty", 1, MOST)
	service = Service(given.needed("sku", given.text), 1 if qty is None else qty)
	given.close()
	return service


def _day(name: str, typed: str | None) -> date | None:
	try:
		return date.fromisoformat(typed.strip()) if text(name, typed) else None
	except ValueError:
		refuse(Malformed(name, Problem.NOT_A_DATE))
