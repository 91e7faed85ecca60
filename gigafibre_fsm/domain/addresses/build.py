"""Builds the address index: sorts the register into arrays, in seconds for millions of rows.

Rows stand by street, civic number, suffix and unit. Beside them: which streets have a civic number, which rows and
streets a postal code, which rows lie in a square of about a hundred metres, and the grams of street and place names.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from gigafibre_fsm.domain.addresses import store
from gigafibre_fsm.domain.addresses.grams import postings
from gigafibre_fsm.domain.addresses.street_name import Name, read_place, read_street
from gigafibre_fsm.domain.addresses.text import natural

SQUARE = 0.001  # degrees
# Squares of one row of the map are numbered on; the next row begins so many later.
ROW_OF_SQUARES = 1 << 20
CIVIC_SPACE = 1 << 24
STREET_SPACE = 1 << 24
# So many letters tell names apart while one is being typed.
BEGINNING = 24


@dataclass
class Register:
	"""Columns of one length: a street is its place in `streets`, texts are bytes in UTF-8."""

	streets: Sequence[str]
	cities: Sequence[str]
	ids: np.ndarray
	street: np.ndarray
	civic: np.ndarray
	suffix: np.ndarray
	unit: np.ndarray
	postal: np.ndarray
	latitude: np.ndarray
	longitude: np.ndarray
	# Former names of places, and today's: (« Pointe-du-Lac », « Trois-Rivières »).
	aliases: Iterable[tuple[str, str]] = ()
	# The identifiers of addresses that have a drop.
	served: Iterable[bytes] = field(default_factory=tuple)


def build(folder: Path, register: Register, facts: dict | None = None) -> None:
	"""`folder` is new and empty; it is an index once this returns, and not before."""
	folder.mkdir(parents=True, exist_ok=True)
	_build_names(folder, register)
	_build_rows(folder, register)
	store.save_meta(folder, {"streets": len(register.streets), "rows": len(register.ids), **(facts or {})})


def _build_names(folder: Path, register: Register) -> None:
	of_text = {text: read_street(text) for text in set(register.streets)}
	names = {name: number for number, name in enumerate(sorted(set(of_text.values()), key=_by_letters))}
	street_name = np.array([names[of_text[text]] for text in register.streets], dtype=np.int32)
	cities = {city: number for number, city in enumerate(dict.fromkeys(register.cities))}
	street_city = np.array([cities[city] for city in register.cities], dtype=np.int32)
	store.save_texts(folder, "street_text", register.streets)
	store.save_texts(folder, "city_text", cities)
	store.save_texts(folder, "name", map(encode_name, names))
	store.save(folder, "name_begins", np.array([name.text.encode() for name in names], dtype=f"S{BEGINNING}"))
	store.save(folder, "street_name", street_name)
	store.save(folder, "street_city", street_city)
	_save_groups(folder, "name", street_name, len(names))
	_save_groups(folder, "city", street_city, len(cities))
	_save_grams(folder, "name", [name.told_apart_by for name in names])
	_build_places(folder, cities, register.aliases)


def _save_groups(folder: Path, kind: str, owner: np.ndarray, count: int) -> None:
	"""The streets of each name, of each city."""
	order = np.argsort(owner, kind="stable").astype(np.int32)
	store.save(folder, f"{kind}_street", order)
	store.save(folder, f"{kind}_start", np.searchsorted(owner[order], np.arange(count + 1)))


def _build_places(folder: Path, cities: dict[str, int], aliases: Iterable[tuple[str, str]]) -> None:
	"""A city, then each of its former names: all of them lead to the city."""
	number_of = {read_place(city).words: number for city, number in cities.items()}
	entries = [(read_place(city), number) for city, number in cities.items()]
	for former, today in aliases:
		name, number = read_place(former), number_of.get(read_place(today).words)
		if number is not None and name.words:
			entries.append((name, number))
	store.save_texts(folder, "place", [encode_name(name) for name, _ in entries])
	store.save(folder, "place_city", np.array([number for _, number in entries], dtype=np.int32))
	_save_grams(folder, "place", [name.words for name, _ in entries])


def _save_grams(folder: Path, kind: str, names: list[tuple[str, ...]]) -> None:
	for part, array in postings(names).items():
		store.save(folder, f"{kind}_gram_{part}", array)


def _by_letters(name: Name) -> tuple:
	"""Names that begin alike stand together."""
	return (name.text, encode_name(name))


def encode_name(name: Name) -> str:
	words, articles = " ".join(name.words), " ".join(name.articles)
	return "|".join((name.type or "", words, name.direction or "", articles, name.text))


def decode_name(text: str) -> Name:
	type_, words, direction, articles, in_order = text.split("|")
	return Name(type_ or None, tuple(words.split()), direction or None, tuple(articles.split()), in_order)


def _build_rows(folder: Path, register: Register) -> None:
	suffix, unit = _coded(register.suffix), _coded(register.unit)
	order = np.lexsort((unit.codes, suffix.codes, register.civic, register.street))
	street = np.asarray(register.street, dtype=np.int32)[order]
	civic = np.asarray(register.civic, dtype=np.int32)[order]
	postal = store.encode_postal(register.postal)[order]
	for name, coded in (("suffix", suffix), ("unit", unit)):
		store.save_texts(folder, f"{name}_text", coded.texts)
		store.save(folder, f"row_{name}", coded.codes[order])
	ids = np.asarray(register.ids)[order]
	store.save(folder, "row_id", ids)
	store.save(folder, "row_street", street)
	store.save(folder, "row_civic", civic)
	store.save(folder, "row_postal", postal)
	store.save(folder, "row_start", np.searchsorted(street, np.arange(len(register.streets) + 1)))
	_build_numbers(folder, street, civic)
	_build_postal(folder, street, civic, postal)
	_build_squares(folder, register, order)
	_build_served(folder, register, ids, street)


@dataclass
class _Coded:
	texts: list[str]
	codes: np.ndarray


def _coded(column: np.ndarray) -> _Coded:
	"""Few distinct texts: 0 is none, the others in the order a person would put them (2 before 10)."""
	column = np.asarray(column)
	filled = np.flatnonzero(column != b"")
	distinct, inverse = np.unique(column[filled], return_inverse=True)
	texts = [text.decode() for text in distinct.tolist()]
	ranked = sorted(range(len(texts)), key=lambda place: natural(texts[place]))
	rank = np.empty(len(texts), dtype=np.int32)
	rank[ranked] = np.arange(1, len(texts) + 1)
	codes = np.zeros(len(column), dtype=np.int32)
	codes[filled] = rank[inverse] if len(texts) else 0
	return _Coded(["", *(texts[place] for place in ranked)], codes)


def _build_numbers(folder: Path, street: np.ndarray, civic: np.ndarray) -> None:
	"""Civic number → streets that have it, with the first of their rows there and how many there are."""
	key = street.astype(np.int64) * CIVIC_SPACE + civic
	distinct, starts = store.starts_of(key)
	numbers = (distinct % CIVIC_SPACE).astype(np.int32)
	order = np.argsort(numbers, kind="stable")
	values, value_starts = store.starts_of(numbers[order])
	store.save(folder, "number_value", values)
	store.save(folder, "number_start", value_starts)
	store.save(folder, "number_street", (distinct // CIVIC_SPACE).astype(np.int32)[order])
	store.save(folder, "number_row", starts[:-1][order])
	store.save(folder, "number_count", np.diff(starts)[order].astype(np.int32))


def _build_postal(folder: Path, street: np.ndarray, civic: np.ndarray, postal: np.ndarray) -> None:
	order = np.lexsort((civic, postal)).astype(np.int32)
	store.save(folder, "postal_row", order)
	store.save(folder, "postal_key", postal[order] * CIVIC_SPACE + civic[order])
	pairs = np.unique(postal * STREET_SPACE + street)
	store.save(folder, "postal_street", pairs)


def _build_squares(folder: Path, register: Register, order: np.ndarray) -> None:
	latitude = np.nan_to_num(np.asarray(register.latitude, dtype=np.float64))[order]
	longitude = np.nan_to_num(np.asarray(register.longitude, dtype=np.float64))[order]
	store.save(folder, "row_latitude", np.round(latitude * 1e6).astype(np.int32))
	store.save(folder, "row_longitude", np.round(longitude * 1e6).astype(np.int32))
	key = square_of(latitude, longitude)
	by_square = np.argsort(key, kind="stable").astype(np.int32)
	store.save(folder, "square_row", by_square)
	store.save(folder, "square_key", key[by_square])


def square_of(latitude, longitude):
	"""One number per square."""
	row = np.floor(np.asarray(latitude) / SQUARE).astype(np.int64)
	column = np.floor(np.asarray(longitude) / SQUARE).astype(np.int64)
	return row * ROW_OF_SQUARES + column + ROW_OF_SQUARES // 2


def _build_served(folder: Path, register: Register, ids: np.ndarray, street: np.ndarray) -> None:
	"""Streets with a drop: they come first where a shortlist is full of equals."""
	served = np.zeros(len(register.streets), dtype=np.bool_)
	wanted = np.array(list(register.served), dtype=ids.dtype)
	if len(wanted):
		served[street[np.isin(ids, wanted)]] = True
	store.save(folder, "street_served", served)
