"""Rejected rows once more, with what somebody has corrected in them."""

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

import frappe
from frappe import _
from frappe.utils import now_datetime

from gigafibre_fsm.domain.legacy.outcome import Reason
from gigafibre_fsm.legacy import wording
from gigafibre_fsm.legacy.engine.importer import Importer
from gigafibre_fsm.legacy.engine.line import Line
from gigafibre_fsm.legacy.engine.reading import Reader, reader
from gigafibre_fsm.legacy.engine.rejecting import DOCTYPE
from gigafibre_fsm.legacy.engine.step import importers
from gigafibre_fsm.legacy.step_run import Counts


class Attempt:
	"""Stands where a step's run stands; what the rejects say afterwards is the account."""

	dry_run = False

	def __init__(self, step: str, run: str):
		self.step, self.name, self.started_at = step, run, now_datetime()
		self.reasons: Counter[str] = Counter()
		self._lines: dict[str, Counts] = defaultdict(Counts)

	def line(self, source_table: str) -> Counts:
		return self._lines[source_table]

	def say(self, sentence: str) -> None:
		pass

	def save(self, checkpoint: str | None = None) -> None:
		pass

	save_sometimes = save


def retry(reject_names: Sequence[str]) -> dict[str, str | None]:
	"""None where the row is taken now, else why not. Commits, table after table."""
	rejects = frappe.get_all(
		DOCTYPE,
		{"name": ("in", list(reject_names))},
		["name", "step", "source_table", "legacy_id", "import_run", "reason", "correction"],
	)
	outcomes: dict[str, str | None] = {}
	with reader() as source:
		for (step, line), group in _by_line(rejects).items():
			outcomes |= _retry(source, step, line, group)
	return outcomes


def _by_line(rejects: Sequence[dict]) -> dict[tuple[str, str], list[dict]]:
	groups = defaultdict(list)
	for reject in rejects:
		groups[reject.step, reject.source_table].append(reject)
	return groups


def _retry(source: Reader, step: str, line: str, rejects: Sequence[dict]) -> dict[str, str | None]:
	[importer] = [one for one in importers(step) if line in (one.line, one.details and one.details.line)]
	if line != importer.line:
		return {
			one.name: _("Retry the row of {0} that it belongs to.").format(importer.table) for one in rejects
		}
	outcomes = {one.name: _why_not(one) for one in rejects}
	tried = {int(one.legacy_id): one for one in rejects if not outcomes[one.name]}
	if tried:
		outcomes |= _try(source, importer, tried)
	return outcomes


def _why_not(reject: dict) -> str | None:
	if reject.reason == Reason.SUPERSEDED and not reject.correction:
		return _("Another row holds the same: correct this one first.")
	return None


def _try(source: Reader, importer: Importer, tried: dict[int, dict]) -> dict[str, str | None]:
	[first, *_others] = tried.values()
	attempt = Attempt(first.step, first.import_run)
	line = Line(importer, attempt, source, None)
	importer.prepare(source)
	rows = source.rows_by_id(importer, list(tried))
	line.sorter.by_hand = True
	line.sorter.corrected = {
		row["id"]: line.sorter.fingerprint(row) for row in rows if _correction(tried[row["id"]])
	}
	gone = _("The legacy database has no such row any more.")
	outcomes = {reject.name: gone for legacy_id, reject in tried.items()}
	readable = [row for row in rows if _lay_over(row, tried[row["id"]], outcomes)]
	found = line.take(readable)
	importer.ended(attempt)
	frappe.db.commit()  # rows of the next table may be in somebody's way and be made again: these are not
	line.touched.refresh()
	outcomes |= {tried[work.row["id"]].name: None for work in found.work}
	return outcomes | {tried[one.row["id"]].name: wording.why(one.why) for one in found.rejects}


def _correction(reject: dict) -> dict:
	return json.loads(reject.correction or "{}")


def _lay_over(row: dict, reject: dict, outcomes: dict) -> bool:
	for column, value in _correction(reject).items():
		try:
			row[column] = _as_column(value, row.get(column))
		except (ValueError, InvalidOperation):
			outcomes[reject.name] = _("{0}: a number is expected, not {1}.").format(column, value)
			return False
	return True


def _as_column(value, there):
	"""What was typed comes as JSON has it; the column says whether it is a number."""
	if value in (None, ""):
		return None if value is None else (value if isinstance(there, str) else None)
	if isinstance(there, Decimal):
		return Decimal(str(value))
	if isinstance(there, int):
		return int(value)
	return str(value) if isinstance(there, str) else value
