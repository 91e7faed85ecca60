"""Rows that are not taken, in Legacy Import Reject: one per source row, for as long as it is not taken."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import frappe

from gigafibre_fsm.domain.legacy import masking
from gigafibre_fsm.domain.legacy.outcome import Rejected
from gigafibre_fsm.gigafibre_fsm.numbering import next_names
from gigafibre_fsm.legacy.engine import statements
from gigafibre_fsm.legacy.engine.forms import OWNER
from gigafibre_fsm.legacy.engine.ledger import REJECT as DOCTYPE
from gigafibre_fsm.legacy.engine.ledger import Entry

OPEN, IMPORTED = "Open", "Imported"
CONTENT = ("import_run", "reason", "message", "row", "status")
COLUMNS = (
	"name",
	"creation",
	"modified",
	"owner",
	"modified_by",
	"step",
	"source_table",
	"legacy_id",
	*CONTENT,
)


@dataclass(frozen=True)
class Reject:
	row: dict
	why: Rejected
	fingerprint: str
	before: Entry | None

	@property
	def name(self) -> str | None:
		return name_of(self.before)

	@property
	def is_as_before(self) -> bool:
		return bool(self.name) and self.before.fingerprint == self.fingerprint


def name_of(entry: Entry | None) -> str | None:
	if entry and entry.is_rejected and entry.targets:
		return entry.targets[0][1]
	return None


class Rejects:
	def __init__(self, run, line: str, secrets: frozenset[str]):
		self._run, self._line, self._secrets = run, line, secrets

	def keep(self, rejects: Sequence[Reject], stamp: datetime) -> list[str]:
		"""Their names. What stands there already with the same row and reason stays, also where it was set aside."""
		there = self._there(rejects)
		self._insert([one for one in rejects if one.name not in there], stamp)
		changed = [one for one in rejects if one.name in there and self._has_changed(one, there[one.name])]
		if changed:
			rows = [(one.name, *self._content(one), stamp) for one in changed]
			statements.update(DOCTYPE, (*CONTENT, "modified"), rows)
		return [self._names.get(id(one)) or one.name for one in rejects]

	def _there(self, rejects: Sequence[Reject]) -> dict[str, str]:
		names = tuple(one.name for one in rejects if one.name)
		if not names:
			return {}
		return dict(
			frappe.db.sql(f"select `name`, `reason` from `tab{DOCTYPE}` where `name` in %s", (names,))
		)

	@staticmethod
	def _has_changed(reject: Reject, reason: str) -> bool:
		return reason != str(reject.why.reason) or reject.before.fingerprint != reject.fingerprint

	def _insert(self, rejects: Sequence[Reject], stamp: datetime) -> None:
		names = next_names(DOCTYPE, len(rejects)) if rejects else []
		self._names = {id(one): name for one, name in zip(rejects, names, strict=True)}
		rows = [
			(
				name,
				stamp,
				stamp,
				OWNER,
				OWNER,
				self._run.step,
				self._line,
				str(one.row["id"]),
				*self._content(one),
			)
			for one, name in zip(rejects, names, strict=True)
		]
		statements.insert(DOCTYPE, COLUMNS, rows)

	def _content(self, reject: Reject) -> tuple:
		row = masking.row(reject.row, self._secrets)
		if "details" in row:
			row["details"] = [masking.row(one, self._secrets) for one in row["details"]]
		return (
			self._run.name,
			str(reject.why.reason),
			reject.why.detail or None,
			json.dumps(row, ensure_ascii=False, default=str),
			OPEN,
		)

	@staticmethod
	def taken_after_all(names: Sequence[str], stamp: datetime) -> None:
		if names:
			frappe.db.sql(
				f"update `tab{DOCTYPE}` set `status` = %s, `modified` = %s where `name` in %s",
				(IMPORTED, stamp, tuple(names)),
			)
