"""What something costs at this company today, and why it cannot be sold, in the caller's words."""

from collections.abc import Callable
from datetime import date

import frappe
from frappe import _

from gigafibre_fsm.domain.pricing import quote as rules
from gigafibre_fsm.domain.pricing.catalogue import Catalogue
from gigafibre_fsm.domain.pricing.plans import plans
from gigafibre_fsm.domain.pricing.quote import DISCOUNTS_LIMITED, FIRST_BOX_FREE, Quote
from gigafibre_fsm.domain.pricing.refusal import Code, Refused
from gigafibre_fsm.domain.pricing.request import Request
from gigafibre_fsm.exceptions import InvalidRequest, NotOrderable
from gigafibre_fsm.subscriber.services import catalogue, held

# What no other day and no other place would make right.
MALFORMED = (
	Code.NOTHING_ASKED,
	Code.BAD_QUANTITY,
	Code.BAD_BOXES,
	Code.UNKNOWN_ZONE,
	Code.SPECIAL_WITHOUT_REASON,
)


def quote(request: Request, today: date, activation_date: date | None = None) -> Quote:
	"""
	:raises NotOrderable, InvalidRequest: with the sentence for whoever asked.
	"""
	return quote_from(catalogue.load(today, list(request.quantities())), request, today, activation_date)


def quote_from(sold: Catalogue, request: Request, today: date, activation_date: date | None = None) -> Quote:
	return _told(sold, lambda: rules.quote(sold, request, today, activation_date))


def offered(today: date, zone: str | None = None, max_speed: int | None = None) -> dict:
	sold = catalogue.load(today)
	return _told(sold, lambda: plans(sold, today, zone, max_speed))


def customer_facts(customer: str | None, place: str | None = held.ANYWHERE) -> dict:
	"""For `Request(**…)`; `place` is a Service Location, None a new one, where nothing is held yet."""
	found = held.of(customer, place)
	return {"has_tv_box": found.tv_box, "held_kinds": found.kinds}


def messages() -> dict[str, str]:
	return {
		FIRST_BOX_FREE: _("First TV box free"),
		DISCOUNTS_LIMITED: _("The discounts stop at what the services cost."),
	}


def _told(sold: Catalogue, price: Callable):
	try:
		return price()
	except Refused as refused:
		if refused.code is Code.SPECIAL_BY_AGENT_ONLY:
			frappe.throw(_sentence(refused, sold), frappe.PermissionError)
		frappe.throw(_sentence(refused, sold), InvalidRequest if refused.code in MALFORMED else NotOrderable)


def _sentence(refused: Refused, sold: Catalogue) -> str:
	facts = {key: value if value is not None else "" for key, value in refused.facts.items()}
	for key in ("sku", "skus"):
		if key in facts:
			facts[key] = _names(sold, facts[key])
	if kind := facts.get("service_type"):
		facts["service_type"] = _(kind, context="Item")
	if "offered" in facts:
		facts["offered"] = ", ".join(map(str, facts["offered"])) or _("none")
	return _sentences()[refused.code].format(**facts)


def _names(sold: Catalogue, skus: str | list[str]) -> str:
	"""Names, since a person reads the sentence; with the SKU, since a program sent it."""
	skus = [skus] if isinstance(skus, str) else skus
	return ", ".join(f"{sold.items[sku].name} ({sku})" if sku in sold.items else sku for sku in skus)


def _sentences() -> dict[Code, str]:
	return {
		Code.NOTHING_ASKED: _("services: name at least one."),
		Code.BAD_QUANTITY: _("services, {sku}: qty must be from 1 to {most}, not {qty}."),
		Code.UNKNOWN_SKU: _("{sku} is not sold."),
		Code.ADDED_BY_RULES: _("{sku} comes with what is ordered and cannot be asked for."),
		Code.NOT_PRICED: _("{sku} has no price at this place today."),
		Code.TOO_FAST: _("{sku} needs {speed} Mbit/s, and this address has {max_speed}."),
		Code.NEEDS: _("{sku} is sold only with a service of this kind: {service_type}."),
		Code.ONE_ONLY: _(
			"Only one service of this kind fits on a connection: {service_type}. Asked for: {skus}."
		),
		Code.UNKNOWN_ZONE: _("zone: there is no pricing zone {zone}."),
		Code.COMMITMENT_NOT_OFFERED: _("There is no commitment of {months} months. On offer: {offered}."),
		Code.BAD_BOXES: _("tv_boxes must be from 0 to {most}, not {boxes}."),
		Code.SPECIAL_BY_AGENT_ONLY: _("Only an agent gives the special discount."),
		Code.SPECIAL_WITHOUT_REASON: _("special_discount_reason: the special discount needs a reason."),
		Code.SPECIAL_NOT_OFFERED: _("There is no special discount today."),
	}
