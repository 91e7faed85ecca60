"""From a typed text to addresses, the likeliest first.

Two levels: the civic number says which streets can be meant, their names are held against the words (`compare.py`), then
the rows of the best streets against unit, suffix and postal code. Where the texts come from is the source's affair: the
index, or a database where there is no index yet.
"""

import math
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Protocol

from gigafibre_fsm.domain.addresses.compare import Comparison
from gigafibre_fsm.domain.addresses.prices import Prices
from gigafibre_fsm.domain.addresses.query import Reading, read_query
from gigafibre_fsm.domain.addresses.record import Address
from gigafibre_fsm.domain.addresses.street_name import Name
from gigafibre_fsm.domain.addresses.text import natural

SHORTLIST = 32
# A reading this good needs no other reading beside it.
CERTAIN = 0.5
# What costs this much more than the best is not shown.
SPREAD = 1.4
# Streets are offered where no address is this good.
DOUBTFUL = 0.8
TIE = 1e-6
# Of a building's other units, so many are looked at when no unit was typed.
UNITS_SHOWN = 12


class Source(Protocol):
	"""`AddressIndex` is one (see `index_source.py`). Streets and rows are whatever identifies them there."""

	def shortlist(self, comparison: Comparison, civic: int | None, limit: int) -> Sequence[Any]: ...
	def name(self, street: Any) -> Name: ...
	def places_of(self, street: Any) -> Collection[Name]: ...
	def street(self, street: Any) -> tuple[str, str]: ...
	def rows_at(self, street: Any, civic: int) -> Sequence[Any]: ...
	def rows_in_postal(self, code: str, civic: int) -> Iterable[Any]: ...
	def streets_in_postal(self, code: str) -> Iterable[Any]: ...
	def street_of(self, row: Any) -> Any: ...
	def suffix(self, row: Any) -> str: ...
	def unit(self, row: Any) -> str: ...
	def postal(self, row: Any) -> str | None: ...
	def address_id(self, row: Any) -> str: ...
	def address(self, row: Any) -> Address: ...


@dataclass(frozen=True, slots=True)
class Hit:
	address: Address
	cost: float

	@property
	def score(self) -> float:
		"""1 is beyond doubt, 0 is nothing in common."""
		return round(math.exp(-self.cost), 4)


@dataclass(slots=True)
class _Found:
	cost: float
	street: Any
	row: Any = None
	served: bool = False


HasDrop = Callable[[list[str]], Collection[str]]


def search(source: Source, text: str, limit: int = 8, has_drop: HasDrop | None = None) -> list[Hit]:
	found = _best(_all_readings(source, text), limit, source, has_drop)
	return [Hit(_address(source, one), one.cost) for one in found]


def _all_readings(source: Source, text: str) -> list[_Found]:
	found: list[_Found] = []
	for reading in read_query(text):
		comparison = Comparison(reading)
		found += _read(source, comparison)
		if not _in_doubt(source, comparison, found, CERTAIN):
			break
	return found


def _read(source: Source, comparison: Comparison) -> list[_Found]:
	reading = comparison.reading
	if reading.civic is None:
		return _streets(source, comparison, reading.penalty)
	if not comparison.named and not comparison.begins:
		return _by_postal(source, reading)
	found = _addresses(source, comparison)
	if _in_doubt(source, comparison, found, DOUBTFUL):
		found += _streets(source, comparison, reading.penalty + Prices.STREET_ALONE)
	return found


def _in_doubt(source: Source, comparison: Comparison, found: list[_Found], limit: float) -> bool:
	best = min(found, key=lambda one: one.cost, default=None)
	if best is None:
		return True
	if best.cost <= limit:
		return False
	if best.row is None or not comparison.named:
		return True
	return not comparison.explains(source.name(best.street), source.places_of(best.street))


def _by_postal(source: Source, reading: Reading) -> list[_Found]:
	if not reading.postal:
		return []
	rows = source.rows_in_postal(reading.postal, reading.civic)
	return [_Found(_row_cost(source, reading, row), source.street_of(row), row) for row in rows]


def _addresses(source: Source, comparison: Comparison) -> list[_Found]:
	reading = comparison.reading
	priced = _price_streets(source, comparison, source.shortlist(comparison, reading.civic, SHORTLIST))
	found: list[_Found] = []
	for cost, street in priced:
		found += [
			_Found(cost + reading.penalty + _row_cost(source, reading, row), street, row)
			for row in _rows(source, reading, street)
		]
	return found


def _price_streets(source: Source, comparison: Comparison, streets: Iterable[Any]) -> list[tuple[float, Any]]:
	"""The cheapest first; one that cannot come near the best is not looked at to the end."""
	priced, best = [], math.inf
	streets = list(streets)
	comparison.prepare({word for street in streets for word in _words(source, street)})
	for street in streets:
		cost = _street_cost(source, comparison, street, best + SPREAD)
		best = min(best, cost)
		if cost < math.inf:
			priced.append((cost, street))
	return sorted((pair for pair in priced if pair[0] <= best + SPREAD), key=lambda pair: pair[0])


def _words(source: Source, street: Any) -> Iterable[str]:
	yield from source.name(street).words
	for place in source.places_of(street):
		yield from place.words


