"""The address index as a source of the search: which streets look like the typed words."""

from collections.abc import Callable, Iterable

import numpy as np

from gigafibre_fsm.domain.addresses.compare import Comparison
from gigafibre_fsm.domain.addresses.grams import grams_of_word
from gigafibre_fsm.domain.addresses.index import AddressIndex
from gigafibre_fsm.domain.addresses.query import Token

# What a name shares with the text counts for it, what it has beside that counts against it; a place is often left out.
SHARED, BESIDE_IN_STREET, BESIDE_WHILE_TYPING, BESIDE_IN_PLACE = 1.0, 0.4, 0.25, 0.15
BEGINS = 100.0
SERVED = 0.001
# Without a civic number, the streets of so many names and cities are looked at.
NAMES = 600
CITIES = 40


class IndexSource:
	def __init__(self, index: AddressIndex):
		self.index = index
		for name in (
			"name",
			"places_of",
			"street",
			"rows_at",
			"suffix",
			"unit",
			"postal",
			"address_id",
			"address",
		):
			setattr(self, name, getattr(index, name))

	def shortlist(self, comparison: Comparison, civic: int | None, limit: int) -> list[int]:
		index = self.index
		streets = None if civic is None else index.streets_with(civic)
		if streets is not None and len(streets) <= limit:
			return streets.tolist()
		codes = grams(comparison.tokens)
		by_name, by_city = self._by_name(comparison, codes), self._by_city(codes)
		if streets is None:
			streets = self._streets_like(by_name(None), by_city)
		likeness = (
			by_name(index.street_name[streets])
			+ by_city[index.street_city[streets]]
			+ index.street_served[streets] * SERVED
		)
		chosen = streets[_highest(likeness, limit)].tolist()
		return [*chosen, *self._in_postal(comparison, civic, chosen)]

	def _streets_like(self, by_name: np.ndarray, by_city: np.ndarray) -> np.ndarray:
		"""By their own names, or (« 4e Rang ») by their place's."""
		named = self.index.streets_named(_highest(by_name, NAMES))
		return np.unique(np.concatenate((named, self.index.streets_in(_highest(by_city, CITIES)))))

	def _by_name(
		self, comparison: Comparison, codes: Iterable[int]
	) -> Callable[[np.ndarray | None], np.ndarray]:
		"""The likeness of some names, or of all."""
		grams, begun = self.index.name_grams, comparison.reading.begun
		beside = BESIDE_WHILE_TYPING if comparison.growing else BESIDE_IN_STREET
		overlap = grams.overlap(codes)
		if begun:
			overlap[self.index.names_beginning(begun)] += BEGINS

		def of(names: np.ndarray | None) -> np.ndarray:
			if names is None:
				return _likeness(overlap, grams.totals, beside)
			return _likeness(overlap[names], grams.totals[names], beside)

		return of

	def _by_city(self, codes: Iterable[int]) -> np.ndarray:
		grams = self.index.place_grams
		of_entries = _likeness(grams.overlap(codes), grams.totals, BESIDE_IN_PLACE)
		found = np.full(len(self.index.city_texts), -100.0, dtype=np.float32)
		np.maximum.at(found, self.index.place_city, of_entries)
		return found

	def _in_postal(self, comparison: Comparison, civic: int | None, chosen: list[int]) -> list[int]:
		"""However little its name looks like the words."""
		if not comparison.reading.postal or civic is None:
			return []
		rows = self.index.rows_in_postal(comparison.reading.postal, civic)
		known = set(chosen)
		return [street for street in set(self.index.row_street[rows].tolist()) if street not in known]

	def rows_in_postal(self, code: str, civic: int) -> list[int]:
		return self.index.rows_in_postal(code, civic).tolist()

	def streets_in_postal(self, code: str) -> list[int]:
		return self.index.streets_in_postal(code).tolist()

	def street_of(self, row: int) -> int:
		return int(self.index.row_street[row])


def grams(tokens: Iterable[Token]) -> set[int]:
	found: set[int] = set()
	for token in tokens:
		if token.weight < 0.3:
			continue
		for form in (*token.forms, token.number or ""):
			found |= grams_of_word(form, whole=not token.growing)
	return found


def _likeness(overlap: np.ndarray, totals: np.ndarray, beside: float) -> np.ndarray:
	return overlap * (SHARED + beside) - totals * beside


def _highest(values: np.ndarray, limit: int) -> np.ndarray:
	"""Places of the highest values; of equals at the edge, the ones of the lowest places, in every worker."""
	if len(values) <= limit:
		return np.arange(len(values))
	edge = np.partition(values, len(values) - limit)[len(values) - limit]
	above = np.flatnonzero(values > edge)
	chosen = np.concatenate((above, np.flatnonzero(values == edge)[: limit - len(above)]))
	return chosen[np.argsort(-values[chosen], kind="stable")]
