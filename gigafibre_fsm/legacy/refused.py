"""What the legacy server refuses to read, as one sentence. Of the server's own words only names of tables and columns are
passed on: others may show a row.
"""

import re

import pymysql
from frappe import _
from pymysql.constants import ER

TABLE_ASKED = re.compile(r"`([^`]*)`\.`([^`]*)`")
TABLE_TOLD = re.compile(r"(?:for table|Table) [`']([^']+?)[`'](?: doesn't exist)?$")
COLUMN_TOLD = re.compile(r"column '([^']+)'")


def sentence(error: pymysql.MySQLError, query: str) -> str | None:
	"""None where it is no such refusal."""
	code, words = (*error.args, "", "")[:2]
	if form := _forms().get(code):
		return form.format(table=_table(str(words), query), column=_column(str(words)))
	return None


def _forms() -> dict[int, str]:
	return {
		ER.TABLEACCESS_DENIED_ERROR: _(
			"The legacy server does not let this user read table {table}, or has no such table. Give the user SELECT on"
			" it, then run the step again."
		),
		ER.COLUMNACCESS_DENIED_ERROR: _(
			"The legacy server does not let this user read column {column} of table {table}. Give the user SELECT on the"
			" whole table, then run the step again."
		),
		ER.NO_SUCH_TABLE: _(
			"The legacy server has no table {table}. Check the names of the databases in FSM Settings, tab Legacy."
		),
		ER.BAD_FIELD_ERROR: _(
			"Table {table} of the legacy server has no column {column}: it is not the legacy database that this import"
			" was made for."
		),
		ER.WRONG_DB_NAME: _(
			"{table}: the name of its database is missing or is none. Fill it in in FSM Settings, tab Legacy."
		),
	}


def _table(words: str, query: str) -> str:
	"""As the server names it: of two that are joined it knows which one."""
	told = TABLE_TOLD.search(words)
	if told:
		return told[1].replace("`", "")
	asked = TABLE_ASKED.search(query)
	return ".".join(name for name in asked.groups() if name) if asked else "?"


def _column(words: str) -> str:
	told = COLUMN_TOLD.search(words)
	return told[1] if told else "?"
