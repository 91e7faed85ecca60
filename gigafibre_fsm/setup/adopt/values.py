"""Moves one column's values, row by row where they need a look, and child rows of a table field."""

import frappe
from frappe import _
from frappe.model import table_fields

from gigafibre_fsm.setup import definitions
from gigafibre_fsm.setup.adopt import secrets
from gigafibre_fsm.setup.adopt.before import move_children
from gigafibre_fsm.setup.adopt.convert import PartOnly, convert
from gigafibre_fsm.setup.adopt.snapshot import ASIDE, CANONICAL, HANDMADE, Move, old_fields, save


def move_column(doctype: str, move: Move) -> int:
	"""How many values stayed behind: what can't be converted, and what ours already holds otherwise."""
	field = definitions.fields(doctype)[move.target]
	if field["fieldtype"] == "Password":
		return secrets.move(doctype, move)
	return sum(not _move_value(doctype, move, field, *row) for row in _rows(doctype, move))


def _rows(doctype: str, move: Move):
	return frappe.db.sql(
		f"""select name, `{move.source}`, `{move.target}` from `tab{doctype}`
		where `{move.source}` is not null and cast(`{move.source}` as char) <> ''"""
	)


def _move_value(doctype: str, move: Move, field: dict, name: str, old, current) -> bool:
	if not move.fresh and not old:
		return True  # 0 says nothing where ours had a say of its own
	try:
		new, whole = _converted(old, field)
	except ValueError:
		return False
	if not move.fresh and current not in (None, "", 0):
		return _same(current, new)
	emptied = f", `{move.source}`={_empty(old)}" if whole else ""
	frappe.db.sql(f"update `tab{doctype}` set `{move.target}`=%s{emptied} where name=%s", (new, name))
	return whole


def _converted(old, field: dict) -> tuple:
	try:
		return convert(old, field["fieldtype"], field.get("length")), True
	except PartOnly as partly:
		return partly.part, False


def _same(current, new) -> bool:
	return current == new or str(current) == str(new)


def _empty(old) -> str:
	"""Frappe's number columns take no NULL."""
	return "''" if isinstance(old, str) else "default"


def make_canonical(doctype: str) -> list[str]:
	"""Devices are looked up by the one form of their serial; what has none is left to a person."""
	notes = []
	for column in set(CANONICAL) & set(definitions.value_fields(doctype)):
		for name, spelled in frappe.db.sql(
			f"select name, `{column}` from `tab{doctype}` where coalesce(`{column}`,'') <> ''"
		):
			notes += _make_canonical(doctype, name, column, spelled)
	return notes


def _make_canonical(doctype: str, name: str, column: str, spelled: str) -> list[str]:
	try:
		form = CANONICAL[column](spelled)
	except ValueError:
		return [
			_("{0} {1}: « {2} » can't be read as {3}; kept as it is.").format(doctype, name, spelled, column)
		]
	if form != spelled:
		frappe.db.sql(f"update `tab{doctype}` set `{column}`=%s where name=%s", (form, name))
	return []


def move_tables(doctype: str, snapshot: dict) -> None:
	ours, old = definitions.fields(doctype), old_fields(snapshot)
	for name, field in ours.items():
		if field["fieldtype"] in table_fields:
			for source in (ASIDE + name, HANDMADE + name):
				if old.get(source, {}).get("options") == field["options"]:
					move_children(doctype, field["options"], source, name)
					frappe.db.delete("Custom Field", {"dt": doctype, "fieldname": source})
					snapshot["moved_tables"].append(source)
	save(doctype, snapshot)
