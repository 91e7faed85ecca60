"""Fields of a hand-made doctype that ours does not have stay on the form, as Custom Fields."""

import frappe
from frappe import _
from frappe.custom.doctype.custom_field.custom_field import create_custom_fields
from frappe.model import table_fields

from gigafibre_fsm.setup import definitions, schema
from gigafibre_fsm.setup.adopt.snapshot import ASIDE, old_fields

SECTION = "adopted_section"


# Frappe's own fields of a submittable doctype, which ours is not.
NOT_KEPT = {"amended_from"}


def keep(doctype: str, snapshot: dict) -> list[str]:
	missing = _missing(doctype, snapshot)
	if missing:
		last = definitions.doctypes()[doctype]["fields"][-1]["fieldname"]
		create_custom_fields({doctype: _chained(missing, last)}, ignore_validate=True)
	_loosen(doctype)
	if not missing:
		return []
	names = ", ".join(field["fieldname"] for field in missing)
	return [_("{0}: these fields of this site stay, as custom fields: {1}.").format(doctype, names)]


def _missing(doctype: str, snapshot: dict) -> list[dict]:
	"""Those that hold something and that no field, ours or custom, shows any more."""
	custom = frappe.get_all("Custom Field", {"dt": doctype}, pluck="fieldname")
	shown = {*definitions.fields(doctype), *custom, *snapshot["moved_tables"], *NOT_KEPT}
	old = old_fields(snapshot)
	candidates = {
		**old,
		**{ASIDE + name: {**field, "fieldname": ASIDE + name} for name, field in old.items()},
	}
	present = old if snapshot["single"] else schema.columns(doctype)
	return [
		_described(name, field, snapshot)
		for name, field in candidates.items()
		if name not in shown and (name in present or _has_children(doctype, name, field))
	]


def _has_children(doctype: str, name: str, field: dict) -> bool:
	if field["fieldtype"] not in table_fields or not schema.table_exists(field["options"]):
		return False
	if not name.startswith(ASIDE):
		return True
	found = frappe.db.sql(
		f"select 1 from `tab{field['options']}` where parenttype=%s and parentfield=%s limit 1",
		(doctype, name),
	)
	return bool(found)


def _described(name: str, field: dict, snapshot: dict) -> dict:
	replaced = name in snapshot["moved"] or name.startswith(ASIDE)
	label = f"{field.get('label') or name}{' (former)' if replaced else ''}"
	return {**field, "fieldname": name, "label": label, "no_copy": 1}


def _chained(fields: list[dict], after: str) -> list[dict]:
	section = {"fieldname": SECTION, "label": "Other Fields", "fieldtype": "Section Break", "collapsible": 1}
	chained = []
	for field in (section, *fields):
		chained.append({**field, "insert_after": after})
		after = field["fieldname"]
	return chained


def _loosen(doctype: str) -> None:
	"""A field that only the site knows must not keep the app from writing a row."""
	frappe.db.set_value("Custom Field", {"dt": doctype, "reqd": 1}, "reqd", 0)
	frappe.db.set_value("Custom Field", {"dt": doctype, "unique": 1, "fieldtype": "Int"}, "unique", 0)
