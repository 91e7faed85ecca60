"""A street's or a place's name taken apart, so that two spellings of it can be compared word by word."""

from dataclasses import dataclass

from gigafibre_fsm.domain.addresses.text import words_of
from gigafibre_fsm.domain.addresses.words import (
	ARTICLES,
	DIRECTIONS,
	SMALL_ROMAN,
	TYPES,
	number_of,
	spelled_out,
)


@dataclass(frozen=True, slots=True)
class Name:
	"""`Chemin du 4e-Rang Ouest`: type chemin, words 4 rang, direction ouest, articles du."""

	type: str | None
	words: tuple[str, ...]
	direction: str | None = None
	articles: tuple[str, ...] = ()
	# All of it in its order, each part spelled out: what a person types from left to right.
	text: str = ""

	@property
	def told_apart_by(self) -> tuple[str, ...]:
		"""Without type and articles."""
		return (*self.words, self.direction) if self.direction else self.words

	@property
	def key(self) -> str:
		return " ".join(self.told_apart_by)


def read_street(text: str | None) -> Name:
	found = _join_initials(words_of(text))
	type_, rest = _take_type(found)
	if type_ == "rang":
		rest = [SMALL_ROMAN.get(word, word) for word in rest]
	direction = DIRECTIONS.get(rest[-1]) if len(rest) > 1 or type_ in ("rang", "chemin", "route") else None
	if direction and rest:
		rest = rest[:-1]
	return _name(type_, rest, direction, in_order(found))


def read_place(text: str | None) -> Name:
	"""A municipality: no type, no direction."""
	found = _join_initials(words_of(text))
	return _name(None, found, None, in_order(found))


def in_order(found: list[str]) -> str:
	"""`ch du 4e rg o` is `chemin du 4 rg ouest`: the type where a type stands, a direction at the end."""
	parts = [spelled_out(word) for word in found]
	place = 1 if len(found) > 1 and number_of(found[0]) else 0
	if found:
		parts[place] = parts[place] if found[place] == "st" else TYPES.get(found[place], parts[place])
	if len(found) > 1:
		parts[-1] = DIRECTIONS.get(found[-1], parts[-1])
	return " ".join(parts)


def search_key(street: str | None) -> str:
	"""What `Street.normalized` holds: no accents, no type, no articles, saints and numbers spelled one way."""
	return read_street(street).key


def _take_type(found: list[str]) -> tuple[str | None, list[str]]:
	"""The type leads (`Rang 4`), or follows a number (`4e Rang`)."""
	for position in (0, 1):
		if position and not (found and number_of(found[0])):
			break
		# « St » leads a saint; as « street » it would follow the name.
		if len(found) > 1 and found[position] != "st" and (type_ := TYPES.get(found[position])):
			return type_, found[:position] + found[position + 1 :]
	return None, found


def _join_initials(found: list[str]) -> list[str]:
	"""`n d` and `nd` are Notre-Dame."""
	text = " ".join(found)
	for short in (" n d ", " nd "):
		text = f" {text} ".replace(short, " notre dame ").strip()
	return text.split()


def _name(type_: str | None, rest: list[str], direction: str | None, text: str) -> Name:
	words = tuple(spelled_out(word) for word in rest if word not in ARTICLES)
	articles = tuple(word for word in rest if word in ARTICLES)
	if words:
		return Name(type_, words, direction, articles, text)
	# `Rue A`, `Rang Nord`: all there is, is the name.
	return Name(type_, articles or ((direction,) if direction else ()), text=text)
