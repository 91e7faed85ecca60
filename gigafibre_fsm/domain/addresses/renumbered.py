"""Addresses that records point to keep their names, whatever the next register calls the same place.

A place is its street, civic number, suffix and unit. Which of the new identifiers is the old place is decided once the
whole file has been seen: an identifier that the file still holds is its own, and is nobody else's.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

Place = tuple[str, int, str, str]


@dataclass(frozen=True)
class Kept:
	"""An address of ours. `register_id` is what the last register called it, where that is not its name."""

	name: str
	place: Place
	postal_code: str = ""
	latitude: float = 0.0
	longitude: float = 0.0
	register_id: str = ""


@dataclass(frozen=True)
class Found:
	"""A row of the file at the place of an address that is kept."""

	address_id: str
	place: Place
	postal_code: str
	latitude: float
	longitude: float


@dataclass
class Names:
	# Identifier in the file → the name that its place has here.
	renamed: dict[str, str] = field(default_factory=dict)
	missing: list[Kept] = field(default_factory=list)


class Watch:
	"""Looks at the rows as they go by and notes those that matter."""

	def __init__(self, kept: Iterable[Kept]):
		self.kept = sorted(kept, key=lambda one: one.name)
		self._identifiers = {
			word.lower() for one in self.kept for word in (one.name, one.register_id) if word
		}
		self._places = {_folded(one.place) for one in self.kept}
		self.streets = {one.place[0] for one in self.kept}
		self.present: dict[str, str] = {}
		self.found: dict[Place, list[Found]] = {}

	def identifier(self, address_id: str) -> None:
		if address_id.lower() in self._identifiers:
			self.present[address_id.lower()] = address_id

	def place(
		self, place: Place, address_id: str, postal_code: str, latitude: float, longitude: float
	) -> None:
		"""Of a row on one of `streets`."""
		folded = _folded(place)
		if folded in self._places:
			row = Found(address_id, folded, postal_code, latitude, longitude)
			self.found.setdefault(folded, []).append(row)

	def names(self, known: Iterable[str]) -> Names:
		"""`known`: which of the identifiers in `found` are names here already; such a one is an address of its own."""
		taken = {one.name.lower() for one in self.kept} | {name.lower() for name in known}
		names = Names()
		gone = [one for one in self.kept if one.name.lower() not in self.present]
		# Those whose new identifier is known come first: nobody may take it from them.
		for one in sorted(gone, key=lambda one: not self._called(one)):
			address_id = self._called(one) or self._at_its_place(one, taken)
			if address_id and address_id not in names.renamed:
				names.renamed[address_id] = one.name
				taken.add(address_id.lower())
			else:
				names.missing.append(one)
		return names

	def _called(self, one: Kept) -> str | None:
		return self.present.get(one.register_id.lower()) if one.register_id else None

	def _at_its_place(self, one: Kept, taken: set[str]) -> str | None:
		free = [row for row in self.found.get(_folded(one.place), ()) if row.address_id.lower() not in taken]
		best = min(free, key=lambda row: _strangeness(one, row), default=None)
		return best.address_id if best else None


def _strangeness(one: Kept, row: Found) -> tuple:
	distance = abs(one.latitude - row.latitude) + abs(one.longitude - row.longitude)
	return (one.postal_code != row.postal_code, distance, row.address_id)


def _folded(place: Place) -> Place:
	street, civic, suffix, unit = place
	return street, civic, suffix.upper(), unit.upper()
