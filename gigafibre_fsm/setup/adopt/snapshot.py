"""What a hand-made doctype looked like, written down before it is touched."""

from dataclasses import dataclass

import frappe
from frappe.database.schema import get_definition
from frappe.model import no_value_fields, table_fields

from gigafibre_fsm.domain.identifiers import canonical_did, canonical_mac, canonical_serial
from gigafibre_fsm.setup import definitions, memory, schema
from gigafibre_fsm.setup.keys import UniqueKey

PREFIX = "adopt:"
# A column of a hand-made field whose type is not ours waits under this name until its values are converted.
ASIDE = "former_"
HANDMADE = "custom_"
KEPT = (
	"fieldname",
	"label",
	"fieldtype",
	"options",
	"length",
	"precision",
	"hidden",
	"read_only",
	"in_list_view",
)
# Identifiers that people spell in many ways, and what gives them their one form.
CANONICAL = {
	"serial_number": canonical_serial,
	"gpon_serial": canonical_serial,
	"cwmp_serial": canonical_serial,
	"mac_address": canonical_mac,
	"ata_mac": canonical_mac,
	"did": canonical_did,
}
LAYOUT = set(no_value_fields) - set(table_fields)


@dataclass(frozen=True)
class Move:
	"""From a hand-made field to ours. `fresh`: ours held nothing of the site's before, so the old value wins."""

	source: str
	target: str
	fresh: bool


def remember() -> None:
	for doctype in definitions.doctypes():
		if memory.recall(PREFIX + doctype) is None and frappe.db.get_value("DocType", doctype, "custom"):
			memory.remember(PREFIX + doctype, _take(doctype))
	frappe.db.commit()  # it must outlive a crash in what follows


def remembered() -> list[str]:
	return [key.removeprefix(PREFIX) for key in memory.keys(PREFIX)]


def recall(doctype: str) -> dict:
	return memory.recall(PREFIX + doctype)


def save(doctype: str, snapshot: dict) -> None:
	memory.remember(PREFIX + doctype, snapshot)


def _take(doctype: str) -> dict:
	single = frappe.db.get_value("DocType", doctype, "issingle")
	columns = {} if single else {name: column.type for name, column in schema.columns(doctype).items()}
	return {
		"single": bool(single),
		"columns": columns,
		"fields": _fields("DocField", {"parent": doctype}),
		"custom_fields": _fields("Custom Field", {"dt": doctype}),
		"roles": frappe.get_all("DocPerm", {"parent": doctype}, pluck="role", distinct=True, order_by="role"),
		"moved": {},
		"moved_tables": [],
	}


def _fields(table: str, filters: dict) -> dict[str, dict]:
	rows = frappe.get_all(table, filters=filters, fields=KEPT, order_by="idx")
	return {
		row.fieldname: {key: row[key] for key in KEPT if row[key]}
		for row in rows
		if row.fieldtype not in LAYOUT
	}


def old_fields(snapshot: dict) -> dict[str, dict]:
	return {**snapshot["fields"], **snapshot["custom_fields"]}


def moves(doctype: str, snapshot: dict) -> list[Move]:
	present = schema.columns(doctype)
	found = []
	for target in definitions.value_fields(doctype):
		# What was set aside comes first: it is the field's own old value.
		for source in (ASIDE + target, HANDMADE + target):
			if source in present or source in snapshot["moved"]:
				fresh = source.startswith(ASIDE) or target not in snapshot["columns"]
				found.append(Move(source, target, fresh))
	return found


def wanted_type(field: dict) -> str | None:
	"""The column type that Frappe gives a field; JSON is a longtext for MariaDB."""
	type_ = get_definition(field["fieldtype"], field.get("precision"), field.get("length"))
	return "longtext" if type_ == "json" else type_


def rows_as_they_will_be(key: UniqueKey) -> str | None:
	"""A table expression over the values that the key's columns will hold once the doctype is adopted."""
	if not schema.table_exists(key.doctype):
		return None
	present = schema.columns(key.doctype)
	sources = {name: _sources(key.doctype, name, present) for name in (*key.columns, *key.reads)}
	if key.flag in present or not all(sources[name] for name in key.columns):
		return None
	values = ", ".join(f"{_first_set(found)} as `{name}`" for name, found in sources.items())
	return f"(select {values} from `tab{key.doctype}`)"


def _sources(doctype: str, name: str, present: dict) -> list[str]:
	prefixes = ("", ASIDE, HANDMADE) if doctype in definitions.doctypes() else ("",)
	return [prefix + name for prefix in prefixes if prefix + name in present]


def _first_set(columns: list[str]) -> str:
	"""Spelled as the key will see it: a serial with a dash is the serial without."""
	values = ", ".join(f"nullif(nullif({_compact(column)},''),'0')" for column in columns)
	return f"coalesce({values})" if columns else "null"


def _compact(column: str) -> str:
	text = f"cast(`{column}` as char)"
	spelled_freely = column.removeprefix(ASIDE).removeprefix(HANDMADE) in CANONICAL
	return f"regexp_replace({text},'[[:space:]:.-]+','')" if spelled_freely else text
