"""Links a drop of the old system to its address in the register, or says why it does not.

First what reads the same once both are normalised (Exact), then what is misspelled or incomplete, if it lies where the
drop is and nothing else fits (Fuzzy), then, where a part is missing, the nearest address (Nearest). A wrong link sends a
technician to another door; a missing one costs a person half a minute. So whatever contradicts, forbids.
`docs/linking.md` has the rules with examples.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gigafibre_fsm.domain.addresses import link_nearest
from gigafibre_fsm.domain.addresses.index import AddressIndex
from gigafibre_fsm.domain.addresses.link_evidence import Evidence
from gigafibre_fsm.domain.addresses.link_neighbours import neighbours
from gigafibre_fsm.domain.addresses.link_parts import candidate
from gigafibre_fsm.domain.addresses.link_places import OTHER, Place
from gigafibre_fsm.domain.addresses.link_reading import DropReading, Reading, read_drop, says_a_number
from gigafibre_fsm.domain.addresses.link_search import Point, Searcher
from gigafibre_fsm.domain.addresses.link_types import Drop, Link, Method, Reason

# So much better than the next, or clearly nearer.
MARGIN = 0.04
# A part of the address is missing: what is there may agree as it likes.
NEAREST_SCORE = 0.9
INCOMPLETE = (Reason.NEAREST, Reason.NO_NUMBER, Reason.NO_STREET)
ELSEWHERE_SHOWN = 5
QUEBEC = (44.0, 63.5, -80.5, -56.5)


@dataclass(frozen=True, slots=True)
class _Asked:
	"""A drop as the rules see it."""

	drop: Drop
	read: DropReading
	place: Place
	point: Point

	@property
	def first(self) -> Reading:
		return self.read.first

	@property
	def rest(self) -> tuple[Place, str, Point]:
		"""What is the same whatever the reading."""
		return self.place, self.read.postal, self.point


@dataclass(frozen=True, slots=True)
class _Answer:
	method: Method
	reason: Reason
	chosen: Evidence | None
	weighed: list[Evidence]

	@property
	def score(self) -> float:
		"""Of the link, or of the best that was not linked."""
		best = self.chosen or next(iter(self.weighed), None)
		score = best.score if best else 0.0
		return min(score, NEAREST_SCORE) if self.reason in INCOMPLETE else score


def link(index: AddressIndex, drop: Drop, candidates: int = 0) -> Link:
	"""`candidates`: how many of the addresses that were weighed, and of the drop's neighbours, a person wants to see."""
	return linker_of(index).link(drop, candidates)


def linker_of(index: AddressIndex) -> "Linker":
	"""What it learns of the index is kept with the index, and goes with it."""
	if not hasattr(index, "linker"):
		index.linker = Linker(index)
	return index.linker


