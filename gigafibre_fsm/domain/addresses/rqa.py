"""Reads the Québec address register (RQA): good rows in the order of the file, bad ones with the reason.

A bad value that an address can do without (a postal code that is none, a point outside of Québec) is left empty and
counted; one that makes it another place, or no place, rejects the row.
"""

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path

from gigafibre_fsm.domain.addresses.memo import REMEMBERED, Memo
from gigafibre_fsm.domain.addresses.register_lines import Lines, UnreadableFile
from gigafibre_fsm.domain.addresses.seen import Seen

COLUMNS = (
	"identifiant_unique_adresse",
	"numero_municipal",
	"numero_municipal_suffixe",
	"numero_unite",
	"odonyme_recompose_normal",
	"nom_municipalite",
	"code_postal",
	"latitude",
	"longitude",
)
DELIMITERS = ",;\t|"
HIGHEST_CIVIC = 999_999
LONGEST_NAME, LONGEST_SUFFIX, LONGEST_UNIT = 140, 10, 20
# Québec with a margin; 0, 0 and swapped coordinates are outside.
SOUTH, NORTH, WEST, EAST = 44.0, 63.5, -80.5, -56.0

REASONS = {
	"unreadable": "quotation marks or line that cannot be read",
	"columns": "wrong number of columns",
	"no_id": "no identifier",
	"id_too_long": "identifier too long",
	"id_unusable": "identifier with spaces or other characters that a name cannot hold",
	"civic_number": "civic number is not a number",
	"civic_range": "civic number out of range",
	"suffix_too_long": "civic number suffix too long",
	"unit_too_long": "unit too long",
	"no_street": "no street",
	"street_too_long": "street too long",
	"no_municipality": "no municipality",
	"municipality_too_long": "municipality too long",
	"duplicate": "identifier repeated in the file",
}

_ID = re.compile(r"[\w.:/{}()+=@#*-]+", re.ASCII)
_POSTAL_CODE = re.compile(r"([A-Z]\d[A-Z])[ -]?(\d[A-Z]\d)")

# address_id, place of the street in `Register.streets`, civic number, suffix, unit, postal code, latitude, longitude
Row = tuple[str, int, int, str, str, str, float, float]


class BadRow(ValueError):
	"""`args[0]` is one of REASONS."""


@dataclass(frozen=True)
class Reject:
	line: int
	address_id: str
	reason: str
	row: dict


@dataclass
class Batch:
	rows: list[Row] = field(default_factory=list)
	rejects: list[Reject] = field(default_factory=list)


