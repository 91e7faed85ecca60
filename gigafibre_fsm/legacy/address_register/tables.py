"""The tables beside the ones in use: the next ones, which a load fills, and the previous ones, for a moment.

Their names do not begin with `tab`: Frappe takes every such table for a DocType's, and `bench trim-database` drops those
that have none.
"""

import re
from dataclasses import dataclass

from pymysql.connections import Connection

from gigafibre_fsm.legacy.server import execute, rows, value

STREET, ADDRESS = "tabStreet", "tabCivic Address"
NEXT = {STREET: "_gigafibre_next_street", ADDRESS: "_gigafibre_next_civic_address"}
PREVIOUS = {STREET: "_gigafibre_previous_street", ADDRESS: "_gigafibre_previous_civic_address"}
_KEY = re.compile(r"^\s*((?:UNIQUE |FULLTEXT |SPATIAL )?KEY `([^`]+)` .*?),?$", re.MULTILINE)


@dataclass(frozen=True)
class Column:
	name: str
	type: str
	# As SQL text: `NULL`, `0`, `'a'`; None where there is none.
	default: str | None
	generated: bool


def exists(connection: Connection, table: str) -> bool:
	return bool(
		value(
			connection,
			"select 1 from information_schema.tables where table_schema=database() and table_name=%s",
			table,
		)
	)


def columns(connection: Connection, table: str) -> list[Column]:
	found = rows(
		connection,
		"""select column_name, column_type, column_default, is_generated from information_schema.columns
		where table_schema=database() and table_name=%s order by ordinal_position""",
		table,
	)
	return [Column(name, type_, default, generated == "ALWAYS") for name, type_, default, generated in found]


def stored_columns(connection: Connection, table: str) -> list[Column]:
	return [column for column in columns(connection, table) if not column.generated]


def keys(connection: Connection, table: str) -> dict[str, str]:
	"""Name → definition of every index but the primary one."""
	definition = rows(connection, f"show create table `{table}`")[0][1]
	return {name: text for text, name in _KEY.findall(definition)}


def create_next(connection: Connection, table: str, with_keys: bool) -> None:
	execute(connection, f"drop table if exists `{NEXT[table]}`")
	execute(connection, f"create table `{NEXT[table]}` like `{table}`")
	found = keys(connection, NEXT[table])
	if found and not with_keys:
		execute(
			connection,
			f"alter table `{NEXT[table]}` " + ", ".join(f"drop index `{name}`" for name in found),
		)


def add_missing_keys(connection: Connection, table: str) -> None:
	"""All in one go: the rows are read once."""
	present = keys(connection, NEXT[table])
	missing = [text for name, text in keys(connection, table).items() if name not in present]
	if missing:
		execute(connection, f"alter table `{NEXT[table]}` " + ", ".join(f"add {text}" for text in missing))


def same_shape(connection: Connection, table: str) -> bool:
	return columns(connection, table) == columns(connection, NEXT[table])


def drop(connection: Connection, names: dict[str, str]) -> None:
	execute(connection, "drop table if exists " + ", ".join(f"`{name}`" for name in names.values()))


def any_exists(connection: Connection, names: dict[str, str]) -> bool:
	return any(exists(connection, name) for name in names.values())


def switch(connection: Connection) -> None:
	"""Both tables at once: whoever reads sees the old pair or the new one."""
	renamed = [
		f"`{table}` to `{PREVIOUS[table]}`, `{NEXT[table]}` to `{table}`" for table in (STREET, ADDRESS)
	]
	execute(connection, "rename table " + ", ".join(renamed))


def comment(connection: Connection, table: str) -> str:
	return (
		value(
			connection,
			"select table_comment from information_schema.tables where table_schema=database() and table_name=%s",
			table,
		)
		or ""
	)


def set_comment(connection: Connection, table: str, text: str) -> None:
	execute(connection, f"alter table `{table}` comment = %s", text)
