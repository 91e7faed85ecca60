"""What a dry run would have made, kept beside the site: the rows of later tables refer to it."""

import json
import sqlite3
from collections.abc import Iterable, Sequence

from gigafibre_fsm.domain.legacy.outcome import Record
from gigafibre_fsm.legacy.engine.links import FIELDS

_KEYS: dict[str, tuple[str, ...]] = {}
for _doctype, _key, _fields in FIELDS.values():
	_KEYS[_doctype] = (*_KEYS.get(_doctype, ()), _key)


class Foreseen:
	"""In a file that has no name, so that memory stays what it is."""

	def __init__(self):
		self._store = sqlite3.connect("")
		self._store.execute(
			"create table made (doctype, field, value, document, primary key (doctype, field, value))"
		)
		self._store.execute("create table names (doctype, name, primary key (doctype, name))")

	def add(self, records: Sequence[Record], names: Sequence[str], forms) -> None:
		for record, name in zip(records, names, strict=True):
			self._store.execute("insert or ignore into names values (?, ?)", (record.doctype, name))
			values = {**record.values, "name": name}
			document = None
			for key in _KEYS.get(record.doctype, ()):
				if value := values.get(key):
					document = document or _plain(values, forms[record.doctype].passwords)
					self._store.execute(
						"insert or replace into made values (?, ?, ?, ?)",
						(record.doctype, key, str(value), document),
					)

	def find(self, doctype: str, key: str, wanted: Iterable) -> dict:
		found = {}
		for value in wanted:
			row = self._store.execute(
				"select document from made where doctype = ? and field = ? and value = ?",
				(doctype, key, str(value)),
			).fetchone()
			if row:
				found[value] = _Document(json.loads(row[0]))
		return found

	def has(self, doctype: str, name: str) -> bool:
		query = "select 1 from names where doctype = ? and name = ?"
		return self._store.execute(query, (doctype, name)).fetchone() is not None


class _Document(dict):
	"""A field that was not given is empty, as it is when it is read from the site."""

	def __missing__(self, key: str) -> None:
		return None


def _plain(values: dict, secrets: frozenset[str]) -> str:
	return json.dumps(
		{
			name: value
			for name, value in values.items()
			if isinstance(value, str | int | float) and name not in secrets
		}
	)
