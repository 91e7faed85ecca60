"""Links a drop of the old system to its address in the register, or says why it does not.

First what reads the same once both are normalised (Exact), then what is misspelled or incomplete, if it lies where the
drop is and nothing else fits (Fuzzy), then, where a part is missing, the nearest address (Nearest). A wrong link sends a
technician to another door; a missing one costs a person half a minute. So whatever contradicts, forbids.
`docs/linking.md` has the rules with examples.
"""

from collections.abc import Iterable
from weakref import WeakKeyDictionary

from gigafibre_fsm.domain.addresses import link_nearest
from gigafibre_fsm.domain.addresses.index import AddressIndex
from gigafibre_fsm.domain.addresses.link_evidence import Evidence
from gigafibre_fsm.domain.addresses.link_neighbours import neighbours
from gigafibre_fsm.domain.addresses.link_parts import candidate
from gigafibre_fsm.domain.addresses.link_places import OTHER, Place
from gigafibre_fsm.domain.addresses.link_reading import DropReading, Reading, read_drop, says_a_number
from gigafibre_fsm.domain.addresses.link_search import Point, Searcher
from gigafibre_fsm.domain.addresses.link_types import Drop, Link, Method, Reason

CANDIDATES = 8
# So much better than the next, or clearly nearer.
MARGIN = 0.04
NEAREST_SCORE = 0.9
ELSEWHERE_SHOWN = 5
QUEBEC = (44.0, 63.5, -80.5, -56.5)

_linkers: "WeakKeyDictionary[AddressIndex, Linker]" = WeakKeyDictionary()


def link(index: AddressIndex, drop: Drop) -> Link:
	return linker_of(index).link(drop)


def linker_of(index: AddressIndex) -> "Linker":
	"""What it learns of the index is kept as long as the index is."""
	if index not in _linkers:
		_linkers[index] = Linker(index)
	return _linkers[index]


