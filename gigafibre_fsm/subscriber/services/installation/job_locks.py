"""A job whose devices are about to change: nobody else changes it, and its order is not cancelled meanwhile."""

import frappe
from frappe.model.document import Document

from gigafibre_fsm.field_work.services import jobs
from gigafibre_fsm.subscriber.services.ordering import cancelling

_LISTING = """
	select distinct job.name from `tabDispatch Job` job
	join `tabDispatch Job Equipment` row on row.parent = job.name and row.parenttype = 'Dispatch Job'
	where row.equipment = %s and job.status not in %s order by job.name"""


def locked(name: str) -> Document:
	_hold(name)
	return jobs.held(name)


def listing(equipment: str) -> list[Document]:
	"""Those that are not over, in the order of their names: all of them are held before the first one is read."""
	names = [name for (name,) in frappe.db.sql(_LISTING, (equipment, jobs.OVER))]
	for name in names:
		_hold(name)
	found = [jobs.held(name) for name in names]
	return [job for job in found if job.status not in jobs.OVER]


def _hold(name: str) -> None:
	order = frappe.db.get_value("Dispatch Job", name, "project")
	if order:
		cancelling.hold(order)
	jobs.hold(name)
