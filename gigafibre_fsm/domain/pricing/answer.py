"""A quote and a list of plans in the shape that callers know (docs/prices.md)."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from gigafibre_fsm.domain.pricing.invoice import Invoice
from gigafibre_fsm.domain.pricing.lines import Line
from gigafibre_fsm.domain.pricing.plans import Plan
from gigafibre_fsm.domain.pricing.quote import Quote


def of_quote(quote: Quote, sentences: Mapping[str, str]) -> dict:
	"""`sentences`: the messages by their codes, in the caller's language."""
	return {
		"monthly": _lines(quote.monthly),
		"one_time": _lines(quote.one_time),
		"credits": _lines(quote.credits),
		"monthly_total": float(quote.monthly_total),
		"one_time_total": float(quote.one_time_total),
		"monthly_taxes": _amounts(quote.monthly_taxes),
		"first_invoice": _invoice(quote.first_invoice),
		"messages": [sentences[code] for code in quote.messages],
	}


def _invoice(invoice: Invoice) -> dict:
	return {
		"lines": _lines(invoice.lines),
		"subtotal": float(invoice.subtotal),
		**_amounts(invoice.taxes),
		"total": float(invoice.total),
	}


def _lines(lines: Iterable[Line]) -> list[dict]:
	return [
		{
			"sku": line.sku,
			"label": line.label,
			"qty": line.qty,
			"rate": float(line.rate),
			"amount": float(line.amount),
		}
		for line in lines
	]


def _amounts(amounts: Mapping[str, Decimal]) -> dict[str, float]:
	return {code: float(amount) for code, amount in amounts.items()}


def of_plans(groups: Mapping[str, Iterable[Plan]]) -> dict[str, list[dict]]:
	return {group: [_plan(plan) for plan in plans] for group, plans in groups.items()}


def _plan(plan: Plan) -> dict:
	item = plan.item
	return {
		"sku": item.sku,
		"name": item.name,
		"description": item.description,
		"price": float(plan.price),
		"billing_interval": "Monthly" if plan.is_monthly else "One-time",
		"speed_down": item.speed_down,
		"speed_up": item.speed_up,
		"requires": item.requires,
	}
