"""Options that the app adds to ERPNext's Select fields: one list, read by install, migrate and uninstall."""

import frappe
from frappe.custom.doctype.property_setter.property_setter import make_property_setter

from gigafibre_fsm.setup import memory

# (doctype, field) → option
ADDED = {("Lead", "type"): "Enterprise"}
MEMORY = "added_options"


def ensure() -> None:
	for (doctype, field), option in ADDED.items():
		options = _options(doctype, field)
		if option not in options:
			_set(doctype, field, [*options, option])
			memory.remember_also(MEMORY, f"{doctype}-{field}")


def remove() -> None:
	"""An option that records hold stays: they could not be saved without it."""
	for (doctype, field), option in ADDED.items():
		made = f"{doctype}-{field}" in memory.recall(MEMORY, [])
		if made and not frappe.db.exists(doctype, {field: option}):
			_set(doctype, field, [one for one in _options(doctype, field) if one != option])


def _options(doctype: str, field: str) -> list[str]:
	return (frappe.get_meta(doctype).get_options(field) or "").split("\n")


def _set(doctype: str, field: str, options: list[str]) -> None:
	"""As ERPNext has them needs no property setter."""
	standard = frappe.db.get_value("DocField", {"parent": doctype, "fieldname": field}, "options") or ""
	if options == standard.split("\n"):
		frappe.db.delete("Property Setter", {"doc_type": doctype, "field_name": field, "property": "options"})
	else:
		make_property_setter(
			doctype, field, "options", "\n".join(options), "Text", validate_fields_for_doctype=False
		)
	frappe.clear_cache(doctype=doctype)
