"""The days on which somebody can install, and taking one of a day's places. The rules: domain/dates.py."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

from gigafibre_fsm.domain import dates as rules
from gigafibre_fsm.exceptions import NotOrderable
from gigafibre_fsm.field_work.services import crew
from gigafibre_fsm.gigafibre_fsm import locks

_JOBS = """
	select scheduled_date, assigned_technician, count(*) from `tabDispatch Job`
	where scheduled_date between %s and %s and status <> 'Cancelled'
	group by scheduled_date, assigned_technician"""
# As it is now, and not as it was when the transaction began to read: for that it has to lock what it reads.
_JOBS_NOW = """
	select assigned_technician, count(*) from `tabDispatch Job` use index (scheduled_date)
	where scheduled_date = %s and status <> 'Cancelled' group by assigned_technician lock in share mode"""


@dataclass(frozen=True)
class Calendar:
	"""Who could install on the days ahead, and when nobody is sent out."""

	holidays: set[date]
	crew: rules.Crew


def calendar(days: Sequence[date]) -> Calendar:
	return Calendar(crew.holidays(days), crew.of_installations(days))


def offered(today: date | None = None) -> list[tuple[date, int]]:
	"""The days with a place left, and how many."""
	today = today or getdate()
	days = _window(today)
	return _offered(today, days, calendar(days)) if days else []


def _offered(today: date, days: Sequence[date], known: Calendar) -> list[tuple[date, int]]:
	return rules.offered(today, len(days), known.holidays, known.crew, _given(days))


def refuse_unoffered(wanted: Iterable[date], today: date | None = None) -> Calendar | None:
	"""What it found out serves `take`.

	:raises NotOrderable: for the first day that a customer cannot choose.
	"""
	today = today or getdate()
	days = _window(today)
	known = calendar(days) if days else None
	free = dict(_offered(today, days, known)) if known else {}
	for day in wanted:
		if day not in free:
			_refuse(day, today)
	return known


def take(day: date, today: date | None = None, known: Calendar | None = None) -> None:
	"""Makes sure that a job may be added to that day by this transaction: nobody else can until it ends.

	Orders for the same day wait here for one another: call it late, and write the job after it.

	:raises NotOrderable: where the day is not offered, or its last place went to somebody else.
	"""
	today, known = today or getdate(), known or calendar([day])
	if day not in _window(today) or not rules.is_working_day(day, known.holidays):
		_refuse(day, today)
	_hold(day)
	given = [technician for technician, jobs in frappe.db.sql(_JOBS_NOW, day) for _job in range(jobs)]
	if not rules.free(day, known.crew, given):
		_refuse(day, today)


def _hold(day: date) -> None:
	locks.hold_within(f"dates.{day}")


def _window(today: date) -> list[date]:
	return rules.window(today, frappe.get_cached_doc("FSM Settings").date_window_days or 0)


def _is_open(day: date, today: date) -> bool:
	return day in _window(today) and rules.is_working_day(day, crew.holidays([day]))


def _given(days: Sequence[date]) -> dict[date, list[str | None]]:
	given = defaultdict(list)
	for day, technician, jobs in frappe.db.sql(_JOBS, (days[0], days[-1])):
		given[day] += [technician] * jobs
	return given


def _refuse(day: date, today: date) -> None:
	if _is_open(day, today):
		frappe.throw(_("preferred_dates: {0} is full. Choose another day.").format(day), NotOrderable)
	frappe.throw(
		_("preferred_dates: no installation is made on {0}. Choose another day.").format(day), NotOrderable
	)