def _street_cost(source: Source, comparison: Comparison, street: Any, ceiling: float) -> float:
	cost = comparison.cost(source.name(street), source.places_of(street), ceiling)
	if comparison.reading.accented:
		cost += comparison.accents(source.street(street))
	return cost


def _rows(source: Source, reading: Reading, street: Any) -> Sequence[Any]:
	rows = source.rows_at(street, reading.civic)
	if reading.unit or reading.suffix or reading.maybe_suffix or reading.postal:
		return rows
	return rows[:UNITS_SHOWN]


def _streets(source: Source, comparison: Comparison, penalty: float) -> list[_Found]:
	reading = comparison.reading
	if not comparison.named and not comparison.begins:
		return [_Found(penalty, street) for street in _postal_streets(source, reading)]
	within = set(_postal_streets(source, reading))
	streets = dict.fromkeys([*source.shortlist(comparison, None, SHORTLIST), *within])
	return [
		_Found(penalty + cost + (Prices.OTHER_POSTAL if within and street not in within else 0.0), street)
		for cost, street in _price_streets(source, comparison, streets)
	]


def _postal_streets(source: Source, reading: Reading) -> list[Any]:
	return list(source.streets_in_postal(reading.postal)) if reading.postal else []


def _row_cost(source: Source, reading: Reading, row: Any) -> float:
	return (
		_suffix_cost(reading, source.suffix(row).upper())
		+ _unit_cost(reading, source.unit(row).upper())
		+ _postal_cost(reading, source.postal(row))
	)


def _suffix_cost(reading: Reading, suffix: str) -> float:
	if reading.suffix:
		if suffix == reading.suffix:
			return 0.0
		return Prices.OTHER_SUFFIX if suffix else Prices.NO_SUCH_SUFFIX
	if reading.maybe_suffix and suffix == reading.maybe_suffix:
		return Prices.SUFFIX_AFTER_ALL
	return Prices.SUFFIX_NOT_TYPED if suffix else 0.0


def _unit_cost(reading: Reading, unit: str) -> float:
	if not reading.unit:
		return Prices.UNIT_NOT_TYPED if unit else 0.0
	if unit == reading.unit or (unit and unit.lstrip("0") == reading.unit.lstrip("0")):
		return 0.0
	return Prices.OTHER_UNIT if unit else Prices.NO_SUCH_UNIT


def _postal_cost(reading: Reading, postal: str | None) -> float:
	code = (postal or "").replace(" ", "")
	if reading.postal_begins:
		return 0.0 if code.startswith(reading.postal_begins) else Prices.NEAR_POSTAL
	if not reading.postal or code == reading.postal:
		return 0.0
	if not code:
		return Prices.NEAR_POSTAL
	if sum(one != other for one, other in zip(code, reading.postal, strict=False)) == 1:
		return Prices.ONE_LETTER_OFF
	return Prices.NEAR_POSTAL if code[:3] == reading.postal[:3] else Prices.OTHER_POSTAL


def _best(found: list[_Found], limit: int, source: Source, has_drop: HasDrop | None) -> list[_Found]:
	"""Cheapest first; of equals those with a drop; each address and each street once."""
	found.sort(key=lambda one: one.cost)
	if not found:
		return []
	highest = found[0].cost + SPREAD
	found = _once([one for one in found if one.cost <= highest])
	if has_drop:
		_mark_served(found[: _with_equals(found, limit)], source, has_drop)
	found = found[: _with_equals(found, limit)]
	return sorted(found, key=lambda one: (round(one.cost, 6), not one.served, _in_words(source, one)))[:limit]


def _once(found: list[_Found]) -> list[_Found]:
	seen: set[tuple] = set()
	kept = []
	for one in found:
		key = (one.row is None, one.street if one.row is None else one.row)
		if key not in seen:
			seen.add(key)
			kept.append(one)
	return kept


def _with_equals(found: list[_Found], limit: int) -> int:
	"""How many, when the ones equal to the last shown are counted too."""
	if len(found) <= limit:
		return len(found)
	last = found[limit - 1].cost + TIE
	return next((place for place, one in enumerate(found) if one.cost > last), len(found))


def _mark_served(found: list[_Found], source: Source, has_drop: HasDrop) -> None:
	"""Asks only where the answer can change an order."""
	asked = []
	for _, group in groupby(found, key=lambda one: round(one.cost, 6)):
		equals = [one for one in group if one.row is not None]
		asked += equals if len(equals) > 1 else []
	if not asked:
		return
	names = {id(one): source.address_id(one.row) for one in asked}
	served = has_drop(list(names.values()))
	for one in asked:
		one.served = names[id(one)] in served


def _in_words(source: Source, one: _Found) -> tuple:
	"""The same order in every worker."""
	street, city = source.street(one.street)
	if one.row is None:
		return (1, city, street)
	return (0, city, street, natural(source.suffix(one.row)), natural(source.unit(one.row)))


def _address(source: Source, one: _Found) -> Address:
	if one.row is not None:
		return source.address(one.row)
	street, city = source.street(one.street)
	return Address(None, None, None, None, street, city, None)
