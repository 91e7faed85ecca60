"""Rows that belong to the rows of another table: read along with them, with an account of their own."""

from collections import Counter
from collections.abc import Callable, Sequence

from frappe.utils import now_datetime

from gigafibre_fsm.domain.legacy.outcome import Reason, Rejected
from gigafibre_fsm.legacy.engine.batch import COUNTED, Sorted
from gigafibre_fsm.legacy.engine.importer import Importer
from gigafibre_fsm.legacy.engine.ledger import Entry, Ledger, Outcome
from gigafibre_fsm.legacy.engine.reading import Reader
from gigafibre_fsm.legacy.engine.rejecting import DOCTYPE, Reject, Rejects


class DetailLine:
	def __init__(self, importer: Importer, run, reader: Reader):
		self._importer, self._run, self._reader = importer, run, reader
		self._ledger = Ledger(importer.details.line)
		self._rejects = Rejects(run, importer.details.line, importer.secrets)
		self._counts = run.line(importer.details.line)

	def account(self, rows: Sequence[dict], found: Sorted, write: bool) -> None:
		"""A detail fares as its row does; whether it is new, changed or as it was, it says itself."""
		refused = {reject.row["id"] for reject in found.rejects}
		targets = {work.row["id"]: work.targets for work in found.work}
		self._settle([detail for row in rows for detail in row["details"]], refused, targets, write)

	def orphans(self, told: Callable[[int], None]) -> None:
		for rows in self._reader.orphans(self._importer):
			self._settle(
				rows, {row[self._importer.details.parent] for row in rows}, {}, not self._run.dry_run
			)
			if not self._run.dry_run:
				self._run.save()
			told(len(rows))

	def _settle(self, rows: Sequence[dict], refused: set, targets: dict, write: bool) -> None:
		entries, rejects, counted = [], [], Counter()
		before = self._ledger.entries([row["id"] for row in rows])
		for row in rows:
			entry, mark = before.get(row["id"]), self._ledger.fingerprint(*row.values())
			parent = row[self._importer.details.parent]
			if parent in refused:
				why = Rejected(Reason.PARENT_REJECTED, f"{self._importer.line} {parent}")
				rejects.append(Reject(row, why, mark, entry))
			else:
				counted[self._account_of(row, mark, entry, targets.get(parent), entries)] += 1
		if write:
			self._write(entries, rejects)
		self._add(len(rows), counted, len(rejects))

	def _write(self, entries: list[Entry], rejects: Sequence[Reject]) -> None:
		stamp = now_datetime()
		self._ledger.write(entries + self._rejected(rejects, stamp), stamp)

	def _add(self, read: int, counted: Counter, rejected: int) -> None:
		counts = self._counts
		counts.rows_read += read
		counts.rejected += rejected
		for name, number in counted.items():
			setattr(counts, name, getattr(counts, name) + number)

	def _account_of(
		self, row: dict, mark: str, entry: Entry | None, target: list | None, entries: list
	) -> str:
		outcome = self._outcome(mark, entry)
		if outcome is None:
			return COUNTED[entry.outcome] if entry.run == self._run.name else "unchanged"
		entries.append(Entry(row["id"], mark, outcome, self._run.name, list(target or [])[:1]))
		return COUNTED[outcome]

	@staticmethod
	def _outcome(mark: str, entry: Entry | None) -> Outcome | None:
		if entry is None or entry.is_rejected:
			return Outcome.INSERTED
		return None if entry.fingerprint == mark else Outcome.UPDATED

	def _rejected(self, rejects: Sequence[Reject], stamp) -> list[Entry]:
		names = self._rejects.keep(rejects, stamp)
		return [
			Entry(one.row["id"], one.fingerprint, Outcome.REJECTED, self._run.name, [(DOCTYPE, name)])
			for one, name in zip(rejects, names, strict=True)
		]