class Linker:
	def __init__(self, index: AddressIndex):
		self.index = index
		self.search = Searcher(index)

	def link(self, drop: Drop, candidates: int = 0) -> Link:
		asked = _Asked(drop, read_drop(drop), self.search.places.read(drop.city), point_of(drop))
		answer = self._answer(asked)
		shown = answer.weighed
		if not answer.chosen and len(shown) < candidates:
			shown = _once([*shown, *neighbours(self.search, asked.first, *asked.rest)])
		address = self.index.address_id(answer.chosen.door.row) if answer.chosen else None
		shown = tuple(candidate(self.index, one) for one in shown[:candidates])
		return Link(address, answer.method, answer.score, answer.reason, shown)

	def _answer(self, asked: _Asked) -> _Answer:
		found = self._found(asked)
		chosen, reason = self._choose(asked, found)
		if chosen:
			return _Answer(Method.EXACT if chosen.exact else Method.FUZZY, reason, chosen, found)
		near = self._near(asked)
		if nearest := link_nearest.clear(near, asked.first):
			return _Answer(Method.NEAREST, Reason.NEAREST, nearest, near)
		return self._no_answer(asked, [*found, *near], reason)

	def _found(self, asked: _Asked) -> list[Evidence]:
		"""A later reading is tried where no earlier one leads to an address that may be it."""
		found: list[Evidence] = []
		for reading in asked.read:
			if reading.number.civic and reading.street.words:
				found += self.search.find(reading, *asked.rest)
			if any(one.exact and one.supported for one in found):
				break
		return sorted(_once(found), key=lambda one: -one.score)

	def _choose(self, asked: _Asked, found: list[Evidence]) -> tuple[Evidence | None, Reason | None]:
		fitting = [one for one in found if one.supported]
		if not fitting:
			return None, None
		exact = [one for one in fitting if one.exact]
		chosen = _single(exact or fitting)
		if not chosen:
			return None, Reason.SEVERAL
		if _needs_to_be_alone(chosen, asked.place) and self._exists_as_written(asked, chosen):
			return None, Reason.NUMBER_UNKNOWN
		return chosen, _why(chosen)

	def _exists_as_written(self, asked: _Asked, chosen: Evidence) -> bool:
		"""A street that the register spells as the drop does is not a misspelling of another."""
		others = [street for street in self._as_written(asked) if street != chosen.street]
		if asked.place.given:
			return bool(others)
		city = self.index.street_city[chosen.street]
		return any(self.index.street_city[street] == city for street in others)

	def _as_written(self, asked: _Asked) -> Iterator[int]:
		for reading in asked.read:
			yield from self.search.streets_as_written(reading, asked.place)

	def _near(self, asked: _Asked) -> list[Evidence]:
		"""A number that cannot be read is not a missing number."""
		if not asked.first.number.civic and says_a_number(asked.drop):
			return []
		return link_nearest.find(self.search, asked.first, *asked.rest)

	def _no_answer(self, asked: _Asked, found: list[Evidence], reason: Reason | None) -> _Answer:
		number, street = asked.first.number.civic, asked.first.street.words
		if not reason and not (number and street):
			reason = Reason.NO_STREET if number else Reason.NO_NUMBER
		if not reason and found:
			reason = _why_not(found)
		if not reason:
			found, reason = self._of_the_street(asked, found)
		return _Answer(Method.NONE, reason, None, found)

	def _of_the_street(self, asked: _Asked, found: list[Evidence]) -> tuple[list[Evidence], Reason]:
		if asked.place.given and next(self._as_written(asked), None) is not None:
			return found, Reason.NUMBER_UNKNOWN
		elsewhere = self._elsewhere(asked)
		if elsewhere:
			given = asked.place.given or asked.read.postal or asked.point
			return [*found, *elsewhere], Reason.ELSEWHERE if given else Reason.NO_PLACE
		return found, Reason.UNLIKE if found else Reason.STREET_UNKNOWN

	def _elsewhere(self, asked: _Asked) -> list[Evidence]:
		anywhere = Place(asked.place.grades, False, False)
		streets = self.search.streets_as_written(asked.first, anywhere)
		found = [
			one for street in streets for one in self.search.evidence_at(asked.first, street, *asked.rest)
		]
		found.sort(key=lambda one: (one.metres is None, one.metres or 0))
		return found[:ELSEWHERE_SHOWN]


def point_of(drop: Drop) -> Point:
	"""Nothing where the coordinates are missing, 0, or not in Québec."""
	try:
		latitude, longitude = float(drop.latitude or 0), float(drop.longitude or 0)
	except (TypeError, ValueError):
		return None
	south, north, west, east = QUEBEC
	return (latitude, longitude) if south < latitude < north and west < longitude < east else None


def _needs_to_be_alone(chosen: Evidence, place: Place) -> bool:
	if not chosen.likeness.same:
		return True
	return place.known and chosen.where.city == OTHER and not chosen.certain_place


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


def _why(chosen: Evidence) -> Reason:
	return Reason.SAME if chosen.exact else Reason.SPELLED_DIFFERENTLY


def _why_not(found: list[Evidence]) -> Reason | None:
	best = found[0]
	if best.likeness.same:
		if best.door.against:
			return best.door.against
		return Reason.FAR if best.metres is not None and best.where.city != OTHER else Reason.ELSEWHERE
	rivals = [one for one in found if not one.refused and one.score > best.score - MARGIN]
	return Reason.SEVERAL if len(rivals) > 1 else None
