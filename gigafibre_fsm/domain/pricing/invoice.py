"""The first invoice: the rest of the month, activation day included, and what is paid once."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from gigafibre_fsm.domain.pricing.catalogue import Tax
from gigafibre_fsm.domain.pricing.discounts import limited
from gigafibre_fsm.domain.pricing.lines import Line, sum_of
from gigafibre_fsm.domain.pricing.money import ZERO, cents, total
from gigafibre_fsm.domain.pricing.taxes import taxes_of


@dataclass(frozen=True)
class Invoice:
	lines: tuple[Line, ...]
	days: int
	days_in_month: int
	subtotal: Decimal
	taxes: dict[str, Decimal]
	total: Decimal


def days_left(activation: date) -> tuple[int, int]:
	"""Days to bill, and days in the month."""
	days_in_month = monthrange(activation.year, activation.month)[1]
	return days_in_month - activation.day + 1, days_in_month


def share(amount: Decimal, days: int, days_in_month: int) -> Decimal:
	"""The part of a month's amount that falls on its last `days` days."""
	return cents(amount * days / days_in_month)


def prorated(line: Line, days: int, days_in_month: int) -> Line:
	"""Quantity one where the month is not whole: two lines at 28.95 for 11 days of 31 are 20.55 together, and no price
	to the cent is half of that.
	"""
	if days == days_in_month:
		return line
	rate = share(line.qty * line.rate, days, days_in_month)
	return replace(line, qty=1, rate=rate)


def prorated_month(monthly: Sequence[Line], activation: date) -> list[Line]:
	"""Rounding line by line may leave discounts a cent above what they are taken from: they are limited again."""
	days = days_left(activation)
	charges = [prorated(line, *days) for line in monthly if line.rate >= ZERO]
	discounts = [prorated(line, *days) for line in monthly if line.rate < ZERO]
	return [*charges, *limited(discounts, charges)]


def first_invoice(
	monthly: Sequence[Line], once: Sequence[Line], activation: date, taxes: Sequence[Tax]
) -> Invoice:
	lines = (*prorated_month(monthly, activation), *once)
	subtotal = sum_of(lines)
	each = taxes_of(lines, taxes)
	return Invoice(lines, *days_left(activation), subtotal, each, subtotal + total(each.values()))
