"""A drop's address taken apart. The old system had a field for the number and one for the street, and people used them as
they liked: `123A`, `2-123`, `123 APP 2`, `123 RG 4` in the street, the unit behind the street's name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rapidfuzz.distance import OSA

from gigafibre_fsm.domain.addresses import words
from gigafibre_fsm.domain.addresses.link_names import accented
from gigafibre_fsm.domain.addresses.link_types import Drop
from gigafibre_fsm.domain.addresses.street_name import Name, read_street
from gigafibre_fsm.domain.addresses.text import fold, words_of

_MARKS = "|".join(sorted((mark for mark in words.UNIT_MARKS if mark != "#"), key=len, reverse=True))
_UNIT = re.compile(rf"(?:\b(?:{_MARKS}) *#? *(?:no )?|# *)([a-z]?\d{{1,5}}[a-z]?|[a-z])(?![\w/])")
_POSTAL = re.compile(r"\b([a-z]\d[a-z])[ -]?(\d[a-z]\d)\b")
_TAIL = r"(?:[ ,-]*(?P<fraction>1/2|1/4|3/4)|(?P<gap>[ -]?)(?P<letter>[a-z])(?![a-z0-9]))?"
_BEFORE = r"(?:(?:no|num|numero) )?(?:(?P<unit>[a-z]?\d{1,5}[a-z]?|[a-z]) ?[-/] ?)?(?P<civic>\d{1,7})"
_NUMBER = re.compile(_BEFORE + _TAIL)
_LEADING = re.compile(_NUMBER.pattern + r"[ ,]+(?=[^ ,])")
_TRAILING = re.compile(rf"(?P<name>.*?[^ ,])(?P<between>[ ,]+){_NUMBER.pattern}")
_ORDINALS = "e|er|ere|re|eme|ieme"
_SPLIT_ORDINAL = re.compile(rf"\b(\d{{1,3}}) ?({_ORDINALS}) (?=([a-z]+)\b(.*))")
_REMARKS = re.compile(
	r"\([^()]*\)?|\s[-/]\s*(?:voir\b.*|(?:t[ée]l\S*\s*)?\(?\d{3}\)?[ .-]\d{3}[ .-]?\d{4}.*)|\s(?:en )?arri[eè]re\s*$",
	re.IGNORECASE,
)
SUFFIXES, VOWELS = frozenset("abcefgh"), frozenset("aehiouy")
WIDEST_RANGE = 20
SHORTEST_TYPE = 4
# Alone behind a number they make it a name: « 4 rang », « 12 avenue ». A park or a hill does not.
_NUMBERED = words.NUMBER_FOLLOWS | {"avenue", "rue", "boulevard", "chemin", "ligne", "montee"}


@dataclass(frozen=True, slots=True)
class Number:
	civic: int | None = None
	suffix: str = ""
	unit: str = ""
	# One of several ways to read it, and not the first.
	doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
	number: Number
	street: Name
	accents: dict[str, str]
	# A type or a word was read otherwise than it stands there.
	loose: bool = False


class DropReading:
	"""The ways to read a drop's address, the likeliest first; most are never asked for."""

	def __init__(self, numbers: list[Number], street: str, accents: dict[str, str], postal: str):
		self.postal = postal
		self.numbers, self._street, self._accents = numbers, street, accents
		self.first = Reading(numbers[0], read_street(street), accents)

	def __iter__(self) -> Iterator[Reading]:
		yield self.first
		others = [Reading(self.numbers[0], *other) for other in self._other_names()]
		yield from others
		for number in self.numbers[1:]:
			yield from (replace(reading, number=number) for reading in (self.first, *others))

	@property
	def street(self) -> str:
		"""Without the number, folded."""
		return self._street

	def _other_names(self) -> Iterator[tuple[Name, dict[str, str], bool]]:
		for name, loose in other_names(self.first.street, self._street):
			yield name, self._accents, loose


def read_drop(drop: Drop) -> DropReading:
	raw = _without_remarks(drop.street or _without_city(drop.raw_address, drop.city))
	text, postal = _take_postal(fold(raw))
	text, unit = _take_unit(text)
	numbers = _with_fields(_read_number(drop.civic_number), drop)
	street, numbers = _settle(text, numbers)
	# `0 rue Principale`: what stands there is no number.
	numbers = [_with_unit(number, unit) for number in numbers or [Number()]]
	return DropReading(numbers, street, accented(raw), canonical_postal(drop.postal_code) or postal)


def _without_remarks(raw: str) -> str:
	"""Beside the street stands what a technician had to know: `(maison bleue)`, `- voir note`, a phone number."""
	bare = _REMARKS.sub(" ", raw).strip()
	return bare or raw


