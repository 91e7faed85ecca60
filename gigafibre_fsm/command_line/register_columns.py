"""The register's rows as the columns that an index is built from: arrays a batch at a time, not millions of tuples."""

import csv
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from gigafibre_fsm.domain.addresses import build, rqa
from gigafibre_fsm.domain.addresses.former import former_names


def _texts(column: tuple[str, ...]) -> np.ndarray:
	return np.array([text.encode() for text in column])


def _codes(column: tuple[str, ...]) -> np.ndarray:
	return np.array([code.replace(" ", "").encode() for code in column])


def _integers(column: tuple[int, ...]) -> np.ndarray:
	return np.array(column, dtype=np.int32)


# One for each value of a row, in the order of `rqa.Row`.
MAKERS = (_texts, _integers, _integers, _texts, _texts, _codes, np.array, np.array)


@dataclass
class Reading:
	rows: int = 0
	reasons: Counter = field(default_factory=Counter)
	emptied: Counter = field(default_factory=Counter)

	@property
	def rejected(self) -> int:
		return sum(self.reasons.values())


class Rejects:
	"""The rows kept aside; the file appears with the first of them."""

	def __init__(self, path: Path):
		self.path = path
		self.path.unlink(missing_ok=True)

	def add(self, rejects: list[rqa.Reject]) -> None:
		if not rejects:
			return
		is_new = not self.path.exists()
		with self.path.open("a", encoding="utf-8", newline="") as file:
			writer = csv.writer(file)
			if is_new:
				writer.writerow(("line", "address_id", "reason", "row"))
			for bad in rejects:
				row = json.dumps(bad.row, ensure_ascii=False)
				writer.writerow((bad.line, bad.address_id, rqa.REASONS[bad.reason], row))


def read_columns(
	path: Path, rejects: Rejects, show: Callable[[float, int], None]
) -> tuple[build.Register, Reading]:
	register, reading = rqa.Register(path), Reading()
	parts: list[list[np.ndarray]] = [[] for _ in MAKERS]
	for batch in register.batches():
		rejects.add(batch.rejects)
		reading.reasons.update(bad.reason for bad in batch.rejects)
		reading.rows += len(batch.rows)
		_add(parts, batch.rows)
		show(register.fraction, reading.rows)
	reading.emptied = register.emptied
	return _columns(register.streets, parts), reading


def _add(parts: list[list[np.ndarray]], rows: list[rqa.Row]) -> None:
	for part, make, column in zip(parts, MAKERS, zip(*rows, strict=True), strict=False):
		part.append(make(column))


def _columns(streets: list[tuple[str, str]], parts: list[list[np.ndarray]]) -> build.Register:
	names, cities = [street for street, _ in streets], [city for _, city in streets]
	return build.Register(names, cities, *map(_joined, parts), former_names())


def _joined(part: list[np.ndarray]) -> np.ndarray:
	"""The pieces go as they are copied: both at once would be twice the memory."""
	joined = np.concatenate(part) if part else np.zeros(0)
	part.clear()
	return joined
