"""For a person who has to decide where the rules found nothing: the next numbers of the street, and what stands around."""

from collections.abc import Iterator

from gigafibre_fsm.domain.addresses.link_doors import Door
from gigafibre_fsm.domain.addresses.link_evidence import Evidence, compare_postal
from gigafibre_fsm.domain.addresses.link_names import Likeness
from gigafibre_fsm.domain.addresses.link_places import Place
from gigafibre_fsm.domain.addresses.link_reading import Reading
from gigafibre_fsm.domain.addresses.link_search import Point, Searcher
from gigafibre_fsm.domain.addresses.link_types import Reason, Verdict

STREETS = 3
# Of the street's numbers the nearest two on either side or so.
NUMBERS = 4
# Never as likely as an address with the drop's own number.
AT_MOST = 0.5


def neighbours(
	searcher: Searcher, reading: Reading, place: Place, postal: str, point: Point
) -> Iterator[Evidence]:
	for row in dict.fromkeys([*_on_the_street(searcher, reading, place), *_around(searcher, point)]):
		street = int(searcher.index.row_street[row])
		likeness = searcher.likeness(reading, street)
		has_number = int(searcher.index.row_civic[row]) == reading.number.civic
		yield Evidence(
			Door(row, unit=Verdict.NOT_GIVEN, against=None if has_number else Reason.NUMBER_UNKNOWN),
			street,
			Likeness(likeness.value * AT_MOST, likeness.against),
			searcher.where(street, place),
			compare_postal(postal, int(searcher.index.row_postal[row])),
			searcher.metres(row, point),
			False,
			False,
		)


def _on_the_street(searcher: Searcher, reading: Reading, place: Place) -> Iterator[int]:
	if not reading.number.civic or not place.given:
		return
	for street in searcher.streets_as_written(reading, place)[:STREETS]:
		rows = searcher.index.rows_of(street)
		civics = {int(searcher.index.row_civic[row]): row for row in reversed(rows)}
		yield from (
			civics[civic]
			for civic in sorted(civics, key=lambda civic: abs(civic - reading.number.civic))[:NUMBERS]
		)


def _around(searcher: Searcher, point: Point) -> Iterator[int]:
	"""One row per building."""
	seen: set[tuple[int, int]] = set()
	for row, _metres in searcher.near_rows(point) if point else ():
		key = (int(searcher.index.row_street[row]), int(searcher.index.row_civic[row]))
		if key not in seen:
			seen.add(key)
			yield row
