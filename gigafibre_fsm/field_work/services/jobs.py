"""A job from its planning to its work: who goes when, on the way, begun. `complete` is the subscriber module's.

Each of these may be called again: what is so already is answered again, and nothing is written or sent. The device's
clock (`at`) gives the job its times; the server's own stands beside it, in the timeline and in Field Operation.
"""

from datetime import date, datetime

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from gigafibre_fsm.exceptions import InvalidRequest, InvalidState, NotFound
from gigafibre_fsm.field_work.doctype.dispatch_job.dispatch_job import DispatchJob
from gigafibre_fsm.field_work.doctype.dispatch_job.status import Status
from gigafibre_fsm.field_work.services import job_news, job_sheets
from gigafibre_fsm.gigafibre_fsm import locks, transaction
from gigafibre_fsm.permissions import OFFICE_ROLES

SLOTS = ("AM", "PM", "All Day")
# Of each moment of a visit, the statuses in which it is behind us.
PASSED = {
	"en_route_at": (Status.EN_ROUTE, Status.IN_PROGRESS, Status.COMPLETED),
	"started_at": (Status.IN_PROGRESS, Status.COMPLETED),
}
OVER = (Status.COMPLETED, Status.CANCELLED)


def hold(name: str) -> None:
	"""Whoever plans, works on or cancels a job waits here for the others."""
	locks.hold(f"job:{name}")


def locked(name: str) -> DispatchJob:
	"""As it is now; nobody else changes it until the transaction ends.

	:raises NotFound: where there is no such job.
	"""
	hold(name)
	return held(name)


def held(name: str) -> DispatchJob:
	"""Of one that is held already: to hold another one would let go of what was read."""
	_refuse_unknown(name)
	return frappe.get_doc("Dispatch Job", name, for_update=True)


def require_technician(job: DispatchJob) -> None:
	""":raises frappe.PermissionError: unless the caller is the job's technician, or of the office."""
	if is_office():
		return
	technician = technician_of(frappe.session.user)
	if not technician or technician != job.assigned_technician:
		frappe.throw(_("Job {0} is not yours.").format(job.name), frappe.PermissionError)


def require_office() -> None:
	if not is_office():
		frappe.throw(_("Only dispatchers and agents plan jobs."), frappe.PermissionError)


def is_office() -> bool:
	return not OFFICE_ROLES.isdisjoint(frappe.get_roles())


def technician_of(user: str) -> str | None:
	"""The Employee who logs in with it."""
	return frappe.db.get_value("Employee", {"user_id": user, "status": "Active"})


def my_jobs(user: str, day: date | None = None) -> list[dict]:
	"""Their own jobs of a day, today where none is named, in the order of the day.

	:raises InvalidState: for a technician's login that no Employee has: an empty day would look like a day off.
	"""
	technician = technician_of(user)
	if technician:
		return job_sheets.of_day(technician, day or getdate())
	if not is_office():
		frappe.throw(_("No active Employee has your user: ask the office to enter it there."), InvalidState)
	return []


def job(name: str) -> dict:
	"""What the technician needs to know of one."""
	_refuse_unknown(name)
	require_technician(frappe.get_doc("Dispatch Job", name))
	return job_sheets.of_job(name)


def en_route(job: str, at: datetime | None = None) -> dict:
	return transaction.whole(lambda: _en_route(job, at or _now()))


def start(job: str, at: datetime | None = None) -> dict:
	return transaction.whole(lambda: _start(job, at or _now()))


def _en_route(name: str, at: datetime) -> dict:
	job = _going(name)
	if not _has_passed(job, "en_route_at"):
		job.update({"status": Status.EN_ROUTE, "en_route_at": at}).save(ignore_permissions=True)
		job_news.on_the_way(job, at, _now())
	return _visit(job)


def _start(name: str, at: datetime) -> dict:
	job = _going(name)
	if not _has_passed(job, "started_at"):
		job.update({"status": Status.IN_PROGRESS, "started_at": at}).save(ignore_permissions=True)
		job_news.begun(job, at)
	return _visit(job)


def _going(name: str) -> DispatchJob:
	"""What becomes of the other statuses, their table says."""
	job = locked(name)
	require_technician(job)
	if job.status == Status.CANCELLED:
		frappe.throw(_("Job {0} was cancelled.").format(name), InvalidState)
	return job


def _has_passed(job: DispatchJob, moment: str) -> bool:
	return bool(job.get(moment)) and job.status in PASSED[moment]