def canonical_postal(text: str | None) -> str:
	"""`h0h 6co` is H0H6C0: O and I are never digits of a code, nor 0 and 1 its letters. Empty for anything else."""
	bare = "".join(letter for letter in (text or "").upper() if letter.isalnum())
	if len(bare) != 6:
		return ""
	letters, digits = bare[0::2].translate(_TO_LETTERS), bare[1::2].translate(_TO_DIGITS)
	if not (letters.isalpha() and digits.isdigit() and bare.isascii()):
		return ""
	return "".join(one + other for one, other in zip(letters, digits, strict=True))


_TO_DIGITS = str.maketrans("OIL", "011")
_TO_LETTERS = str.maketrans("01", "OI")


def says_a_number(drop: Drop) -> bool:
	"""Legible or not."""
	return any(
		letter.isdigit() for letter in f"{drop.civic_number or ''}{drop.street or drop.raw_address or ''}"
	)


def _without_city(raw: str | None, city: str | None) -> str:
	raw, city = (raw or "").strip(), (city or "").strip()
	if city and raw.lower().endswith(city.lower()):
		raw = raw[: -len(city)]
	return raw.split(",")[0] if raw.split(",")[0].strip(" 0123456789") else raw


def _take_postal(text: str) -> tuple[str, str]:
	if found := _POSTAL.search(text):
		return f"{text[: found.start()]} {text[found.end() :]}".strip(), (found[1] + found[2]).upper()
	return text.strip(), ""


def _take_unit(text: str) -> tuple[str, str]:
	found = _UNIT.search(text)
	if not found or not (text[: found.start()] + text[found.end() :]).strip(" ,-#"):
		return text, ""
	left = f"{text[: found.start()]} {text[found.end() :]}"
	return " ".join(left.split()).strip(" ,-"), clean_unit(found[1])


def clean_unit(unit: str | None) -> str:
	"""`APP. 02` and `2` are one unit."""
	bare = "".join(letter for letter in fold(unit).upper() if letter.isalnum())
	for mark in words.UNIT_MARKS:
		if bare.startswith(mark.upper()) and bare[len(mark) : len(mark) + 1].isdigit():
			bare = bare[len(mark) :]
	return bare.lstrip("0") or bare


def clean_suffix(suffix: str | None) -> str:
	return "".join(fold(suffix).upper().split())


def _read_number(text: str | None) -> list[Number]:
	"""The field's readings, the likeliest first; none where it holds no number."""
	rest, unit = _take_unit(fold(text).strip(" ,#"))
	found = _NUMBER.fullmatch(" ".join(rest.replace(",", " ").split()).strip(" -#"))
	return [replace(one, unit=one.unit or unit) for one in _numbers_of(found)] if found else []


def _numbers_of(found: re.Match) -> list[Number]:
	civic, suffix = int(found["civic"]), (found["fraction"] or found["letter"] or "").upper()
	if not civic:
		return []
	first = found["unit"]
	if not first:
		return [Number(civic, suffix)]
	return list(_read_pair(first, civic, suffix))


def _read_pair(first: str, second: int, suffix: str) -> Iterator[Number]:
	"""`2-123` is unit 2 of 123, or 2, unit 123; `123-125` may also be one building with two numbers."""
	yield Number(second, suffix, clean_unit(first))
	if not first.isdigit() or not int(first) or suffix:
		return
	yield Number(int(first), "", str(second), True)
	if 0 < second - int(first) <= WIDEST_RANGE:
		yield Number(int(first), "", "", True)
		yield Number(second, "", "", True)


def _with_fields(numbers: list[Number], drop: Drop) -> list[Number]:
	suffix, unit = clean_suffix(drop.civic_suffix), clean_unit(drop.unit)
	return [replace(one, suffix=suffix or one.suffix, unit=unit or one.unit) for one in numbers] or (
		[Number(None, suffix, unit)] if suffix or unit else []
	)


def _with_unit(number: Number, unit: str) -> Number:
	return replace(number, unit=unit) if unit and not number.unit else number


def _settle(text: str, numbers: list[Number]) -> tuple[str, list[Number]]:
	"""The street's text without the number that belongs to the address, and the numbers with what stood there."""
	text = _SPLIT_ORDINAL.sub(_joined, text)
	known = {number.civic for number in numbers if number.civic}
	if found := _LEADING.match(text):
		inside, rest = _inside(found, text)
		if _has_a_name(rest) and not known and not _is_ordinal(found):
			return rest, [_filled(one, numbers) for one in inside]
		if _has_a_name(rest) and known & {one.civic for one in inside}:
			return rest, [_agreed(number, inside) for number in numbers]
	if not known and (found := _TRAILING.fullmatch(text)) and not _number_is_a_name(found):
		return found["name"], [_filled(one, numbers) for one in _numbers_of(found)]
	return text, numbers or [Number()]


