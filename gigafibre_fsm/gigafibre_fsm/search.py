"""Finding a record in a link field by what is printed on a device, told on the phone or noted in the old system.

Frappe's own link search takes the text as it was typed and leaves numeric fields out: a MAC address with colons, a
serial with a dash or an old customer number would find nothing.
"""

from collections.abc import Iterable

import frappe
from frappe.desk.search import get_std_fields_list
from frappe.model.meta import Meta

from gigafibre_fsm.domain.identifiers import canonical_did, canonical_mac, canonical_serial

TEXT_TYPES = frozenset(("Data", "Small Text", "Text", "Link", "Select"))


@frappe.whitelist(methods=["GET", "POST"])
def find(
	doctype: str,
	txt: str,
	searchfield: str = "name",
	start: int = 0,
	page_length: int = 10,
	filters: str | dict | list | None = None,
	as_dict: bool = False,
	reference_doctype: str | None = None,
	ignore_user_permissions: bool = False,
):
	"""Answers a link field, as the `standard_queries` hook asks. Only what the user may read or select is found."""
	if not any(frappe.has_permission(doctype, right) for right in ("read", "select")):
		# Frappe would answer a refusal raised here with « Method not found ».
		return []
	meta = frappe.get_meta(doctype)
	return frappe.get_list(
		doctype,
		fields=_columns(meta, searchfield),
		filters=_as_list(doctype, filters),
		or_filters=_matches(meta, txt) if txt else None,
		limit_start=start,
		limit_page_length=page_length,
		as_list=not as_dict,
		reference_doctype=reference_doctype,
		strict=False,
	)


def spellings(txt: str) -> list[str]:
	"""The text as typed, then as each kind of identifier is kept, without repeating itself."""
	return list(dict.fromkeys([txt.strip(), *_canonical(txt)]))


def _canonical(txt: str) -> Iterable[str]:
	for canonical in (canonical_serial, canonical_mac, canonical_did):
		try:
			yield canonical(txt) or txt
		except ValueError:
			continue


def _columns(meta: Meta, searchfield: str) -> list[str]:
	columns = get_std_fields_list(meta, searchfield)
	if meta.show_title_field_in_link and meta.title_field:
		# The first two must be name and title: Frappe shows the second as the link's label.
		columns = ["name", f"{meta.title_field} as label", *columns[1:]]
	return columns


def _matches(meta: Meta, txt: str) -> list[list]:
	fields = ["name", *{meta.title_field, *meta.get_search_fields()} - {None, "name"}]
	return [match for field in fields for match in _match(meta, field, txt)]


def _match(meta: Meta, field: str, txt: str) -> list[list]:
	docfield = meta.get_field(field)
	if field == "name" or (docfield and docfield.fieldtype in TEXT_TYPES):
		return [[meta.name, field, "like", f"%{spelling}%"] for spelling in spellings(txt)]
	if docfield and docfield.fieldtype == "Int" and txt.strip().isdigit():
		return [[meta.name, field, "=", int(txt)]]
	return []


def _as_list(doctype: str, filters: str | dict | list | None) -> list:
	filters = frappe.parse_json(filters) or []
	if isinstance(filters, dict):
		return [[doctype, field, *_condition(value)] for field, value in filters.items()]
	return filters


def _condition(value: object) -> list:
	return list(value) if isinstance(value, list | tuple) else ["=", value]
