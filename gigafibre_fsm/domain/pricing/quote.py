"""The one function that prices: what is quoted, what is ordered and what is invoiced come from here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gigafibre_fsm.domain.pricing.catalogue import INTERNET, PHONE, TV, Catalogue
from gigafibre_fsm.domain.pricing.checks import Sold, count, sold
from gigafibre_fsm.domain.pricing.discounts import limited
from gigafibre_fsm.domain.pricing.invoice import Invoice, first_invoice
from gigafibre_fsm.domain.pricing.lines import Line, Part, sum_of
from gigafibre_fsm.domain.pricing.money import ZERO
from gigafibre_fsm.domain.pricing.pricer import Pricer
from gigafibre_fsm.domain.pricing.refusal import Code, Refused
from gigafibre_fsm.domain.pricing.request import Request
from gigafibre_fsm.domain.pricing.taxes import taxes_of

FIRST_BOX_FREE = "first_box_free"
DISCOUNTS_LIMITED = "discounts_limited"


@dataclass(frozen=True)
class Quote:
	monthly: tuple[Line, ...]
	one_time: tuple[Line, ...]
	credits: tuple[Line, ...]
	monthly_total: Decimal
	one_time_total: Decimal
	monthly_taxes: dict[str, Decimal]
	first_invoice: Invoice
	messages: tuple[str, ...]


def quote(catalogue: Catalogue, request: Request, on: date, activation: date | None = None) -> Quote:
	"""Prices of the day `on`; the first invoice as if activated on `activation` (the same day where not said).

	:raises Refused: where something cannot be sold.
	"""
	wanted = sold(catalogue, request)
	pricer = Pricer(catalogue, request.zone, on)
	charges = _monthly_charges(pricer, wanted)
	offered = _discounts(pricer, wanted, request)
	discounts = limited(offered, charges)
	one_time = _one_time(pricer, wanted, request)
	credits = _first_box(one_time, request)
	monthly, once = (*charges, *discounts), (*one_time, *credits)
	return Quote(
		monthly=monthly,
		one_time=tuple(one_time),
		credits=tuple(credits),
		monthly_total=sum_of(monthly),
		one_time_total=sum_of(once),
		monthly_taxes=taxes_of(monthly, catalogue.taxes),
		first_invoice=first_invoice(monthly, once, activation or on, catalogue.taxes),
		messages=_messages(credits, sum_of(offered) != sum_of(discounts)),
	)


def _monthly_charges(pricer: Pricer, wanted: Sequence[Sold]) -> list[Line]:
	services = [pricer.charge(one.item, one.qty, Part.SERVICE) for one in wanted]
	emergency = pricer.added(pricer.catalogue.rules.service_911, count(wanted, PHONE), Part.EMERGENCY)
	return [*services, *emergency]


def _one_time(pricer: Pricer, wanted: Sequence[Sold], request: Request) -> list[Line]:
	rules = pricer.catalogue.rules
	fibre, boxes = min(count(wanted, INTERNET), 1), request.tv_boxes if count(wanted, TV) else 0
	return [
		*pricer.added(rules.installation, fibre, Part.INSTALLATION),
		*pricer.added(rules.phone_activation, count(wanted, PHONE), Part.ACTIVATION),
		*pricer.added(rules.tv_box, boxes, Part.BOX),
	]


def _first_box(one_time: Sequence[Line], request: Request) -> list[Line]:
	if request.has_tv_box:
		return []
	return [
		Line(line.sku, line.label, line.service_type, Part.FIRST_BOX, 1, -line.rate, line.exempt)
		for line in one_time
		if line.part is Part.BOX and line.rate > ZERO
	]


def _discounts(pricer: Pricer, wanted: Sequence[Sold], request: Request) -> list[Line]:
	found = (
		_combo(pricer, wanted),
		_commitment(pricer, request.commitment_months),
		_special(pricer, request),
	)
	return [line for line in found if line]


def _combo(pricer: Pricer, wanted: Sequence[Sold]) -> Line | None:
	"""The highest rule reached that is on; kinds are counted, not services."""
	kinds = {one.item.service_type for one in wanted if one.item.combo_ready}
	reached = sorted((least for least in pricer.catalogue.rules.combo if least <= len(kinds)), reverse=True)
	lines = (pricer.discount(pricer.catalogue.rules.combo[least], Part.COMBO) for least in reached)
	return next((line for line in lines if line), None)


def _commitment(pricer: Pricer, months: int) -> Line | None:
	if not months:
		return None
	offered = commitments(pricer)
	if months not in offered:
		raise Refused(Code.COMMITMENT_NOT_OFFERED, months=months, offered=sorted(offered))
	return offered[months]


def commitments(pricer: Pricer) -> dict[int, Line]:
	rules = pricer.catalogue.rules.commitment
	lines = {months: pricer.discount(sku, Part.COMMITMENT) for months, sku in rules.items()}
	return {months: line for months, line in lines.items() if line}


def _special(pricer: Pricer, request: Request) -> Line | None:
	reason = request.special_discount_reason
	if reason is None:
		return None
	if not request.by_agent:
		raise Refused(Code.SPECIAL_BY_AGENT_ONLY)
	if not reason.strip():
		raise Refused(Code.SPECIAL_WITHOUT_REASON)
	line = pricer.discount(pricer.catalogue.rules.special_discount, Part.SPECIAL)
	if not line:
		raise Refused(Code.SPECIAL_NOT_OFFERED)
	return line


def _messages(credits: Sequence[Line], is_limited: bool) -> tuple[str, ...]:
	said = ((FIRST_BOX_FREE, bool(credits)), (DISCOUNTS_LIMITED, is_limited))
	return tuple(code for code, is_so in said if is_so)
