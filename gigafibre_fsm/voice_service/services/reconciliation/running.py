"""One run: reads three lists, compares them, and writes all that it found in one transaction."""

from collections.abc import Callable, Iterable, Iterator

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_datetime, now_datetime

from gigafibre_fsm.domain.telephone.accounts import Accounts
from gigafibre_fsm.domain.telephone.comparing import compare
from gigafibre_fsm.domain.telephone.records import Kind, Line, Side
from gigafibre_fsm.domain.telephone.registrations import Registrations
from gigafibre_fsm.gigafibre_fsm import language as languages
from gigafibre_fsm.gigafibre_fsm.delivery import channels
from gigafibre_fsm.gigafibre_fsm.delivery.senders import claims
from gigafibre_fsm.integrations.errors import ProviderError
from gigafibre_fsm.voice_service.doctype.telephone_reconciliation.status import Status
from gigafibre_fsm.voice_service.services.reconciliation import (
	addresses,
	lock,
	progress,
	reading,
	telling,
	under_way,
)
from gigafibre_fsm.voice_service.services.reconciliation.store import Outcome, Store

DOCTYPE = "Telephone Reconciliation"


def reconcile() -> str:
	"""The name of the run. Commits: never to be called inside of somebody's transaction."""
	with lock.only_run(), languages.in_office():
		mark_dead_runs()
		run = _open()
		try:
			_Run(run).work()
		except BaseException as error:
			_break_off(run, error)
			raise
		finally:
			progress.end()
	return run.name


def mark_dead_runs() -> None:
	"""Nobody else is running: whoever is said to, was killed. It wrote no finding."""
	for name in frappe.get_all(DOCTYPE, {"status": Status.RUNNING}, pluck="name"):
		_close(frappe.get_doc(DOCTYPE, name), Status.INTERRUPTED, _("Stopped from outside."))
	frappe.db.commit()  # the next run may be killed as well


def _open() -> Document:
	run = frappe.get_doc({"doctype": DOCTYPE, "started_at": now_datetime()}).insert(ignore_permissions=True)
	frappe.db.commit()  # a run that is killed is seen
	return run


def _break_off(run: Document, error: BaseException) -> None:
	frappe.db.rollback()
	run = frappe.get_doc(DOCTYPE, run.name)
	if isinstance(error, Exception):
		# Without values: some are secrets.
		trace = frappe.get_traceback(with_context=False)
		frappe.log_error(f"Telephone reconciliation {run.name}", trace)
		_close(run, Status.FAILED, _("It broke off. The Error Log has the details."))
	else:
		# A worker that is told to stop.
		_close(run, Status.INTERRUPTED, _("Stopped from outside."))
	frappe.db.commit()  # the run is over


def _close(run: Document, status: str, message: str | None) -> None:
	run.update({"status": status, "message": message, "finished_at": now_datetime()})
	run.save(ignore_permissions=True)


class _Run:
	def __init__(self, run: Document):
		self.run = run
		self.began = get_datetime(run.started_at)
		self.credentials = claims.credentials()
		self.troubles: list[str] = []
		self.lines = 0
		# None: it could not be read.
		self.accounts: Accounts | None = None
		self.held: Registrations | None = None

	def work(self) -> None:
		# The providers first: a line that is made meanwhile is seen as one, and its account was not there yet.
		self.accounts = self._read(Side.SIP, self._accounts, _("SIP accounts were not compared: {0}"))
		self.held = self._read(
			Side.EMERGENCY, self._registrations, _("911 registrations were not compared: {0}")
		)
		frappe.db.commit()  # a refused login is remembered; and the lines are read as they are from here on
		self._end(self._store())

	def _read(self, side: Side, read: Callable, sentence: str):
		"""All of a side, or nothing: half a list would make orphans of the other half."""
		try:
			if off := channels.why_off(under_way.CHANNELS[side]):
				self.troubles.append(sentence.format(off))
				return None
			return read()
		except ProviderError as error:
			self.troubles.append(sentence.format(error.message))
			return None

	def _accounts(self) -> Accounts:
		return Accounts(self._counted(reading.accounts(self.credentials), progress.ACCOUNTS))

	def _registrations(self) -> Registrations:
		found = self._counted(reading.registrations(self.credentials), progress.REGISTRATIONS)
		return Registrations(found, addresses.comparer())

	def _lines(self) -> Iterator[Line]:
		lines = reading.lines(self.credentials.optional("sip_domain"))
		for line in self._counted(lines, progress.LINES):
			self.lines += 1
			yield line

	def _counted(self, items: Iterable, phase: str) -> Iterator:
		for number, item in enumerate(items, 1):
			progress.at(phase, number)
			yield item

	def _store(self) -> Outcome:
		read = [side for side in Side if self._side(side) is not None]
		findings = list(compare(self._lines(), self.accounts, self.held)) if read else []
		return Store(self.run.name, self.began, under_way.since(self.began)).write(findings, read)

	def _side(self, side: Side) -> Accounts | Registrations | None:
		return self.accounts if side == Side.SIP else self.held

	def _end(self, outcome: Outcome) -> None:
		self.run.update(
			{
				"lines_read": self.lines,
				"accounts_read": len(self.accounts or ()),
				"registrations_read": len(self.held or ()),
				"found": outcome.found.total(),
				"found_anew": outcome.anew,
				"gone": outcome.gone,
				**{frappe.scrub(str(kind)): outcome.found[str(kind)] for kind in Kind},
			}
		)
		_close(self.run, self._status(), "\n".join(self.troubles) or None)
		telling.of_new(self.run)
		frappe.db.commit()  # the findings and the run's account of them are there together, or not at all

	def _status(self) -> str:
		compared = sum(self._side(side) is not None for side in Side)
		return (Status.FAILED, Status.INCOMPLETE, Status.COMPLETED)[compared]
