"""One step's run: its counts, rejects, checkpoint and progress, as Legacy Import Run shows them."""

import time
from collections import Counter
from dataclasses import asdict, dataclass

import frappe
from frappe import _
from frappe.utils import get_datetime, now_datetime

from gigafibre_fsm.gigafibre_fsm.doctype.legacy_import_run.status import Status
from gigafibre_fsm.legacy import rejects
from gigafibre_fsm.legacy.progress import Progress

DOCTYPE = "Legacy Import Run"
SAVE_EVERY = 3.0  # seconds


@dataclass
class Counts:
	rows_read: int = 0
	inserted: int = 0
	updated: int = 0
	unchanged: int = 0
	rejected: int = 0

	def add_up(self) -> bool:
		return self.rows_read == self.inserted + self.updated + self.unchanged + self.rejected


class StepRun:
	def __init__(self, doc, tell=None):
		self.name, self.step, self.dry_run = doc.name, doc.step, bool(doc.dry_run)
		self.status, self.checkpoint = doc.status, doc.checkpoint or ""
		self.started_at = get_datetime(doc.started_at)
		self.counts = Counts()
		# Where a step reads several source tables, each has an account of its own.
		self.lines: dict[str, Counts] = {}
		self.foreseen = None
		self.messages: list[str] = []
		self.progress = Progress(self, tell)
		self._rejects = rejects.Store(self.name, self.step, keep=not self.dry_run)
		self._began = self._saved = time.monotonic()
		self._ended: float | None = None

	@classmethod
	def open(cls, step: str, dry_run: bool, tell=None) -> "StepRun":
		"""Goes on with the step's last run where that was interrupted, else begins a new one."""
		last = frappe.get_all(
			DOCTYPE,
			{"step": step, "dry_run": 0},
			["name", "status"],
			order_by="creation desc, name desc",
			limit=1,
		)
		if not dry_run and last and last[0].status == Status.INTERRUPTED:
			doc = frappe.get_doc(DOCTYPE, last[0].name)
			doc.update({"status": Status.RUNNING, "message": None, "finished_at": None})
			doc.save(ignore_permissions=True)
		else:
			doc = frappe.get_doc(
				{"doctype": DOCTYPE, "step": step, "dry_run": int(dry_run), "started_at": now_datetime()}
			).insert(ignore_permissions=True)
		frappe.db.commit()  # a run that is killed is seen
		return cls(doc, tell)

	@staticmethod
	def mark_dead_runs() -> None:
		"""Under the lock nobody else is running: whoever is said to, was killed."""
		for name in frappe.get_all(DOCTYPE, {"status": Status.RUNNING}, pluck="name"):
			doc = frappe.get_doc(DOCTYPE, name)
			doc.update({"status": Status.INTERRUPTED, "message": _("Stopped from outside.")})
			doc.save(ignore_permissions=True)
		frappe.db.commit()  # the next run may be killed as well

	def line(self, source_table: str) -> Counts:
		return self.lines.setdefault(source_table, Counts())

	def say(self, sentence: str) -> None:
		self.messages.append(sentence)

	def reject(self, source_table: str, legacy_id: str, reason: str, row: dict, counted: bool = True) -> None:
		"""Keeps the row with its reason; of one reason only so many, all of them counted."""
		self.counts.rejected += counted
		self._rejects.add(source_table, legacy_id, reason, row)

	@property
	def reasons(self) -> Counter:
		return self._rejects.by_reason

	def forget_rejects(self, source_table: str | None = None) -> None:
		"""Of an earlier attempt at this run, which begins from the start again; or those of one source."""
		self._rejects.forget(source_table)

	def save(self, checkpoint: str | None = None) -> None:
		"""Now, and with a checkpoint what is rejected so far is safe as well."""
		if checkpoint is not None:
			self.checkpoint = checkpoint
		self._rejects.flush()
		self._add_up_lines()
		frappe.db.set_value(DOCTYPE, self.name, {**asdict(self.counts), "checkpoint": self.checkpoint})
		frappe.db.commit()  # the account of what the batch did
		self._saved = time.monotonic()

	def save_sometimes(self) -> None:
		if time.monotonic() - self._saved > SAVE_EVERY:
			self.save()

	def close(self, status: str, message: str | None = None) -> None:
		frappe.db.rollback()
		self._rejects.flush()
		if message:
			self.say(message)
		self.status = status
		self._add_up_lines()
		doc = frappe.get_doc(DOCTYPE, self.name)
		doc.update({**asdict(self.counts), "status": status, "checkpoint": self.checkpoint})
		doc.update({"finished_at": now_datetime(), "message": "\n".join(self.messages) or None})
		doc.set("lines", [{"source_table": name, **asdict(one)} for name, one in self.lines.items()])
		self._ended = time.monotonic()
		doc.rows_per_second = self.counts.rows_read / self.seconds
		doc.save(ignore_permissions=True)
		frappe.db.commit()  # the run is over
		self.progress.end()

	def _add_up_lines(self) -> None:
		for name in asdict(self.counts) if self.lines else ():
			setattr(self.counts, name, sum(getattr(line, name) for line in self.lines.values()))

	def break_off(self, error: Exception) -> None:
		"""An error that nobody foresaw: its trace is in the Error Log, its first line in the run."""
		frappe.db.rollback()
		# Without the values of the frames: they hold the rows.
		frappe.log_error(f"Step {self.step}, {self.name}", frappe.get_traceback(with_context=False))
		text = str(error).strip().split("\n")[0]
		self.close(Status.FAILED, f"{type(error).__name__}: {text}"[:500])

	@property
	def seconds(self) -> float:
		return max((self._ended or time.monotonic()) - self._began, 0.001)
