"""Who can install on which days, read from ERPNext's Employees, Holiday Lists and, with HRMS, leaves."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

import frappe

from gigafibre_fsm.domain.dates import Crew, Technician, tags

# What the job of an order asks of whoever goes there.
INSTALLATION_TAGS = ("Fibre", "Installation")
_TECHNICIANS = """
	select name, technician_tags, holiday_list, date_of_joining, relieving_date
	from tabEmployee
	where status = 'Active' and coalesce(technician_tags, '') <> ''"""
_HOLIDAYS = """
	select parent, holiday_date from tabHoliday
	where parenttype = 'Holiday List' and parent in %s and holiday_date between %s and %s"""
_LEAVES = """
	select employee, from_date, to_date from `tabLeave Application`
	where docstatus = 1 and status = 'Approved' and from_date <= %s and to_date >= %s"""


def technicians(days: Sequence[date]) -> list[Technician]:
	"""`days` in their order: who is away on any of them."""
	rows = frappe.db.sql(_TECHNICIANS, as_dict=True)
	away = _away(rows, days) if rows else {}
	return [Technician(row.name, tags(row.technician_tags), frozenset(away[row.name])) for row in rows]


def of_installations(days: Sequence[date]) -> Crew:
	return Crew(
		technicians=technicians(days),
		jobs_each=frappe.get_cached_doc("FSM Settings").jobs_per_day or 0,
		needs=tags(",".join(INSTALLATION_TAGS)),
	)


def holidays(days: Sequence[date]) -> set[date]:
	"""Nobody is sent out on a statutory holiday, nor on a day when the company is closed."""
	settings = frappe.get_cached_doc("FSM Settings")
	company = settings.company and frappe.get_cached_value(
		"Company", settings.company, "default_holiday_list"
	)
	by_list = _holidays_of({settings.holiday_list, company}, days)
	return set().union(*by_list.values())


def _holidays_of(lists: set[str | None], days: Sequence[date]) -> dict[str, set[date]]:
	found = defaultdict(set)
	names = [name for name in lists if name]
	for name, day in frappe.db.sql(_HOLIDAYS, (names, days[0], days[-1])) if names else ():
		found[name].add(day)
	return found


def _away(rows: Sequence, days: Sequence[date]) -> dict[str, set[date]]:
	own_lists = _holidays_of({row.holiday_list for row in rows}, days)
	away = _on_leave(days)
	for row in rows:
		away[row.name] |= own_lists.get(row.holiday_list, set())
		away[row.name] |= {day for day in days if not _is_employed(row, day)}
	return away


def _is_employed(row, day: date) -> bool:
	return (row.date_of_joining or date.min) <= day <= (row.relieving_date or date.max)


def _on_leave(days: Sequence[date]) -> dict[str, set[date]]:
	"""Leaves are kept by HRMS, an app that not every site has."""
	away = defaultdict(set)
	if frappe.db.table_exists("Leave Application"):
		for employee, first, last in frappe.db.sql(_LEAVES, (days[-1], days[0])):
			away[employee] |= {day for day in days if first <= day <= last}
	return away
