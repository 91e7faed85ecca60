"""How alike two names of streets are, for linking: a number, and what speaks against their being the same street.

A search may offer a street of another type or saint; a link may not. Where both sides state a type, a direction, a
saint, a number or an accent, they must agree, however alike the rest is.
"""

from dataclasses import dataclass
from itertools import combinations

from rapidfuzz.distance import OSA

from gigafibre_fsm.domain.addresses.link_sounds import sound
from gigafibre_fsm.domain.addresses.street_name import Name
from gigafibre_fsm.domain.addresses.text import fold
from gigafibre_fsm.domain.addresses.words import SAINTS

# What is missing beside the words: the street may be named without it, if nothing else fits.
NO_TYPE, NO_DIRECTION, LEFT_OUT_WORD = 0.01, 0.05, 0.12
BY_EAR = 1.0
GLUED = 0.5
INITIAL = 1.0


@dataclass(frozen=True, slots=True)
class Likeness:
	"""`value` is 1 for the same words, 0 for nothing in common; `against` is the first thing that both state otherwise."""

	value: float
	against: str | None = None

	@property
	def same(self) -> bool:
		return self.value > 0.98 and not self.against


NOTHING = Likeness(0.0, "words")


def compare(written: Name, register: Name) -> Likeness:
	words = _compare_words(written.words, register.words)
	value = words.value - (0 if written.type or not register.type else NO_TYPE)
	if written.direction != register.direction:
		if written.direction and register.direction:
			return Likeness(max(0.0, value - 0.3), "direction")
		value -= NO_DIRECTION
	if written.type and register.type and written.type != register.type:
		return Likeness(max(0.0, value - 0.2), "type")
	return Likeness(max(0.0, value), words.against)


def _compare_words(written: tuple[str, ...], register: tuple[str, ...]) -> Likeness:
	if written == register:
		return Likeness(1.0)
	if _numbers(written) != _numbers(register):
		return Likeness(_rough(written, register), "number")
	if len(written) == len(register):
		return _compare_in_order(written, register)
	glued = _compare_glued(written, register)
	return glued if not glued.against else _compare_with_gap(written, register, glued)


def _numbers(words: tuple[str, ...]) -> list[str]:
	return sorted(word for word in words if word.isdigit())


def _rough(written: tuple[str, ...], register: tuple[str, ...]) -> float:
	"""For the order of what a person is shown."""
	return 0.8 * OSA.normalized_similarity(" ".join(written), " ".join(register))


def _compare_in_order(written: tuple[str, ...], register: tuple[str, ...]) -> Likeness:
	straight = _pairs(written, register)
	if straight.against and sorted(written) == sorted(register):
		return Likeness(0.95)
	return straight


def _pairs(written: tuple[str, ...], register: tuple[str, ...]) -> Likeness:
	edits = 0.0
	for one, other in zip(written, register, strict=True):
		found = edits_between(one, other)
		if isinstance(found, str):
			return Likeness(_rough(written, register), found)
		edits += found
	return _after(edits, register)


def _after(edits: float, register: tuple[str, ...]) -> Likeness:
	letters = sum(map(len, register))
	return Likeness(1.0 - edits / letters) if edits <= _allowed(letters) else Likeness(0.5, "words")


def _allowed(letters: int) -> int:
	"""A slip more for every five letters: short names that differ are other names."""
	return min(4, (letters + 1) // 5)


def edits_between(written: str, register: str) -> float | str:
	"""How many letters differ, or what forbids that the one stands for the other."""
	if written == register:
		return 0.0
	if register in SAINTS:
		return _edits_of_saint(written, register)
	if written in SAINTS or written.isdigit() or register.isdigit():
		return "words"
	if len(written) == 1:
		return INITIAL if register.startswith(written) else "words"
	if sound(written) == sound(register):
		return BY_EAR
	longest = max(len(written), len(register))
	edits = OSA.distance(written, register, score_cutoff=3)
	return float(edits) if edits <= _allowed_in_word(longest) else "words"


def _allowed_in_word(letters: int) -> int:
	if letters <= 3:
		return 0
	return 1 if letters <= 5 else 2 if letters <= 9 else 3


def _edits_of_saint(written: str, register: str) -> float | str:
	"""`sint` can only be saint; `saine` may be either, and says nothing."""
	if written in SAINTS:
		return "saint"
	edits = OSA.distance(written, register)
	nearest = min(OSA.distance(written, saint) for saint in SAINTS)
	return float(edits) if edits == nearest <= 1 else "saint" if nearest <= 1 else "words"


def _compare_glued(written: tuple[str, ...], register: tuple[str, ...]) -> Likeness:
	"""`montcalm` and `mont calm`; a saint inside must still be the same saint."""
	one, other = "".join(written), "".join(register)
	if _saints_differ(written, one, register, other):
		return Likeness(_rough(written, register), "saint")
	edits = OSA.distance(one, other, score_cutoff=3)
	if edits > max(0, _allowed(len(other)) - 1):
		return Likeness(_rough(written, register), "words")
	return Likeness(1.0 - (edits + GLUED) / len(other))


def _saints_differ(written: tuple[str, ...], one: str, register: tuple[str, ...], other: str) -> bool:
	if not (SAINTS & set(written) or SAINTS & set(register)):
		return False
	return one.startswith("sainte") != other.startswith("sainte")


def _compare_with_gap(written: tuple[str, ...], register: tuple[str, ...], glued: Likeness) -> Likeness:
	"""`Rue Trudel` may be `Rue Pierre-Trudel`: a given name or a title is what people leave out, never a saint."""
	if not 0 < len(register) - len(written) <= 2 or not any(map(_tells, written)):
		return glued
	best = glued
	for kept in combinations(range(len(register)), len(written)):
		left_out = [word for place, word in enumerate(register) if place not in kept]
		if any(word in SAINTS or word.isdigit() for word in left_out):
			continue
		found = _pairs(written, tuple(register[place] for place in kept))
		value = found.value - LEFT_OUT_WORD * len(left_out)
		if not found.against and (best.against or value > best.value):
			best = Likeness(max(0.0, value))
	return best


def _tells(word: str) -> bool:
	return len(word) >= 4 and word not in SAINTS and not word.isdigit()


def accented(text: str | None) -> dict[str, str]:
	"""Words written with accents, by their bare form; capitals and small letters are one."""
	return {fold(word): word for word in _raw_words(text) if not word.isascii()}


def accents_differ(written: dict[str, str], register: str) -> bool:
	"""Where the drop writes a word with accents, `Coté` is not `Côté`; without, it says nothing."""
	return bool(written) and any(
		bare in written and written[bare] != word
		for bare, word in ((fold(word), word) for word in _raw_words(register))
	)


def _raw_words(text: str | None) -> list[str]:
	return "".join(letter if letter.isalnum() else " " for letter in (text or "").lower()).split()
