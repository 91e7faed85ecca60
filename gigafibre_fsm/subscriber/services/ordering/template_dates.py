"""What a Project takes over from the tasks of its template, as ERPNext's own copying does it."""

from collections.abc import Sequence
from datetime import date, timedelta

import frappe
from frappe.utils import getdate, today

_COPIED = ("description", "task_weight", "type", "issue", "is_group", "color", "priority", "parent_task")

COLUMNS = ("name", "start", "duration", *_COPIED)


def of_tasks(project: dict, rows: Sequence[dict]) -> dict[str, dict]:
	"""By name, of rows that have these columns."""
	if not rows:
		return {}
	start = getdate(project.get("expected_start_date") or today())
	holidays = _holidays(project, start)
	return {row["name"]: {**_copied(row), **_dates(row, start, holidays)} for row in rows}


def _copied(row: dict) -> dict:
	return {fieldname: row[fieldname] for fieldname in _COPIED}


def _dates(row: dict, project_start: date, holidays: set[date]) -> dict:
	start = _working_day(project_start + timedelta(days=row["start"] or 0), holidays)
	end = _working_day(start + timedelta(days=row["duration"] or 0), holidays)
	return {"exp_start_date": start, "exp_end_date": end}


def _working_day(day: date, holidays: set[date]) -> date:
	while day in holidays:
		day += timedelta(days=1)
	return day


def _holidays(project: dict, start: date) -> set[date]:
	"""Those of the Project's list, else of the company's; where there is no list, ERPNext refuses the template."""
	listed = project.get("holiday_list") or frappe.get_cached_value(
		"Company", project["company"], "default_holiday_list"
	)
	query = "select holiday_date from tabHoliday where parent = %s and holiday_date >= %s"
	return set(frappe.db.sql(query, (listed, start), pluck=True))
