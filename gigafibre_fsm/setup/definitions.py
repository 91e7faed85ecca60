"""The app's own doctypes as its files define them: readable before they are installed."""

import json
from functools import cache
from pathlib import Path

from frappe.model import no_value_fields, table_fields

PACKAGE = Path(__file__).resolve().parents[1]
APP = "gigafibre_fsm"


@cache
def modules() -> tuple[str, ...]:
	lines = (PACKAGE / "modules.txt").read_text(encoding="utf-8").splitlines()
	return tuple(line.strip() for line in lines if line.strip())


@cache
def doctypes() -> dict[str, dict]:
	files = sorted(PACKAGE.glob("*/doctype/*/*.json"))
	loaded = (json.loads(path.read_text(encoding="utf-8")) for path in files)
	return {doc["name"]: doc for doc in loaded if doc.get("doctype") == "DocType"}


def fields(doctype: str) -> dict[str, dict]:
	"""Fields that hold something: a value in a column, or rows in a child table."""
	layout = set(no_value_fields) - set(table_fields)
	return {
		field["fieldname"]: field
		for field in doctypes()[doctype]["fields"]
		if field["fieldtype"] not in layout
	}


def value_fields(doctype: str) -> dict[str, dict]:
	return {name: field for name, field in fields(doctype).items() if field["fieldtype"] not in table_fields}
