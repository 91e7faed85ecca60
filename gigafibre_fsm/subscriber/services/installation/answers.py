"""What a completed job is, read from the documents: the same however often it is asked, and without an amount."""

import frappe

from gigafibre_fsm.field_work.services.job_sheets import text
from gigafibre_fsm.subscriber.services.installation import invoicing

_JOB = "status completed_at customer service_location project".split()


def of_completed(name: str) -> dict:
	job = frappe.db.get_value("Dispatch Job", name, _JOB, as_dict=True)
	subscriptions = _names("Service Subscription", {"project": job.project}) if job.project else []
	devices = {"parent": name, "parenttype": "Dispatch Job", "equipment": ("is", "set")}
	return {
		"job": name,
		"status": job.status,
		"completed_at": text(job.completed_at),
		"order": job.project,
		"customer": job.customer,
		"service_location": job.service_location,
		"subscriptions": subscriptions,
		"equipment": frappe.get_all("Dispatch Job Equipment", devices, pluck="equipment", order_by="idx"),
		"voip_lines": _names("VoIP Line", {"subscription": ("in", subscriptions)}) if subscriptions else [],
		"work_order": frappe.db.get_value("Service Work Order", {"dispatch_job": name}),
		"sales_invoice": invoicing.known(job.project) if job.project else None,
	}


def _names(doctype: str, filters: dict) -> list[str]:
	return frappe.get_all(doctype, filters, pluck="name", order_by="creation, name")
