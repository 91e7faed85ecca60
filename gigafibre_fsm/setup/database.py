"""Brings keys, indexes, generated columns and sequences to what `keys.py` and the numbering say. The second time
there is nothing to do, and nothing is done."""

import hashlib
from collections import defaultdict
from functools import partial

import frappe
from frappe import _, scrub
from frappe.database.sequence import create_sequence

from gigafibre_fsm.gigafibre_fsm.numbering import PREFIXES, SLUG
from gigafibre_fsm.setup import schema
from gigafibre_fsm.setup.keys import (
	COMPUTED,
	LOOKUP_PREFIX,
	LOOKUPS,
	UNIQUE_KEYS,
	Computed,
	Lookup,
	UniqueKey,
)

MARK = "gigafibre_fsm"
SAMPLE = 5


def ensure() -> None:
	if found := all_duplicates(UNIQUE_KEYS):
		frappe.throw(found, title=_("Duplicate Values"))
	for doctype, clauses in missing().items():
		schema.alter(doctype, *clauses)
	ensure_sequences()


def missing() -> dict[str, list[str]]:
	"""Per doctype, the clauses of the one ALTER TABLE that makes it right."""
	clauses = defaultdict(list)
	for doctype, wanted in _by_doctype().items():
		columns, indexes = schema.columns(doctype), schema.indexes(doctype)
		for item in wanted:
			clauses[doctype] += _CLAUSES[type(item)](item, columns, indexes)
		clauses[doctype] += _drop_obsolete(wanted, columns)
		clauses[doctype] += _drop_former_lookups(wanted, indexes)
	return {doctype: found for doctype, found in clauses.items() if found}


def _by_doctype() -> dict[str, list]:
	wanted = defaultdict(list)
	for item in (*COMPUTED, *UNIQUE_KEYS, *LOOKUPS):
		if schema.table_exists(item.doctype):
			wanted[item.doctype].append(item)
	return wanted


def _computed(item: Computed, columns: dict, _indexes: dict) -> list[str]:
	if _is_ours(columns.get(item.column), item.expression):
		return []
	verb = "modify" if item.column in columns else "add"
	return [
		f"{verb} column `{item.column}` {item.type} as ({item.expression}) stored {_mark(item.expression)}"
	]


def _unique(item: UniqueKey, columns: dict, indexes: dict) -> list[str]:
	flag_is_right = _is_ours(columns.get(item.flag), item.expression)
	wanted = schema.Index((*item.columns, item.flag), unique=True)
	if flag_is_right and indexes.get(item.index) == wanted:
		return []
	flag = f"`{item.flag}` {item.flag_type} as ({item.expression}) virtual invisible {_mark(item.expression)}"
	return [
		*_drop_index(item.index, indexes),
		*([] if item.flag not in columns else [f"drop column `{item.flag}`"]),
		f"add column {flag}",
		f"add unique index `{item.index}` ({schema.listed(wanted.columns)})",
	]


def _lookup(item: Lookup, _columns: dict, indexes: dict) -> list[str]:
	if indexes.get(item.index) == schema.Index(item.columns, unique=False):
		return []
	return [
		*_drop_index(item.index, indexes),
		f"add index `{item.index}` ({schema.listed(item.columns)})",
	]


_CLAUSES = {Computed: _computed, UniqueKey: _unique, Lookup: _lookup}


def _drop_obsolete(wanted: list, columns: dict) -> list[str]:
	"""Generated columns that an earlier version of this list asked for."""
	declared = {getattr(item, "flag", None) or getattr(item, "column", None) for item in wanted}
	return [
		f"drop column `{column.name}`"
		for column in columns.values()
		if column.generated and column.comment.startswith(f"{MARK} ") and column.name not in declared
	]


def _drop_former_lookups(wanted: list, indexes: dict) -> list[str]:
	"""Of our own doctypes only: on another's, such a name may be somebody else's."""
	declared = {item.index for item in wanted if isinstance(item, Lookup)}
	former = [name for name in indexes if name.startswith(LOOKUP_PREFIX) and name not in declared]
	return [f"drop index `{name}`" for name in former] if declared else []


