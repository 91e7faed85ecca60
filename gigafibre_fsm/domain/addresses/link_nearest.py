"""Where a part of a drop's address is missing, its coordinates may stand in: the nearest address within 60 metres, if
all that the drop does say agrees, and no other address is nearly as near."""

from collections.abc import Iterable

from gigafibre_fsm.domain.addresses.link_doors import Door
from gigafibre_fsm.domain.addresses.link_evidence import (
	BESIDE,
	THERE,
	VERY_ALIKE,
	Evidence,
	compare_postal,
)
from gigafibre_fsm.domain.addresses.link_names import Likeness
from gigafibre_fsm.domain.addresses.link_places import OTHER, Place
from gigafibre_fsm.domain.addresses.link_reading import Reading
from gigafibre_fsm.domain.addresses.link_search import Point, Searcher

# The next one is three times as far, and by more than the width of a lot.
TIMES, LOT = 3, 15
# Where neither number nor street is known.
ISOLATED = 100


def find(searcher: Searcher, reading: Reading, place: Place, postal: str, point: Point) -> list[Evidence]:
	"""What lies around and is not contradicted, one door per building, the nearest first."""
	if not point or (reading.number.civic and reading.street.words):
		return []
	found: dict[tuple[int, int], Evidence] = {}
	for row, metres in searcher.near_rows(point):
		key = (int(searcher.index.row_street[row]), int(searcher.index.row_civic[row]))
		if key not in found and (one := _evidence(searcher, reading, place, postal, row, metres)):
			found[key] = one
	return list(found.values())


def _evidence(
	searcher: Searcher, reading: Reading, place: Place, postal: str, row: int, metres: float
) -> Evidence | None:
	index = searcher.index
	street, civic = int(index.row_street[row]), int(index.row_civic[row])
	if reading.number.civic and reading.number.civic != civic:
		return None
	likeness = searcher.likeness(reading, street) if reading.street.words else Likeness(1.0)
	where = searcher.where(street, place)
	if likeness.against or likeness.value < VERY_ALIKE or (where.city_known and where.city == OTHER):
		return None
	doors = searcher.doors.at(index.rows_at(street, civic), reading.number)
	door: Door = next((door for door in doors if door.row == row), doors[0])
	postal_grade = compare_postal(postal, int(index.row_postal[row]))
	return Evidence(door, street, likeness, where, postal_grade, metres, False, False)


def clear(found: list[Evidence], reading: Reading) -> Evidence | None:
	if not found or found[0].door.against or found[0].metres > THERE:
		return None
	nearest, others = found[0].metres, [one.metres for one in found[1:]]
	bare = not reading.number.civic and not reading.street.words
	apart = max(nearest * TIMES, ISOLATED if bare else 0) + LOT
	return found[0] if min(others, default=BESIDE) >= min(apart, BESIDE) else None


def clearly_nearer(one: Evidence, others: Iterable[Evidence]) -> bool:
	"""Of addresses that fit equally, the one where the drop stands."""
	if one.metres is None or one.metres > BESIDE:
		return False
	return all(other.metres is not None and other.metres >= one.metres * TIMES + THERE for other in others)
