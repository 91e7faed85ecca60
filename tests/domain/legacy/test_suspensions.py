"""What `account_suspension` becomes."""

from datetime import datetime

import pytest

from gigafibre_fsm.domain.legacy import suspensions
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import Change, Reason, Rejected, Remark

NOW = datetime(2026, 11, 21, 12)
MARCH_2, MARCH_9 = 1772461800, 1773066600  # 2026, in the morning
NEXT_YEAR, THE_YEAR_AFTER, ABSURD = 1798747200, 1830283200, 4102444800
ROW = {"id": 5, "account_id": 12, "date_start": MARCH_2, "date_end": 0, "note": "Non-paiement"}


def becomes(holders: tuple[int, ...] = (), **changed) -> list:
	extra = {
		suspensions.HOLDERS: {"C-12": set(holders)},
		suspensions.OVER: "From {0} to {1}.",
		suspensions.AHEAD: "Later, from {0} to {1}.",
	}
	return suspensions.becomes({**ROW, **changed}, Known(NOW, customers={12: {"name": "C-12"}}, extra=extra))


def flag(since, until, reason) -> list[Change]:
	values = {
		"is_suspended": 1,
		"suspended_since": since,
		"suspended_until": until,
		"suspension_reason": reason,
	}
	return [Change("Customer", "C-12", values)]


@pytest.mark.parametrize(
	("start", "end", "since", "until"),
	[
		(MARCH_2, 0, datetime(2026, 3, 2, 9, 30), None),
		(MARCH_2, ABSURD, datetime(2026, 3, 2, 9, 30), None),
		(MARCH_2, NEXT_YEAR, datetime(2026, 3, 2, 9, 30), datetime(2026, 12, 31, 15, 0)),
		(0, 0, None, None),
		(ABSURD, 0, None, None),
	],
)
def test_an_open_one_is_a_flag(start, end, since, until):
	assert becomes(date_start=start, date_end=end) == flag(since, until, "Non-paiement")


def test_a_flag_without_a_reason():
	assert becomes(note="") == flag(datetime(2026, 3, 2, 9, 30), None, None)


@pytest.mark.parametrize(
	("start", "end", "text", "at"),
	[
		(MARCH_2, MARCH_9, "From 2026-03-02 to 2026-03-09.\nNon-paiement", datetime(2026, 3, 9, 10, 30)),
		(0, MARCH_9, "From ? to 2026-03-09.\nNon-paiement", datetime(2026, 3, 9, 10, 30)),
		(
			NEXT_YEAR,
			THE_YEAR_AFTER,
			"Later, from 2026-12-31 to 2027-12-31.\nNon-paiement",
			None,
		),
		(NEXT_YEAR, 0, "Later, from 2026-12-31 to ?.\nNon-paiement", None),
	],
)
def test_one_that_is_over_or_has_not_begun_is_a_line_in_the_timeline(start, end, text, at):
	assert becomes(date_start=start, date_end=end) == [Remark("Customer", "C-12", text, at)]


def test_one_that_has_ended_since_takes_its_flag_along():
	change, remark = becomes(holders=(5,), date_end=MARCH_9)
	assert change == Change("Customer", "C-12", suspensions.NO_FLAG)
	assert isinstance(remark, Remark)


def test_but_not_that_of_another_one():
	assert [type(one) for one in becomes(holders=(5, 6), date_end=MARCH_9)] == [Remark]


def test_an_unknown_account_is_refused():
	with pytest.raises(Rejected) as caught:
		becomes(account_id=13)
	assert caught.value.reason == Reason.UNKNOWN_ACCOUNT


def test_a_card_number_is_masked():
	[change] = becomes(note="carte 4242 4242 4242 4242")
	assert change.values["suspension_reason"] == "carte **** **** **** 4242"
