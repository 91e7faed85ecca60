"""What a technician knows of a job: enough for the work, also where there is no network; no money, no secrets."""

from collections import defaultdict
from datetime import date, datetime

import frappe
from frappe.query_builder import Case

from gigafibre_fsm.field_work.doctype.dispatch_job.status import Status

NOT_OF_A_DAY = (Status.TO_SCHEDULE, Status.CANCELLED)
ORDER_OF_SLOTS = ("AM", "All Day", "PM")
OWN = (
	"name job_type status scheduled_date scheduled_slot assigned_technician technician_name customer service_location "
	"project issue notes en_route_at started_at completed_at completion_note latitude longitude"
).split()
PLACE = "address_line unit city postal_code contact_name contact_phone connection_type".split()
PLUG = "olt_name olt_ip olt_frame olt_slot olt_port ont_id".split()
DEVICE = "equipment equipment_type serial_number mac_address scanned_on required".split()


def of_day(technician: str, day: date) -> list[dict]:
	job = frappe.qb.DocType("Dispatch Job")
	slot = Case()
	for number, name in enumerate(ORDER_OF_SLOTS):
		slot = slot.when(job.scheduled_slot == name, number)
	return _sheets(
		lambda query, job: query.where(
			(job.assigned_technician == technician)
			& (job.scheduled_date == day)
			& job.status.notin(NOT_OF_A_DAY)
		).orderby(slot.else_(len(ORDER_OF_SLOTS)), job.name)
	)


def of_job(name: str) -> dict:
	[sheet] = _sheets(lambda query, job: query.where(job.name == name))
	return sheet


def _sheets(narrow) -> list[dict]:
	"""Three questions, however many jobs there are."""
	rows = narrow(*_with_place()).run(as_dict=True)
	names = [row.name for row in rows]
	devices, tags = (_devices(names), _tags(names)) if names else ({}, {})
	return [_sheet(row, devices.get(row.name, []), tags.get(row.name, [])) for row in rows]


def _with_place() -> tuple:
	job, place, customer = map(frappe.qb.DocType, ("Dispatch Job", "Service Location", "Customer"))
	query = (
		frappe.qb.from_(job)
		.left_join(place)
		.on(place.name == job.service_location)
		.left_join(customer)
		.on(customer.name == job.customer)
		.select(*(job[field] for field in OWN))
		.select(*(place[field] for field in (*PLACE, *PLUG)))
		.select(customer.customer_name, customer.mobile_no, customer.language)
	)
	return query, job


def _devices(jobs: list[str]) -> dict[str, list[dict]]:
	row, device = map(frappe.qb.DocType, ("Dispatch Job Equipment", "Service Equipment"))
	query = (
		frappe.qb.from_(row)
		.left_join(device)
		.on(device.name == row.equipment)
		.select(row.parent, row.name, *(row[field] for field in DEVICE), device.brand, device.model)
		.where((row.parenttype == "Dispatch Job") & row.parent.isin(jobs))
		.orderby(row.parent, row.idx)
	)
	found = defaultdict(list)
	for each in query.run(as_dict=True):
		found[each.parent].append(_device(each))
	return found


def _device(row: dict) -> dict:
	return {
		"row": row.name,
		**{field: row[field] or None for field in DEVICE},
		"scanned_on": text(row.scanned_on),
		"required": bool(row.required),
		"brand": row.brand,
		"model": row.model,
	}


def _tags(jobs: list[str]) -> dict[str, list[str]]:
	rows = frappe.get_all(
		"Dispatch Job Tag",
		{"parenttype": "Dispatch Job", "parent": ("in", jobs)},
		["parent", "tag"],
		order_by="parent, idx",
	)
	found = defaultdict(list)
	for row in rows:
		found[row.parent].append(row.tag)
	return found


def _sheet(row: dict, devices: list[dict], tags: list[str]) -> dict:
	moments = ("scheduled_date", "en_route_at", "started_at", "completed_at")
	return {
		"job": row.name,
		**{field: row[field] or None for field in OWN if field != "name"},
		**{moment: text(row[moment]) for moment in moments},
		"customer_name": row.customer_name,
		"language": row.language,
		"contact_name": row.contact_name or row.customer_name,
		"phone": row.contact_phone or row.mobile_no,
		"address": _address(row),
		**_plug(row),
		"tags": tags,
		"equipment": devices,
	}


def _address(row: dict) -> str:
	"""On one line, as a navigation program takes it."""
	parts = (row.address_line, row.city, row.postal_code)
	return ", ".join(part for part in parts if part)


def _plug(row: dict) -> dict:
	if not row.olt_name and not row.olt_ip:
		return {"olt": None, "olt_ip": None, "olt_port": None, "ont_id": None}
	return {
		"olt": row.olt_name,
		"olt_ip": row.olt_ip,
		"olt_port": f"{row.olt_frame}/{row.olt_slot}/{row.olt_port}",
		"ont_id": row.ont_id,
	}


def text(moment: date | datetime | None) -> str | None:
	return str(moment) if moment else None
