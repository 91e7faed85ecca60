"""The sums of a Quotation, as ERPNext makes them: taxes on the sum of the lines, rounded once, half up."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gigafibre_fsm.domain.legacy.outcome import Reason, Rejected
from gigafibre_fsm.domain.legacy.quote_lines import HIGHEST
from gigafibre_fsm.domain.legacy.quote_site import Company, Tax
from gigafibre_fsm.domain.pricing.money import ZERO, cents, total

# A row that is made while the document is saved has no defaults.
NO_DISCOUNT = {"discount_type": None}


@dataclass(frozen=True)
class Taxed:
	"""A line and the taxes of its item."""

	code: str
	amount: Decimal
	percents: dict


@dataclass(frozen=True)
class Sums:
	net: Decimal
	taxes: list[dict]
	grand: Decimal
	rounded: Decimal


def sums(lines: Sequence[Taxed], taxes: Sequence[Tax], company: Company) -> Sums:
	net = total(line.amount for line in lines)
	rows, grand = [], net
	for tax in taxes:
		amount = _tax(lines, tax, company.rounds_each_line)
		grand += amount
		rows.append(_tax_row(tax, amount, grand, _by_item(lines, tax, company.rounds_each_line)))
	if max(abs(net), abs(grand)) >= HIGHEST:
		raise Rejected(Reason.AMOUNT_OUT_OF_RANGE, f"{grand:.2f}")
	rounded = cents(Decimal(repr(company.rounded(float(grand))))) if company.rounded else ZERO
	return Sums(net, rows, grand, rounded)


def columns(found: Sums, company: Company) -> dict:
	values = {
		"total": found.net,
		"net_total": found.net,
		"total_taxes_and_charges": found.grand - found.net,
		"grand_total": found.grand,
		"rounded_total": found.rounded,
		"rounding_adjustment": found.rounded - found.grand if company.rounded else ZERO,
	}
	plain = {name: float(value) for name, value in values.items()}
	words = company.in_words(abs(float(found.rounded if company.rounded else found.grand)))
	based = {f"base_{name}": value for name, value in plain.items()}
	return {**plain, **based, "in_words": words, "base_in_words": words}


def schedule(found: Sums, company: Company, template: str | None, day: date) -> list[dict]:
	due = found.rounded or found.grand
	terms = company.payment_terms(template, day, float(due)) if template else [_at_once(day)]
	return [{**NO_DISCOUNT, **term, **_portion(due, Decimal(str(term["invoice_portion"])))} for term in terms]


def _at_once(day: date) -> dict:
	return {"due_date": day, "invoice_portion": 100.0}


def _portion(due: Decimal, percent: Decimal) -> dict:
	names = ("payment_amount", "base_payment_amount", "outstanding", "base_outstanding")
	return dict.fromkeys(names, float(cents(due * percent / 100)))


def _percent(line: Taxed, tax: Tax) -> Decimal:
	return Decimal(str(line.percents[tax.account])) if tax.account in line.percents else tax.percent


def _tax(lines: Sequence[Taxed], tax: Tax, rounds_each_line: bool) -> Decimal:
	parts = (line.amount * _percent(line, tax) / 100 for line in lines)
	return cents(total(map(cents, parts) if rounds_each_line else parts))


def _tax_row(tax: Tax, amount: Decimal, grand: Decimal, by_item: dict) -> dict:
	of_amount = ("tax_amount", "tax_amount_after_discount_amount")
	return {
		**tax.row,
		"account_head": tax.account,
		"rate": float(tax.percent),
		**{name: float(amount) for one in of_amount for name in (one, f"base_{one}")},
		"total": float(grand),
		"base_total": float(grand),
		"item_wise_tax_detail": json.dumps(by_item, separators=(",", ":")),
	}


def _by_item(lines: Sequence[Taxed], tax: Tax, rounds_each_line: bool) -> dict:
	"""In floats, and summed as ERPNext sums them: a save would change what is more exact."""
	found: dict[str, list[float]] = {}
	for line in lines:
		percent = float(_percent(line, tax))
		amount = percent / 100.0 * float(line.amount)
		if rounds_each_line:
			amount = _to_cents(amount)
		if line.code in found:
			amount += found[line.code][1]
		found[line.code] = [percent, _to_cents(amount) if rounds_each_line else amount]
	return found


def _to_cents(amount: float) -> float:
	return float(cents(Decimal(repr(amount))))
