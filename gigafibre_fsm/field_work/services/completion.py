"""Closing a job, and the work order that it leaves. Which services begin with it, the subscriber module knows."""

import frappe
from frappe import _
from frappe.model.document import Document

from gigafibre_fsm.domain.visits import Visit
from gigafibre_fsm.field_work.doctype.dispatch_job.status import Status
from gigafibre_fsm.gigafibre_fsm import language as languages


def close(job: Document, visit: Visit, note: str | None) -> None:
	_catch_up(job, visit)
	job.update({"status": Status.COMPLETED, "completed_at": visit.completed_at, "completion_note": note})
	job.save(ignore_permissions=True)
	done = _("Work done at {0}.", lang=languages.of_office())
	job.add_comment("Info", done.format(visit.completed_at.strftime("%Y-%m-%d %H:%M")))


def _catch_up(job: Document, visit: Visit) -> None:
	"""Who has no network, or no time, tells nothing before the end: the steps between are taken now."""
	if job.status == Status.TO_SCHEDULE:
		day = job.scheduled_date or visit.completed_at.date()
		job.update({"status": Status.SCHEDULED, "scheduled_date": day}).save(ignore_permissions=True)
	job.started_at = job.started_at or visit.arrived_at
	if job.status == Status.SCHEDULED:
		job.update({"status": Status.IN_PROGRESS}).save(ignore_permissions=True)


def record(job: Document, visit: Visit, note: str | None, invoice: str | None = None) -> str:
	"""In the work order that the office has prepared for the job, or in a new one."""
	prepared = frappe.db.get_value("Service Work Order", {"dispatch_job": job.name}, for_update=True)
	order = frappe.get_doc("Service Work Order", prepared) if prepared else _new(job, visit)
	times = {"arrived_at": visit.arrived_at, "left_at": visit.left_at}
	order.append("visits", {"technician": job.assigned_technician, **times})
	order.note = "\n".join(filter(None, (order.note, note)))
	order.sales_invoice = order.sales_invoice or invoice
	return order.save(ignore_permissions=True).name


def _new(job: Document, visit: Visit) -> Document:
	copied = ("customer", "service_location", "project", "issue")
	return frappe.get_doc(
		{
			"doctype": "Service Work Order",
			"dispatch_job": job.name,
			"work_date": (visit.arrived_at or visit.left_at).date(),
			**{field: job.get(field) for field in copied},
		}
	)
