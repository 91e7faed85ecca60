"""Municipalities that were merged into others: people go on using the names they grew up with."""

import csv
from pathlib import Path

FILE = Path(__file__).with_name("former_municipalities.csv")


def former_names(file: Path = FILE) -> list[tuple[str, str]]:
	"""(former, today), as the file's two columns have them."""
	with file.open(encoding="utf-8", newline="") as rows:
		return [(row["former"], row["today"]) for row in csv.DictReader(rows)]
