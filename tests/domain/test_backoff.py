from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigafibre_fsm.domain import backoff
from gigafibre_fsm.domain.backoff import FIRST, LONGEST, LONGEST_ASKED, MOST_ATTEMPTS, wait

attempts = st.integers(1, 1000)
chances = st.floats(0, 1)


@given(attempts, chances)
def test_a_wait_is_within_the_upper_half_of_its_length(count, chance):
	full = min(FIRST * 2 ** min(count - 1, 32), LONGEST)
	assert full / 2 <= wait(count, chance) <= full


@given(st.integers(1, 999), chances)
def test_it_never_gets_shorter(count, chance):
	assert wait(count, chance) <= wait(count + 1, chance)


@given(attempts, chances, st.integers(0, 10**9))
def test_never_less_than_the_provider_asks_and_never_more_than_a_day_for_it(count, chance, asked):
	found = wait(count, chance, asked)
	assert found >= min(timedelta(seconds=asked), LONGEST_ASKED)
	assert found <= max(LONGEST, LONGEST_ASKED)


@pytest.mark.parametrize(
	("count", "shortest", "longest"),
	[(1, 15, 30), (2, 30, 60), (3, 60, 120), (6, 480, 960), (10, 7680, 15360), (11, 10800, 21600)],
)
def test_worked_examples(count, shortest, longest):
	assert wait(count, 0) == timedelta(seconds=shortest)
	assert wait(count, 1) == timedelta(seconds=longest)


def test_all_attempts_take_about_half_a_day():
	total = [
		sum((wait(count, chance) for count in range(1, MOST_ATTEMPTS)), timedelta()) for chance in (0, 1)
	]
	assert timedelta(hours=7) < total[0] < total[1] < timedelta(hours=15)
	assert [backoff.is_exhausted(count) for count in (MOST_ATTEMPTS - 1, MOST_ATTEMPTS)] == [False, True]
