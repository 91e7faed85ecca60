"""Rows that a step could not take, kept whole with the reason in Legacy Import Reject."""

import json
from collections import Counter

import frappe
from frappe.utils import now

from gigafibre_fsm.gigafibre_fsm.numbering import next_names

DOCTYPE = "Legacy Import Reject"
# Of one reason: a file of the wrong kind has millions, and the first thousands say what is wrong with it.
CAP = 10_000
BATCH = 500
FIELDS = "name creation modified owner modified_by import_run step source_table legacy_id reason row".split()


class Store:
	def __init__(self, run: str, step: str, keep: bool = True):
		self.by_reason: Counter[str] = Counter()
		self._run, self._step, self._keep = run, step, keep
		self._waiting: list[tuple] = []

	def add(self, source_table: str, legacy_id: str, reason: str, row: dict) -> None:
		self.by_reason[reason] += 1
		if not self._keep or self.by_reason[reason] > CAP:
			return
		self._waiting.append(
			(source_table, legacy_id[:140], reason, json.dumps(row, ensure_ascii=False, default=str))
		)
		if len(self._waiting) >= BATCH:
			self.flush()

	def flush(self) -> None:
		"""Into the database; the caller commits."""
		if not self._waiting:
			return
		stamp, user = now(), frappe.session.user
		meta = (stamp, stamp, user, user, self._run, self._step)
		names = next_names(DOCTYPE, len(self._waiting))
		values = [(name, *meta, *row) for name, row in zip(names, self._waiting, strict=True)]
		frappe.db.bulk_insert(DOCTYPE, fields=FIELDS, values=values)
		self._waiting.clear()

	def forget(self, source_table: str | None = None) -> None:
		self.flush()
		only = {"source_table": source_table} if source_table else {}
		frappe.db.delete(DOCTYPE, {"import_run": self._run, **only})


def forget_earlier_runs(step: str, run: str) -> None:
	"""The last file's rejects are those that count."""
	frappe.db.delete(DOCTYPE, {"step": step, "import_run": ("!=", run)})