class Register:
	"""One reading of a file. `streets` grows meanwhile: (street, municipality), a row names one by its place."""

	def __init__(self, path: str | Path):
		self.streets: list[tuple[str, str]] = []
		self.emptied: Counter[str] = Counter()
		self._lines = Lines(Path(path))
		self._seen = Seen()
		self._street_numbers: dict[tuple[str, str], int] = {}
		self._street = Memo(self._read_street, limit=2 * REMEMBERED)
		self._civic = Memo(read_civic)
		self._suffix = Memo(lambda text: _short(text, LONGEST_SUFFIX, "suffix_too_long"))
		self._unit = Memo(lambda text: _short(text, LONGEST_UNIT, "unit_too_long"))
		self._postal = Memo(read_postal)

	@property
	def fraction(self) -> float:
		"""How much of the file has been read."""
		return self._lines.fraction

	def batches(self) -> Iterator[Batch]:
		number = 0
		header = None
		for lines in self._lines.blocks():
			if header is None:
				header, skipped = self._read_header(lines)
				number, lines = skipped, lines[skipped:]
			yield self._batch(number, lines)
			number += len(lines)
		if header is None:
			raise UnreadableFile("empty", str(self._lines.path))

	def _read_header(self, lines: list[str]) -> tuple[list[str], int]:
		place = next((place for place, line in enumerate(lines) if line.strip("\ufeff\r\t ")), None)
		if place is None:
			raise UnreadableFile("empty", str(self._lines.path))
		line = lines[place].lstrip("\ufeff").rstrip("\r")
		self._delimiter = max(DELIMITERS, key=line.count)
		self._header = [name.strip().strip('"').strip().lower() for name in line.split(self._delimiter)]
		missing = [name for name in COLUMNS if name not in self._header]
		if missing:
			raise UnreadableFile("missing_columns", *missing)
		self._pick = itemgetter(*map(self._header.index, COLUMNS))
		return self._header, place + 1

	def _batch(self, before: int, lines: list[str]) -> Batch:
		batch, places = Batch(), []
		for place, values in enumerate(self._split(lines)):
			if values == []:
				continue
			try:
				batch.rows.append(self._read_row(values))
				places.append(place)
			except BadRow as bad:
				batch.rejects.append(self._reject(before + place + 1, bad.args[0], lines[place], values))
		self._take_out_repeated(batch, before, lines, places)
		return batch

	def _take_out_repeated(self, batch: Batch, before: int, lines: list[str], places: list[int]) -> None:
		repeated = self._seen.repeated([row[0] for row in batch.rows])
		if not repeated.any():
			return
		for number in repeated.nonzero()[0].tolist():
			place = places[number]
			values = self._split([lines[place]])[0]
			batch.rejects.append(self._reject(before + place + 1, "duplicate", lines[place], values))
		batch.rows = [row for row, again in zip(batch.rows, repeated.tolist(), strict=True) if not again]

	def _split(self, lines: list[str]) -> list[list[str] | None]:
		"""One list per line, empty for a blank one, None for one that cannot be read.

		A row never goes over a line's end here: one stray quotation mark would swallow all that follows.
		"""
		if not any('"' in line for line in lines):
			try:
				return list(csv.reader(lines, delimiter=self._delimiter))
			except csv.Error:
				pass
		return [self._split_line(line) for line in lines]

	def _split_line(self, line: str) -> list[str] | None:
		try:
			return next(csv.reader([line], delimiter=self._delimiter, strict=True), [])
		except csv.Error:
			return None

	def _reject(self, line: int, reason: str, text: str, values: list[str] | None) -> Reject:
		if values is None or len(values) != len(self._header):
			return Reject(line, "", reason, {"line": text.rstrip("\r")})
		return Reject(
			line, self._pick(values)[0].strip(), reason, dict(zip(self._header, values, strict=True))
		)

	def _read_row(self, values: list[str] | None) -> Row:
		if values is None:
			raise BadRow("unreadable")
		if len(values) != len(self._header):
			raise BadRow("columns")
		identifier, civic, suffix, unit, street, municipality, postal, latitude, longitude = self._pick(
			values
		)
		identifier = identifier.strip()
		if not _ID.fullmatch(identifier) or len(identifier) > LONGEST_NAME:
			raise BadRow(_wrong_identifier(identifier))
		code = self._postal[postal]
		if not code and postal.strip():
			self.emptied["postal_code"] += 1
		return (
			identifier,
			self._street[street, municipality],
			self._civic[civic],
			self._suffix[suffix],
			self._unit[unit],
			code,
			*self._point(latitude, longitude),
		)

	def _point(self, latitude: str, longitude: str) -> tuple[float, float]:
		try:
			north, east = float(latitude), float(longitude)
		except ValueError:
			north, east = _with_comma(latitude), _with_comma(longitude)
		if SOUTH <= north <= NORTH and WEST <= east <= EAST:
			return north, east
		if latitude.strip() or longitude.strip():
			self.emptied["coordinates"] += 1
		return 0.0, 0.0

	def _read_street(self, texts: tuple[str, str]) -> int:
		street, municipality = map(_tidy, texts)
		_check_name(street, "no_street", "street_too_long")
		_check_name(municipality, "no_municipality", "municipality_too_long")
		number = self._street_numbers.setdefault((street, municipality), len(self.streets))
		if number == len(self.streets):
			self.streets.append((street, municipality))
		return number


def read_civic(text: str) -> int:
	digits = text.strip()
	if not (digits.isascii() and digits.isdigit()):
		raise BadRow("civic_number")
	digits = digits.lstrip("0")
	if not 1 <= len(digits) <= len(str(HIGHEST_CIVIC)):
		raise BadRow("civic_range")
	return int(digits)


def read_postal(text: str) -> str:
	match = _POSTAL_CODE.fullmatch(text.strip().upper())
	return f"{match[1]} {match[2]}" if match else ""


def _tidy(text: str) -> str:
	"""One spelling of accents and of spaces, control characters left out."""
	plain = " ".join(unicodedata.normalize("NFC", text).split())
	return plain if plain.isprintable() else "".join(letter for letter in plain if letter.isprintable())


def _short(text: str, longest: int, reason: str) -> str:
	tidy = _tidy(text)
	if len(tidy) > longest:
		raise BadRow(reason)
	return tidy


def _check_name(name: str, missing: str, too_long: str) -> None:
	if not name:
		raise BadRow(missing)
	if len(name) > LONGEST_NAME:
		raise BadRow(too_long)


def _wrong_identifier(identifier: str) -> str:
	if not identifier:
		return "no_id"
	return "id_too_long" if len(identifier) > LONGEST_NAME else "id_unusable"


def _with_comma(text: str) -> float:
	"""`45,123456`, as a French spreadsheet writes it."""
	try:
		return float(text.strip().replace(",", "."))
	except ValueError:
		return float("nan")
