"""What the plant map draws: every drop in a few small columns, and what is known of those that somebody clicks."""

import frappe

from gigafibre_fsm.fibre_plant.services.capacity import STATES
from gigafibre_fsm.fibre_plant.services.drop_address import in_one_line

MOST_DETAILS = 50
_DETAILS = (
	"name",
	"state",
	"olt",
	"olt.olt_name as olt_name",
	"frame",
	"slot",
	"port",
	"ont_id",
	"ont_serial",
	"max_speed",
	"civic_number",
	"civic_suffix",
	"unit",
	"street",
	"city",
	"postal_code",
	"raw_address",
	"reserved_for",
	"reserved_note",
)


def drops() -> dict:
	"""Columns rather than records: a field's name sixteen thousand times over would be most of the answer.

	A state and an OLT are given by their place in `states` and `olts`; -1 stands for no OLT, null for no coordinates.
	"""
	olts = frappe.get_list("OLT", fields=["name", "olt_name", "location"], order_by="olt_name", limit=0)
	places = {olt.name: number for number, olt in enumerate(olts)}
	states = {state: number for number, state in enumerate(STATES)}
	rows = frappe.get_list(
		"Fibre Drop",
		fields=["name", "state", "olt", "latitude", "longitude"],
		order_by="name",
		limit=0,
		as_list=True,
	)
	return {
		"states": STATES,
		"olts": [[olt.name, olt.olt_name, olt.location] for olt in olts],
		"name": [row[0] for row in rows],
		"state": [states[row[1]] for row in rows],
		"olt": [places.get(row[2], -1) for row in rows],
		"latitude": [_coordinate(row, 3) for row in rows],
		"longitude": [_coordinate(row, 4) for row in rows],
	}


def _coordinate(row: tuple, column: int) -> float | None:
	"""Frappe stores an empty number as 0, and no fibre of ours is in the Gulf of Guinea."""
	return round(row[column], 6) if row[3] and row[4] else None


def details(names: list[str]) -> list[dict]:
	"""What is known of these drops, as far as this user may read it."""
	rows = frappe.get_list(
		"Fibre Drop",
		filters={"name": ("in", names[:MOST_DETAILS])},
		fields=list(_DETAILS),
		order_by="name",
		limit=0,
	)
	locations = _locations([row.name for row in rows])
	titles = _project_titles([row.reserved_for for row in rows if row.reserved_for])
	return [_detail(row, locations.get(row.name, []), titles) for row in rows]


def _detail(row: dict, locations: list[dict], titles: dict[str, str]) -> dict:
	return {
		**{field: row[field] for field in ("name", "state", "olt", "olt_name", "ont_serial", "max_speed")},
		"port": f"{row.frame}/{row.slot}/{row.port}" if row.olt else None,
		"ont_id": row.ont_id,
		"address": in_one_line(row),
		"reserved_note": row.reserved_note,
		"project": {"name": row.reserved_for, "title": titles[row.reserved_for]}
		if row.reserved_for in titles
		else None,
		"locations": locations,
	}


def _locations(drops: list[str]) -> dict[str, list[dict]]:
	"""Who lives there is told to those who may read it."""
	if not drops or not frappe.has_permission("Service Location"):
		return {}
	fields = ["name", "status", "fibre_drop"]
	if frappe.has_permission("Customer"):
		fields.append("customer.customer_name as customer_name")
	found: dict[str, list[dict]] = {}
	filters = {"fibre_drop": ("in", drops), "status": ("!=", "Closed")}
	for row in frappe.get_list("Service Location", filters=filters, fields=fields, limit=0):
		found.setdefault(row.pop("fibre_drop"), []).append(row)
	return found


def _project_titles(projects: list[str]) -> dict[str, str]:
	"""An order's project is named after the customer."""
	if not projects or not frappe.has_permission("Project"):
		return {}
	filters = {"name": ("in", projects)}
	rows = frappe.get_list("Project", filters=filters, fields=["name", "project_name"], limit=0)
	return {row.name: row.project_name for row in rows}
