import json
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "gigafibre_fsm"


@pytest.fixture(scope="session")
def package() -> Path:
	return PACKAGE


@pytest.fixture(scope="session")
def doctypes() -> dict[str, dict]:
	"""Name → the DocType's JSON, with the folder it stands in under `path`."""
	found = {}
	for path in PACKAGE.glob("*/doctype/*/*.json"):
		meta = json.loads(path.read_text())
		found[meta["name"]] = {**meta, "path": path.parent}
	return found


@pytest.fixture(scope="session")
def fields(doctypes):
	def of(doctype: str) -> dict[str, dict]:
		return {field["fieldname"]: field for field in doctypes[doctype]["fields"]}

	return of
