"""Operations that a technician's device tells later: docs/field.md."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigafibre_fsm.domain.field_operations import MOST, OLDEST, TooOld, id_of, job_time, read, read_args
from gigafibre_fsm.domain.orders.reading import Malformed, Problem, Reader

HERE = ZoneInfo("America/Toronto")
NOW = datetime(2026, 11, 21, 12, 0)
SCAN = {
	"id": "phone-7:12",
	"at": "2026-11-21T08:30:15-05:00",
	"method": "scan",
	"args": {"job": "JOB-000012", "code": "TPLG-0EB23F9B"},
}


def changed(**changes) -> dict:
	return {**SCAN, **changes}


def test_an_operation_is_read():
	found = read(SCAN, HERE)
	assert (found.id, found.method, found.job) == ("phone-7:12", "scan", "JOB-000012")
	assert found.at == datetime(2026, 11, 21, 8, 30, 15)
	assert found.details == {"code": "TPLG-0EB23F9B", "equipment_type": None}
	assert found.args == {"job": "JOB-000012", "code": "TPLG-0EB23F9B"}


@pytest.mark.parametrize(
	("told", "here"),
	[
		("2026-11-21T08:30:15", "08:30:15"),
		("2026-11-21 08:30", "08:30:00"),
		("2026-11-21T13:30:15.987Z", "08:30:15"),
		("2026-11-21T05:30:15-08:00", "08:30:15"),
		("2026-07-21T12:30:15Z", "08:30:15"),  # in summer the site is an hour further
	],
)
def test_the_clock_of_the_device_is_read_in_any_zone(told: str, here: str):
	assert str(read(changed(at=told), HERE).at.time()) == here


@pytest.mark.parametrize(
	("value", "field", "problem"),
	[
		("start", "operations[3]", Problem.NOT_AN_OBJECT),
		(None, "operations[3]", Problem.NOT_AN_OBJECT),
		(changed(id=""), "operations[3].id", Problem.MISSING),
		(changed(id="a b"), "operations[3].id", Problem.BAD_CHARACTERS),
		(changed(id="<b>"), "operations[3].id", Problem.BAD_CHARACTERS),
		(changed(id="x" * 141), "operations[3].id", Problem.TOO_LONG),
		(changed(at=None), "operations[3].at", Problem.MISSING),
		(changed(at="yesterday"), "operations[3].at", Problem.NOT_A_TIME),
		(changed(at="2026-11-21"), "operations[3].at", Problem.NOT_A_TIME),
		(changed(at=1_795_267_815), "operations[3].at", Problem.NOT_A_TIME),
		(changed(at="2026-02-30T08:00:00"), "operations[3].at", Problem.NOT_A_TIME),
		(changed(at="0001-01-01T00:00:00+14:00"), "operations[3].at", Problem.NOT_A_TIME),
		(changed(method="replay"), "operations[3].method", Problem.BAD_CHOICE),
		(changed(method="my_jobs"), "operations[3].method", Problem.BAD_CHOICE),
		(changed(args=None), "operations[3].args", Problem.MISSING),
		(changed(args=["JOB-000012"]), "operations[3].args", Problem.NOT_AN_OBJECT),
		(changed(args={"code": "1"}), "operations[3].args.job", Problem.MISSING),
		(changed(args={"job": "JOB-000012"}), "operations[3].args.code", Problem.MISSING),
		(changed(args={"job": "J", "code": "1", "user": "x"}), "operations[3].args.user", Problem.UNKNOWN),
		(changed(args={"job": "J", "code": {}}), "operations[3].args.code", Problem.NOT_A_TEXT),
		(changed(priority=1), "operations[3].priority", Problem.UNKNOWN),
		(
			changed(method="complete", args={"job": "J", "left_at": "noon"}),
			"operations[3].args.left_at",
			Problem.NOT_A_TIME,
		),
	],
)
def test_the_first_field_that_cannot_be_taken_is_named(value, field: str, problem: Problem):
	with pytest.raises(Malformed) as refused:
		read(value, HERE, "operations[3]")
	assert (refused.value.field, refused.value.problem) == (field, problem)


def test_a_completion_carries_its_times():
	args = {"job": "JOB-1", "note": "Fini.\r\nChien.", "left_at": "2026-11-21T15:00:00Z", "arrived_at": ""}
	job, details = read_args("complete", Reader(args), HERE)
	assert job == "JOB-1"
	assert details == {
		"note": "Fini.\nChien.",
		"arrived_at": None,
		"left_at": datetime(2026, 11, 21, 10, 0),
		"missing_reason": None,
	}


def test_the_same_operation_has_the_same_digest_however_it_is_spelled():
	first = read(SCAN, HERE)
	spelled = changed(at="2026-11-21T13:30:15Z", args={"code": " TPLG-0EB23F9B ", "job": "JOB-000012"})
	assert read(spelled, HERE).digest == first.digest


@pytest.mark.parametrize(
	"other",
	[
		changed(at="2026-11-21T08:30:16-05:00"),
		changed(args={**SCAN["args"], "code": "TPLG-0EB23F9C"}),
		changed(args={**SCAN["args"], "equipment_type": "ONT"}),
		changed(method="start", args={"job": "JOB-000012"}),
	],
)
def test_another_operation_has_another(other: dict):
	assert read(other, HERE).digest != read(SCAN, HERE).digest


@pytest.mark.parametrize("value", [None, 7, "", " ", "a b", "x" * 141, "é", "a>b", "a\nb", {}])
def test_what_can_be_no_id(value):
	assert id_of(value) is None


@given(st.timedeltas(timedelta(0), OLDEST))
def test_work_has_the_time_that_the_device_says(ago: timedelta):
	assert job_time(NOW - ago, NOW) == NOW - ago


@given(st.timedeltas(timedelta(0), timedelta(days=4000)))
def test_a_clock_that_runs_ahead_gives_way_to_the_servers(ahead: timedelta):
	assert job_time(NOW + ahead, NOW) == NOW


def test_a_time_long_ago_is_no_time_of_work():
	with pytest.raises(TooOld):
		job_time(NOW - OLDEST - timedelta(seconds=1), NOW)


def test_a_days_work_fits_into_one_list():
	assert MOST >= 100
