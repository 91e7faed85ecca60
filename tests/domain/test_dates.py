"""The days that are offered: docs/dates.md."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigafibre_fsm.domain.dates import Crew, Technician, free, is_working_day, offered, tags, window

FRIDAY = date(2026, 12, 18)
NEEDS = tags("Fibre, Installation")
CHRISTMAS = date(2026, 12, 25)


def installer(name: str, away=()) -> Technician:
	return Technician(name, NEEDS, frozenset(away))


def crew(*technicians: Technician, jobs_each: int = 2) -> Crew:
	return Crew(technicians, jobs_each, NEEDS)


def test_two_weeks_from_tomorrow_without_weekends_and_holidays():
	days = [day for day, _free in offered(FRIDAY, 14, {CHRISTMAS}, crew(), {})]
	assert [day.isoformat() for day in days] == [
		"2026-12-21",
		"2026-12-22",
		"2026-12-23",
		"2026-12-24",
		"2026-12-28",
		"2026-12-29",
		"2026-12-30",
		"2026-12-31",
		"2027-01-01",
	]


def test_places_are_those_of_who_is_there():
	both = crew(installer("A"), installer("B", away=[date(2026, 12, 22)]))
	found = dict(offered(FRIDAY, 5, (), both, {}))
	assert (found[date(2026, 12, 21)], found[date(2026, 12, 22)]) == (4, 2)


def test_a_day_when_everybody_is_away_is_not_offered():
	days = dict(offered(FRIDAY, 5, (), crew(installer("A", away=[date(2026, 12, 21)])), {}))
	assert sorted(days) == [date(2026, 12, 22), date(2026, 12, 23)]


def test_an_office_without_technicians_in_erpnext_counts_as_one():
	assert crew(jobs_each=6).places(FRIDAY) == 6


def test_technicians_who_do_other_work_make_no_place_and_their_jobs_take_none():
	repairer = Technician("R", tags("Fibre, Réparation"))
	two = crew(installer("A"), repairer)
	monday = date(2026, 12, 21)
	assert two.places(monday) == 2
	assert free(monday, two, ["R", "R", "R"]) == 2
	assert free(monday, two, ["A", None, "R"]) == 0
	assert crew(repairer).places(monday) == 0


def test_a_job_of_somebody_who_left_still_has_to_be_done():
	assert free(FRIDAY, crew(installer("A")), ["GONE"]) == 1


def test_more_jobs_than_places_is_none_and_not_less():
	assert free(FRIDAY, crew(installer("A")), [None] * 5) == 0


@pytest.mark.parametrize(
	"written", ["Fibre, Installation", " installation ,FIBRE,", "Fibre,Installation, VoIP"]
)
def test_tags_are_read_as_people_write_them(written):
	assert NEEDS <= tags(written)


def test_no_tags_are_no_tags():
	assert tags(None) == tags(" , ") == frozenset()


days = st.dates(date(2026, 1, 1), date(2032, 12, 31))


@st.composite
def calendars(draw):
	"""A day, a window, holidays, a crew and its jobs."""
	today, ahead = draw(days), draw(st.integers(0, 60))
	in_window = st.sampled_from(window(today, max(ahead, 1)))
	people = draw(st.lists(st.sampled_from("ABCD"), unique=True))
	technicians = [
		Technician(name, draw(st.sampled_from([NEEDS, frozenset()])), frozenset(draw(st.sets(in_window))))
		for name in people
	]
	jobs = st.lists(st.sampled_from([None, "A", "B", "Z"]), max_size=9)
	given_jobs = draw(st.dictionaries(in_window, jobs))
	return (
		today,
		ahead,
		draw(st.sets(in_window)),
		crew(*technicians, jobs_each=draw(st.integers(0, 4))),
		given_jobs,
	)


@given(calendars())
def test_what_is_offered_is_in_the_window_on_a_working_day_and_has_a_place(calendar):
	today, ahead, holidays, who, jobs = calendar
	found = offered(*calendar)
	assert [day for day, _free in found] == sorted({day for day, _free in found})
	for day, places in found:
		assert today < day <= today + timedelta(days=ahead)
		assert day.isoweekday() <= 5
		assert day not in holidays
		assert 0 < places <= who.places(day)
		assert places >= who.places(day) - len(jobs.get(day, ()))


@given(calendars())
def test_every_working_day_that_is_not_offered_is_full(calendar):
	today, ahead, holidays, who, jobs = calendar
	missing = set(window(today, ahead)) - {day for day, _free in offered(*calendar)}
	assert all(not is_working_day(day, holidays) or not free(day, who, jobs.get(day, ())) for day in missing)


@given(calendars())
def test_one_job_more_takes_one_place_of_that_day_only(calendar):
	today, ahead, holidays, who, jobs = calendar
	before = dict(offered(*calendar))
	for day in before:
		more = {**jobs, day: [*jobs.get(day, ()), None]}
		after = dict(offered(today, ahead, holidays, who, more))
		assert after.get(day, 0) == before[day] - 1
		assert {other: places for other, places in after.items() if other != day} == {
			other: places for other, places in before.items() if other != day
		}
