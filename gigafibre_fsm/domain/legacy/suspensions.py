"""`account_suspension`: the customer who is suspended now has a flag; what is over is a line in the timeline."""

from datetime import datetime

from gigafibre_fsm.domain.legacy import text, times
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import Change, Remark

NO_FLAG = {"is_suspended": 0, "suspended_since": None, "suspended_until": None, "suspension_reason": None}
# Keys of `known.extra`: customer → the rows that gave them their flag, and how the sentences go.
HOLDERS, OVER, AHEAD = "holders", "over", "ahead"


def is_open(row: dict, now: datetime) -> bool:
	"""Begun and not over; without a date it is open."""
	start, end = times.moment(row["date_start"], now), times.moment(row["date_end"], now)
	return not (start and start > now) and not (end and end <= now)


def becomes(row: dict, known: Known) -> list[Change | Remark]:
	customer = known.customer(row["account_id"])
	start, end = times.moment(row["date_start"], known.now), times.moment(row["date_end"], known.now)
	note = text.plain(row["note"])
	if is_open(row, known.now):
		flag = {
			"is_suspended": 1,
			"suspended_since": start,
			"suspended_until": end,
			"suspension_reason": note,
		}
		return [Change("Customer", customer["name"], flag)]
	remark = _remark(customer, start, end, note, known)
	if known.extra[HOLDERS].get(customer["name"]) == {row["id"]}:
		return [Change("Customer", customer["name"], NO_FLAG), remark]
	return [remark]


def _remark(
	customer: dict, start: datetime | None, end: datetime | None, note: str | None, known: Known
) -> Remark:
	is_ahead = bool(start and start > known.now)
	sentence = known.extra[AHEAD if is_ahead else OVER].format(_day(start), _day(end))
	text = f"{sentence}\n{note}" if note else sentence
	return Remark("Customer", customer["name"], text, None if is_ahead else end)


def _day(moment: datetime | None) -> str:
	return f"{moment:%Y-%m-%d}" if moment else "?"
