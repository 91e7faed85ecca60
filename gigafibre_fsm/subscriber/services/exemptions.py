"""Which Items are sold without TPS and TVQ: by ERPNext's Item Tax Templates, on the Item or on its groups, by date."""

from collections.abc import Iterable, Mapping
from datetime import date

import frappe

from gigafibre_fsm.subscriber.services.taxes import Template

# Only rows of templates that are in use, for everybody (a tax category is a customer's), whatever the rate sold at.
_ROWS = """
	select t.parenttype, t.parent, t.item_tax_template, t.valid_from
	from `tabItem Tax` t
	join `tabItem Tax Template` m on m.name = t.item_tax_template and m.disabled = 0 and m.company = %(company)s
	where coalesce(t.tax_category, '') = ''
		and (t.parenttype = 'Item Group' or t.parenttype = 'Item' and t.parent in %(items)s)
	order by t.idx"""


def of(groups: Mapping[str, str], template: Template, today: date) -> set[str]:
	"""`groups`: the group of each item. An item's own row has the word, then its group's, then the group above."""
	if not groups:
		return set()
	rows = frappe.db.sql(_ROWS, {"company": template.company, "items": list(groups)}, as_dict=True)
	if not rows:
		return set()
	chosen = _chosen(rows, today)
	parents = _parents() if any(row.parenttype == "Item Group" for row in rows) else {}
	found = {item: _first(chosen, item, _upwards(group, parents)) for item, group in groups.items()}
	return {item for item, name in found.items() if name and _exempts(name, template)}


def _chosen(rows: Iterable, today: date) -> dict[tuple[str, str], str]:
	"""As ERPNext chooses: of the dated rows that hold the last to begin, else the first without a date."""
	chosen: dict[tuple[str, str], tuple[date, str]] = {}
	for row in rows:
		begins = row.valid_from or date.min
		key = (row.parenttype, row.parent)
		if begins <= today and (key not in chosen or begins > chosen[key][0]):
			chosen[key] = (begins, row.item_tax_template)
	return {key: name for key, (_begins, name) in chosen.items()}


def _first(chosen: dict, item: str, groups: Iterable[str]) -> str | None:
	keys = [("Item", item), *(("Item Group", group) for group in groups)]
	return next((chosen[key] for key in keys if key in chosen), None)


def _parents() -> dict[str, str]:
	return dict(frappe.db.sql("select name, parent_item_group from `tabItem Group`"))


def _upwards(group: str, parents: Mapping[str, str]) -> Iterable[str]:
	while group in parents:
		yield group
		group = parents[group]


def _exempts(name: str, template: Template) -> bool:
	rates = {row.tax_type: row.tax_rate for row in frappe.get_cached_doc("Item Tax Template", name).taxes}
	return all(rates.get(account) == 0 for account in template.accounts)
