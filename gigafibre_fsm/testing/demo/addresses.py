"""The civic addresses of three invented municipalities, spelled out from `streets.csv`. No database, no chance.

Run by itself, this file writes them as the address register has them.
"""

import csv
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

FILE = Path(__file__).with_name("streets.csv")
_SPAN = re.compile(r"(\d+)-(\d+)/(\d+)")
_UNITS = re.compile(r"(\d+)#(\w+)-(\w+)")
_NUMBER = re.compile(r"(\d+)([A-Z]?)")
# The register's columns, and ours.
COLUMNS = {
	"identifiant_unique_adresse": "address_id",
	"numero_municipal": "civic_number",
	"numero_municipal_suffixe": "civic_suffix",
	"numero_unite": "unit",
	"odonyme_recompose_normal": "street",
	"nom_municipalite": "municipality",
	"code_postal": "postal_code",
	"latitude": "latitude",
	"longitude": "longitude",
}


@dataclass(frozen=True)
class Address:
	address_id: str
	civic_number: int
	civic_suffix: str
	unit: str
	street: str
	municipality: str
	postal_code: str
	latitude: float
	longitude: float

	@property
	def line(self) -> str:
		number = f"{self.civic_number}{self.civic_suffix}"
		return f"{number} {self.street}" + (f" app. {self.unit}" if self.unit else "")


def all_addresses() -> list[Address]:
	places = [(row, place) for row in streets() for place in _places(row["numbers"])]
	buildings: dict[str, list[int]] = {}
	return [_address(number, row, place, buildings) for number, (row, place) in enumerate(places, start=1)]


def streets() -> list[dict]:
	with FILE.open(encoding="utf-8", newline="") as file:
		return list(csv.DictReader(file))


def write_csv(file: TextIO) -> None:
	"""The same list as a file of the address register, to load or to look at."""
	writer = csv.writer(file)
	writer.writerow(COLUMNS)
	for address in all_addresses():
		writer.writerow(getattr(address, field) for field in COLUMNS.values())


def _address(number: int, row: dict, place: tuple, buildings: dict) -> Address:
	along_street = buildings.setdefault(f"{row['municipality']}/{row['street']}", [])
	if place[0] not in along_street:  # the apartments of a building share its coordinates
		along_street.append(place[0])
	along = along_street.index(place[0])
	return Address(
		f"DEMO{number:05d}",
		*place,
		street=row["street"],
		municipality=row["municipality"],
		postal_code=row["postal_code"],
		latitude=round(float(row["latitude"]) + along * float(row["step_latitude"]), 6),
		longitude=round(float(row["longitude"]) + along * float(row["step_longitude"]), 6),
	)


def _places(numbers: str) -> Iterator[tuple[int, str, str]]:
	"""`2-8/2 9A 12#1-3`: even numbers from 2 to 8, then 9A, then three apartments of 12."""
	for part in numbers.split():
		if span := _SPAN.fullmatch(part):
			first, last, step = map(int, span.groups())
			yield from ((number, "", "") for number in range(first, last + 1, step))
		elif units := _UNITS.fullmatch(part):
			yield from ((int(units[1]), "", unit) for unit in _range_of(units[2], units[3]))
		else:
			number, suffix = _NUMBER.fullmatch(part).groups()
			yield int(number), suffix, ""


def _range_of(first: str, last: str) -> list[str]:
	if first.isdigit():
		return [str(number) for number in range(int(first), int(last) + 1)]
	return [chr(code) for code in range(ord(first), ord(last) + 1)]


if __name__ == "__main__":
	write_csv(sys.stdout)
