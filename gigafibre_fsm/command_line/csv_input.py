"""A CSV file that a person made."""

import csv
from pathlib import Path

from gigafibre_fsm.command_line.complaint import Complaint


def read_rows(path: Path) -> tuple[list[str], list[dict]]:
	"""Its columns and its rows; cells that a short line lacks are empty, those that a long one has too many are dropped."""
	try:
		with path.open(encoding="utf-8-sig", newline="") as file:
			reader = csv.DictReader(file, restkey="", restval="")
			rows = [{name: cell for name, cell in row.items() if name} for row in reader]
	except OSError as error:
		raise Complaint(f"{path} cannot be read: {error.strerror}.") from error
	except (UnicodeDecodeError, csv.Error) as error:
		raise Complaint(f"{path} is not a CSV file in UTF-8.") from error
	if not reader.fieldnames:
		raise Complaint(f"{path} is empty: its first line must name the columns.")
	return [name for name in reader.fieldnames if name], rows