def _drop_index(name: str, indexes: dict) -> list[str]:
	return [f"drop index `{name}`"] if name in indexes else []


def _is_ours(column: schema.Column | None, expression: str) -> bool:
	return bool(column and column.generated and column.comment == _note(expression))


def _note(expression: str) -> str:
	"""MariaDB rewrites an expression before it shows it; the comment says which of ours it came from."""
	return f"{MARK} {hashlib.sha256(expression.encode()).hexdigest()[:12]}"


def _mark(expression: str) -> str:
	return f"comment '{_note(expression)}'"


def all_duplicates(keys, source=None) -> str | None:
	found = [text for key in keys if (text := duplicates(key, source))]
	if not found:
		return None
	return _("These values must be unique before Gigafibre FSM can be installed or migrated: {0}.").format(
		"; ".join(found)
	)


def duplicates(key: UniqueKey, source=None) -> str | None:
	"""One line about a key's duplicates. `source` gives the rows of a table that is not in its final shape yet."""
	rows_of = source or partial(_table_as_it_is, key)
	table = rows_of(key)
	if not table:
		return None
	grouped = schema.listed(key.columns) + (f", {key.tells_apart}" if key.tells_apart else "")
	rows = frappe.db.sql(
		f"""select {schema.listed(key.columns)}, count(*) from {table} as t where {key.when}
		group by {grouped} having count(*) > 1 limit {SAMPLE}"""
	)
	if not rows:
		return None
	shown = ", ".join(f"{' / '.join(str(part) for part in row[:-1])} ({row[-1]}×)" for row in rows)
	return f"{key.doctype}, {', '.join(key.columns)}: {shown}"


def _table_as_it_is(_key: UniqueKey, key: UniqueKey) -> str | None:
	if not schema.table_exists(key.doctype):
		return None
	present = schema.columns(key.doctype)
	# An index that is there already has kept duplicates out.
	if key.flag in present or not all(column in present for column in (*key.columns, *key.reads)):
		return None
	return f"`tab{key.doctype}`"


def ensure_sequences() -> None:
	for doctype in PREFIXES:
		if schema.table_exists(doctype):
			_ensure_sequence(doctype)


def _ensure_sequence(doctype: str) -> None:
	name = scrub(doctype + SLUG)
	if name not in _sequences():
		create_sequence(doctype, slug=SLUG, check_not_exists=True)
	highest = highest_number(doctype)
	if frappe.db.sql(f"select next_not_cached_value from `{name}`")[0][0] <= highest:
		frappe.db.sql(f"select setval(`{name}`, {highest})")


def highest_number(doctype: str) -> int:
	"""Of the names that look like ours: rows may have come from an import or a site's own doctype."""
	prefix = PREFIXES[doctype]
	rows = frappe.db.sql(
		f"""select max(cast(substring(name, {len(prefix) + 1}) as unsigned)) from `tab{doctype}`
		where name like %s and substring(name, {len(prefix) + 1}) regexp '^[0-9]{{1,15}}$'""",
		f"{prefix}%",
	)
	return rows[0][0] or 0


def _sequences() -> list[str]:
	rows = frappe.db.sql(
		"""select table_name from information_schema.tables
		where table_schema=database() and table_type='SEQUENCE'"""
	)
	return [row[0] for row in rows]


def remove() -> None:
	"""What is left on ERPNext's tables once the app's own are gone, and the sequences."""
	for key in UNIQUE_KEYS:
		if schema.table_exists(key.doctype):
			_remove_key(key)
	present = _sequences()
	for doctype in PREFIXES:
		if (name := scrub(doctype + SLUG)) in present:
			frappe.db.sql_ddl(f"drop sequence `{name}`")


def _remove_key(key: UniqueKey) -> None:
	clauses = _drop_index(key.index, schema.indexes(key.doctype))
	if key.flag in schema.columns(key.doctype):
		clauses.append(f"drop column `{key.flag}`")
	schema.alter(key.doctype, *clauses)
