"""Rows into tables, a thousand per statement.

They do not go through `frappe.db.sql`: it rewrites what it takes for SQL functions, also inside of values, and searches
the whole text of a statement for it. What is the same in all rows of a statement is turned into SQL once.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from decimal import Decimal
from math import isfinite

import frappe
from pymysql.constants import SERVER_STATUS
from pymysql.converters import escape_string

AT_ONCE = 1000


def insert(
	doctype: str, columns: Sequence[str], rows: Sequence[Sequence], updated: Sequence[str] = ()
) -> None:
	"""`updated`: the columns that a row which is there already gets anew."""
	names = ", ".join(f"`{column}`" for column in columns)
	end = ""
	if updated:
		end = " on duplicate key update " + ", ".join(f"`{one}` = values(`{one}`)" for one in updated)
	for start in range(0, len(rows), AT_ONCE):
		lines = "),(".join(_lines(rows[start : start + AT_ONCE]))
		_execute(f"insert into `tab{doctype}` ({names}) values ({lines}){end}")


def update(doctype: str, columns: Sequence[str], rows: Sequence[Sequence]) -> None:
	"""Each row: the document's name, then the columns' values."""
	changes = ", ".join(f"here.`{column}` = given.`new_{column}`" for column in columns)
	names = ("name", *(f"new_{column}" for column in columns))
	for start in range(0, len(rows), AT_ONCE):
		first, *others = _lines(rows[start : start + AT_ONCE], names)
		given = " union all select ".join([first, *others])
		_execute(
			f"update `tab{doctype}` here join (select {given}) given on given.`name` = here.`name` set {changes}"
		)


def _lines(rows: Sequence[Sequence], names: Sequence[str] = ()) -> list[str]:
	"""`names` are those of the columns, given in the first line."""
	forms, varying = [], []
	for column in zip(*rows, strict=True):
		form, cells = _column(column)
		forms.append(form)
		if cells is not None:
			varying.append(cells)
	lines = _filled(",".join(forms), varying, len(rows))
	if names:
		named = [f"{form} as `{name}`" for form, name in zip(forms, names, strict=True)]
		lines[:1] = _filled(",".join(named), [cells[:1] for cells in varying], 1)
	return lines


def _filled(template: str, varying: Sequence[Sequence], count: int) -> list[str]:
	if not varying:
		return [template % ()] * count
	return [template % cells for cells in zip(*varying, strict=True)]


def _column(column: Sequence) -> tuple[str, Sequence | None]:
	"""How its values stand in a line, and the values where they are not all the same."""
	first = column[0]
	if all(value is first for value in column):
		return _literal(first).replace("%", "%%"), None
	kinds = {*map(type, column)}
	if kinds <= _NUMBERS or (kinds == {float} and all(map(isfinite, column))):
		return "%s", column
	if kinds <= _MOMENTS:
		return "'%s'", column
	if _has_other_escapes() or not kinds <= _TEXTS:
		return "%s", [*map(_literal, column)]
	if kinds == {str}:
		return "'%s'", _escaped(column)
	texts = _escaped([value or "" for value in column])
	return "%s", ["null" if value is None else f"'{text}'" for value, text in zip(column, texts, strict=True)]


def _escaped(column: Sequence[str]) -> Sequence[str]:
	"""All in one go, since most columns hold nothing that asks for it."""
	text = _BETWEEN.join(column)
	if not any(one in text for one in _SPECIAL):
		return column
	escaped = escape_string(text).split(_BETWEEN)
	return escaped if len(escaped) == len(column) else [*map(escape_string, column)]


def _has_other_escapes() -> int:
	return frappe.db._conn.server_status & SERVER_STATUS.SERVER_STATUS_NO_BACKSLASH_ESCAPES


def _literal(value) -> str:
	return str(frappe.db._conn.literal(value))


# Hardly any text holds it; one that does is escaped by itself.
_BETWEEN = "\x1f"
_SPECIAL = "\\'\"\0\n\r\x1a"
_NUMBERS = {int, Decimal}
_MOMENTS = {date, datetime}
_TEXTS = {str, type(None)}


def run(query: str, values: Sequence) -> None:
	_execute(frappe.db._cursor.mogrify(query, values))


def _execute(query: str) -> None:
	texts = _collecting.get()
	if texts is None:
		frappe.db._cursor.execute(query)
	else:
		texts.append(query)


_collecting: ContextVar[list[str] | None] = ContextVar("collecting", default=None)


@contextmanager
def collected() -> Iterator[list[str]]:
	"""The statements are not executed but given, in their order."""
	texts: list[str] = []
	token = _collecting.set(texts)
	try:
		yield texts
	finally:
		_collecting.reset(token)
