"""The good rows of a file, sorted by identifier, in files of our own: what a killed run need not read again.

Sorted, because the rows go into a table that is kept in that order: five million random insertions take an hour.
"""

import heapq
import json
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import frappe

RUN_LENGTH = 100_000


class Spool:
	def __init__(self, folder: Path):
		self.folder = folder
		self._waiting: list[str] = []
		self._runs = 0

	@property
	def streets(self) -> Path:
		return self.folder / "streets.tsv"

	def begin(self) -> None:
		self.clear()
		self.folder.mkdir(parents=True)

	def add(self, lines: list[str]) -> None:
		self._waiting += lines
		if len(self._waiting) >= RUN_LENGTH:
			self.flush()

	def flush(self) -> None:
		self._waiting.sort()
		with (self.folder / f"run-{self._runs:05d}.tsv").open("w", encoding="utf-8", newline="\n") as file:
			file.writelines(self._waiting)
		self._runs += 1
		self._waiting.clear()

	def lines(self) -> Iterator[str]:
		with ExitStack() as stack:
			files = [
				stack.enter_context(path.open(encoding="utf-8", newline="\n"))
				for path in sorted(self.folder.glob("run-*.tsv"))
			]
			yield from heapq.merge(*files)

	def save(self, manifest: dict) -> None:
		"""All or nothing: a manifest that is there is a whole one, of files that are whole."""
		draft = self.folder / "manifest.tmp"
		draft.write_text(json.dumps(manifest), encoding="utf-8")
		draft.replace(self.folder / "manifest.json")

	def manifest(self) -> dict | None:
		try:
			return json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))
		except FileNotFoundError:
			return None

	def clear(self) -> None:
		shutil.rmtree(self.folder, ignore_errors=True)


def of_site() -> Spool:
	"""Outside of what a backup takes along."""
	return Spool(Path(frappe.get_site_path("private", "address_register")).resolve())
