"""Jobs as the dispatcher's pages show them: small rows with the tags and the days that were asked for."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

import frappe

from gigafibre_fsm.field_work.doctype.dispatch_job.status import Status

# Of the lists that may grow: more than anybody reads in a day. The page says where there are more.
MOST = 100
OPEN = (Status.SCHEDULED, Status.EN_ROUTE, Status.IN_PROGRESS)
UNPLANNED = (Status.TO_SCHEDULE, Status.CANCELLED)
_ROWS = """
	select job.name, job.job_type, job.status, job.customer_name, job.address_line, place.city,
		job.scheduled_date, coalesce(job.scheduled_slot, '') as scheduled_slot,
		job.assigned_technician as technician, job.technician_name, job.latitude, job.longitude
	from `tabDispatch Job` job left join `tabService Location` place on place.name = job.service_location
	where {condition} order by {order} limit %(most)s"""
_COUNTS = """
	select scheduled_date, count(*), sum(coalesce(assigned_technician, '') = '') from `tabDispatch Job`
	where scheduled_date between %s and %s and status not in %s group by scheduled_date"""
_VISITS = """
	select scheduled_date, assigned_technician, latitude, longitude from `tabDispatch Job`
	where scheduled_date in %s and assigned_technician <> '' and status not in %s and name <> %s"""


def one(name: str) -> dict | None:
	return next(iter(_rows("job.name = %(name)s", "job.name", name=name)), None)


def of_day(day: date) -> list[dict]:
	condition = "job.scheduled_date = %(day)s and job.status not in %(unplanned)s"
	# Nothing of a day may be missing from its lanes.
	return _rows(condition, "job.creation", most=10_000, day=day, unplanned=UNPLANNED)


def waiting(day: date, today: date) -> dict[str, list[dict]]:
	"""What has no day yet, the longest waiting first; and what stayed undone on days that are over."""
	overdue = "job.status in %(open)s and job.scheduled_date < %(today)s and job.scheduled_date <> %(day)s"
	return {
		"to_schedule": _rows("job.status = %(status)s", "job.creation", status=Status.TO_SCHEDULE),
		"overdue": _rows(overdue, "job.scheduled_date, job.creation", open=OPEN, today=today, day=day),
	}


def add_details(rows: Sequence[dict]) -> None:
	"""Tags and wishes of all of them, in two questions."""
	names = [row["name"] for row in rows]
	tags, wishes = _children("Dispatch Job Tag", "tag", names), _children("Dispatch Job Date", "date", names)
	for row in rows:
		row["tags"], row["wishes"] = tags[row["name"]], wishes[row["name"]]


def counts(first: date, last: date) -> dict[date, tuple[int, int]]:
	"""Jobs of each day, and how many of them nobody has."""
	rows = frappe.db.sql(_COUNTS, (first, last, UNPLANNED))
	return {day: (int(jobs), int(unassigned)) for day, jobs, unassigned in rows}


def visits(days: Sequence[date], without: str) -> dict[tuple[date, str], list[tuple[float, float]]]:
	"""Where each technician goes on each of the days, but for the job that is being placed."""
	found = defaultdict(list)
	for day, technician, latitude, longitude in frappe.db.sql(_VISITS, (tuple(days), UNPLANNED, without)):
		found[day, technician].append((latitude, longitude))
	return found


def _rows(condition: str, order: str, most: int = MOST + 1, **values) -> list[dict]:
	query = _ROWS.format(condition=condition, order=order)
	return frappe.db.sql(query, {"most": most, **values}, as_dict=True)


def _children(doctype: str, field: str, parents: Sequence[str]) -> dict[str, list]:
	found = defaultdict(list)
	if parents:
		filters = {"parenttype": "Dispatch Job", "parent": ("in", parents)}
		rows = frappe.get_all(doctype, filters, ["parent", field], order_by="parent, idx", as_list=True)
		for parent, value in rows:
			found[parent].append(value)
	return found
