"""Passwords that a site kept in plain columns go where Frappe keeps passwords; nothing of them stays readable."""

import json

import frappe
from frappe.utils.password import set_encrypted_password

from gigafibre_fsm.setup import definitions, schema
from gigafibre_fsm.setup.adopt.snapshot import ASIDE, HANDMADE, Move

HIDDEN = "***"
PLAIN = "not regexp '^[*]*$'"


def names(doctype: str) -> list[str]:
	fields = definitions.value_fields(doctype).values()
	return [field["fieldname"] for field in fields if field["fieldtype"] == "Password"]


def move(doctype: str, move: Move) -> int:
	rows = frappe.db.sql(
		f"select name, `{move.source}` from `tab{doctype}` where coalesce(`{move.source}`,'') <> ''"
	)
	return sum(not _move_one(doctype, name, move, shown) for name, shown in rows)


def _move_one(doctype: str, name: str, move: Move, shown: str) -> bool:
	"""A secret that ours already has wins; the old one then stays, encrypted, under its old name."""
	target = move.source if _is_stored(doctype, name, move.target) else move.target
	if not _is_stored(doctype, name, move.source):
		if is_stars(shown):
			return True  # stars without a secret behind them: there is nothing to keep
		set_encrypted_password(doctype, name, shown, move.source)
	_rename(doctype, name, move.source, target)
	_show(doctype, name, target, len(shown))
	if target != move.source:
		frappe.db.sql(f"update `tab{doctype}` set `{move.source}`='' where name=%s", name)
	return target == move.target


def _is_stored(doctype: str, name: str, fieldname: str) -> bool:
	return bool(
		frappe.db.sql(
			"select 1 from `__Auth` where doctype=%s and name=%s and fieldname=%s", (doctype, name, fieldname)
		)
	)


def is_stars(text: str) -> bool:
	return not text.strip("*")


def _rename(doctype: str, name: str, source: str, target: str) -> None:
	if source != target:
		frappe.db.sql(
			"update `__Auth` set fieldname=%s where doctype=%s and name=%s and fieldname=%s",
			(target, doctype, name, source),
		)


def _show(doctype: str, name: str, column: str, length: int) -> None:
	frappe.db.sql(f"update `tab{doctype}` set `{column}`=%s where name=%s", ("*" * min(length, 100), name))


def encrypt_plain(doctype: str) -> None:
	"""Also where the hand-made field had our name and our column type, or rows were written by SQL."""
	present = schema.columns(doctype)
	for fieldname in names(doctype):
		if fieldname in present:
			_encrypt_column(doctype, fieldname)


def _encrypt_column(doctype: str, fieldname: str) -> None:
	rows = frappe.db.sql(
		f"select name, `{fieldname}` from `tab{doctype}` where coalesce(`{fieldname}`,'') {PLAIN}"
	)
	for name, secret in rows:
		set_encrypted_password(doctype, name, secret, fieldname)
		_show(doctype, name, fieldname, len(secret))


# Where Frappe keeps what a document was: table, column of the doctype.
HISTORY = (("Version", "ref_doctype"), ("Deleted Document", "deleted_doctype"))


def mask_history(doctype: str) -> None:
	"""The history of a plain field tells its old values; that of a parent, those of its child rows."""
	secret = frozenset(
		prefix + name
		for known in definitions.doctypes()
		for name in names(known)
		for prefix in ("", ASIDE, HANDMADE)
	)
	for table, column in HISTORY:
		for row in frappe.get_all(table, {column: doctype}, ["name", "data"]):
			_mask_row(table, row, secret)


def _mask_row(table: str, row: dict, secret: frozenset[str]) -> None:
	data = json.loads(row.data or "{}")
	if (masked := mask(data, secret)) != data:
		frappe.db.set_value(table, row.name, "data", json.dumps(masked), update_modified=False)


def mask(data, secret: frozenset[str]):
	"""The same structure without the secrets' values: they are keys of a row, or first of [field, old, new]."""
	if isinstance(data, dict):
		return {key: HIDDEN if key in secret else mask(value, secret) for key, value in data.items()}
	if not isinstance(data, list):
		return data
	if len(data) == 3 and isinstance(data[0], str) and data[0] in secret:
		return [data[0], HIDDEN, HIDDEN]
	return [mask(item, secret) for item in data]
