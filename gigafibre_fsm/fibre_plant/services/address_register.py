"""Reads the whole address register out of the database, into columns.

Row by row a driver takes a minute for five million rows. Here the database glues fields of fixed width together, some
ten thousand rows to an answer, and numpy cuts them apart again; several connections share the work.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue

import frappe
import numpy as np
from pymysql.connections import Connection

from gigafibre_fsm.domain.addresses.build import CIVIC_SPACE, Register
from gigafibre_fsm.domain.addresses.former import former_names

BLOCK = 40_000
READERS = 3
ATTEMPTS = 3
DIGITS = 9
POSTAL = 6
# The widths met most; a block that holds something longer is read again, wider.
WIDTHS = {"name": 36, "civic_suffix": 4, "unit": 8}
_NUMBERS = (
	f"least(greatest(coalesce(civic_number, 0), 0), {CIVIC_SPACE - 1})",
	"greatest(round((coalesce(latitude, 0) + 90) * 1000000), 0)",
	"greatest(round((coalesce(longitude, 0) + 180) * 1000000), 0)",
)
_POWERS = 10 ** np.arange(DIGITS - 1, -1, -1, dtype=np.int64)
_LONGEST_ANSWER = 1 << 28

Progress = Callable[[int], None]
Range = tuple[str, str | None]


class TableReplaced(Exception):
	pass


def read(progress: Progress | None = None) -> Register:
	"""The rows as they were committed; a table that a load replaces meanwhile is read again from the start."""
	for _attempt in range(ATTEMPTS):
		try:
			return _read(progress)
		except TableReplaced:
			continue
	raise TableReplaced("the address register was replaced again and again while it was read")


def _read(progress: Progress | None) -> Register:
	readers = _Readers()
	try:
		made = readers.first.rows(_TABLES_MADE)
		streets = sorted(readers.first.rows("select name, street, municipality from `tabStreet`"))
		keys = np.array([street[0].encode() for street in streets] or [b""])
		columns = _joined(readers.blocks(keys), progress)
		served = readers.first.rows(_SERVED)
		if readers.first.rows(_TABLES_MADE) != made:
			raise TableReplaced
	finally:
		readers.close()
	names, municipalities = [street[1] for street in streets], [street[2] for street in streets]
	served_ids = [name.encode() for (name,) in served]
	return Register(names, municipalities, **columns, aliases=former_names(), served=served_ids)


# A table's age is told in seconds; what a load wrote into its comment tells two loads of one second apart.
_TABLES_MADE = """select table_name, create_time, table_comment from information_schema.tables
	where table_schema = database() and table_name in ('tabStreet', 'tabCivic Address') order by table_name"""
_SERVED = "select distinct civic_address from `tabFibre Drop` where civic_address <> ''"


def _joined(blocks: Iterator[dict[str, np.ndarray]], progress: Progress | None) -> dict[str, np.ndarray]:
	parts, done = [], 0
	for part in blocks:
		parts.append(part)
		done += len(part["ids"])
		if progress:
			progress(done)
	return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


class _Readers:
	"""Connections of their own, each answer its own transaction: none of them stands in the way of a load that wants
	to rename the table."""

	def __init__(self):
		self.all = [_Reader(frappe.db.create_connection()) for _ in range(READERS + 1)]
		self.first = self.all[0]
		self._idle: SimpleQueue[_Reader] = SimpleQueue()
		for reader in self.all[1:]:
			self._idle.put(reader)

	def blocks(self, keys: np.ndarray) -> Iterator[dict[str, np.ndarray]]:
		with ThreadPoolExecutor(READERS) as pool:
			yield from pool.map(lambda bounds: self._block(bounds, keys), self._ranges())

	def _ranges(self) -> Iterator[Range]:
		after = ""
		while True:
			found = self.first.rows(_NEXT_BOUND, {"after": after})
			yield after, found[0][0] if found else None
			if not found:
				return
			after = found[0][0]

	def _block(self, bounds: Range, keys: np.ndarray) -> dict[str, np.ndarray]:
		reader = self._idle.get()
		try:
			return _cut(reader.block(bounds, keys.dtype.itemsize), keys)
		finally:
			self._idle.put(reader)

	def close(self) -> None:
		for reader in self.all:
			reader.connection.close()


_NEXT_BOUND = f"""select name from `tabCivic Address` where name > %(after)s
	order by name limit 1 offset {BLOCK - 1}"""


@dataclass
class _Reader:
	connection: Connection

	def __post_init__(self):
		self.connection.autocommit(True)
		self.rows(f"set session group_concat_max_len = {_LONGEST_ANSWER}")

	def rows(self, query: str, values: dict | None = None) -> tuple:
		with self.connection.cursor() as cursor:
			cursor.execute(query, values)
			return cursor.fetchall()

	def block(self, bounds: Range, street_width: int) -> np.ndarray:
		widths = dict(WIDTHS)
		while True:
			values = {"after": bounds[0], "until": bounds[1]}
			*lengths, glued = self.rows(_query(widths, street_width, bounds), values)[0]
			longest = dict(zip(WIDTHS, lengths, strict=True))
			if all(longest[name] <= widths[name] for name in WIDTHS):
				return np.frombuffer(glued or b"", dtype=_layout(widths, street_width))
			widths = {name: max(widths[name], longest[name]) for name in WIDTHS}


def _query(widths: dict[str, int], street_width: int, bounds: Range) -> str:
	lengths = (f"coalesce(max(octet_length({name})), 0)" for name in WIDTHS)
	fields = [
		*(_padded(name, width) for name, width in widths.items()),
		_padded("street", street_width),
		_padded("replace(postal_code, ' ', '')", POSTAL),
		*(f"lpad({number}, {DIGITS}, '0')" for number in _NUMBERS),
	]
	until = " and name <= %(until)s" if bounds[1] is not None else ""
	return f"""select {", ".join(lengths)}, group_concat(concat({", ".join(fields)}) separator '')
		from `tabCivic Address` force index (primary) where name > %(after)s{until}"""


def _padded(value: str, width: int) -> str:
	return f"rpad(cast(coalesce({value}, '') as binary), {width}, 0x00)"


def _layout(widths: dict[str, int], street_width: int) -> np.dtype:
	texts = [(name, f"S{width}") for name, width in widths.items()]
	numbers = [(name, f"S{DIGITS}") for name in ("civic", "latitude", "longitude")]
	return np.dtype([*texts, ("street", f"S{street_width}"), ("postal", f"S{POSTAL}"), *numbers])


def _cut(block: np.ndarray, keys: np.ndarray) -> dict[str, np.ndarray]:
	"""Rows whose street is gone are left out: nobody could name them."""
	place = np.searchsorted(keys, block["street"])
	known = keys[np.minimum(place, len(keys) - 1)] == block["street"]
	block, place = block[known], place[known]
	return {
		"ids": block["name"].copy(),
		"street": place.astype(np.int32),
		"civic": _number(block["civic"]).astype(np.int32),
		"suffix": block["civic_suffix"].copy(),
		"unit": block["unit"].copy(),
		"postal": block["postal"].copy(),
		"latitude": _coordinate(block["latitude"], 90),
		"longitude": _coordinate(block["longitude"], 180),
	}


def _number(column: np.ndarray) -> np.ndarray:
	digits = np.frombuffer(column.tobytes(), dtype=np.uint8).reshape(len(column), DIGITS).astype(np.int64)
	return (digits - 48) @ _POWERS


def _coordinate(column: np.ndarray, shift: int) -> np.ndarray:
	return _number(column) / 1e6 - shift
