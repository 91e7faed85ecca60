"""A quote for a terminal."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from gigafibre_fsm.command_line.sentences import MESSAGES
from gigafibre_fsm.domain.pricing.catalogue import Tax
from gigafibre_fsm.domain.pricing.lines import Line
from gigafibre_fsm.domain.pricing.plans import Plan
from gigafibre_fsm.domain.pricing.quote import Quote

TITLES = {
	"internet": "Internet",
	"tv": "TV packages (need Internet)",
	"tv_addons": "TV add-ons (need a TV package)",
	"phone": "Telephone",
	"fees": "Fees that the rules add",
}


def as_text(quote: Quote, activation: date, taxes: Sequence[Tax]) -> str:
	invoice = quote.first_invoice
	title = f"First invoice, activated on {activation} ({invoice.days} of {invoice.days_in_month} days)"
	blocks = [
		["Each month", *_lines(quote.monthly), _sum("Total before taxes", quote.monthly_total)],
		_taxes(quote.monthly_taxes, taxes),
		[
			"",
			"Once",
			*_lines([*quote.one_time, *quote.credits]),
			_sum("Total before taxes", quote.one_time_total),
		],
		["", title, *_lines(invoice.lines), _sum("Total before taxes", invoice.subtotal)],
		[*_taxes(invoice.taxes, taxes), _sum("To pay", invoice.total)],
		["", *(MESSAGES[code] for code in quote.messages)],
	]
	return "\n".join(line for block in blocks for line in block).rstrip()


def _lines(lines: Iterable[Line]) -> list[str]:
	return [
		f"  {line.sku:<12}{line.label:<34}{line.qty:>3} × {line.rate:>8}{line.amount:>11}" for line in lines
	]


def _taxes(amounts: Mapping[str, Decimal], taxes: Sequence[Tax]) -> list[str]:
	return [_sum(f"{tax.code.upper()} {tax.percent} %", amounts[tax.code]) for tax in taxes]


def _sum(label: str, amount: Decimal) -> str:
	return f"  {label:<60}{amount:>11}"


def plans_as_text(groups: Mapping[str, Sequence[Plan]]) -> str:
	blocks = [[TITLES[group], *map(_plan, plans), ""] for group, plans in groups.items()]
	return "\n".join(line for block in blocks for line in block).rstrip()


def _plan(plan: Plan) -> str:
	return f"  {plan.item.sku:<14}{plan.item.name:<34}{plan.price:>9}{'' if plan.is_monthly else '  once'}"
