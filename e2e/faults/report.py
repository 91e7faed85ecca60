"""What was found, as the table that docs/order-faults.md shows."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

READS = ("select", "set", "show", "with", "start", "begin", "savepoint", "release")
HEAD = (
	"| statements of the order | how many | killed before it is sent | killed before its answer is read | then the same key |\n"
	"| --- | --: | --- | --- | --- |"
)
AGAIN = {
	("nothing", "nothing"): "a new order, whole",
	("nothing", "all"): "a new order; the same one",
	("all", "all"): "the same one, `replayed`",
}


@dataclass(frozen=True)
class Found:
	"""What a process that was killed at a statement left of its order."""

	statement: str
	is_there: bool

	@property
	def state(self) -> str:
		return "all" if self.is_there else "nothing"


class Matrix:
	def __init__(self, folder: Path):
		self.folder = folder
		self.rows: list[tuple[Found, Found]] = []

	def add(self, before: Found, sent: Found) -> None:
		self.rows.append((before, sent))

	def states(self) -> list[tuple[str, str]]:
		return [(before.state, sent.state) for before, sent in self.rows]

	def write(self, name: str) -> None:
		(self.folder / f"faults-{name}.md").write_text("\n".join([HEAD, *self._lines()]) + "\n")

	def _lines(self) -> Iterator[str]:
		"""Neighbours that say the same are one line; reads are all alike here."""
		for (statement, states), group in itertools.groupby(self.rows, self._kind):
			yield f"| {statement} | {len(list(group))} | {states[0]} | {states[1]} | {AGAIN[states]} |"

	def _kind(self, row: tuple[Found, Found]) -> tuple[str, tuple[str, str]]:
		before, sent = row
		is_read = before.statement.split()[0] in READS and "for update" not in before.statement
		return "reads" if is_read else f"`{before.statement}`", (before.state, sent.state)


class Completions:
	HEAD = "| statement of the completion | killed | is there then | the same call again |\n| --- | --- | --- | --- |"
	AGAIN = {"nothing": "completes it, whole", "all": "answers the same"}

	def __init__(self, folder: Path):
		self.folder = folder
		self.rows: list[tuple[Found, str]] = []

	def add(self, found: Found, when: str) -> None:
		self.rows.append((found, "before it is sent" if when == "before" else "before its answer is read"))

	def write(self, name: str) -> None:
		lines = [
			f"| `{one.statement}` | {when} | {one.state} | {self.AGAIN[one.state]} |"
			for one, when in self.rows
		]
		(self.folder / f"faults-{name}.md").write_text("\n".join([self.HEAD, *lines]) + "\n")


@dataclass(frozen=True)
class Delivered:
	"""How many messages of one order the providers had, when the process died and in the end."""

	statement: str
	when_killed: dict[str, int]
	in_the_end: dict[str, int]


class Deliveries:
	HEAD = (
		"| step of a delivery | providers have, killed before it | killed when it was sent | after the next sweep |\n"
		"| --- | --- | --- | --- |"
	)

	def __init__(self, folder: Path):
		self.folder = folder
		self.rows: list[tuple[Delivered, Delivered]] = []

	def add(self, before: Delivered, sent: Delivered) -> None:
		self.rows.append((before, sent))

	def all(self) -> list[Delivered]:
		return [one for row in self.rows for one in row]

	def write(self, name: str) -> None:
		lines = (f"| {' | '.join(parts)} |" for parts, _same in itertools.groupby(self.rows, self._parts))
		(self.folder / f"faults-{name}.md").write_text("\n".join([self.HEAD, *lines]) + "\n")

	def _parts(self, row: tuple[Delivered, Delivered]) -> tuple[str, ...]:
		before, sent = row
		ends = sorted({_counted(one.in_the_end) for one in row})
		statement = f"`{before.statement}`"
		return (
			statement,
			_counted(before.when_killed),
			_counted(sent.when_killed),
			"; ".join(ends),
		)


def _counted(told: dict[str, int]) -> str:
	return ", ".join(f"{number} {channel}" for channel, number in told.items() if number) or "nothing"
