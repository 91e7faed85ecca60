"""One source table through a step: batch after batch, each a transaction with its own account."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

import frappe
import pymysql
from frappe import _
from frappe.utils import now_datetime
from pymysql.constants import ER

from gigafibre_fsm.domain.legacy.outcome import Reason, Record, Rejected
from gigafibre_fsm.legacy.engine import overlapping, rejecting, statements
from gigafibre_fsm.legacy.engine.batch import COUNTED, Sorted, Sorter, Work
from gigafibre_fsm.legacy.engine.details import DetailLine
from gigafibre_fsm.legacy.engine.foreseen import Foreseen
from gigafibre_fsm.legacy.engine.forms import Forms
from gigafibre_fsm.legacy.engine.importer import Importer
from gigafibre_fsm.legacy.engine.ledger import Entry, Ledger, Outcome
from gigafibre_fsm.legacy.engine.links import Links
from gigafibre_fsm.legacy.engine.reading import Reader
from gigafibre_fsm.legacy.engine.rejecting import Reject, Rejects
from gigafibre_fsm.legacy.engine.searching import Touched
from gigafibre_fsm.legacy.engine.writing import Writer

ATTEMPTS = 4
CHECK_FAILED = 4025
IN_THE_WAY = (ER.LOCK_WAIT_TIMEOUT, ER.LOCK_DEADLOCK)


class Line:
	def __init__(self, importer: Importer, run, reader: Reader, foreseen: Foreseen | None):
		self.importer, self._run, self._reader, self._foreseen = importer, run, reader, foreseen
		self._forms, self._ledger = Forms(), Ledger(importer.line)
		self._writer = Writer(self._forms)
		self._rejects = Rejects(run, importer.line, importer.secrets)
		self._links = Links(importer, run.started_at, foreseen)
		self.sorter = Sorter(importer, self._ledger, self._links, self._forms, run.name)
		self._details = DetailLine(importer, run, reader) if importer.details else None
		self._counts = run.line(importer.line)
		self.warnings: Counter[str] = Counter()
		self.touched = Touched()

	def go(self, told: Callable[[int], None]) -> None:
		self.importer.prepare(self._reader)
		batches = self._reader.batches(self.importer)
		if self.importer.is_plain and not self._foreseen:
			overlapping.go(self, batches, told)
		else:
			self._one_after_the_other(batches, told)
		if self._details:
			self._details.orphans(told)
		if not self._run.dry_run:
			self.importer.ended(self._run)
			self._run.save(f"{self.importer.line}: {_('done')}")
			self.touched.refresh()
		self._say_warnings()

	def _one_after_the_other(self, batches: Iterable[list[dict]], told: Callable[[int], None]) -> None:
		for rows in batches:
			self.take(rows)
			told(len(rows))

	def take(self, rows: Sequence[dict]) -> Sorted:
		found = self._foresee(rows) if self._foreseen else self.write_safely(rows)
		self.sorter.taken |= found.claims
		self.count(len(rows), found)
		return found

	def _foresee(self, rows: Sequence[dict]) -> Sorted:
		found = self.sorter.sort(rows)
		for work in found.work:
			found.counts[COUNTED[work.outcome]] += 1
			records = [one for one in work.effects if isinstance(one, Record)]
			names = [one.values.get("name") or f"({one.doctype} {work.row['id']})" for one in records]
			self._foreseen.add(records, names, self._forms)
		if self._details:
			self._details.account(rows, found, write=False)
		return found

	def write_safely(self, rows: Sequence[dict]) -> Sorted:
		"""Somebody at work on the site may be in the way of the whole batch: it is made again."""
		for attempt in range(1, ATTEMPTS + 1):
			try:
				return self._write(rows)
			except (
				frappe.QueryDeadlockError,
				frappe.QueryTimeoutError,
				pymysql.err.OperationalError,
			) as error:
				frappe.db.rollback()
				if attempt == ATTEMPTS or _code(error) not in IN_THE_WAY:
					raise

	def _write(self, rows: Sequence[dict]) -> Sorted:
		self._writer.ends.clear()  # what was worked out last may have been taken back
		found = self.sorter.sort(rows)
		if found.work or found.rejects:
			self.write_sorted(found)
		if self._details:
			self._details.account(rows, found, write=True)
		if not (found.work or found.rejects):
			self._run.save_sometimes()
		return found

	def write_sorted(self, found: Sorted) -> None:
		stamp = now_datetime()
		self._write_work(found, stamp)
		names = self._rejects.keep(found.rejects, stamp)
		self._rejects.taken_after_all(
			[name for one in found.work if (name := rejecting.name_of(one.before))], stamp
		)
		self._ledger.write(self._entries(found, names), stamp)
		for work in found.work:
			found.counts[COUNTED[work.outcome]] += 1

	def _write_work(self, found: Sorted, stamp: datetime) -> None:
		taken = [work for work in found.work if work.outcome != Outcome.LINKED]
		self._link([work for work in found.work if work.outcome == Outcome.LINKED])
		frappe.db.savepoint("batch")
		try:
			self._writer.write(taken, stamp)
		except pymysql.err.MySQLError as error:
			if not _is_about_a_row(error):
				raise
			frappe.db.rollback(save_point="batch")
			self._one_by_one(taken, found, stamp)

	def _one_by_one(self, works: Sequence[Work], found: Sorted, stamp: datetime) -> None:
		for work in works:
			frappe.db.savepoint("row")
			before = list(work.targets)
			self._writer.ends.clear()
			try:
				self._writer.write([work], stamp)
			except pymysql.err.MySQLError as error:
				if not _is_about_a_row(error):
					raise
				frappe.db.rollback(save_point="row")
				found.work.remove(work)
				found.claims -= work.claims
				work.targets = before
				why = Rejected(Reason.DATABASE, _first_line(error))
				found.rejects.append(Reject(work.row, why, work.fingerprint, work.before))

	def _link(self, works: Sequence[Work]) -> None:
		"""A document that was there before is left as it is; only an empty legacy id is filled in."""
		field = self.importer.match_field
		if not (field and works):
			return
		ids = {work.targets[0][1]: work.row["id"] for work in works}
		empty = frappe.db.sql_list(
			f"select `name` from `tab{self.importer.doctype}` where `name` in %s and coalesce(`{field}`, 0) = 0",
			(tuple(ids),),
		)
		statements.update(self.importer.doctype, (field,), [(name, ids[name]) for name in empty])

	def _entries(self, found: Sorted, reject_names: Sequence[str]) -> list[Entry]:
		entries = [
			Entry(one.row["id"], one.fingerprint, one.outcome, self._run.name, one.targets, one.warnings)
			for one in found.work
		]
		entries += [
			self._rejected(one, name)
			for one, name in zip(found.rejects, reject_names, strict=True)
			if not one.is_as_before
		]
		return entries

	def _rejected(self, reject: Reject, name: str) -> Entry:
		"""A row that had become a document and went bad since: it finds its document again when it is mended."""
		targets, before = [(rejecting.DOCTYPE, name)], reject.before
		if before and before.outcome != Outcome.LINKED and reject.why.reason != Reason.SUPERSEDED:
			targets += before.documents
		return Entry(reject.row["id"], reject.fingerprint, Outcome.REJECTED, self._run.name, targets)

	def count(self, read: int, found: Sorted) -> None:
		counts = self._counts
		counts.rows_read += read
		for name, number in found.counts.items():
			setattr(counts, name, getattr(counts, name) + number)
		counts.rejected += len(found.rejects)
		for reject in found.rejects:
			self._run.reasons[str(reject.why.reason)] += 1
		for work in found.work:
			if work.warnings:
				self.warnings.update(text.partition(":")[0] for text in work.warnings.split("\n"))
		if (found.work or found.rejects) and not self._run.dry_run:
			self._run.save(f"{self.importer.line}: {counts.rows_read}")
			self.touched.add(target for work in found.work for target in work.targets if work.named)

	def _say_warnings(self) -> None:
		for kind, number in sorted(self.warnings.items()):
			self._run.say(f"{self.importer.line}: {number:,} × {kind}")


def _is_about_a_row(error: pymysql.err.MySQLError) -> bool:
	"""And not about the server: another row of the batch may be taken."""
	return (
		isinstance(error, pymysql.err.IntegrityError | pymysql.err.DataError) or error.args[0] == CHECK_FAILED
	)


def _code(error: Exception) -> int | None:
	"""Frappe puts the driver's error into its own."""
	[first, *_rest] = error.args or (None,)
	return _code(first) if isinstance(first, Exception) else first


def _first_line(error: Exception) -> str:
	"""The server's sentence about a column or a key; it may show the value of a key, never a password's."""
	return str(error.args[-1] if error.args else error).split("\n")[0][:500]
