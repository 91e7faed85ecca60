"""When a technician was there."""

from datetime import datetime, timedelta

import pytest

from gigafibre_fsm.domain.visits import TOLERANCE, Visit, WrongTimes, visit

NOW = datetime(2026, 11, 21, 14, 30)


def hours(number: float) -> timedelta:
	return timedelta(hours=number)


def test_who_says_nothing_has_left_now_and_arrived_nobody_knows_when():
	assert visit(NOW) == Visit(NOW, NOW, None)


def test_the_job_knows_when_work_began():
	assert visit(NOW, started_at=NOW - hours(2)) == Visit(NOW, NOW, NOW - hours(2))


def test_what_the_technician_says_has_the_word():
	told = visit(NOW, arrived_at=NOW - hours(3), left_at=NOW - hours(1), started_at=NOW - hours(2))
	assert told == Visit(NOW, NOW - hours(1), NOW - hours(3))


def test_the_clock_of_the_device_says_when_it_was_done():
	yesterday = NOW - timedelta(days=1)
	assert visit(NOW, at=yesterday, started_at=yesterday - hours(1)) == Visit(
		yesterday, yesterday, yesterday - hours(1)
	)


def test_a_device_whose_clock_runs_ahead_is_done_now():
	assert visit(NOW, at=NOW + hours(300)).completed_at == NOW


def test_a_beginning_after_the_departure_is_no_arrival():
	"""Begun again by another clock, or told late."""
	assert visit(NOW, left_at=NOW - hours(1), started_at=NOW - hours(0.5)).arrived_at is None


def test_clocks_that_differ_by_minutes_are_the_same():
	assert visit(NOW, arrived_at=NOW + TOLERANCE) == Visit(NOW, NOW + TOLERANCE, NOW + TOLERANCE)
	assert visit(NOW, left_at=NOW + TOLERANCE).left_at == NOW + TOLERANCE


@pytest.mark.parametrize("field", ["arrived_at", "left_at"])
def test_the_future_is_refused_by_name(field: str):
	with pytest.raises(WrongTimes) as caught:
		visit(NOW, **{field: NOW + TOLERANCE + timedelta(seconds=1)})
	assert (caught.value.field, caught.value.other) == (field, None)


def test_a_departure_before_the_arrival_is_refused_by_both_names():
	with pytest.raises(WrongTimes) as caught:
		visit(NOW, arrived_at=NOW - hours(1), left_at=NOW - hours(2))
	assert (caught.value.field, caught.value.other) == ("left_at", "arrived_at")


def test_every_visit_ends_after_it_began():
	moments = [None, *(NOW - hours(number) for number in (0, 1, 2, 30))]
	for at in moments:
		for arrived in moments:
			for left in moments:
				for started in moments:
					if arrived and left and left < arrived:
						continue
					found = visit(NOW, at, arrived, left, started)
					assert found.completed_at <= NOW
					assert found.arrived_at is None or found.arrived_at <= found.left_at
