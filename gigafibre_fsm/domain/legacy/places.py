"""An address of the old system's own lines, taken apart: `123-A, rue de l'Église app. 4`."""

import re
from dataclasses import dataclass

from gigafibre_fsm.domain.addresses import words
from gigafibre_fsm.domain.addresses.link_reading import clean_unit, read_drop
from gigafibre_fsm.domain.addresses.link_types import Drop
from gigafibre_fsm.domain.addresses.text import fold, words_of
from gigafibre_fsm.domain.legacy import text

_MARKS = "|".join(sorted((mark for mark in words.UNIT_MARKS if mark != "#"), key=len, reverse=True))
# What most lines are: a number, perhaps a letter on it, and a street of two words or more without any digit.
_USUAL = re.compile(r"(\d{1,6})([A-DF-Ha-df-h])?,? +([^\W\d_]{2}[^\d#(\[/,]* [^\d#(\[/,]+)")
_UNUSUAL = re.compile(rf"\b(?:{_MARKS})\b| -|- |unité|arri[eè]re$", re.IGNORECASE)
_ONLY_UNIT = re.compile(rf"(?:(?:{_MARKS}) *#? *|# *)([a-z]?\d{{1,5}}[a-z]?|[a-z])")
_NUMBER = re.compile(r"(\d{1,6})(?: ?-? ?([A-Za-z]| ?1/2))?")
PROVINCES = {
	"quebec": "QC",
	"qc": "QC",
	"pq": "QC",
	"p q": "QC",
	"que": "QC",
	"ontario": "ON",
	"ont": "ON",
	"on": "ON",
}
PROVINCE = "QC"


@dataclass(frozen=True, slots=True)
class Place:
	line: str
	civic_number: str | None = None
	civic_suffix: str | None = None
	unit: str | None = None
	street: str | None = None


def read(address1: str | None, address2: str | None) -> Place | None:
	first, second = text.plain(address1), text.plain(address2)
	line = ", ".join(_one_line(part) for part in (first, second) if part)
	if not line:
		return None
	if beside := _unit(second):
		second = None
	number, suffix, unit, street = _parts(_one_line(first or second or ""))
	return Place(line, number, suffix, unit or beside, street or None)


def _one_line(part: str) -> str:
	return " ".join(part.split()).strip(" ,")


def _parts(line: str) -> tuple[str | None, str | None, str | None, str | None]:
	usual = _USUAL.fullmatch(line)
	if usual and not _UNUSUAL.search(line) and int(usual[1]):
		return str(int(usual[1])), (usual[2] or "").upper() or None, None, usual[3]
	reading = read_drop(Drop(street=line))
	number = reading.first.number
	if number.civic is None:
		return None, number.suffix or None, number.unit or None, line
	street = _as_written(reading.street, line)
	return str(number.civic), number.suffix or None, number.unit or None, street


def _as_written(folded: str, line: str) -> str | None:
	"""The words of the line that make the street: the reader's own are without accents and capitals."""
	wanted = words_of(folded)
	parts = [(part, words_of(part)) for part in line.split()]
	for start in range(len(parts)):
		found: list[str] = []
		for end in range(start, len(parts)):
			found += parts[end][1]
			if found == wanted:
				return " ".join(part for part, _words in parts[start : end + 1]).strip(" ,-")
			if found != wanted[: len(found)]:
				break
	return folded or None


def _unit(address2: str | None) -> str | None:
	"""`app. 4`; a second line that says something else is only part of the line."""
	found = _ONLY_UNIT.fullmatch(fold(address2).strip(" ,")) if address2 else None
	return clean_unit(found[1]) if found else None


def civic(value: str | None) -> tuple[str | None, str | None]:
	"""A field for the number alone: `123A` is 123 and A; what can be read in several ways stays as it is."""
	written = text.clean(value)
	found = _NUMBER.fullmatch(written) if written else None
	if not found:
		return written, None
	return found[1], (found[2] or "").strip().upper() or None


def province(value: str | None) -> str:
	written = text.clean(value)
	if not written:
		return PROVINCE
	return PROVINCES.get(" ".join(fold(written).replace("-", " ").split()), written)


def degrees(value, highest: int) -> float:
	"""0 where there is none; to the six digits that the site keeps."""
	number = round(float(value or 0), 6)
	return number if abs(number) <= highest else 0.0
