"""Documents that came along with a row's own: contacts, prices, rows of child tables."""

import json
from collections import defaultdict

import frappe
from frappe import _

from gigafibre_fsm.legacy.reconciliation.check import Check

AT_ONCE = 5000


def documents(line: str) -> Check | None:
	check, last = Check(line, _("Documents that came along")), ""
	while rows := _rows(line, last):
		last = rows[-1].name
		_look(rows, check)
	return check if check.legacy else None


def _rows(line: str, after: str) -> list:
	return frappe.db.sql(
		"""select name, legacy_id, others from `tabLegacy Import Row`
		where source_table = %s and name > %s and others is not null and others <> '' order by name limit %s""",
		(line, after, AT_ONCE),
		as_dict=True,
	)


def _look(rows: list, check: Check) -> None:
	wanted = defaultdict(dict)
	for row in rows:
		for doctype, name in json.loads(row.others):
			wanted[doctype][name] = row.legacy_id
	for doctype, names in wanted.items():
		here = set(frappe.db.sql_list(f"select name from `tab{doctype}` where name in %s", (list(names),)))
		check.legacy += len(names)
		check.site += len(here)
		for name in names.keys() - here:
			check.differ(_("{0}: {1} {2} is gone").format(names[name], _(doctype), name))
