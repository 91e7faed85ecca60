"""What an import left on the site, told without what no two runs have in common.

Names out of a sequence are told by the legacy rows that they stand for, times of writing as « now », passwords in clear.
"""

import json
import re
from datetime import datetime, timedelta

import frappe
from frappe.utils import now_datetime
from frappe.utils.password import decrypt

from gigafibre_fsm.legacy.engine.ledger import DOCTYPE as LEDGER
from gigafibre_fsm.testing.site_tables import SiteTables

# How often a run was interrupted is no part of what it brings.
OF_RUNS = ("tabLegacy Import Run", "tabLegacy Import Run Line", "tabSeries")
GENERATED = re.compile(r"\b(?:[A-Z]{2,4}(?:-[A-Z]{2,4})?(?:-\d{4})?-\d{5,}|[0-9a-z]{10})\b")
LAST_HOURS = timedelta(hours=2)


class SiteContent:
	def __init__(self, tables: SiteTables):
		self._tables = tables
		self._since = now_datetime() - LAST_HOURS
		self._labels = self._labels_of_ledger()

	def told(self) -> dict[str, list[str]]:
		"""Of each table that is not as it was, the rows."""
		now, before = self._tables.state(), self._tables.before
		changed = [name for name in self._tables.of_type("BASE TABLE") if now[name] != before.get(name)]
		return {name: self._rows(name) for name in changed if name not in OF_RUNS}

	def _labels_of_ledger(self) -> dict[str, str]:
		labels = {name: "run" for name in frappe.get_all("Legacy Import Run", pluck="name")}
		for row in frappe.get_all(LEDGER, fields=["name", "target", "others"]):
			others = [name for _doctype, name in frappe.parse_json(row.others or "[]")]
			for place, name in enumerate(filter(None, [row.target, *others])):
				labels.setdefault(name, f"<{row.name}.{place}>")
		return labels

	def _rows(self, table: str) -> list[str]:
		rows = [row for row in frappe.db.sql(f"select * from `{table}`", as_dict=True) if not _of_a_run(row)]
		if table == "__Auth":
			for row in rows:
				row["password"] = decrypt(row["password"]) if row["encrypted"] else row["password"]
		return sorted(map(self._told, rows))

	def _told(self, row: dict) -> str:
		values = {column: self._value(value) for column, value in row.items()}
		if "name" in row and row["name"] not in self._labels:
			values["name"] = GENERATED.sub("<generated>", str(row["name"]))
		return json.dumps(values, ensure_ascii=False, default=str, sort_keys=True)

	def _value(self, value):
		if isinstance(value, datetime):
			return "<now>" if value > self._since else str(value)
		if isinstance(value, str):
			return GENERATED.sub(lambda found: self._labels.get(found[0], found[0]), value)
		return value


def _of_a_run(row: dict) -> bool:
	return row.get("ref_doctype") == "Legacy Import Run"


def differences(one: dict[str, list[str]], other: dict[str, list[str]]) -> list[str]:
	"""A few of each table, for people to read."""
	found = []
	for table in sorted(one.keys() | other.keys()):
		first, second = set(one.get(table, ())), set(other.get(table, ()))
		found += [f"{table} only before: {row}" for row in sorted(first - second)[:3]]
		found += [f"{table} only after: {row}" for row in sorted(second - first)[:3]]
		if first == second and sorted(one[table]) != sorted(other[table]):
			found.append(f"{table}: rows are repeated")
	return found
