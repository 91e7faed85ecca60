"""One source table against the site: which rows are where, and whether the documents say what the rows say."""

from collections.abc import Iterator, Sequence

import frappe
from frappe import _

from gigafibre_fsm.legacy.reconciliation.check import Check
from gigafibre_fsm.legacy.reconciliation.values import Table, Value, equal

AT_ONCE = 5000
REJECTED = "Rejected"
# A document that was there before, or a row that a person corrected, need not say what the row says.
COMPARED = ("Inserted", "Updated")


class Comparison:
	def __init__(self, table: Table, source):
		self._table, self._source = table, source
		self._rows = Check(table.line, _("Rows"))
		self._checks: dict[tuple, Check] = {}
		self._missing = 0

	def run(self) -> list[Check]:
		checks = self.values_alone()
		self._look_for_vanished()
		return [self._rows, *checks]

	def values_alone(self) -> list[Check]:
		for rows in self._chunks():
			self._rows.legacy += len(rows)
			self._compare(rows)
		return list(self._checks.values())

	# -- the rows

	def _chunks(self) -> Iterator[list[dict]]:
		values = "".join(f", {value.legacy} as v{place}" for place, value in enumerate(self._table.values))
		last = -1
		while rows := self._source.rows(
			f"select l.id{values} from {self._from()} where l.id > %s{self._where()} order by l.id limit {AT_ONCE}",
			(last,),
		):
			yield rows
			last = rows[-1]["id"]

	def _from(self) -> str:
		return f"{self._source.table(self._table, self._table.source)} l {self._table.join}"

	def _where(self) -> str:
		return f" and ({self._table.where})" if self._table.where else ""

	def _compare(self, rows: Sequence[dict]) -> None:
		documents = self._documents([row["id"] for row in rows])
		for row in rows:
			document = documents.get(row["id"])
			if self._is_there(row["id"], document) and document.outcome in COMPARED and document.here:
				self._compare_values(row, document)

	def _documents(self, ids: Sequence[int]) -> dict[int, dict]:
		"""Legacy id → what the ledger says, and the document's values."""
		values = "".join(f", {value.site} as v{place}" for place, value in enumerate(self._table.values))
		rows = frappe.db.sql(
			f"""select cast(r.legacy_id as unsigned) as id, r.outcome, r.target_doctype, r.target, d.name as here{values}
			from `tabLegacy Import Row` r left join `tab{self._table.doctype}` d
				on d.name = r.target and r.target_doctype = %s
			where r.name in %s""",
			(self._table.doctype, [f"{self._table.line}/{one}" for one in ids]),
			as_dict=True,
		)
		return {row.id: row for row in rows}

	def _is_there(self, legacy_id: int, document: dict | None) -> bool:
		if document is None:
			self._missing += 1
			self._rows.differ(_("{0} is not imported").format(legacy_id))
			return False
		if document.outcome == REJECTED:
			self._rows.rejected += 1
			return False
		if document.here or frappe.db.exists(document.target_doctype, document.target):
			self._rows.site += 1
			return True
		gone = _("{0}: {1} {2} is gone").format(legacy_id, _(document.target_doctype), document.target)
		self._rows.differ(gone)
		return False

	def _look_for_vanished(self) -> None:
		known = frappe.db.count("Legacy Import Row", {"source_table": self._table.line})
		if known == self._rows.legacy - self._missing:
			return
		there = {
			row["id"]
			for row in self._source.rows(f"select l.id from {self._from()} where true{self._where()}")
		}
		for legacy_id in frappe.get_all(
			"Legacy Import Row", {"source_table": self._table.line}, pluck="legacy_id", order_by="name"
		):
			if int(legacy_id) not in there:
				self._rows.differ(_("{0} is no longer in the legacy database").format(legacy_id))

	# -- the values

	def _compare_values(self, row: dict, document: dict) -> None:
		read = [
			(value, value.of_legacy(row[f"v{place}"]), value.spell(document[f"v{place}"]))
			for place, value in enumerate(self._table.values)
		]
		groups = {value.label: (legacy, site) for value, legacy, site in read}
		for value, legacy, site in read:
			if not value.same(legacy, site):
				self._differ(value, groups, row["id"], document.here, legacy, site)
			self._add(value, groups, legacy, site)

	def _differ(self, value: Value, groups: dict, legacy_id: int, name: str, legacy, site) -> None:
		check = self._check(value, groups[value.by][0] if value.by else None)
		check.differ(f"{legacy_id} → {name}: {_shown(legacy)} ≠ {_shown(site)}")

	def _add(self, value: Value, groups: dict, legacy, site) -> None:
		in_legacy, on_site = groups[value.by] if value.by else (None, None)
		if value.summed:
			self._check(value, in_legacy).legacy += legacy
			self._check(value, on_site).site += site
		else:
			check = self._check(value, None)
			check.legacy += bool(legacy)
			# What a row says nothing about is no part of the account.
			check.site += bool(site) and (bool(legacy) or value.same is equal)

	def _check(self, value: Value, group) -> Check:
		label = f"{value.label}: {_shown(group)}" if group is not None else value.label
		return self._checks.setdefault((value.label, group), Check(self._table.line, label))


def _shown(value) -> str:
	return _(value) if isinstance(value, str) and value else str(value)
