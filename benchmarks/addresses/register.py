"""A generated register read back: what the makers of queries and drops ask it."""

import unicodedata
from array import array
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np

from .street_names import Parts, parts_of


def plain(text: str) -> str:
	"""Lower, no accents, one space between words."""
	letters = unicodedata.normalize("NFKD", text.casefold())
	kept = "".join(
		letter if letter.isalnum() else " " for letter in letters if not unicodedata.combining(letter)
	)
	return " ".join(kept.split())


@dataclass(frozen=True)
class Row:
	number: int
	id: str
	civic: int
	suffix: str
	unit: str
	street: int
	name: str
	city: str
	postal_code: str
	latitude: float
	longitude: float

	@property
	def parts(self) -> Parts:
		return parts_of(self.name)


class Register:
	def __init__(self, path: Path):
		self.file = open(path, "rb")
		self.names: list[tuple[str, str]] = []
		self.codes: dict[bytes, int] = {}
		self.scan()

	def scan(self) -> None:
		offsets, civics, codes, starts = array("q"), array("i"), array("i"), []
		offset, last = len(self.file.readline()), None
		for line in self.file:
			fields = line.split(b",")
			if (fields[4], fields[5]) != last:
				last = (fields[4], fields[5])
				starts.append(len(offsets))
				self.names.append((fields[4].decode(), fields[5].decode()))
			offsets.append(offset)
			civics.append(int(fields[1]))
			codes.append(self.codes.setdefault(fields[6], len(self.codes)))
			offset += len(line)
		self.offsets, self.civics, self.postal = map(np.array, (offsets, civics, codes))
		self.starts = np.array([*starts, len(offsets)])

	def __len__(self) -> int:
		return len(self.offsets)

	def row(self, number: int) -> Row:
		self.file.seek(self.offsets[number])
		fields = self.file.readline().decode().rstrip("\n").split(",")
		street = int(np.searchsorted(self.starts, number, "right")) - 1
		place = map(float, fields[7:])
		return Row(int(number), fields[0], int(fields[1]), *fields[2:4], street, *fields[4:7], *place)

	@cached_property
	def by_civic(self) -> tuple[np.ndarray, np.ndarray]:
		order = np.argsort(self.civics, kind="stable")
		return order, self.civics[order]

	@cached_property
	def by_code(self) -> tuple[np.ndarray, np.ndarray]:
		order = np.argsort(self.postal, kind="stable")
		return order, self.postal[order]

	def streets_with(self, civic: int) -> np.ndarray:
		order, civics = self.by_civic
		rows = order[np.searchsorted(civics, civic) : np.searchsorted(civics, civic, "right")]
		return np.unique(np.searchsorted(self.starts, rows, "right") - 1)

	def rows_in_postal(self, code: str) -> list[Row]:
		number = self.codes[code.encode()]
		order, codes = self.by_code
		found = order[np.searchsorted(codes, number) : np.searchsorted(codes, number, "right")]
		return [self.row(place) for place in found]

	def rows_at(self, street: int, civic: int) -> list[Row]:
		start, end = self.starts[street], self.starts[street + 1]
		return [self.row(start + place) for place in np.nonzero(self.civics[start:end] == civic)[0]]

	@cached_property
	def parts(self) -> list[Parts]:
		return [parts_of(name) for name, _city in self.names]

	@cached_property
	def plain_names(self) -> list[str]:
		"""Without type and direction."""
		return [plain(parts.name) for parts in self.parts]

	@cached_property
	def plain_cities(self) -> list[str]:
		seen = {city: plain(city) for _name, city in self.names}
		return [seen[city] for _name, city in self.names]

	@cached_property
	def plain_streets(self) -> list[str]:
		return [plain(name) for name, _city in self.names]

	@cached_property
	def streets_by_name(self) -> dict[str, list[int]]:
		return grouped(enumerate(self.plain_names))

	@cached_property
	def streets_by_word(self) -> dict[str, list[int]]:
		return grouped(
			(number, word) for number, name in enumerate(self.plain_names) for word in set(name.split())
		)

	@cached_property
	def streets_by_city(self) -> dict[str, list[int]]:
		return grouped(enumerate(self.plain_cities))

	@cached_property
	def in_order(self) -> list[tuple[str, int]]:
		return sorted((name, number) for number, name in enumerate(self.plain_streets))

	def streets_beginning(self, text: str) -> list[int]:
		found = []
		for name, number in self.in_order[bisect_left(self.in_order, (text, -1)) :]:
			if not name.startswith(text):
				break
			found.append(number)
		return found

	def street_sizes(self) -> list[int]:
		return [int(end - start) for start, end in pairwise(self.starts)]


def grouped(pairs) -> dict[str, list[int]]:
	found = defaultdict(list)
	for number, key in pairs:
		found[key].append(number)
	return found