def _joined(found: re.Match) -> str:
	"""`5 e avenue nord` is a 5th avenue; `5 e rue principale` is number 5E."""
	type_, rest = words.TYPES.get(found[3]), words_of(found[4])
	is_name = found[2] != "e" or all(word in words.DIRECTIONS or word.isdigit() for word in rest)
	return f"{found[1]}{found[2]} " if type_ and is_name else found[0]


def _inside(found: re.Match, text: str) -> tuple[list[Number], str]:
	"""A letter apart from the number is its suffix, unless it may begin the street: `r hill`, `d youville`, `o connor`."""
	numbers, rest = _numbers_of(found), text[found.end() :]
	if found["gap"] != " " or found["letter"] in SUFFIXES or _is_suffix(found["letter"], rest):
		return numbers, rest
	return [replace(one, suffix="") for one in numbers], f"{found['letter']} {rest}"


def _is_suffix(letter: str, rest: str) -> bool:
	"""`d` and `l` are articles before a vowel only; what stands before a street's type or number is a suffix."""
	following = next(iter(words_of(rest)), "")
	if letter in "dl" and following[:1] not in VOWELS:
		return True
	return letter != "r" and (following in words.TYPES or bool(words.number_of(following)))


def _is_ordinal(found: re.Match) -> bool:
	"""`4e rang, 12`"""
	return found["letter"] == "e" and not found["gap"]


def _filled(inside: Number, fields: list[Number]) -> Number:
	given = fields[0] if fields else Number()
	return replace(inside, suffix=given.suffix or inside.suffix, unit=given.unit or inside.unit)


def _agreed(number: Number, inside: list[Number]) -> Number:
	same = next((one for one in inside if one.civic == number.civic), None)
	if not same:
		return number
	return replace(number, suffix=number.suffix or same.suffix, unit=number.unit or same.unit)


def _has_a_name(rest: str) -> bool:
	"""`4 rang`: the number is the name. `12 4e rang`, `12 hill`, `12 du parc`: it is not."""
	found = words_of(rest)
	return bool(found) and not (len(found) == 1 and words.TYPES.get(found[0]) in _NUMBERED)


def _number_is_a_name(found: re.Match) -> bool:
	"""« Route 132 », but not « Route 132 1234 », « 4e Rang, 12 » or « Chemin du Lac 7 »."""
	before = words_of(found["name"])
	if "," in found["between"] or (len(before) > 1 and words.number_of(before[0])):
		return False
	return bool(before) and before[-1] in words.TYPES


def other_names(name: Name, text: str) -> Iterator[tuple[Name, bool]]:
	"""Other ways to understand the street than as it stands."""
	found = [word for word in words_of(text) if word not in words.ARTICLES]
	if "pte" in found:
		other = words.MEANINGS["pte"]
		yield replace(name, words=tuple(other[0] if word == other[1] else word for word in name.words)), False
	if not name.type and len(found) > 1 and (type_ := words.TYPES.get(found[-1])):
		yield replace(read_street(" ".join(found[:-1])), type=type_), False
	if name.type and len(found) > 1:
		yield from _with_type_as_word(name, found)
	elif type_ := _misspelled_type(found):
		place = 1 if words.number_of(found[0]) else 0
		yield read_street(" ".join([*found[:place], type_, *found[place + 1 :]])), True


def _misspelled_type(found: list[str]) -> str | None:
	"""`avenu`, `chemni`; what might be two types is none."""
	place = 1 if found and words.number_of(found[0]) else 0
	if len(found) < 2 or len(found[place]) < SHORTEST_TYPE:
		return None
	word = found[place]
	allowed = 1 if len(word) <= 5 else 2
	likely = {
		meaning
		for spelling, meaning in words.TYPES.items()
		if len(spelling) >= SHORTEST_TYPE and OSA.distance(word, spelling, score_cutoff=allowed) <= allowed
	}
	return likely.pop() if len(likely) == 1 else None


def _with_type_as_word(name: Name, found: list[str]) -> Iterator[tuple[Name, bool]]:
	"""`Côte Saint-Louis` for « Chemin de la Côte-Saint-Louis », `Chemin du 4e Rang` for « 4e Rang »."""
	place = next(place for place, word in enumerate(found) if words.TYPES.get(word) == name.type)
	spelled = [*found[:place], name.type, *found[place + 1 :]]
	yield replace(read_street("rue " + " ".join(spelled)), type=None), True
	second = read_street(" ".join(found[1:]))
	if second.type and second.words:
		yield second, True
