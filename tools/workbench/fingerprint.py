"""Short hashes of the checkout: has something changed that a site or a running process must hear of?"""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from .settings import APP, CHECKOUT

PACKAGE = CHECKOUT / APP
SCHEMA_FOLDERS = {"setup", "patches", "fixtures"}
SCHEMA_FILES = {"hooks.py", "modules.txt", "patches.txt"}


def schema(package: Path = PACKAGE) -> str:
	"""Everything that decides what install and migrate leave in a database."""
	return digest(path for path in files(package) if shapes_schema(path, package))


def code(package: Path = PACKAGE) -> str:
	return digest(path for path in files(package) if path.suffix != ".js")


def bundles(package: Path = PACKAGE) -> str:
	return digest(path for path in files(package / "public") if "dist" not in path.parts)


def shapes_schema(path: Path, package: Path) -> bool:
	if path.suffix == ".json" or path.name in SCHEMA_FILES:
		return True
	if SCHEMA_FOLDERS & set(path.relative_to(package).parts):
		return path.suffix in {".py", ".csv", ".html", ".md", ".txt"}
	return path.suffix == ".py" and "doctype" in path.parts and b"def on_doctype_update" in path.read_bytes()


def files(folder: Path) -> Iterable[Path]:
	found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
	return sorted(path for path in found if "node_modules" not in path.parts)


def digest(paths: Iterable[Path]) -> str:
	total = hashlib.sha1()
	for path in paths:
		total.update(str(path).encode() + b"\0" + path.read_bytes() + b"\0")
	return total.hexdigest()[:16]
