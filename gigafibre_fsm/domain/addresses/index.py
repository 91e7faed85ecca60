"""The address index as its readers see it; `build.py` makes it."""

import math
from pathlib import Path

import numpy as np

from gigafibre_fsm.domain.addresses import store
from gigafibre_fsm.domain.addresses.build import (
	BEGINNING,
	CIVIC_SPACE,
	ROW_OF_SQUARES,
	SQUARE,
	STREET_SPACE,
	decode_name,
	square_of,
)
from gigafibre_fsm.domain.addresses.grams import GramIndex
from gigafibre_fsm.domain.addresses.record import Address
from gigafibre_fsm.domain.addresses.street_name import Name

METRES_PER_DEGREE = 111_195.0
_ARRAYS = """name_begins name_street name_start city_street city_start street_name street_city street_served row_id row_street row_civic row_suffix row_unit row_postal row_start
	row_latitude row_longitude number_value number_start number_street number_row number_count postal_row postal_key
	postal_street place_city square_row square_key""".split()
_TEXTS = ("street_text", "city_text", "name", "place", "suffix_text", "unit_text")


class AddressIndex:
	"""Streets and rows are numbers here: their places in the arrays."""

	@classmethod
	def open(cls, folder: Path | str) -> "AddressIndex":
		return cls(Path(folder))

	def __init__(self, folder: Path):
		self.folder = folder
		self.facts = store.load_meta(folder)
		for name in _ARRAYS:
			setattr(self, name, store.load(folder, name))
		for name in _TEXTS:
			setattr(self, f"{name}s", store.load_texts(folder, name))
		self.name_grams = _grams(folder, "name")
		self.place_grams = _grams(folder, "place")
		self._names: dict[int, Name] = {}
		self._places = self._read_places()
		self._keys: dict[str, list[int]] | None = None

	def __len__(self) -> int:
		return len(self.row_id)

	def _read_places(self) -> list[list[Name]]:
		found: list[list[Name]] = [[] for _ in range(len(self.city_texts))]
		for entry, city in enumerate(self.place_city.tolist()):
			found[city].append(decode_name(self.places[entry]))
		return found

	def street(self, street: int) -> tuple[str, str]:
		return self.street_texts[street], self.city_texts[int(self.street_city[street])]

	def name(self, street: int) -> Name:
		return self.name_numbered(int(self.street_name[street]))

	def name_numbered(self, number: int) -> Name:
		if number not in self._names:
			self._names[number] = decode_name(self.names[number])
		return self._names[number]

	def places_of(self, street: int) -> list[Name]:
		"""The names its municipality goes by, today's first."""
		return self._places[int(self.street_city[street])]

	def _number(self, civic: int) -> slice:
		place = int(np.searchsorted(self.number_value, civic))
		if place == len(self.number_value) or self.number_value[place] != civic:
			return slice(0, 0)
		return slice(int(self.number_start[place]), int(self.number_start[place + 1]))

	def streets_with(self, civic: int) -> np.ndarray:
		"""In ascending order."""
		return self.number_street[self._number(civic)]

	def rows_at(self, street: int, civic: int) -> range:
		number = self._number(civic)
		place = number.start + int(np.searchsorted(self.number_street[number], street))
		if place >= number.stop or self.number_street[place] != street:
			return range(0)
		start = int(self.number_row[place])
		return range(start, start + int(self.number_count[place]))

	def rows_of(self, street: int) -> range:
		return range(int(self.row_start[street]), int(self.row_start[street + 1]))

	def names_beginning(self, text: str) -> slice:
		"""Names that begin with these letters; they are sorted."""
		letters = text.encode()[:BEGINNING]
		first = int(np.searchsorted(self.name_begins, letters))
		return slice(
			first, int(np.searchsorted(self.name_begins, (letters + b"\xff")[:BEGINNING], side="right"))
		)

	def streets_named(self, names: np.ndarray) -> np.ndarray:
		"""Streets that bear any of these names."""
		return _grouped(self.name_street, self.name_start, names)

	def streets_in(self, cities: np.ndarray) -> np.ndarray:
		return _grouped(self.city_street, self.city_start, cities)

	def streets_by_key(self, key: str) -> list[int]:
		"""Streets whose words, without type and articles, are the ones of `search_key`."""
		if self._keys is None:
			self._keys = self._read_keys()
		return self._keys.get(key, [])

	def _read_keys(self) -> dict[str, list[int]]:
		of_name = [decode_name(self.names[place]).key for place in range(len(self.names))]
		found: dict[str, list[int]] = {}
		for street, number in enumerate(self.street_name.tolist()):
			found.setdefault(of_name[number], []).append(street)
		return found

	def streets_in_postal(self, code: str) -> np.ndarray:
		postal = store.postal_number(code) * STREET_SPACE
		ends = np.searchsorted(self.postal_street, (postal, postal + STREET_SPACE)) if postal else (0, 0)
		return (self.postal_street[ends[0] : ends[1]] % STREET_SPACE).astype(np.int32)

	def rows_in_postal(self, code: str, civic: int) -> np.ndarray:
		postal = store.postal_number(code)
		key = postal * CIVIC_SPACE + civic
		ends = np.searchsorted(self.postal_key, (key, key + 1)) if postal else (0, 0)
		return self.postal_row[ends[0] : ends[1]]

	def rows_near(self, latitude: float, longitude: float, metres: float) -> list[tuple[int, float]]:
		"""The nearest first. A square is at least 50 m wide in Québec: further than that, more of them are read."""
		narrowing = math.cos(math.radians(latitude))
		reach = max(1, math.ceil(metres / (SQUARE * METRES_PER_DEGREE * narrowing)))
		rows = self.rows_around(latitude, longitude, reach).tolist()
		near = ((row, self.metres_to(row, latitude, longitude)) for row in rows)
		return sorted(((row, away) for row, away in near if away <= metres), key=lambda found: found[1])

	def rows_around(self, latitude: float, longitude: float, reach: int = 1) -> np.ndarray:
		"""Rows of a point's own square and of `reach` squares on every side."""
		middle = int(square_of(latitude, longitude))
		lines = [middle + step * ROW_OF_SQUARES for step in range(-reach, reach + 1)]
		starts = np.searchsorted(self.square_key, [line - reach for line in lines])
		ends = np.searchsorted(self.square_key, [line + reach + 1 for line in lines])
		return np.concatenate([self.square_row[start:end] for start, end in zip(starts, ends, strict=True)])

	def metres_to(self, row: int, latitude: float, longitude: float) -> float:
		north = (int(self.row_latitude[row]) / 1e6 - latitude) * METRES_PER_DEGREE
		east = (int(self.row_longitude[row]) / 1e6 - longitude) * METRES_PER_DEGREE
		return math.hypot(north, east * math.cos(math.radians(latitude)))

	def suffix(self, row: int) -> str:
		return self.suffix_texts[int(self.row_suffix[row])]

	def unit(self, row: int) -> str:
		return self.unit_texts[int(self.row_unit[row])]

	def postal(self, row: int) -> str | None:
		return store.decode_postal(int(self.row_postal[row]))

	def address_id(self, row: int) -> str:
		return self.row_id[row].decode()

	def address(self, row: int) -> Address:
		street, city = self.street(int(self.row_street[row]))
		latitude, longitude = int(self.row_latitude[row]), int(self.row_longitude[row])
		return Address(
			self.address_id(row),
			int(self.row_civic[row]),
			self.suffix(row) or None,
			self.unit(row) or None,
			street,
			city,
			self.postal(row),
			latitude / 1e6 if latitude else None,
			longitude / 1e6 if longitude else None,
		)


def _grouped(members: np.ndarray, starts: np.ndarray, groups: np.ndarray) -> np.ndarray:
	ends = zip(starts[groups], starts[groups + 1], strict=True)
	return np.concatenate([members[:0], *(members[start:end] for start, end in ends)])


def _grams(folder: Path, kind: str) -> GramIndex:
	parts = ("owners", "starts", "weights", "totals")
	return GramIndex(*(store.load(folder, f"{kind}_gram_{part}") for part in parts))
