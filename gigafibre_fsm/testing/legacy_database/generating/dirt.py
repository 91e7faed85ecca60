"""Ways in which rows are wrong. Each is a function of the world, the clean row and a source of chance."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from gigafibre_fsm.testing.legacy_database.generating.refusals import Refusal

HIGHEST_ID = 2**31 - 1


@dataclass(frozen=True)
class Dirt:
	"""`spoil(world, row, rng)` changes the clean row. With a reason the row is refused by the line, which is the table unless it is said."""

	kind: str
	per_mille: float
	spoil: Callable[..., None]
	reason: Refusal | None = None
	line: str = ""

	def count(self, size: int) -> int:
		return max(1, round(size * self.per_mille / 1000))


def rejecting(dirt: tuple[Dirt, ...]) -> list[Dirt]:
	return [one for one in dirt if one.reason and not one.line]


def misread(text: str | None) -> str | None:
	"""UTF-8 that somebody took for latin1, as MariaDB shows such bytes."""
	if not text:
		return text
	return "".join(_shown(byte) for byte in text.encode())


def _shown(byte: int) -> str:
	try:
		return bytes([byte]).decode("cp1252")
	except UnicodeDecodeError:
		return chr(byte)


def misreads(*columns: str, times: int = 1) -> Callable:
	def spoil(world, row: dict, rng: Random) -> None:
		for column in columns:
			for _time in range(times):
				row[column] = misread(row[column])

	return spoil


def sets(**values) -> Callable:
	return lambda world, row, rng: row.update(values)


def blanks(*columns: str) -> Callable:
	"""Empty strings where NULL is meant."""
	return sets(**dict.fromkeys(columns, ""))


def id_out_of_range(world, row: dict, rng: Random) -> None:
	row["id"] = HIGHEST_ID + row["id"]


def unknown(column: str, table: str) -> Callable:
	"""A reference to what is not there."""
	return lambda world, row, rng: row.update({column: world.unknown(table, rng)})


ABSURD_TIMES = (1, 86_400, 631_152_000, 780_000_000, 3_000_000_000, 4_294_967_295)


def absurd(column: str) -> Callable:
	return lambda world, row, rng: row.update({column: rng.choice(ABSURD_TIMES)})
