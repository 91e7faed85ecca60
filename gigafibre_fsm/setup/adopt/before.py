"""Clears the way for Frappe's import of our DocType files over hand-made ones. Only what the import can't do itself."""

import frappe
from frappe import scrub
from frappe.model import table_fields

from gigafibre_fsm.setup import definitions, schema
from gigafibre_fsm.setup.adopt.snapshot import ASIDE, old_fields, recall, remembered, wanted_type

# Cosmetic: everything else in a Property Setter could change what our forms and code rely on.
HARMLESS_PROPERTIES = {
	"label",
	"description",
	"bold",
	"in_list_view",
	"in_standard_filter",
	"in_global_search",
	"in_preview",
	"columns",
	"width",
	"print_hide",
	"print_width",
	"collapsible",
	"title_field",
	"sort_field",
	"sort_order",
	"default_print_format",
}


def before_sync() -> None:
	for doctype in remembered():
		snapshot = recall(doctype)
		if not snapshot["single"]:
			_name_as_text(doctype)
			_set_aside(doctype)
			_unset_blanks(doctype)
			_reopen_submitted(doctype)
		_set_tables_aside(doctype, snapshot)
		_remove_same_named_custom_fields(doctype)
		_remove_property_setters(doctype)
	frappe.db.commit()  # the import that follows commits after each file anyway
	frappe.clear_cache()


def _name_as_text(doctype: str) -> None:
	"""A hand-made doctype may count its rows (autoincrement); ours have names such as LOC-000123."""
	if schema.columns(doctype)["name"].type.startswith("bigint"):
		schema.alter(doctype, "modify column `name` varchar(140) not null")
		frappe.db.sql_ddl(f"drop sequence if exists `{scrub(doctype + '_id_seq')}`")


def _set_aside(doctype: str) -> None:
	"""MariaDB would refuse, or cut, values that don't fit our type: they wait in a column of another name."""
	present, ours = schema.columns(doctype), definitions.fields(doctype)
	clauses = [
		f"change column `{name}` `{ASIDE}{name}` {_nullable(column.type)}"
		for name, column in present.items()
		if name in ours
		and not column.generated
		and not _fits(column, ours[name])
		and ASIDE + name not in present
	]
	schema.alter(doctype, *clauses)


def _unset_blanks(doctype: str) -> None:
	"""Two empty texts would be a duplicate for a unique index; two NULLs are none."""
	present = schema.columns(doctype)
	for name, field in definitions.value_fields(doctype).items():
		if field.get("unique") and name in present:
			frappe.db.sql(f"update `tab{doctype}` set `{name}`=null where `{name}`=''")


def _fits(column: schema.Column, field: dict) -> bool:
	return column.type == wanted_type(field)


def _nullable(type_: str) -> str:
	return f"{type_} null default null"


def _reopen_submitted(doctype: str) -> None:
	"""Ours are not submitted: a row that stays submitted could never be changed again."""
	frappe.db.sql(f"update `tab{doctype}` set docstatus=0 where docstatus=1")


def _set_tables_aside(doctype: str, snapshot: dict) -> None:
	"""Child rows of a field that has our name but another child doctype move out of the way with it."""
	ours = definitions.fields(doctype)
	for name, field in old_fields(snapshot).items():
		other = name in ours and ours[name].get("options") != field.get("options")
		if field["fieldtype"] in table_fields and other:
			move_children(doctype, field["options"], name, ASIDE + name)


def move_children(doctype: str, child: str, source: str, target: str) -> None:
	if schema.table_exists(child):
		frappe.db.sql(
			f"update `tab{child}` set parentfield=%s where parenttype=%s and parentfield=%s",
			(target, doctype, source),
		)


def _remove_same_named_custom_fields(doctype: str) -> None:
	"""Only the description: the column and its values stay, and become our field's."""
	names = [field["fieldname"] for field in definitions.doctypes()[doctype]["fields"]]
	frappe.db.delete("Custom Field", {"dt": doctype, "fieldname": ("in", names)})


def _remove_property_setters(doctype: str) -> None:
	frappe.db.delete(
		"Property Setter", {"doc_type": doctype, "property": ("not in", list(HARMLESS_PROPERTIES))}
	)
