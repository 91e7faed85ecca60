from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

from gigafibre_fsm.exceptions import InvalidRequest
from gigafibre_fsm.field_work.services import dispatching, jobs


@frappe.whitelist(methods=["GET", "POST"])
def get_day(day: str | None = None) -> dict:
	"""What waits, and what everybody does that day; today where none is named."""
	jobs.require_office()
	return dispatching.day_view(_date(day) or getdate())


@frappe.whitelist(methods=["GET", "POST"])
def get_positions(technicians: str | list) -> dict:
	jobs.require_office()
	return dispatching.positions(map(str, frappe.parse_json(technicians)))


@frappe.whitelist(methods=["GET", "POST"])
def get_suggestions(job: str, day: str | None = None) -> dict:
	jobs.require_office()
	return dispatching.suggest(job, _date(day))


@frappe.whitelist(methods=["POST"])
def assign(job: str, technician: str, day: str, slot: str | None = None) -> dict:
	return jobs.assign(job, technician, day, slot)


@frappe.whitelist(methods=["POST"])
def reschedule(job: str, day: str | None = None, slot: str | None = None) -> dict:
	"""Without a day it waits to be scheduled again."""
	return jobs.reschedule(job, day, slot)


@frappe.whitelist(methods=["POST"])
def cancel(job: str, reason: str) -> dict:
	return jobs.cancel(job, reason)


def _date(text: str | None) -> date | None:
	try:
		return date.fromisoformat(text) if text else None
	except ValueError:
		frappe.throw(
			_("{0} must be {1}.").format("day", _("a date like {0}").format("2026-12-15")), InvalidRequest
		)
