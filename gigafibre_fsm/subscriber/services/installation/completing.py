"""Completing a job. Of an installation everything goes live, is invoiced and told in one transaction, or not at all."""

from dataclasses import dataclass
from datetime import datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now_datetime

from gigafibre_fsm.domain.visits import Visit, WrongTimes, visit
from gigafibre_fsm.exceptions import InvalidRequest, InvalidState
from gigafibre_fsm.field_work.doctype.dispatch_job.status import Status
from gigafibre_fsm.field_work.services import completion, jobs
from gigafibre_fsm.gigafibre_fsm import language as languages
from gigafibre_fsm.gigafibre_fsm import transaction
from gigafibre_fsm.receivables.services import charges
from gigafibre_fsm.subscriber.services.installation import (
	activation,
	answers,
	installed,
	invoicing,
	job_locks,
	tasks,
	telling,
)
from gigafibre_fsm.subscriber.services.installation.installed import INSTALLATION, Installed
from gigafibre_fsm.subscriber.services.ordering import cancelling


@dataclass(frozen=True)
class Report:
	"""What the technician says of the visit."""

	note: str | None = None
	arrived_at: datetime | None = None
	left_at: datetime | None = None
	missing_reason: str | None = None
	at: datetime | None = None


def complete(
	job: str,
	note: str | None = None,
	arrived_at: datetime | None = None,
	left_at: datetime | None = None,
	missing_reason: str | None = None,
	at: datetime | None = None,
) -> dict:
	"""`at`: the clock of the device, where it says so later than it was done. The same call again answers the same.

	:raises InvalidState: where the job or its order is cancelled.
	:raises InvalidRequest: for times that cannot be, or a device without a serial and without a reason.
	"""
	report = Report(note, arrived_at, left_at, missing_reason, at)
	return transaction.whole(lambda: _complete(job, report))


def _complete(name: str, report: Report) -> dict:
	job, project = _locked(name)
	jobs.require_technician(job)
	if job.status != Status.COMPLETED:
		_refuse_cancelled(job, project)
		_finish(installed.load(job, project), report)
	return answers.of_completed(name)


def _locked(name: str) -> tuple[Document, Document | None]:
	job = job_locks.locked(name)
	return job, frappe.get_doc("Project", job.project, for_update=True) if job.project else None


def _refuse_cancelled(job: Document, project: Document | None) -> None:
	if project and project.status == cancelling.CANCELLED:
		frappe.throw(_("Order {0} was cancelled.").format(project.name), InvalidState)
	if job.status == Status.CANCELLED:
		frappe.throw(_("Job {0} was cancelled.").format(job.name), InvalidState)


def _finish(found: Installed, report: Report) -> None:
	missing = _missing(found, report.missing_reason)
	seen = _visit(found.job, report)
	note = _note(report, missing)
	completion.close(found.job, seen, note)
	activation.put_in_service(found.devices, seen.completed_at)
	if missing:
		tasks.missing(found, report.missing_reason, missing)
	invoice = _begin_service(found, seen) if found.job.job_type == INSTALLATION else None
	completion.record(found.job, seen, note, invoice)


def _begin_service(found: Installed, seen: Visit) -> str | None:
	"""The invoice takes its number from a series where others wait: it comes late, and after every new task, which takes
	the end of their tree.
	"""
	activation.activate(found, seen.completed_at)
	if not found.project:
		return None
	tasks.finish(found)
	invoice = invoicing.make(found.project, found.subscriptions, seen.completed_at.date())
	if invoice:
		charges.queue(invoice)
	telling.tell(found)
	return invoice


def _missing(found: Installed, reason: str | None) -> list[str]:
	"""The kinds of the devices that nobody has identified.

	:raises InvalidRequest: where one of them has to be, and there is no reason.
	"""
	kinds = [
		_(one.row.equipment_type, context="Service Equipment")
		for one in found.devices
		if one.row.required and not one.is_identified
	]
	if kinds and not (reason or "").strip():
		frappe.throw(
			_("These devices have no serial yet: {0}. Scan them, or give missing_reason.").format(
				", ".join(kinds)
			),
			InvalidRequest,
		)
	return kinds


def _visit(job: Document, report: Report) -> Visit:
	times = (report.at, report.arrived_at, report.left_at)
	try:
		return visit(now_datetime().replace(microsecond=0), *times, started_at=job.started_at)
	except WrongTimes as wrong:
		sentence = _("{0} is before {1}.") if wrong.other else _("{0} is in the future.")
		frappe.throw(sentence.format(wrong.field, wrong.other), InvalidRequest)


def _note(report: Report, missing: list[str]) -> str | None:
	said = [(report.note or "").strip()]
	if missing:
		without = _("Without a serial ({0}): {1}", lang=languages.of_office())
		said.append(without.format(", ".join(missing), report.missing_reason.strip()))
	return "\n".join(filter(None, said)) or None
