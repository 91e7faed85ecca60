"""A street as a clerk reads it: `Main St. E`, `IVe Rang`, `Rang Quatre`. `domain/addresses` reads the rest."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

from gigafibre_fsm.domain.addresses.link_reading import other_names
from gigafibre_fsm.domain.addresses.memo import Memo
from gigafibre_fsm.domain.addresses.street_name import Name, read_street
from gigafibre_fsm.domain.addresses.text import words_of
from gigafibre_fsm.domain.addresses.words import DIRECTIONS, ROMAN, SMALL_ROMAN, TYPES, number_of
from gigafibre_fsm.domain.emergency import likeness
from gigafibre_fsm.domain.emergency.findings import Difference, Part, Verdict

_COUNTED = "rang|rg|rng|range|concession|conc"
_ROMAN = {"i": "1", **SMALL_ROMAN, **ROMAN}
_ORDINAL = "(?:er|ere|iere|eme|ieme|e)"
# Also inside of a name: « chemin du 3e rg ».
_RANG = re.compile(r"\b(?:rg|rng)\b")
_SPLIT_ORDINAL = re.compile(r"\b(\d{1,3})[ -]?(?:iere|ierre|ere|eme|ieme|iem)\b")
# `72 e avenue, 159`; `5 e rue Principale` is number 5E.
_LONE_E = re.compile(
	rf"\b(\d{{1,3}}) e(?= (?:avenue|av|ave|rue|{_COUNTED})(?: (?:{'|'.join(DIRECTIONS)}))? *(?:,|$))"
)
_ORDINAL_BEFORE = re.compile(rf"\b(\w+)[ -]+({_COUNTED})\b")
_ROMAN_BEFORE = re.compile(rf"\b([ivx]{{1,5}}){_ORDINAL}?(?=[ -]+(?:{_COUNTED})\b)")
_ROMAN_BEHIND = re.compile(rf"\b({_COUNTED})[ -]+([ivx]{{1,5}}){_ORDINAL}?\b")
_CARDINALS = dict(
	zip(
		"un deux trois quatre cinq six sept huit neuf dix onze douze".split(),
		map(str, range(1, 13)),
		strict=True,
	)
) | dict(zip("one two three four five six seven eight nine ten".split(), map(str, range(1, 11)), strict=True))
_CARDINAL = re.compile(rf"\b({_COUNTED})[ -]+({'|'.join(_CARDINALS)})(?=$|[ -](?:{'|'.join(DIRECTIONS)})$)")
# Behind a name these are its type, whatever the name begins with: « Park Avenue », « Court Street ».
_ENGLISH = frozenset(
	"street str st road rd drive drv dr lane ln crescent crst court crt ct circle cir trail trl way highway hwy".split()
)
_NOUNS = frozenset("park hill court island beach line terrace trail square".split())
_ENGLISH_DIRECTIONS = frozenset("north south east west n s e w".split())


@dataclass(frozen=True, slots=True)
class Street:
	name: Name
	# Its words in the order in which they stand.
	text: str = ""

	@property
	def given(self) -> bool:
		return bool(self.name.words)


def numbers_in_figures(text: str) -> str:
	"""`1 ière`, `IVe rang`, `rang quatre`; of a folded text."""
	text = _LONE_E.sub(r"\1e", _SPLIT_ORDINAL.sub(r"\1e", _RANG.sub("rang", text)))
	text = _ROMAN_BEFORE.sub(lambda found: f"{_ROMAN[found[1]]}e" if found[1] in _ROMAN else found[0], text)
	text = _ROMAN_BEHIND.sub(lambda found: f"{found[1]} {_ROMAN.get(found[2], found[2])}", text)
	# Inside of a longer name it must stand in one order: « chemin du 4e Rang », « chemin du Rang 4 ».
	text = _ORDINAL_BEFORE.sub(_behind, text)
	return _CARDINAL.sub(lambda found: f"{found[1]} {_CARDINALS[found[2]]}", text)


def _behind(found: re.Match) -> str:
	number = None if found[1].isdigit() else number_of(found[1])
	return f"{found[2]} {number}" if number else found[0]


def _read(text: str) -> Street:
	found = words_of(text)
	return Street(read_street(" ".join(_type_first(found))), " ".join(found))


read = Memo(_read, limit=20_000).__getitem__


def _type_first(found: list[str]) -> list[str]:
	"""`main street east` is `rue main est`."""
	direction = found[-1:] if len(found) > 2 and found[-1] in DIRECTIONS else []
	name = found[: len(found) - len(direction)]
	if len(name) < 2 or name[-1] not in TYPES or not _ends_with_type(name):
		return found
	return [TYPES[name[-1]], *name[:-1], *direction]


def _ends_with_type(name: list[str]) -> bool:
	if name[0] not in TYPES or name[0] == "st":
		return True
	return name[0] in _NOUNS and (name[-1] in _ENGLISH or TYPES[name[-1]] in ("avenue", "boulevard"))


def _readings(street: Street) -> list[tuple[Name, bool]]:
	"""Every way to understand it; a loose one leaves a doubt."""
	return [
		(street.name, False),
		*_turned_directions(street),
		*other_names(street.name, street.text),
		*_untyped(street),
	]


def _turned_directions(street: Street) -> Iterator[tuple[Name, bool]]:
	"""`East Main Street` is `Main Street East`."""
	first, *rest = street.name.words or ("",)
	if rest and not street.name.direction and first in _ENGLISH_DIRECTIONS:
		yield replace(street.name, words=tuple(rest), direction=DIRECTIONS[first]), False


def _untyped(street: Street) -> Iterator[tuple[Name, bool]]:
	"""`Covey Hill` may have no type, and be no hill."""
	found = street.text.split()
	if street.name.type and TYPES.get(found[0]) != street.name.type:
		yield replace(read_street(f"rue {street.text}"), type=None), True


def compare(one: Street, other: Street) -> list[Difference]:
	if one.name == other.name or not (one.given or other.given):
		return [] if one.given else [Difference(Part.STREET_NAME, Verdict.UNSURE, "", "")]
	if not (one.given and other.given):
		return [Difference(Part.STREET_NAME, Verdict.UNSURE, _text(one), _text(other))]
	found = _differences(one.name, other.name, False)
	return found and [_as_written(each, one, other) for each in min(_all_ways(one, other), key=_weight)]


def _as_written(found: Difference, one: Street, other: Street) -> Difference:
	"""Whichever way the types were read."""
	if found.part != Part.STREET_TYPE:
		return found
	return replace(found, one=one.name.type or "", other=other.name.type or "")


def _text(street: Street) -> str:
	return " ".join(street.name.words)


def _all_ways(one: Street, other: Street) -> Iterator[list[Difference]]:
	for (here, here_loose), (there, there_loose) in product(_readings(one), _readings(other)):
		yield _differences(here, there, here_loose or there_loose)


def _weight(found: list[Difference]) -> tuple:
	different = sum(one.verdict == Verdict.DIFFERENT for one in found)
	return different, len(found), sorted(str(one.part) for one in found)


def _differences(one: Name, other: Name, loose: bool) -> list[Difference]:
	found = [*_of_type(one, other, loose), *_of_words(one, other)]
	if one.direction != other.direction and not _is_turned(one, other):
		verdict = Verdict.DIFFERENT if one.direction and other.direction else Verdict.UNSURE
		found.append(Difference(Part.DIRECTION, verdict, one.direction or "", other.direction or ""))
	return found


def _of_type(one: Name, other: Name, loose: bool) -> Iterator[Difference]:
	"""Never more than a doubt: people say « chemin » of a rang, and leave « rue » out."""
	if loose or one.type != other.type:
		yield Difference(Part.STREET_TYPE, Verdict.UNSURE, one.type or "", other.type or "")


def _of_words(one: Name, other: Name) -> Iterator[Difference]:
	if likeness.are_the_same_letters(one, other):
		return
	verdict = Verdict.UNSURE if _is_turned(one, other) else likeness.of_words(one.words, other.words)
	if verdict != Verdict.SAME:
		yield Difference(Part.STREET_NAME, verdict, " ".join(one.words), " ".join(other.words))


def _is_turned(one: Name, other: Name) -> bool:
	"""`Rang Nord de la Rivière` and `Rang de la Rivière Nord`."""
	return one.direction != other.direction and sorted(one.told_apart_by) == sorted(other.told_apart_by)
