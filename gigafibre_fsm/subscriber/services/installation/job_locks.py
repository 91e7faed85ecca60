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
	order = frappe.db.get_value("Dispatch Job", name, "project")
	if order:
		cancelling.hold(order)
	return jobs.locked(name)


def listing(equipment: str) -> list[Document]:
	"""Those that are not over, in the order of their names."""
	names = [name for (name,) in frappe.db.sql(_LISTING, (equipment, jobs.OVER))]
	return [locked(name) for name in names]
