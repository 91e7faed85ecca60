"""Links the rows of a CSV file with the columns of the legacy table `fibre`."""

import csv
from collections.abc import Iterator
from pathlib import Path

from gigafibre_fsm.domain.addresses.index import AddressIndex
from gigafibre_fsm.domain.addresses.link import Linker
from gigafibre_fsm.domain.addresses.link_types import Drop

REQUIRED = ("id", "rue", "ville")
SIGNS = ",;\t"


class MissingColumn(ValueError):
	"""Its text is a sentence for whoever gave the file."""


def link_file(index: AddressIndex, drops_csv: Path | str) -> Iterator[dict]:
	"""One row per drop, in the file's order: id, address_id (empty where none), method, score, reason.

	:raises MissingColumn: where the file cannot hold drops.
	"""
	linker = Linker(index)
	for row in read_drops(Path(drops_csv)):
		found = linker.link(drop_of(row))
		yield {
			"id": row["id"],
			"address_id": found.address_id or "",
			"method": str(found.method),
			"score": found.score,
			"reason": str(found.reason),
		}


def read_drops(path: Path) -> Iterator[dict]:
	with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
		first = file.readline()
		sign = max(SIGNS, key=first.count)
		header = [name.strip().lower() for name in next(csv.reader([first], delimiter=sign), [])]
		missing = [name for name in REQUIRED if name not in header]
		if missing:
			raise MissingColumn(f"{path.name} has no column {', '.join(missing)}.")
		yield from csv.DictReader(file, header, delimiter=sign)


def drop_of(row: dict) -> Drop:
	return Drop(
		civic_number=row.get("terrain"),
		street=row.get("rue"),
		city=row.get("ville"),
		postal_code=row.get("zip"),
		latitude=row.get("latitude"),
		longitude=row.get("longitude"),
	)
