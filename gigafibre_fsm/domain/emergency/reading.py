"""An address taken apart for comparing. What neither names the door nor the street goes: post boxes, rural routes, remarks,
the city behind the street.
"""

import re
from dataclasses import dataclass, replace

from gigafibre_fsm.domain.addresses import words
from gigafibre_fsm.domain.addresses.link_reading import Number, canonical_postal, clean_suffix, read_drop
from gigafibre_fsm.domain.addresses.link_types import Drop
from gigafibre_fsm.domain.addresses.memo import Memo
from gigafibre_fsm.domain.addresses.text import fold, words_of
from gigafibre_fsm.domain.emergency import municipalities, streets, units
from gigafibre_fsm.domain.emergency.doors import Door
from gigafibre_fsm.domain.emergency.findings import Written
from gigafibre_fsm.domain.emergency.municipalities import Municipality
from gigafibre_fsm.domain.emergency.streets import Street

# Of each; some ten megabytes in all. Sides are rarely asked for again, their streets are.
REMEMBERED = 20_000
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]?")
# `123rue`, and `#123, rue`: no unit stands alone before a street.
_GLUED_NUMBER = re.compile(r"^(\d+)([a-z]{2,})\b")
_HASH_NUMBER = re.compile(r"^# *(?=\d+[a-z]?[ ,]+[a-z]{2})")
_UNIT_BEHIND = re.compile(r"(.*\b([a-z]{2,}))[ ,]+(\d{1,4}[a-z]?)")
_ORDINALS = frozenset(("st", "rd"))
_POSTAL = re.compile(r"\b([a-z]\d[a-z])[ -]?(\d[a-z]\d)\b")
_BOX = re.compile(r"\b(?:c ?p|case postale|casier postal|(?:p ?o )?box|r ?r)[ #]*\d{1,5}\b")
# `123 rue Principale`: the street is read once for all its numbers.
_PLAIN_LINE = re.compile(r"\s*0*([1-9]\d{0,6})(?:\s+|\s*,\s*)(\w{2,}[\s,][^\d#]+)")
_PLAIN_NUMBER = re.compile(r"\s*0*([1-9]\d{0,6})\s*")


@dataclass(frozen=True, slots=True)
class Side:
	doors: tuple[Door, ...]
	street: Street
	municipality: Municipality
	postal_code: str


@dataclass(frozen=True, slots=True)
class _Text:
	"""A street's text without what has a place of its own."""

	text: str
	unit: str = ""
	postal_code: str = ""
	# As it reads without a number beside it.
	street: str = ""
	numbers: tuple[Number, ...] = ()

	@property
	def holds_a_number(self) -> bool:
		return bool(self.numbers[0].civic)


def _read(written: Written) -> Side:
	written = _with_number_apart(written)
	text = _text_of(written)
	numbers, street = _numbers_and_street(written, text)
	unit = units.read(written.unit)
	if not (unit or text.unit or numbers[0].unit):
		street, unit = _take_unit_behind(street, numbers[0])
	doors = tuple(
		Door(one.civic, one.suffix, unit or units.join(text.unit, units.read(one.unit))) for one in numbers
	)
	postal = _postal_codes[written.postal_code or ""] or text.postal_code
	return Side(doors, streets.read(street), municipalities.read(written.city or ""), postal)


read = Memo(_read, limit=REMEMBERED).__getitem__


def holds_a_number(written: Written) -> bool:
	"""In the text of the street, whatever its field says."""
	return _text_of(written).holds_a_number


def _text_of(written: Written) -> _Text:
	return _texts[(written.street or written.line or "", (written.city or "").strip())]


def _with_number_apart(written: Written) -> Written:
	line = written.street or written.line
	if written.civic_number or not line or not (found := _PLAIN_LINE.fullmatch(line)):
		return written
	return replace(written, civic_number=found[1], street=found[2])


def _numbers_and_street(written: Written, text: _Text) -> tuple[tuple[Number, ...], str]:
	if not written.civic_number and not written.suffix:
		return text.numbers, text.street
	plain = _PLAIN_NUMBER.fullmatch(written.civic_number or "")
	if plain and not text.holds_a_number:
		first = text.numbers[0]
		return (Number(int(plain[1]), clean_suffix(written.suffix) or first.suffix, first.unit),), text.street
	reading = read_drop(Drop(written.civic_number, written.suffix, None, text.text))
	return tuple(reading.numbers), reading.street


def _take_unit_behind(street: str, number: Number) -> tuple[str, str]:
	"""`123 rue Principale 2`; but `123 route 132`, and `rue Principale 123`."""
	found = _UNIT_BEHIND.fullmatch(street) if number.civic else None
	if not found or found[2] in words.TYPES:
		return street, ""
	return found[1], units.read(found[3])


def _take_apart(key: tuple[str, str]) -> _Text:
	raw, city = key
	text = " ".join(fold(_BRACKETS.sub(_bracketed, raw) or raw).split())
	text, postal = _take_postal(_GLUED_NUMBER.sub(_unglued, _HASH_NUMBER.sub("", text)))
	text = _without_place(_BOX.sub(" ", text), municipalities.read(city))
	text, unit = units.take(text)
	text = streets.numbers_in_figures(" ".join(text.split()).strip(" ,-"))
	if text.isdigit():
		return _Text("", unit, postal, "", (Number(int(text) or None),))
	alone = read_drop(Drop(street=text))
	return _Text(text, unit, postal, alone.street, tuple(alone.numbers))


_texts = Memo(_take_apart, limit=REMEMBERED)
_postal_codes = Memo(canonical_postal, limit=REMEMBERED)


def _bracketed(found: re.Match) -> str:
	"""`(maison bleue)` goes, `(app. 2)` stays."""
	return f" , {found[1]} , " if units.is_in(fold(found[1])) else " "


def _unglued(found: re.Match) -> str:
	is_type = found[2] in words.TYPES and found[2] not in _ORDINALS
	return f"{found[1]} {found[2]}" if is_type else found[0]


def _take_postal(text: str) -> tuple[str, str]:
	found = _POSTAL.search(text)
	if not found:
		return text, ""
	return f"{text[: found.start()]} , {text[found.end() :]}", canonical_postal(found[0])


def _without_place(text: str, city: Municipality) -> str:
	"""Behind the last comma; or without one, where a street's name is left."""
	segments = [segment.strip() for segment in text.split(",")]
	while len(segments) > 1 and _is_place(segments[-1], city):
		segments.pop()
	segments[-1] = _without_city(segments[-1], city)
	return ", ".join(segments)


def _is_place(segment: str, city: Municipality) -> bool:
	found = municipalities.read(segment)
	return all(word in words.PROVINCE for word in words_of(segment)) or bool(found.today & city.today)


def _without_city(segment: str, city: Municipality) -> str:
	pieces = segment.split()
	for place in range(1, len(pieces) if city.words else 0):
		name, rest = pieces[:place], " ".join(pieces[place:])
		if municipalities.read(rest).glued == city.glued and _names_a_street(words_of(" ".join(name))):
			return " ".join(name)
	return segment


def _names_a_street(found: list[str]) -> bool:
	return any(
		word not in words.ARTICLES and word not in words.TYPES and not any(map(str.isdigit, word))
		for word in found
	)
