import json
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "gigafibre_fsm"


@pytest.fixture
def doctype_options():
	"""The choices of a Select field."""

	def of(doctype: str, fieldname: str) -> set[str]:
		name = doctype.lower().replace(" ", "_")
		(path,) = PACKAGE.glob(f"*/doctype/{name}/{name}.json")
		fields = {field["fieldname"]: field for field in json.loads(path.read_text())["fields"]}
		return set(fields[fieldname]["options"].split("\n"))

	return of
