"""`pairs.csv`: two ways to write an address, and what a clerk says of them.

A cell is « street line; city; postal code », or « civic number|suffix|unit|street » in the place of the line. Where a cell
has no city, both have the same.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

from gigafibre_fsm.domain.emergency.findings import Written

FILE = Path(__file__).with_name("pairs.csv")
CITY, POSTAL_CODE = "Val-des-Bouleaux", "J0S 1A1"


@dataclass(frozen=True)
class Pair:
	one: Written
	other: Written
	verdict: str
	parts: tuple[str, ...]
	text: str


def all_pairs() -> list[Pair]:
	with FILE.open(encoding="utf-8", newline="") as rows:
		return [_pair(row) for row in csv.DictReader(rows)]


def _pair(row: dict) -> Pair:
	parts = tuple(part for part in row["parts"].split("; ") if part)
	text = f"{row['one']} ~ {row['other']}"
	return Pair(written(row["one"]), written(row["other"]), row["verdict"], parts, text)


def written(cell: str) -> Written:
	line, *place = (part.strip() for part in cell.split(";"))
	city, postal_code = place or (CITY, POSTAL_CODE)
	if "|" not in line:
		return Written(city=city, postal_code=postal_code, line=line)
	civic_number, suffix, unit, street = (part.strip() for part in line.split("|"))
	return Written(civic_number, suffix, unit, street, city, postal_code)
