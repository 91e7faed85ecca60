"""Times of day as technicians wrote them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigafibre_fsm.domain.legacy.clock import minutes


def at(hour: int, minute: int = 0) -> int:
	return hour * 60 + minute


@pytest.mark.parametrize(
	("written", "meant"),
	[
		("08:30", at(8, 30)),
		("8:30", at(8, 30)),
		("8h30", at(8, 30)),
		("08H30", at(8, 30)),
		("8 h 30", at(8, 30)),
		("8h30min", at(8, 30)),
		("8h", at(8)),
		("8", at(8)),
		("08:05", at(8, 5)),
		("8.30", at(8, 30)),
		("8 30", at(8, 30)),
		("0830", at(8, 30)),
		("830", at(8, 30)),
		("1630", at(16, 30)),
		("16:30:00", at(16, 30)),
		(" 16:30 ", at(16, 30)),
		("8:30 PM", at(20, 30)),
		("8:30pm", at(20, 30)),
		("8:30 p.m", at(20, 30)),
		("830pm", at(20, 30)),
		("8 PM", at(20)),
		("8:30 AM", at(8, 30)),
		("12:15 AM", at(0, 15)),
		("12:15 PM", at(12, 15)),
		("14:00 PM", at(14)),
		("00:00", 0),
		("24:00", at(24)),
		("midi", at(12)),
		("Minuit", 0),
	],
)
def test_a_time_is_read(written, meant):
	assert minutes(written) == meant


@pytest.mark.parametrize(
	"written",
	[
		"",
		"matin",
		"25:00",
		"24:01",
		"8:60",
		"8h3x",
		"14:00 AM",
		"08:30-10",
		"12345",
		"99",
		"h30",
		"-1",
		"8:30:",
		"8m",
		"8:30:5",
		"AM",
	],
)
def test_what_is_no_time_is_none(written):
	assert minutes(written) is None


@given(st.integers(0, 23), st.integers(0, 59))
def test_every_minute_of_the_day_in_every_spelling(hour, minute):
	spellings = [
		f"{hour:02}:{minute:02}",
		f"{hour}h{minute:02}",
		f"{hour:02}{minute:02}",
		f"{hour}:{minute:02}",
	]
	spellings.append(f"{hour % 12 or 12}:{minute:02} {'AM' if hour < 12 else 'PM'}")
	assert {minutes(written) for written in spellings} == {at(hour, minute)}


@given(st.text(max_size=8))
def test_whatever_is_written_is_a_time_or_none(written):
	found = minutes(written)
	assert found is None or 0 <= found <= 24 * 60
