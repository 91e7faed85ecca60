"""Orders that are on their way: placed as an agent places them, then as far along as their story is."""

import frappe
from frappe.model.document import Document
from frappe.utils import today

from gigafibre_fsm.field_work.services import dates
from gigafibre_fsm.subscriber.services.ordering import submit
from gigafibre_fsm.subscriber.services.ordering.order import Caller
from gigafibre_fsm.testing.demo import people
from gigafibre_fsm.testing.demo.field import key_of, project_of, times, working_day
from gigafibre_fsm.testing.demo.stories import Story

# What the order adds by itself.
ADDED = ("RAB", "SERV911")
STEPS = ("Scheduled", "En Route", "In Progress")
PREPARATION = ("support", "dispatch")


def load(each: Story) -> None:
	project = project_of(each) or _place(each)
	job = frappe.get_doc("Dispatch Job", {"project": project, "job_type": "Installation"})
	if each.technician and not job.assigned_technician:
		_send(each, job)
	if each.job == "In Progress":
		_finish_preparation(project)


def _place(each: Story) -> str:
	with people.acting_as("agent"):
		return submit.submit(_order(each), Caller(is_agent=True))["order"]


def _order(each: Story) -> dict:
	commitment = next((int(sku[3:5]) for sku in each.services if sku in ("RAB24M", "RAB36M")), 0)
	return {
		"idempotency_key": key_of(each),
		"address": {"fibre_id": str(each.fibre_id)},
		"customer": {
			"name": each.customer_name,
			"email": each.email,
			"phone": each.phone,
			"language": "fr",
		},
		"services": [{"sku": sku} for sku in each.services if not sku.startswith(ADDED)],
		"tv_boxes": each.boxes,
		"commitment_months": commitment,
		"wifi": {"ssid": each.ssid},
		**_wish(each),
	}


def _wish(each: Story) -> dict:
	"""Nobody can order for today: a job that is under way was agreed on the telephone."""
	if not each.job_in_days:
		return {"contact_me": True}
	wanted = working_day(each.job_in_days)
	return {"preferred_dates": [str(day) for day, _free in dates.offered() if day >= wanted][:3]}


def _send(each: Story, job: Document) -> None:
	job.assigned_technician = people.technician(each.technician)
	if not job.scheduled_date:
		job.update({"scheduled_date": today(), "scheduled_slot": "AM"})
	for status in STEPS[: STEPS.index(each.job) + 1]:
		job.status = status
		job.save(ignore_permissions=True)
	job.update(times(each, job.scheduled_date))
	job.save(ignore_permissions=True)


def _finish_preparation(project: str) -> None:
	filters = {"project": project, "fsm_team": ("in", PREPARATION), "status": "Open"}
	for name in frappe.get_all("Task", filters, pluck="name", order_by="name"):
		frappe.get_doc("Task", name).update({"status": "Completed"}).save(ignore_permissions=True)
