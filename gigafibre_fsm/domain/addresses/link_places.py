"""Which municipalities a drop's city may mean: cut short, misspelled, or by the name it had before a merger."""

from dataclasses import dataclass

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from gigafibre_fsm.domain.addresses import words
from gigafibre_fsm.domain.addresses.build import decode_name
from gigafibre_fsm.domain.addresses.index import AddressIndex
from gigafibre_fsm.domain.addresses.link_names import compare
from gigafibre_fsm.domain.addresses.memo import Memo
from gigafibre_fsm.domain.addresses.street_name import Name, read_place
from gigafibre_fsm.domain.addresses.text import words_of

OTHER, NEAR, SAME = 0, 1, 2
SHORTEST_PART = 4
ROUGHLY, MISSPELLED = 0.6, 0.78


@dataclass(frozen=True, slots=True)
class Place:
	"""`grades` holds one of the three per municipality of the index."""

	grades: np.ndarray
	given: bool
	# The text is a municipality's name, not only like one.
	known: bool


class Places:
	def __init__(self, index: AddressIndex):
		self.cities = index.place_city.tolist()
		self.names = [decode_name(index.places[entry]).words for entry in range(len(self.cities))]
		self.glued = ["".join(name) for name in self.names]
		self.count = len(index.city_texts)
		self._read = Memo(lambda text: self._grade(_place_words(text), _is_cut(text)), limit=10_000)

	def read(self, text: str | None) -> Place:
		return self._read[(text or "").strip().lower()]

	def _grade(self, written: tuple[str, ...], cut: bool) -> Place:
		grades = np.zeros(self.count, dtype=np.int8)
		if not written:
			return Place(grades, False, False)
		glued = "".join(written)
		exact = [] if cut else [entry for entry, name in enumerate(self.glued) if name == glued]
		for entry in exact or self._alike(written, glued):
			grades[self.cities[entry]] = SAME if exact else NEAR
		return Place(grades, True, bool(exact))

	def _alike(self, written: tuple[str, ...], glued: str) -> list[int]:
		part = _Part(written, glued)
		begun = [entry for entry, name in enumerate(self.names) if part.of(name, self.glued[entry])]
		return begun or [
			entry for entry in self._roughly(glued) if _is_misspelled(written, self.names[entry])
		]

	def _roughly(self, glued: str) -> list[int]:
		found = process.extract(
			glued, self.glued, scorer=OSA.normalized_similarity, score_cutoff=ROUGHLY, limit=None
		)
		return [entry for _name, _likeness, entry in found]


def _place_words(text: str) -> tuple[str, ...]:
	"""Without the province behind the city; Québec itself stays."""
	found = words_of(text)
	while len(found) > 1 and found[-1] in words.PROVINCE:
		found.pop()
	return read_place(" ".join(found)).words


def _is_cut(text: str) -> bool:
	"""`saint hermas de`: something followed."""
	found = words_of(text)
	return bool(found) and found[-1] in words.ARTICLES


class _Part:
	"""`saint an` and `ste gertrude` begin a name; `champlain` ends one; `saint anicet village` goes on after one."""

	def __init__(self, written: tuple[str, ...], glued: str):
		self.written, self.glued = written, glued
		tells = len("".join(word for word in written if word not in words.SAINTS)) >= SHORTEST_PART
		self.begins = tells or len(glued) >= 2 * SHORTEST_PART
		self.ends = tells

	def of(self, name: tuple[str, ...], whole: str) -> bool:
		if self.begins and whole.startswith(self.glued):
			return self._same_saint(name)
		if not self.ends or (name[-1] != self.written[-1] and name[0] != self.written[0]):
			return False
		return name[-len(self.written) :] == self.written or self.written[: len(name)] == name

	def _same_saint(self, name: tuple[str, ...]) -> bool:
		"""`saint e` is no beginning of `sainte`."""
		return self.written[0] not in words.SAINTS or name[0] == self.written[0]


def _is_misspelled(written: tuple[str, ...], name: tuple[str, ...]) -> bool:
	found = compare(Name(None, written), Name(None, name))
	return not found.against and found.value >= MISSPELLED