def _visit(job: DispatchJob) -> dict:
	moments = {moment: job_sheets.text(job.get(moment)) for moment in PASSED}
	return {"job": job.name, "status": job.status, **moments}


def assign(job: str, technician: str, day: date | str | None = None, slot: str | None = None) -> dict:
	"""Without a day, the one that it has. A job that somebody was on the way to is planned anew."""
	require_office()
	_refuse_unusable(technician)
	return _plan(job, assigned_technician=technician, **_when(day, slot))


def reschedule(job: str, day: date | str | None = None, slot: str | None = None) -> dict:
	"""To another day, with whoever has it; without a day it waits to be scheduled, with nobody."""
	require_office()
	if day:
		return _plan(job, **_when(day, slot))
	return _plan(job, assigned_technician=None, scheduled_date=None, scheduled_slot=None)


def cancel(job: str, reason: str) -> dict:
	require_office()
	return transaction.whole(lambda: _cancel(job, reason))


def _plan(name: str, **plan) -> dict:
	return transaction.whole(lambda: _planned(locked(name), plan))


def _planned(job: DispatchJob, plan: dict) -> dict:
	"""How many go out on a day is the dispatcher's decision: only customers are kept to the places that are left."""
	if not _is_so(job, plan):
		_refuse_over(job)
		job.update({**plan, **dict.fromkeys(PASSED)})
		job.status = Status.SCHEDULED if job.scheduled_date else Status.TO_SCHEDULE
		job.save(ignore_permissions=True)
	return _shown(job)


def _is_so(job: DispatchJob, plan: dict) -> bool:
	"""A day that was typed into a job does not yet say that it holds."""
	waits = job.status == Status.TO_SCHEDULE and (plan.get("scheduled_date") or job.scheduled_date)
	return not waits and all((job.get(field) or None) == value for field, value in plan.items())


def _refuse_over(job: DispatchJob) -> None:
	if job.status in OVER:
		frappe.throw(_("Job {0} is over: it cannot be planned any more.").format(job.name), InvalidState)


def _cancel(name: str, reason: str) -> dict:
	job = locked(name)
	if job.status != Status.CANCELLED:
		_refuse_of_order(job)
		job.update({"status": Status.CANCELLED}).save(ignore_permissions=True)
		job_news.cancelled(job, reason)
	return _shown(job)


def _refuse_of_order(job: DispatchJob) -> None:
	"""The order's port, number and services would be left waiting for an installation that nobody makes."""
	order = {"name": job.project, "fsm_order_key": ("is", "set"), "status": "Open"}
	if job.project and frappe.db.exists("Project", order):
		frappe.throw(
			_("Job {0} installs order {1}: cancel the order, or let the job wait for another day.").format(
				job.name, job.project
			),
			InvalidState,
		)


def _shown(job: DispatchJob) -> dict:
	return {
		"job": job.name,
		"status": job.status,
		"assigned_technician": job.assigned_technician,
		"technician_name": job.technician_name,
		"scheduled_date": job_sheets.text(job.scheduled_date),
		"scheduled_slot": job.scheduled_slot or None,
	}


def _when(day: date | str | None, slot: str | None) -> dict:
	if slot and slot not in SLOTS:
		frappe.throw(_("{0} must be one of: {1}.").format("slot", ", ".join(SLOTS)), InvalidRequest)
	wanted = {"scheduled_date": _ahead(day), "scheduled_slot": slot}
	return {field: value for field, value in wanted.items() if value}


def read_day(text: str | None) -> date | None:
	""":raises InvalidRequest: where it is no date."""
	try:
		return date.fromisoformat(text) if text else None
	except ValueError:
		kind = _("a date like {0}").format("2026-12-15")
		frappe.throw(_("{0} must be {1}.").format("day", kind), InvalidRequest)


def _ahead(day: date | str | None) -> date | None:
	day = read_day(day) if isinstance(day, str) else day
	if day and day < getdate():
		frappe.throw(_("{0} is in the past: {1}.").format("day", day), InvalidRequest)
	return day


def _refuse_unusable(technician: str) -> None:
	status = frappe.db.get_value("Employee", technician, "status")
	if not status:
		frappe.throw(_("There is no technician {0}.").format(technician), NotFound)
	if status != "Active":
		frappe.throw(_("Employee {0} does not work here any more.").format(technician), InvalidRequest)


def _refuse_unknown(name: str) -> None:
	if not frappe.db.exists("Dispatch Job", {"name": name}):
		frappe.throw(_("There is no job {0}.").format(name), NotFound)


def _now() -> datetime:
	return now_datetime().replace(microsecond=0)
