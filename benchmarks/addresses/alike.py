"""Which rows a typed text cannot tell apart: the answers that are as right as the meant one.

The rules are those of a reader: what is written must agree, what is left out is open, and after a slip of the keys
every address that is as few slips away as the meant one is as good.
"""

from dataclasses import dataclass

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract_iter

from .register import Register, Row, plain


@dataclass
class Open:
	"""What the text leaves open; by default nothing but the unit and the postal code."""

	types: frozenset[str] | None = frozenset()  # empty: as meant; None: any
	direction: bool = False
	words: list[str] | None = None  # those of the name that were written, in any order
	city: str | None = ""  # what was written of it; None: nothing
	unit: bool = True
	postal: bool = True
	slips: str | None = None  # the street and city as written, with their slips
	street_slips: str | None = None  # the street alone as written; its city follows the rule of cities
	typeless: bool = False  # what has slips was written without the type
	glued: bool = False
	beginning: str | None = None  # all that was written after the civic number
	only_postal: bool = False
	formerly: bool = False  # the city is written under a name that it had


def alike(register: Register, row: Row, left: Open) -> list[Row]:
	if left.only_postal:
		rows = [found for found in register.rows_in_postal(row.postal_code) if found.civic == row.civic]
	else:
		rows = [
			found for street in streets(register, row, left) for found in register.rows_at(street, row.civic)
		]
	return [found for found in rows if agrees(found, row, left)]


def agrees(found: Row, row: Row, left: Open) -> bool:
	return (
		found.suffix == row.suffix
		and (left.unit or found.unit == row.unit)
		and (left.postal or found.postal_code == row.postal_code)
	)


def streets(register: Register, row: Row, left: Open) -> list[int]:
	if left.beginning is not None:
		return beginning(register, left.beginning)
	if left.slips is not None:
		return as_close(register, row, left)
	if left.street_slips is not None:
		return as_close_in_city(register, row, left)
	return [street for street in named(register, row, left) if fits(register, street, row, left)]


def named(register: Register, row: Row, left: Open) -> list[int]:
	if left.words is None:
		return register.streets_by_name[plain(row.parts.name)]
	rarest = min((register.streets_by_word[word] for word in left.words), key=len)
	return [street for street in rarest if has_words(register.plain_names[street], left.words)]


def has_words(name: str, words: list[str]) -> bool:
	return set(words) <= set(name.split())


def fits(register: Register, street: int, row: Row, left: Open) -> bool:
	parts, meant = register.parts[street], row.parts
	if left.types is not None and parts.type not in (left.types or {meant.type}):
		return False
	if not left.direction and parts.direction != meant.direction:
		return False
	return fits_city(register.plain_cities[street], plain(row.city), left)


def fits_city(city: str, meant: str, left: Open) -> bool:
	if left.city is None:
		return True
	if left.formerly and city == meant:
		return True
	return f" {left.city} " in f" {city} " if left.city else city == meant


def beginning(register: Register, text: str) -> list[int]:
	"""Streets that the text begins, or whose whole name it holds before the beginning of their city."""
	found = register.streets_beginning(text)
	for cut in range(len(text), 0, -1):
		if text[cut - 1 : cut] == " ":
			street, city = text[: cut - 1], text[cut:]
			found += [
				number
				for number in register.streets_beginning(street)
				if register.plain_streets[number] == street and register.plain_cities[number].startswith(city)
			]
	return sorted(set(found))


def street_text(register: Register, street: int, left: Open) -> str:
	parts = register.parts[street]
	return plain(f"{parts.name} {parts.direction}") if left.typeless else register.plain_streets[street]


def whole(register: Register, street: int, left: Open) -> str:
	text = f"{street_text(register, street, left)} {register.plain_cities[street]}"
	return text.replace(" ", "") if left.glued else text


def as_close(register: Register, row: Row, left: Open) -> list[int]:
	typed = plain(left.slips)
	typed = typed.replace(" ", "") if left.glued else typed
	slips = OSA.distance(typed, whole(register, row.street, left))
	candidates = {int(street): whole(register, street, left) for street in register.streets_with(row.civic)}
	scored = extract_iter(typed, candidates, processor=None, scorer=OSA.distance, score_cutoff=slips)
	return [street for _text, _score, street in scored]


def as_close_in_city(register: Register, row: Row, left: Open) -> list[int]:
	typed, meant = plain(left.street_slips), plain(row.city)
	slips = OSA.distance(typed, street_text(register, row.street, left))
	return [
		int(street)
		for street in register.streets_with(row.civic)
		if fits_city(register.plain_cities[street], meant, left)
		and OSA.distance(typed, street_text(register, street, left), score_cutoff=slips) <= slips
	]
