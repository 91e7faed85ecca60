"""Lines into a table: LOAD DATA LOCAL where the server takes it, insertions of many rows where it refuses."""

from pathlib import Path

from pymysql import MySQLError
from pymysql.connections import Connection
from pymysql.constants import ER

from gigafibre_fsm.legacy.server import execute, rows

ROWS_AT_ONCE = 2000
# MariaDB's word for « LOAD DATA LOCAL is switched off here », by version.
REFUSALS = (ER.NOT_ALLOWED_COMMAND, 3948, 4166)


class LinesLost(Exception):
	"""The server took fewer rows than it was given, or changed some."""


class Filler:
	def __init__(self, connection: Connection, folder: Path):
		self._connection, self._folder = connection, folder
		self.fast = True

	def fill(
		self, table: str, columns: tuple[str, ...], lines: list[str], same: dict[str, str] | None = None
	) -> None:
		"""Tab-separated lines, one value per column, empty for ''; `same` are values of every row."""
		same = same or {}
		taken = self._load(table, columns, lines, same) if self.fast else None
		if taken is None:
			self.fast = False
			taken = self._insert(table, columns, lines, same)
		if taken != len(lines):
			raise LinesLost(f"{table}: {taken} rows of {len(lines)}. {self._warning()}")

	def _load(
		self, table: str, columns: tuple[str, ...], lines: list[str], same: dict[str, str]
	) -> int | None:
		path = self._folder / "chunk.tsv"
		path.write_text("".join(lines), encoding="utf-8", newline="\n")
		query = f"""load data local infile %s into table `{table}` character set utf8mb4
			fields terminated by '\\t' escaped by '' lines terminated by '\\n' ({_listed(columns)})"""
		if same:
			query += " set " + ", ".join(f"`{name}` = %s" for name in same)
		try:
			return execute(self._connection, query, str(path), *same.values())
		except MySQLError as error:
			if error.args[:1] and error.args[0] in REFUSALS:
				return None
			raise
		finally:
			path.unlink()

	def _insert(self, table: str, columns: tuple[str, ...], lines: list[str], same: dict[str, str]) -> int:
		columns = (*columns, *same)
		query = f"insert into `{table}` ({_listed(columns)}) values ({', '.join(['%s'] * len(columns))})"
		taken, rest = 0, tuple(same.values())
		with self._connection.cursor() as cursor:
			for start in range(0, len(lines), ROWS_AT_ONCE):
				some = lines[start : start + ROWS_AT_ONCE]
				taken += cursor.executemany(query, [(*line.rstrip("\n").split("\t"), *rest) for line in some])
		return taken

	def _warning(self) -> str:
		found = rows(self._connection, "show warnings limit 1")
		return str(found[0][2]) if found else ""


def _listed(columns: tuple[str, ...]) -> str:
	return ", ".join(f"`{name}`" for name in columns)