class Linker:
	def __init__(self, index: AddressIndex):
		self.index = index
		self.search = Searcher(index)

	def link(self, drop: Drop, candidates: int = CANDIDATES) -> Link:
		"""`candidates`: how many of the weighed addresses to return."""
		read = read_drop(drop)
		place = self.search.places.read(drop.city)
		point = point_of(drop)
		found = self._found(read, place, point)
		chosen, reason = self._choose(found, read, place)
		if not chosen and (near := self._near(drop, read, place, point)):
			if nearest := link_nearest.clear(near, read.first):
				score = min(nearest.score, NEAREST_SCORE)
				return self._link(drop, nearest, Method.NEAREST, score, Reason.NEAREST, near[:candidates])
			found = [*found, *near]
		if chosen:
			method = Method.EXACT if chosen.exact else Method.FUZZY
			return self._link(drop, chosen, method, chosen.score, reason, found[:candidates])
		found, reason = self._why_none(read, place, point, found, reason)
		score = found[0].score if found else 0.0
		if len(found) < candidates:
			found = _once([*found, *neighbours(self.search, read.first, place, read.postal, point)])
		return self._link(drop, None, Method.NONE, score, reason, found[:candidates])

	def _near(self, drop: Drop, read: DropReading, place: Place, point: Point) -> list[Evidence]:
		"""A number that cannot be read is not a missing number."""
		if not read.first.number.civic and says_a_number(drop):
			return []
		return link_nearest.find(self.search, read.first, place, read.postal, point)

	def _found(self, read: DropReading, place: Place, point: Point) -> list[Evidence]:
		"""A later reading is tried where no earlier one leads to an address that may be it."""
		found: list[Evidence] = []
		for reading in read:
			if reading.number.civic and reading.street.words:
				found += self.search.find(reading, place, read.postal, point)
			if any(one.exact and one.supported for one in found):
				break
		return sorted(_once(found), key=lambda one: -one.score)

	def _choose(
		self, found: list[Evidence], read: DropReading, place: Place
	) -> tuple[Evidence | None, Reason | None]:
		fitting = [one for one in found if one.supported]
		if not fitting:
			return None, None
		exact = [one for one in fitting if one.exact]
		chosen = _single(exact or fitting)
		if not chosen:
			return None, Reason.SEVERAL
		if self._needs_to_be_alone(chosen, place) and self._exists_as_written(chosen, read, place):
			return None, Reason.NUMBER_UNKNOWN
		return chosen, Reason.SAME if exact else Reason.SPELLED_DIFFERENTLY

	def _needs_to_be_alone(self, chosen: Evidence, place: Place) -> bool:
		if not chosen.likeness.same:
			return True
		return place.known and chosen.where.city == OTHER and not chosen.certain_place

	def _exists_as_written(self, chosen: Evidence, read: DropReading, place: Place) -> bool:
		"""A street that the register spells as the drop does is not a misspelling of another."""
		streets = (street for reading in read for street in self.search.streets_as_written(reading, place))
		if place.given:
			return any(street != chosen.street for street in streets)
		city = self.index.street_city[chosen.street]
		return any(street != chosen.street and self.index.street_city[street] == city for street in streets)

	def _why_none(
		self, read: DropReading, place: Place, point: Point, found: list[Evidence], reason: Reason | None
	) -> tuple[list[Evidence], Reason]:
		first = read.first
		if not reason and not (first.number.civic and first.street.words):
			reason = Reason.NO_STREET if first.number.civic else Reason.NO_NUMBER
		if not reason and found and found[0].likeness.same:
			reason = _why_not(found[0])
		return (found, reason) if reason else self._of_the_street(read, place, point, found)

	def _of_the_street(
		self, read: DropReading, place: Place, point: Point, found: list[Evidence]
	) -> tuple[list[Evidence], Reason]:
		if any(self.search.streets_as_written(reading, place) for reading in read):
			return found, Reason.NUMBER_UNKNOWN
		elsewhere = self._elsewhere(read.first, place, read.postal, point)
		if elsewhere:
			return [*found, *elsewhere], Reason.ELSEWHERE
		return found, Reason.UNLIKE if found else Reason.STREET_UNKNOWN

	def _elsewhere(self, reading: Reading, place: Place, postal: str, point: Point) -> list[Evidence]:
		anywhere = Place(place.grades, False, False)
		streets = self.search.streets_as_written(reading, anywhere)
		found = [
			one
			for street in streets
			for one in self.search.evidence_at(reading, street, place, postal, point)
		]
		found.sort(key=lambda one: (one.metres is None, one.metres or 0))
		return found[:ELSEWHERE_SHOWN]

	def _link(
		self,
		drop: Drop,
		chosen: Evidence | None,
		method: Method,
		score: float,
		reason: Reason,
		shown: list[Evidence],
	) -> Link:
		address = self.index.address_id(chosen.door.row) if chosen else None
		return Link(address, method, score, reason, tuple(candidate(self.index, drop, one) for one in shown))


def point_of(drop: Drop) -> Point:
	"""Nothing where the coordinates are missing, 0, or not in Québec."""
	try:
		latitude, longitude = float(drop.latitude or 0), float(drop.longitude or 0)
	except (TypeError, ValueError):
		return None
	south, north, west, east = QUEBEC
	return (latitude, longitude) if south < latitude < north and west < longitude < east else None


def _once(found: Iterable[Evidence]) -> list[Evidence]:
	"""The best of the readings that lead to one row."""
	best: dict[int, Evidence] = {}
	for one in found:
		other = best.get(one.door.row)
		if other is None or (one.supported, one.score) > (other.supported, other.score):
			best[one.door.row] = one
	return list(best.values())


def _single(fitting: list[Evidence]) -> Evidence | None:
	"""The one that stands out by what is written, or by where the drop stands."""
	best = fitting[0]
	rivals = [one for one in fitting[1:] if one.score > best.score - MARGIN]
	if not rivals:
		return best
	nearest = min((best, *rivals), key=lambda one: float("inf") if one.metres is None else one.metres)
	others = [one for one in (best, *rivals) if one is not nearest]
	return nearest if link_nearest.clearly_nearer(nearest, others) else None


def _why_not(best: Evidence) -> Reason:
	if best.door.against:
		return best.door.against
	return Reason.FAR if best.far or (best.metres and best.where.city) else Reason.ELSEWHERE
