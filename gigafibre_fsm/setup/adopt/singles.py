"""A hand-made single document keeps its values as rows of tabSingles."""

import frappe
from frappe.utils.password import set_encrypted_password

from gigafibre_fsm.setup import definitions
from gigafibre_fsm.setup.adopt.secrets import is_stars
from gigafibre_fsm.setup.adopt.snapshot import HANDMADE


def adopt(doctype: str) -> None:
	stored = dict(frappe.db.sql("select field, value from `tabSingles` where doctype=%s", doctype))
	for name, field in definitions.value_fields(doctype).items():
		_move(doctype, stored, name)
		if field["fieldtype"] == "Password":
			_encrypt(doctype, name)


def _move(doctype: str, stored: dict, name: str) -> None:
	old = HANDMADE + name
	if not stored.get(old) or stored.get(name) not in (None, "", "0"):
		return
	frappe.db.sql("delete from `tabSingles` where doctype=%s and field=%s", (doctype, name))
	frappe.db.sql("update `tabSingles` set field=%s where doctype=%s and field=%s", (name, doctype, old))
	frappe.db.sql(
		"update ignore `__Auth` set fieldname=%s where doctype=%s and name=%s and fieldname=%s",
		(name, doctype, doctype, old),
	)
	frappe.db.delete("Custom Field", {"dt": doctype, "fieldname": old})


def _encrypt(doctype: str, name: str) -> None:
	for (secret,) in frappe.db.sql(
		"select value from `tabSingles` where doctype=%s and field=%s", (doctype, name)
	):
		if secret and not is_stars(secret):
			set_encrypted_password(doctype, doctype, secret, name)
			frappe.db.sql(
				"update `tabSingles` set value=%s where doctype=%s and field=%s",
				("*" * min(len(secret), 100), doctype, name),
			)
