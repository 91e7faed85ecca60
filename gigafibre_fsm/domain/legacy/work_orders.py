"""`bon_travail` and its items: what technicians did, when, and what was billed for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from gigafibre_fsm.domain.legacy import clock, ids, text, times
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import Reason, Record, Rejected
from gigafibre_fsm.domain.legacy.references import staff

CENT = Decimal("0.01")
# Who left before they came, left after midnight, unless that makes a night longer than this.
LONGEST_NIGHT = timedelta(hours=12)
DESCRIPTION = 255


@dataclass(frozen=True, slots=True)
class Visit:
	"""`remarks` are what the fields can't say; they go into the note."""

	values: dict | None
	remarks: tuple[str, ...] = ()
	warnings: tuple[str, ...] = ()


NO_VISIT = Visit(None)


def becomes(row: dict, known: Known) -> list[Record]:
	customer = known.customer(row["account_id"])
	written_at = times.moment(row["date"], known.now)
	if not written_at:
		raise Rejected(Reason.NO_DATE, f"date {row['date']}")
	visits = [_visit(number, row, written_at.date(), known) for number in (1, 2)]
	values = {
		"legacy_bon_travail_id": ids.fits(row["id"]),
		"customer": customer["name"],
		"customer_name": customer["customer_name"],
		"work_date": written_at.date(),
		"visits": [visit.values for visit in visits if visit.values],
		"items": [_item(line, known) for line in row["details"]],
		"note": _note(row["note"], visits),
		"creation": written_at,
		**{amount: row[amount] or 0 for amount in ("subtotal", "tps", "tvq", "total")},
	}
	values["total_hours"] = round(sum(visit["hours"] for visit in values["visits"]), 2)
	return [Record("Service Work Order", values, sum((visit.warnings for visit in visits), ()))]


def _visit(number: int, row: dict, on: date, known: Known) -> Visit:
	came, left = (text.clean(row[f"heure_{what}_t{number}"]) for what in ("arrive", "depart"))
	employee, name = staff(row[f"tech{number}"], known)
	if not (name or came or left):
		return NO_VISIT
	arrived_at, left_at, is_readable = _stay(came, left, on)
	values = {
		"technician": employee["name"] if employee else None,
		"arrived_at": arrived_at,
		"left_at": left_at,
		"hours": _hours(arrived_at, left_at),
	}
	remarks = [] if employee or not name else [f"visit {number}: {name}"]
	if is_readable:
		return Visit(values, tuple(remarks))
	written = f"visit {number}: {came or '?'} – {left or '?'}"
	return Visit(values, (*remarks, written), (f"hours left empty: {written}",))


def _stay(came: str | None, left: str | None, on: date) -> tuple[datetime | None, datetime | None, bool]:
	"""Arrival, departure, and whether the two say all that was written."""
	arrived_at, left_at = _moment(came, on), _moment(left, on)
	is_readable = bool(arrived_at or not came) and bool(left_at or not left)
	if arrived_at and left_at and left_at < arrived_at:
		left_at += timedelta(days=1)
		if left_at - arrived_at > LONGEST_NIGHT:
			return arrived_at, None, False
	return arrived_at, left_at, is_readable


def _moment(written: str | None, on: date) -> datetime | None:
	passed = clock.minutes(written) if written else None
	return None if passed is None else datetime.combine(on, time.min) + timedelta(minutes=passed)


def _hours(arrived_at: datetime | None, left_at: datetime | None) -> float:
	if not (arrived_at and left_at):
		return 0.0
	return round((left_at - arrived_at).total_seconds() / 3600, 2)


def _note(written: str | None, visits: Iterable[Visit]) -> str | None:
	remarks = (remark for visit in visits for remark in visit.remarks)
	return "\n".join(filter(None, (text.plain(written), *remarks))) or None


def _item(line: dict, known: Known) -> dict:
	item = known.items.get(line["product_id"])
	quantity, price = line["qte"] or Decimal(), line["price"] or Decimal()
	return {
		"item": item["name"] if item else known.catch_all_item,
		"description": text.fits(text.plain(line["desc"]), DESCRIPTION, "desc"),
		"qty": quantity,
		"rate": price,
		"amount": (quantity * price).quantize(CENT, ROUND_HALF_UP),
	}
