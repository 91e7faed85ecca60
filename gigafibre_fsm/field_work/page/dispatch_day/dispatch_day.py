import frappe
from frappe.utils import getdate

from gigafibre_fsm.field_work.services import dispatching, jobs


@frappe.whitelist(methods=["GET", "POST"])
def get_day(day: str | None = None) -> dict:
	"""What waits, and what everybody does that day; today where none is named."""
	jobs.require_office()
	return dispatching.day_view(jobs.read_day(day) or getdate())


@frappe.whitelist(methods=["GET", "POST"])
def get_positions(technicians: str | list) -> dict:
	jobs.require_office()
	return dispatching.positions(map(str, frappe.parse_json(technicians)))


@frappe.whitelist(methods=["GET", "POST"])
def get_suggestions(job: str, day: str | None = None) -> dict:
	jobs.require_office()
	return dispatching.suggest(job, jobs.read_day(day))


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
