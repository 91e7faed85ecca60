"""A line of a legacy quote as a row of a Quotation."""

import html
from collections.abc import Mapping, Sequence
from decimal import Decimal

from gigafibre_fsm.domain.legacy.quote_lines import Line
from gigafibre_fsm.domain.legacy.quote_site import Company, Item
from gigafibre_fsm.domain.pricing.money import cents

CATCH_ALL = ""
NAME_LENGTH = 140
MOST = 10**6


def rows(lines: Sequence[Line], items: Mapping[str, Item], company: Company, taxed: bool) -> list[dict]:
	"""`items` by SKU in capitals; what is not among them is sold as the catch-all item."""
	found, texts = [], set()
	for line in lines:
		row = _row(line, item_of(line, items), company)
		if not company.repeats_allowed:
			row["description"] = _not_used(row["item_code"], row["description"], texts)
		if not taxed and any(item_of(line, items).taxes.values()):
			row |= {"item_tax_template": "", "item_tax_rate": "{}"}
		found.append(row)
	return found


def item_of(line: Line, items: Mapping[str, Item]) -> Item:
	return items.get((line.sku or CATCH_ALL).upper()) or items[CATCH_ALL]


def _row(line: Line, item: Item, company: Company) -> dict:
	quantity, rate = _quantity_and_rate(line, item.is_whole, company.quantity_digits)
	is_catch_all = item.code == company.catch_all_item
	text = _with_counts(_text(line, item, is_catch_all), line, quantity, rate)
	return {
		**item.columns,
		**_scaled(item.columns, quantity),
		"item_code": item.code,
		"item_name": _name(line, item, is_catch_all),
		"description": as_html(text) if text else item.description,
		"charge_type": line.charge_type,
		"uom": item.uom,
		"stock_uom": item.uom,
		"conversion_factor": 1.0,
		"qty": float(quantity),
		"stock_qty": float(quantity),
		**_amounts(float(rate), float(line.total)),
		"gross_profit": _profit(item.columns, quantity, rate),
	}


def _text(line: Line, item: Item, is_catch_all: bool) -> str | None:
	"""The code of what is not sold under it stands before its text."""
	if not is_catch_all or not line.sku or line.sku.upper() == item.code.upper():
		return line.text
	return f"{line.sku}: {line.text}" if line.text else line.sku


def _quantity_and_rate(line: Line, is_whole: bool, digits: int) -> tuple[Decimal, Decimal]:
	"""The total is what the customer saw: quantity and price stay only where they give it."""
	quantity, amount = line.quantity, line.amount
	if quantity is None or amount is None or not _is_countable(quantity, is_whole, digits):
		return Decimal(1), line.total
	rate = cents(amount) + 0
	return (quantity, rate) if cents(quantity * rate) == line.total else (Decimal(1), line.total)


def _is_countable(quantity: Decimal, is_whole: bool, digits: int) -> bool:
	"""ERPNext takes no quantity of 0, and no fraction of what is counted in pieces."""
	return 0 < quantity < MOST and quantity == round(quantity, 0 if is_whole else digits)


def _with_counts(text: str | None, line: Line, quantity: Decimal, rate: Decimal) -> str | None:
	"""Quantity and price that the row cannot have are told in words."""
	told = (1 if line.quantity is None else line.quantity, line.total if line.amount is None else line.amount)
	if told == (quantity, rate):
		return text
	return f"{text or ''} ({told[0]:f} × {told[1]:f})".strip()


def _name(line: Line, item: Item, is_catch_all: bool) -> str:
	text = (line.text or line.sku or "").split("\n")[0]
	return text[:NAME_LENGTH].strip() if is_catch_all and text else item.name


def as_html(text: str) -> str:
	return html.escape(text, quote=False).replace("\n", "<br>")


def _not_used(code: str, description: str, texts: set) -> str:
	number, free = 1, description
	while (code, free) in texts:
		number += 1
		free = f"{description} ({number})"
	texts.add((code, free))
	return free


def _amounts(rate: float, amount: float) -> dict:
	"""The list price is left empty: ERPNext would put it in the place of a price of 0."""
	names = ("rate", "net_rate", "base_rate", "base_net_rate", "stock_uom_rate")
	sums = ("amount", "net_amount", "base_amount", "base_net_amount")
	return {"price_list_rate": 0.0, **dict.fromkeys(names, rate), **dict.fromkeys(sums, amount)}


def _scaled(columns: Mapping, quantity: Decimal) -> dict:
	weight = columns.get("weight_per_unit")
	return {"total_weight": weight * float(quantity)} if weight else {}


def _profit(columns: Mapping, quantity: Decimal, rate: Decimal) -> float:
	cost = Decimal(str(columns.get("valuation_rate") or 0))
	return float(cents((rate - cost) * quantity))
