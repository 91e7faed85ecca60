"""The technician's day, on a phone: their jobs, each step told once, and what was done without network (docs/field.md)."""

import frappe
from frappe import _

from gigafibre_fsm.api.endpoint import endpoint, needed, text
from gigafibre_fsm.domain.field_operations import LONGEST_CODE, LONGEST_NOTE
from gigafibre_fsm.exceptions import InvalidRequest
from gigafibre_fsm.field_work.services import jobs
from gigafibre_fsm.permissions import OFFICE_ROLES
from gigafibre_fsm.subscriber.services.installation import performing, replaying, swapping

CALLERS = OFFICE_ROLES | {"FSM Technician"}


@frappe.whitelist(methods=["GET", "POST"])
@endpoint()
def my_jobs(day: str | None = None) -> list[dict]:
	_refuse_others()
	return jobs.my_jobs(frappe.session.user, jobs.read_day(text("day", day)))


@frappe.whitelist(methods=["GET", "POST"])
@endpoint()
def job(name: str) -> dict:
	_refuse_others()
	return jobs.job(needed("name", name))


@frappe.whitelist(methods=["POST"])
@endpoint()
def en_route(job: str) -> dict:
	_refuse_others()
	return performing.perform("en_route", job=job)


@frappe.whitelist(methods=["POST"])
@endpoint()
def start(job: str) -> dict:
	_refuse_others()
	return performing.perform("start", job=job)


@frappe.whitelist(methods=["POST"])
@endpoint()
def scan(job: str, code: str, equipment_type: str | None = None) -> dict:
	_refuse_others()
	return performing.perform("scan", job=job, code=code, equipment_type=equipment_type)


@frappe.whitelist(methods=["POST"])
@endpoint()
def swap(equipment: str, code: str, reason: str) -> dict:
	_refuse_others()
	code, reason = needed("code", code, LONGEST_CODE), text("reason", reason, LONGEST_NOTE)
	return swapping.swap(needed("equipment", equipment), code, reason)


@frappe.whitelist(methods=["POST"])
@endpoint()
def complete(
	job: str,
	note: str | None = None,
	arrived_at: str | None = None,
	left_at: str | None = None,
	missing_reason: str | None = None,
) -> dict:
	_refuse_others()
	return performing.perform(
		"complete",
		job=job,
		note=note,
		arrived_at=arrived_at,
		left_at=left_at,
		missing_reason=missing_reason,
	)


@frappe.whitelist(methods=["POST"])
@endpoint()
def replay(operations: list | str) -> list[dict]:
	_refuse_others()
	return replaying.replay(_list(operations))


def _refuse_others() -> None:
	if CALLERS.isdisjoint(frappe.get_roles()):
		frappe.throw(_("You may not do this."), frappe.PermissionError)


def _list(operations: list | str) -> list:
	"""A form can send it only as text."""
	try:
		operations = frappe.parse_json(operations)
	except ValueError:
		operations = None
	if not isinstance(operations, list):
		frappe.throw(_("{0} must be {1}.").format("operations", _("a list")), InvalidRequest)
	return operations
