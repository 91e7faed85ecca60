"""Lines whose Item is not sold any more. ERPNext invoices no such Item, and what was sold before is owed all the same:
the line goes without its Item, with what the Item would have given it.
"""

import json
from collections.abc import Iterable
from datetime import date

import frappe

_ITEMS = """
	select i.name, i.stock_uom,
		coalesce(own.income_account, of_group.income_account, c.default_income_account) as income_account,
		coalesce(own.selling_cost_center, of_group.selling_cost_center, c.cost_center) as cost_center
	from tabItem i
	join tabCompany c on c.name = %(company)s
	left join `tabItem Default` own
		on own.parent = i.name and own.parenttype = 'Item' and own.company = c.name
	left join `tabItem Default` of_group
		on of_group.parent = i.item_group and of_group.parenttype = 'Item Group' and of_group.company = c.name
	where i.name in %(items)s and (i.disabled = 1 or i.end_of_life <= %(today)s)"""


def without_items(lines: Iterable[dict], company: str, today: date) -> list[dict]:
	"""`lines`: rows of a Sales Invoice."""
	lines = list(lines)
	values = {"company": company, "items": [line["item_code"] for line in lines], "today": today}
	retired = {row.name: row for row in frappe.db.sql(_ITEMS, values, as_dict=True)}
	return [_freed(line, retired.get(line["item_code"])) for line in lines]


def _freed(line: dict, item) -> dict:
	if not item:
		return line
	return {
		**line,
		"item_code": None,
		"uom": item.stock_uom,
		"conversion_factor": 1,
		"income_account": item.income_account,
		"cost_center": item.cost_center,
		"item_tax_rate": _rates(line["item_tax_template"]),
	}


def _rates(template: str | None) -> str:
	"""As ERPNext reads them from the Item's template."""
	rows = frappe.get_cached_doc("Item Tax Template", template).taxes if template else ()
	return json.dumps({row.tax_type: row.tax_rate for row in rows})
