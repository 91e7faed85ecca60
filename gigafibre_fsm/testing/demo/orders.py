"""Installations on their way and done, with their jobs; a repair, a removal, and work orders with hours."""

import frappe
from frappe.model.document import Document
from frappe.utils import add_days, today

from gigafibre_fsm.setup.catalogue.site import find_company
from gigafibre_fsm.testing.demo import people, placed, rows
from gigafibre_fsm.testing.demo.field import key_of, project_of, times, working_day
from gigafibre_fsm.testing.demo.stories import STORIES, Story, story
from gigafibre_fsm.testing.demo.subscribers import customer_of, drop_of, location_of, rate_of


def load() -> None:
	for each in STORIES:
		if each.is_order:
			placed.load(each)
		elif each.job:
			_load_order(each)
	_load_repair(story("rejean.lavoie"))
	_load_removal(story("diane.ouellet"))
	for key in ("marc-andre.cote", "fromagerie"):
		_load_work_order(story(key))


def job_of(each: Story, job_type: str = "Installation") -> str | None:
	return rows.find("Dispatch Job", {"service_location": location_of(each), "job_type": job_type})


def _load_order(each: Story) -> None:
	"""Of a time before orders were placed here."""
	project = project_of(each) or _make_project(each).name
	job = job_of(each) or _make_job(each, project).name
	frappe.get_doc("Project", project).db_set("dispatch_job", job, update_modified=False)


def _make_project(each: Story) -> Document:
	project = rows.make(
		"Project",
		project_name=f"Installation - {each.customer_name}",
		company=find_company(),
		customer=customer_of(each),
		project_template=frappe.db.get_single_value("FSM Settings", "project_template"),
		expected_start_date=add_days(today(), min(each.job_in_days or 0, 0) - 5),
		fsm_order_key=key_of(each),
		fsm_source="agent" if each.commercial else "website",
		service_location=location_of(each),
		fibre_drop=drop_of(each).name,
		order_monthly_total=sum(rate_of(sku) for sku in each.services),
		order_one_time_total=rate_of("ACTTELEP") if each.has_phone else 0,
	)
	_arrange_tasks(each, project.name)
	return project


def _arrange_tasks(each: Story, project: str) -> None:
	"""What ERPNext's template does not carry over."""
	for name in frappe.get_all("Task", {"project": project}, pluck="name", order_by="name"):
		task = frappe.get_doc("Task", name)
		task.fsm_team = frappe.db.get_value("Task", task.template_task, "fsm_team")
		task.service_location = location_of(each)
		task.subject = task.subject.replace("{frame/slot/port}", port_of(each))
		task.status = "Completed"
		task.save(ignore_permissions=True)


def port_of(each: Story) -> str:
	drop = drop_of(each)
	return f"{drop.frame}/{drop.slot}/{drop.port}"


def _make_job(each: Story, project: str) -> Document:
	day = working_day(each.job_in_days)
	return rows.make(
		"Dispatch Job",
		customer=customer_of(each),
		service_location=location_of(each),
		project=project,
		job_type="Installation",
		status=each.job,
		scheduled_date=day,
		scheduled_slot="AM" if day else None,
		assigned_technician=people.technician(each.technician) if each.technician else None,
		required_tags=[{"tag": "Fibre"}, {"tag": "Installation"}],
		preferred_dates=[{"date": day}] if day else [],
		equipment_list=_equipment_list(each),
		notes="\n".join(frappe.get_cached_value("Item", sku, "item_name") for sku in each.services),
		**times(each, day),
	)


def _equipment_list(each: Story) -> list[dict]:
	fields = ["name as equipment", "equipment_type", "serial_number", "mac_address"]
	return frappe.get_all(
		"Service Equipment", {"service_location": location_of(each)}, fields, order_by="name"
	)


def _load_repair(each: Story) -> None:
	issue = rows.ensure(
		"Issue",
		{"subject": "Coupures Internet le soir"},
		customer=customer_of(each),
		issue_type="Réparation",
		priority=None,
		service_location=location_of(each),
		description="La connexion tombe plusieurs fois par soir depuis la tempête.",
	)
	if not job_of(each, "Repair"):
		rows.make(
			"Dispatch Job",
			customer=customer_of(each),
			service_location=location_of(each),
			issue=issue,
			job_type="Repair",
			status="Scheduled",
			scheduled_date=working_day(1),
			scheduled_slot="PM",
			assigned_technician=people.technician("tech3"),
			required_tags=[{"tag": "Réparation"}],
			notes="Vérifier le signal et le connecteur au boîtier.",
		)


def _load_removal(each: Story) -> None:
	if not job_of(each, "Removal"):
		rows.make(
			"Dispatch Job",
			customer=customer_of(each),
			service_location=location_of(each),
			job_type="Removal",
			status="Cancelled",
			notes="Le client a rapporté l'équipement lui-même.",
		)


def _load_work_order(each: Story) -> None:
	job = frappe.get_doc("Dispatch Job", job_of(each))
	rows.ensure(
		"Service Work Order",
		{"dispatch_job": job.name},
		customer=job.customer,
		service_location=job.service_location,
		project=job.project,
		work_date=job.scheduled_date,
		visits=[
			{
				"technician": job.assigned_technician,
				"arrived_at": job.started_at,
				"left_at": job.completed_at,
			},
			{
				"technician": people.technician("tech2"),
				"arrived_at": job.started_at,
				"left_at": job.completed_at,
			},
		],
		items=[{"item": "INSTFTTH", "description": "Installation standard de la fibre", "qty": 1, "rate": 0}],
		note="Câble posé en façade, percement côté garage.",
	)
