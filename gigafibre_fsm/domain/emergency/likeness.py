"""Whether two names may be one, misspelled. Symmetric, and never a number: a name is the same, another, or may be either.

Numbers must agree, and what tells neighbouring roads apart (« Petit », « Vieux », a saint) is never what somebody left out.
"""

from functools import lru_cache
from itertools import combinations

from rapidfuzz.distance import OSA

from gigafibre_fsm.domain.addresses.link_sounds import sound
from gigafibre_fsm.domain.addresses.street_name import Name
from gigafibre_fsm.domain.addresses.words import ABBREVIATIONS, SAINTS, TRANSLATIONS, TYPES
from gigafibre_fsm.domain.emergency.findings import Verdict

SAME, UNSURE, DIFFERENT = Verdict.SAME, Verdict.UNSURE, Verdict.DIFFERENT
# Roads that differ in one of these run side by side.
_QUALIFIERS = frozenset(
	"""petit petite grand grande vieux vieille nouveau nouvelle haut haute bas basse old new little big upper lower
	premier double nord sud est ouest""".split()
)
# Without more words they are no name that could be a shorter form of another.
_GENERIC = frozenset(
	"""riviere montagne mont lac pointe ile iles baie rapide rapides chute chutes plage domaine parc eglise ecole village
	moulin pont station gare quai bord main""".split()
) | frozenset(TYPES)
MOST_LEFT_OUT = 2


@lru_cache(maxsize=50_000)
def of_words(one: tuple[str, ...], other: tuple[str, ...]) -> Verdict:
	if one == other:
		return SAME
	if _numbers(one) != _numbers(other):
		return DIFFERENT
	if "".join(one) == "".join(other) and not _numbers(one):
		return SAME
	if sorted(one) == sorted(other):
		return UNSURE if _is_bound(one) else SAME
	if len(one) == len(other):
		return UNSURE if all(map(_may_be, one, other)) else DIFFERENT
	short, long = sorted((one, other), key=len)
	return UNSURE if _is_short_for(short, long) or _is_slip("".join(one), "".join(other)) else DIFFERENT


def _numbers(words: tuple[str, ...]) -> list[str]:
	return sorted(word for word in words if word.isdigit())


def are_the_same_letters(one: Name, other: Name) -> bool:
	"""`rue lafontaine` and `rue la fontaine`, articles and all; digits side by side are another number."""
	return one.text.replace(" ", "") == other.text.replace(" ", "") and not _numbers(one.words)


def _is_bound(words: tuple[str, ...]) -> bool:
	"""In their order they say who the saint is."""
	return any(word in SAINTS or word.isdigit() for word in words)


def _may_be(one: str, other: str) -> bool:
	if one == other:
		return True
	if one in SAINTS or other in SAINTS:
		return (one in SAINTS and other in SAINTS) or OSA.distance(one, other) == 1
	if one.isdigit() or other.isdigit():
		return False
	return _is_initial(one, other) or _is_translation(one, other) or _is_slip(one, other)


def _is_initial(one: str, other: str) -> bool:
	short, long = sorted((one, other), key=len)
	return len(short) == 1 and long.startswith(short)


def _is_translation(one: str, other: str) -> bool:
	return (
		other in TRANSLATIONS.get(one, ())
		or one in TRANSLATIONS.get(other, ())
		or _in_french(one) == _in_french(other)
	)


def _in_french(word: str) -> str:
	"""`park` is parc, `lake` is lac."""
	return TYPES.get(word) or ABBREVIATIONS.get(word, word)


def _is_slip(one: str, other: str) -> bool:
	if sound(one) == sound(other):
		return True
	longest = max(len(one), len(other))
	edits = OSA.distance(one, other, score_cutoff=3)
	if edits > _slips_in(longest):
		return False
	# `pont` and `mont`, `morin` and `marin` are names of their own.
	return longest > 5 or len(one) != len(other) or sorted(one) == sorted(other)


def _slips_in(letters: int) -> int:
	if letters <= 3:
		return 0
	return 1 if letters <= 5 else 2 if letters <= 9 else 3


def _is_short_for(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
	"""`Trudel` for `Pierre-Trudel`: a given name or a title may be left out. `Saint-Jean` is not `Saint-Jean-Baptiste`."""
	if len(long) - len(short) > MOST_LEFT_OUT or not any(map(_tells, short)) or SAINTS & set(long):
		return False
	for kept in combinations(range(len(long)), len(short)):
		left_out = (word for place, word in enumerate(long) if place not in kept)
		if any(word in _QUALIFIERS or word.isdigit() for word in left_out):
			continue
		if all(_may_be(word, long[place]) for word, place in zip(short, kept, strict=True)):
			return True
	return False


def _tells(word: str) -> bool:
	return len(word) >= 4 and word not in SAINTS and word not in _GENERIC and not word.isdigit()
