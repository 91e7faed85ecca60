"""What each source row has become: one Legacy Import Row per row, written with what it tells of.

The fingerprint tells whether the legacy row changed since. It is keyed, since some rows hold a short secret.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from hashlib import blake2b

import frappe
from frappe.utils.password import get_encryption_key

from gigafibre_fsm.legacy.engine import answers, statements

DOCTYPE = "Legacy Import Row"
REJECT = "Legacy Import Reject"
COLUMNS = (
	"name",
	"creation",
	"modified",
	"owner",
	"modified_by",
	"source_table",
	"legacy_id",
	"outcome",
	"fingerprint",
	"target_doctype",
	"target",
	"others",
	"warning",
	"import_run",
)
UPDATED = ("modified", *COLUMNS[7:])


class Outcome(str, Enum):
	__str__ = str.__str__

	INSERTED = "Inserted"
	UPDATED = "Updated"
	LINKED = "Linked"
	REJECTED = "Rejected"
	CORRECTED = "Corrected"


OUTCOMES = {str(one): one for one in Outcome}


@dataclass(slots=True)
class Entry:
	legacy_id: int
	fingerprint: str
	outcome: Outcome
	run: str
	# (doctype, name): the row's own document first, then those that came with it.
	targets: list[tuple[str, str]] = field(default_factory=list)
	warning: str | None = None

	@property
	def is_rejected(self) -> bool:
		return self.outcome is Outcome.REJECTED

	@property
	def documents(self) -> list[tuple[str, str]]:
		"""What the row has become, also where it is rejected now."""
		return [target for target in self.targets if target[0] != REJECT]


class Ledger:
	"""Of one line of the account."""

	def __init__(self, line: str):
		self.line = line
		self._key = get_encryption_key().encode()[:32]
		self._is_empty = not frappe.db.exists(DOCTYPE, {"name": ("like", f"{line}/%")})

	def fingerprint(self, *values) -> str:
		return blake2b(repr(values).encode(), digest_size=12, key=self._key).hexdigest()

	def entries(self, ids: Sequence[int]) -> dict[int, Entry]:
		"""In a first run none of the rows has one: no row is read twice."""
		if self._is_empty or not ids:
			return {}
		names = "','".join([self._name(int(one)) for one in ids])
		rows = answers.rows(
			frappe.db._conn,
			f"""select `legacy_id`, `fingerprint`, `outcome`, `import_run`, `target_doctype`, `target`, `others`
			from `tab{DOCTYPE}` where `name` in ('{names}')""",
		)
		return {(entry := _entry(row)).legacy_id: entry for row in rows}

	def made_by_import(self, doctype: str, names: Iterable[str]) -> set[str]:
		if not (names := tuple(names)):
			return set()
		return set(
			frappe.db.sql_list(
				f"select `target` from `tab{DOCTYPE}` where `target_doctype` = %s and `target` in %s and `outcome` <> %s",
				(doctype, names, Outcome.LINKED),
			)
		)

	def write(self, entries: Sequence[Entry], stamp: str) -> None:
		rows = [
			(
				self._name(one.legacy_id),
				stamp,
				stamp,
				"Administrator",
				"Administrator",
				self.line,
				str(one.legacy_id),
				str(one.outcome),
				one.fingerprint,
				*(one.targets[0] if one.targets else (None, None)),
				json.dumps(one.targets[1:]) if one.targets[1:] else None,
				one.warning,
				one.run,
			)
			for one in entries
		]
		statements.insert(DOCTYPE, COLUMNS, rows, UPDATED)

	def _name(self, legacy_id: int) -> str:
		return f"{self.line}/{legacy_id}"


def _entry(row: tuple) -> Entry:
	legacy_id, fingerprint, outcome, run, doctype, name, others = row
	targets = [(doctype, name)] if name else []
	if others:
		targets += map(tuple, json.loads(others))
	return Entry(int(legacy_id), fingerprint, OUTCOMES[outcome], run, targets)
