"""Of the rows that a street has at a civic number: which one a drop's suffix and unit mean."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gigafibre_fsm.domain.addresses.index import AddressIndex
from gigafibre_fsm.domain.addresses.link_reading import Number, clean_suffix, clean_unit
from gigafibre_fsm.domain.addresses.link_types import Reason, Verdict

SHOWN = 4


@dataclass(frozen=True, slots=True)
class Door:
	row: int
	suffix: Verdict = Verdict.SAME
	unit: Verdict = Verdict.SAME
	against: Reason | None = None

	@property
	def same(self) -> bool:
		return self.suffix == self.unit == Verdict.SAME


class Doors:
	def __init__(self, index: AddressIndex):
		self.index = index
		self.suffixes = [clean_suffix(index.suffix_texts[code]) for code in range(len(index.suffix_texts))]
		self.units = [clean_unit(index.unit_texts[code]) for code in range(len(index.unit_texts))]

	def at(self, rows: Sequence[int], number: Number) -> list[Door]:
		found = list(self._at(rows, number))
		if found and found[0].against and (turned := _turned(number)):
			swapped = [door for door in self._at(rows, turned) if not door.against and door.same]
			return [replace(door, suffix=Verdict.SIMILAR, unit=Verdict.SIMILAR) for door in swapped] or found
		return found

	def _at(self, rows: Sequence[int], number: Number) -> Iterator[Door]:
		fitting = [row for row in rows if self.suffixes[self.index.row_suffix[row]] == number.suffix]
		if fitting:
			yield from self._units(fitting, number)
			return
		verdict = Verdict.DIFFERENT if number.suffix else Verdict.NOT_GIVEN
		for row in rows[:SHOWN]:
			yield Door(row, verdict, self._unit_verdict(row, number), Reason.SUFFIX_DIFFERS)

	def _unit_verdict(self, row: int, number: Number) -> Verdict:
		return Verdict.SAME if self._unit(row) == number.unit else Verdict.DIFFERENT

	def _unit(self, row: int) -> str:
		return self.units[self.index.row_unit[row]]

	def _units(self, rows: list[int], number: Number) -> Iterator[Door]:
		same = [row for row in rows if self._unit(row) == number.unit]
		if same:
			yield from (Door(row) for row in same)
		elif number.unit:
			yield from self._without_that_unit(rows)
		elif len(rows) == 1:
			yield Door(rows[0], unit=Verdict.SIMILAR)
		else:
			yield from (Door(row, unit=Verdict.NOT_GIVEN, against=Reason.WHICH_UNIT) for row in rows[:SHOWN])

	def _without_that_unit(self, rows: list[int]) -> Iterator[Door]:
		"""A building that the register does not divide is the address of all of its units."""
		whole = [row for row in rows if not self._unit(row)]
		if len(whole) == len(rows):
			yield from (Door(row, unit=Verdict.SIMILAR) for row in whole)
		else:
			yield from (
				Door(row, unit=Verdict.DIFFERENT, against=Reason.UNIT_UNKNOWN)
				for row in (whole or rows)[:SHOWN]
			)


def _turned(number: Number) -> Number | None:
	"""A lone letter is a suffix to some, a unit to others."""
	if number.suffix.isalpha() and not number.unit:
		return replace(number, suffix="", unit=number.suffix)
	if number.unit.isalpha() and not number.suffix:
		return replace(number, suffix=number.unit, unit="")
	return None
