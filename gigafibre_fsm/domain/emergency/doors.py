"""Civic number, suffix and unit: which door it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from gigafibre_fsm.domain.emergency import units
from gigafibre_fsm.domain.emergency.findings import Difference, Part, Verdict


@dataclass(frozen=True, slots=True)
class Door:
	civic: int | None = None
	suffix: str = ""
	unit: str = ""

	@property
	def behind_the_number(self) -> str:
		return self.suffix + self.unit


def compare(one: Sequence[Door], other: Sequence[Door]) -> list[Difference]:
	"""Each side's readings, the likeliest first: `123-125` is unit 123 of 125, or a building with two numbers."""
	found = list(_differences(one[0], other[0]))
	if one[0].civic != other[0].civic and _meet(one, other):
		return [_of_number(one[0], other[0], Verdict.UNSURE)]
	return found


def _meet(one: Sequence[Door], other: Sequence[Door]) -> bool:
	return any(here.civic and here == there for here, there in product(one, other))


def _differences(one: Door, other: Door) -> Iterator[Difference]:
	if one.civic != other.civic:
		both = one.civic and other.civic
		yield _of_number(one, other, Verdict.DIFFERENT if both else Verdict.UNSURE)
	if one.suffix != other.suffix and one.behind_the_number == other.behind_the_number:
		# `123A` and `123, app. A`
		yield Difference(Part.SUFFIX, Verdict.UNSURE, one.suffix, other.suffix)
		return
	if one.suffix != other.suffix:
		yield Difference(Part.SUFFIX, Verdict.DIFFERENT, one.suffix, other.suffix)
	verdict = units.compare(one.unit, other.unit)
	if verdict != Verdict.SAME:
		yield Difference(Part.UNIT, verdict, one.unit, other.unit)


def _of_number(one: Door, other: Door, verdict: Verdict) -> Difference:
	return Difference(Part.CIVIC_NUMBER, verdict, str(one.civic or ""), str(other.civic or ""))
