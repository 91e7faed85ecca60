"""The dispatcher's day: what waits, who is there, and who should go where. The rules: domain/dispatch.py."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, timedelta

import frappe
from frappe import _
from frappe.utils import getdate

from gigafibre_fsm.domain import dates as calendar
from gigafibre_fsm.domain import dispatch as rules
from gigafibre_fsm.exceptions import NotFound
from gigafibre_fsm.field_work.services import crew, dates, job_rows, vehicles

WEEK = 7
# Of the days ahead, for a customer who has asked for none.
NEXT_DAYS = 5
# More than these nobody reads; the best one is among the first.
MOST_SUGGESTIONS = 12


def day_view(day: date, today: date | None = None) -> dict:
	"""Everything of the page but the vehicles: those are asked for separately, since they may be slow."""
	today = today or getdate()
	week = _week_of(day)
	present = {one.name: one for one in crew.technicians(week)}
	jobs, waiting = job_rows.of_day(day), job_rows.waiting(day, today)
	job_rows.add_details([*jobs, *waiting["to_schedule"], *waiting["overdue"]])
	return {
		"day": day,
		"today": today,
		"jobs_each": _jobs_each(),
		"week": _week(week, crew.holidays(week)),
		"technicians": _lanes(day, jobs, present),
		"unassigned": [job for job in jobs if not job["technician"]],
		**waiting,
		"most": job_rows.MOST,
	}


def positions(names: Iterable[str]) -> dict:
	"""Where these technicians' vehicles were last seen. `trouble` says in one sentence why it is not known now."""
	fleet = vehicles.fleet({row.name: row.traccar_device_id for row in _employees(names)})
	return {
		"is_on": fleet.is_on,
		"trouble": fleet.trouble,
		"vehicles": {name: asdict(vehicle) for name, vehicle in fleet.vehicles.items()},
	}


def suggest(job: str, day: date | None = None, today: date | None = None) -> dict:
	"""Who could go, the best first: on `day`, and on the days that the customer has asked for.

	:raises NotFound: no such job.
	"""
	today = today or getdate()
	row = job_rows.one(job)
	if not row:
		frappe.throw(_("There is no job {0}.").format(job), NotFound)
	job_rows.add_details([row])
	days = _days(row, day, today)
	present = crew.technicians(days) if days else []
	employees = {one.name: one for one in _employees([one.name for one in present])}
	fleet = _fleet(employees, days, today)
	found = rules.rank(_job(row), _candidates(row, days, present, fleet.of_day(today), today), _jobs_each())
	return {
		"job": row,
		"days": days,
		"suggestions": [_suggestion(one, employees, row) for one in found.suggested[:MOST_SUGGESTIONS]],
		"excluded": _exclusions(found.excluded, employees, row),
		"trouble": fleet.trouble,
	}


def _jobs_each() -> int:
	return frappe.get_cached_doc("FSM Settings").jobs_per_day or 0


# -- the day


def _week_of(day: date) -> list[date]:
	"""From Monday."""
	return [day + timedelta(days=ahead - day.weekday()) for ahead in range(WEEK)]


def _week(week: Sequence[date], holidays: set[date]) -> list[dict]:
	counts = job_rows.counts(week[0], week[-1])
	nothing = (0, 0)
	return [
		{
			"day": day,
			"jobs": counts.get(day, nothing)[0],
			"unassigned": counts.get(day, nothing)[1],
			"is_working": calendar.is_working_day(day, holidays),
		}
		for day in week
	]


def _lanes(day: date, jobs: Sequence[dict], present: dict[str, calendar.Technician]) -> list[dict]:
	"""Of everybody with tags, and of everybody else who has a job that day: no job may be out of sight."""
	given = defaultdict(list)
	for job in jobs:
		if job["technician"]:
			given[job["technician"]].append(job)
	return [
		{
			"name": employee.name,
			"employee_name": employee.employee_name,
			"tags": _written(employee.technician_tags),
			"is_away": employee.name not in present or day in present[employee.name].away,
			"has_vehicle": bool(employee.traccar_device_id),
			"jobs": given[employee.name],
		}
		for employee in _employees({*present, *given})
	]


def _employees(names: Iterable[str]) -> list:
	fields = ["name", "employee_name", "technician_tags", "traccar_device_id"]
	filters = {"name": ("in", sorted(names) or [""])}
	return frappe.get_all("Employee", filters, fields, order_by="employee_name, name")


def _written(tags: str | None) -> list[str]:
	"""As they were written, in their order."""
	return [tag for part in (tags or "").split(",") if (tag := " ".join(part.split()))]


# -- suggestions


def _days(row: dict, day: date | None, today: date) -> list[date]:
	"""Nobody goes yesterday. Without any wish: the job's own day, else the next ones with a place left."""
	asked = {day, *row["wishes"]} - {None}
	if not asked:
		asked = {row["scheduled_date"]} - {None}
	ahead = sorted(one for one in asked if one >= today)
	return ahead or [found for found, _free in dates.offered(today)[:NEXT_DAYS]]


def _fleet(employees: dict, days: Sequence[date], today: date) -> vehicles.Fleet:
	if today not in days:
		return vehicles.Fleet()
	return vehicles.fleet({one.name: one.traccar_device_id for one in employees.values()})


def _job(row: dict) -> rules.Job:
	needs = calendar.tags(",".join(row["tags"]))
	return rules.Job(needs, _place(row["latitude"], row["longitude"]), tuple(dict.fromkeys(row["wishes"])))


def _place(latitude: float | None, longitude: float | None) -> rules.Place | None:
	return rules.Place(latitude, longitude) if latitude or longitude else None


def _candidates(
	row: dict,
	days: Sequence[date],
	present: Sequence[calendar.Technician],
	seen: dict[str, vehicles.Vehicle],
	today: date,
) -> list[rules.Candidate]:
	visits = job_rows.visits(days, row["name"]) if days else {}
	return [
		rules.Candidate(
			technician=one.name,
			day=day,
			tags=one.tags,
			is_away=day in one.away,
			visits=tuple(_place(*place) for place in visits.get((day, one.name), ())),
			vehicle=_vehicle(seen.get(one.name)) if day == today else None,
		)
		for day in days
		for one in present
	]


def _vehicle(seen: vehicles.Vehicle | None) -> rules.Place | None:
	return _place(seen.latitude, seen.longitude) if seen else None


def _suggestion(found: rules.Suggestion, employees: dict, row: dict) -> dict:
	return {
		**_who(found.candidate, employees),
		"day": found.candidate.day,
		"is_full": found.is_full,
		"cost": round(found.cost, 1),
		"reasons": _reasons(found.reasons, row),
	}


def _exclusions(excluded: Iterable[rules.Exclusion], employees: dict, row: dict) -> list[dict]:
	"""One line each: who lacks a tag lacks it every day."""
	found = defaultdict(dict)
	for one in excluded:
		for reason in one.reasons:
			found[one.candidate.technician][reason] = one.candidate
	return [
		{**_who(next(iter(reasons.values())), employees), "reasons": _reasons(reasons, row)}
		for reasons in found.values()
	]


def _who(candidate: rules.Candidate, employees: dict) -> dict:
	name = candidate.technician
	return {"technician": name, "employee_name": employees[name].employee_name}


def _reasons(reasons: Iterable[rules.Reason], row: dict) -> list[dict]:
	"""Tags as the job spells them."""
	spelling = {tag.casefold(): tag for tag in row["tags"]}
	return [
		{"code": reason.code, "values": [spelling.get(value, value) for value in reason.values]}
		for reason in reasons
	]
