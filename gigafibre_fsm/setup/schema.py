"""Reads and changes tables as MariaDB describes them itself, so that nothing is altered that is already right."""

from dataclasses import dataclass

import frappe


@dataclass(frozen=True)
class Column:
	name: str
	type: str
	generated: bool
	comment: str


@dataclass(frozen=True)
class Index:
	columns: tuple[str, ...]
	unique: bool


def table_exists(doctype: str) -> bool:
	return bool(
		frappe.db.sql(
			"select 1 from information_schema.tables where table_schema=database() and table_name=%s",
			f"tab{doctype}",
		)
	)


def columns(doctype: str) -> dict[str, Column]:
	rows = frappe.db.sql(
		"""select column_name, column_type, is_generated, column_comment from information_schema.columns
		where table_schema=database() and table_name=%s order by ordinal_position""",
		f"tab{doctype}",
	)
	return {name: Column(name, type_, generated == "ALWAYS", note) for name, type_, generated, note in rows}


def indexes(doctype: str) -> dict[str, Index]:
	rows = frappe.db.sql(
		"""select index_name, min(non_unique), group_concat(column_name order by seq_in_index)
		from information_schema.statistics where table_schema=database() and table_name=%s group by index_name""",
		f"tab{doctype}",
	)
	return {name: Index(tuple(listed.split(",")), not non_unique) for name, non_unique, listed in rows}


def alter(doctype: str, *clauses: str) -> None:
	if clauses:
		frappe.db.sql_ddl(f"alter table `tab{doctype}` {', '.join(clauses)}")
		frappe.cache.hdel("table_columns", f"tab{doctype}")


def drop_columns(doctype: str, names: list[str]) -> None:
	present = columns(doctype)
	alter(doctype, *(f"drop column `{name}`" for name in names if name in present))


def listed(names) -> str:
	return ", ".join(f"`{name}`" for name in names)
