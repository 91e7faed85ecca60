"""Finds the addresses that a drop may be at: those with its civic number in its city, its postal code, or around it."""

from collections.abc import Iterable

from gigafibre_fsm.domain.addresses.index import AddressIndex
from gigafibre_fsm.domain.addresses.link_doors import Doors
from gigafibre_fsm.domain.addresses.link_evidence import (
	BESIDE,
	Evidence,
	Where,
	compare_postal,
)
from gigafibre_fsm.domain.addresses.link_names import Likeness, accents_differ, compare
from gigafibre_fsm.domain.addresses.link_places import Place, Places
from gigafibre_fsm.domain.addresses.link_reading import Reading
from gigafibre_fsm.domain.addresses.memo import Memo
from gigafibre_fsm.domain.addresses.street_name import Name

# Less alike than this, a street is not even shown to a person.
SHOWN = 0.45
Point = tuple[float, float] | None


class Searcher:
	def __init__(self, index: AddressIndex):
		self.index = index
		self.places = Places(index)
		self.doors = Doors(index)
		self._likeness = Memo(self._compare)

	def find(self, reading: Reading, place: Place, postal: str, point: Point) -> list[Evidence]:
		found: list[Evidence] = []
		for street in self._streets(reading.number.civic, place, postal, point):
			found += self.evidence_at(reading, street, place, postal, point)
		return found

	def evidence_at(
		self, reading: Reading, street: int, place: Place, postal: str, point: Point
	) -> Iterable[Evidence]:
		likeness = self.likeness(reading, street)
		if likeness.value < SHOWN:
			return
		rows = self.index.rows_at(street, reading.number.civic)
		where = self.where(street, place)
		for door in self.doors.at(rows, reading.number):
			yield Evidence(
				door,
				street,
				likeness,
				where,
				compare_postal(postal, int(self.index.row_postal[door.row])),
				self.metres(door.row, point),
				reading.number.doubtful,
				reading.loose,
			)

	def where(self, street: int, place: Place) -> Where:
		return Where(int(place.grades[self.index.street_city[street]]), place.given, place.known)

	def metres(self, row: int, point: Point) -> float | None:
		if not point or not self.index.row_latitude[row]:
			return None
		return self.index.metres_to(row, *point)

	def _streets(self, civic: int, place: Place, postal: str, point: Point) -> list[int]:
		streets = self.index.streets_with(civic)
		found = set(streets[place.grades[self.index.street_city[streets]] > 0].tolist())
		if postal:
			found.update(self.index.row_street[self.index.rows_in_postal(postal, civic)].tolist())
		if point:
			around = self.index.rows_around(*point)
			same = around[self.index.row_civic[around] == civic]
			found.update(self.index.row_street[same].tolist())
		return sorted(found)

	def likeness(self, reading: Reading, street: int) -> Likeness:
		found = self._likeness[reading.street, int(self.index.street_name[street])]
		if reading.accents and not found.against and found.value > SHOWN:
			if accents_differ(reading.accents, self.index.street_texts[street]):
				return Likeness(found.value, "accent")
		return found

	def _compare(self, names: tuple[Name, int]) -> Likeness:
		written, number = names
		return compare(written, self.index.name_numbered(number))

	def streets_as_written(self, reading: Reading, place: Place) -> list[int]:
		"""Streets of the drop's city by just this name, whatever their numbers."""
		if not reading.street.words:
			return []
		streets = self.index.streets_by_key(reading.street.key)
		return [street for street in streets if self._is_written(reading, street, place)]

	def _is_written(self, reading: Reading, street: int, place: Place) -> bool:
		if place.given and not place.grades[self.index.street_city[street]]:
			return False
		return self.likeness(reading, street).same

	def near_rows(self, point: Point) -> list[tuple[int, float]]:
		return self.index.rows_near(*point, BESIDE)
