"""What must be true before anything on the site is changed. Each refusal is one sentence that names both sides."""

import erpnext
import frappe
from frappe import _

from gigafibre_fsm.setup import adopt, custom_fields, database, definitions
from gigafibre_fsm.setup.keys import UNIQUE_KEYS, UniqueKey

ERPNEXT_MAJOR = 15
STORAGE = {
	"Select": "Data",
	"Link": "Data",
	"Dynamic Link": "Data",
	"Read Only": "Data",
	"Autocomplete": "Data",
}


def refuse(message: str, title: str | None = None) -> None:
	# Of this one `bench install-app` prints the sentence alone, without a traceback.
	frappe.throw(message, frappe.IncompatibleApp, title=title)


def check() -> None:
	check_erpnext()
	check_modules()
	check_doctypes()
	check_adopted_fields()
	check_duplicates()


def check_duplicates() -> None:
	keys = (*UNIQUE_KEYS, *keys_of_fields())
	if found := database.all_duplicates(keys, adopt.rows_as_they_will_be):
		refuse(found, _("Duplicate Values"))


def keys_of_fields() -> list[UniqueKey]:
	"""Fields that Frappe itself makes unique, in a table that is there already."""
	ours = {doctype: definitions.value_fields(doctype).values() for doctype in definitions.doctypes()}
	return [
		UniqueKey(doctype, (field["fieldname"],), f"`{field['fieldname']}` <> ''")
		for doctype, fields in (*ours.items(), *custom_fields.FIELDS.items())
		for field in fields
		if field.get("unique")
	]


def check_erpnext() -> None:
	if "erpnext" not in frappe.get_installed_apps():
		refuse(_("Gigafibre FSM needs ERPNext: install it on this site first."))
	if int(erpnext.__version__.split(".")[0]) != ERPNEXT_MAJOR:
		refuse(
			_("Gigafibre FSM needs ERPNext {0}, this bench has {1}.").format(
				ERPNEXT_MAJOR, erpnext.__version__
			)
		)


def check_modules() -> None:
	for module in definitions.modules():
		row = frappe.db.get_value("Module Def", module, ["app_name", "custom"], as_dict=True)
		if row and not row.custom and row.app_name != definitions.APP:
			refuse(
				_(
					"The module « {0} » of Gigafibre FSM already exists on this site and belongs to the app « {1} »."
				).format(module, row.app_name),
				title=_("Module Name in Use"),
			)


def check_doctypes() -> None:
	for doctype, ours in definitions.doctypes().items():
		theirs = frappe.db.get_value(
			"DocType", doctype, ["module", "custom", "istable", "issingle"], as_dict=True
		)
		if theirs:
			_check_doctype(doctype, ours, theirs)


def _check_doctype(doctype: str, ours: dict, theirs: dict) -> None:
	if not theirs.custom and theirs.module not in definitions.modules():
		app = frappe.db.get_value("Module Def", theirs.module, "app_name")
		refuse(
			_(
				"The DocType « {0} » of Gigafibre FSM already exists on this site, in the module « {1} » of the app « {2} »."
			).format(doctype, theirs.module, app),
			title=_("DocType Name in Use"),
		)
	kinds = {key: int(ours.get(key) or 0) for key in ("istable", "issingle")}
	if kinds != {key: int(theirs[key] or 0) for key in kinds}:
		refuse(
			_(
				"The DocType « {0} » on this site is {1}, in Gigafibre FSM it is {2}: rename or remove it first."
			).format(doctype, _kind(theirs), _kind(kinds))
		)


def _kind(doctype: dict) -> str:
	if doctype["istable"]:
		return _("a child table")
	return _("a single document") if doctype["issingle"] else _("a list of documents")


def check_adopted_fields() -> None:
	"""A field that the site made by hand is used as it is, so it must be able to hold our values."""
	for row in custom_fields.foreign_fields().values():
		ours = next(field for field in custom_fields.FIELDS[row.dt] if field["fieldname"] == row.fieldname)
		if _storage(row.fieldtype) != _storage(ours["fieldtype"]):
			refuse(
				_(
					"{0} on this site has a custom field « {1} » of type {2}, Gigafibre FSM needs {3}: change or remove it first."
				).format(row.dt, row.fieldname, row.fieldtype, ours["fieldtype"]),
				title=_("Custom Field in Use"),
			)


def _storage(fieldtype: str) -> str:
	return STORAGE.get(fieldtype, fieldtype)


def clear_leftovers() -> None:
	"""Frappe refuses to make a Module Def twice: after a crash, or where the site made one by hand, it makes ours anew."""
	for module in definitions.modules():
		frappe.db.delete("Module Def", {"name": module})
