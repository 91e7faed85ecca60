"""Tells an administrator what adopting found: on the terminal and, to be read later, in the Error Log."""

import frappe
from frappe import _

from gigafibre_fsm.setup import definitions, schema

# Where a site may have written down the name of a field that has moved.
MENTIONS = (
	("Client Script", "script"),
	("Server Script", "script"),
	("Report", "query"),
	("Report", "json"),
	("Notification", "message"),
	("Print Format", "html"),
)


def findings(doctype: str, snapshot: dict) -> list[str]:
	return [
		*_foreign_options(doctype, snapshot),
		*_cancelled(doctype, snapshot),
		*_mentions(doctype, snapshot),
	]


def _foreign_options(doctype: str, snapshot: dict) -> list[str]:
	if snapshot["single"]:
		return []
	notes = []
	for name, field in definitions.value_fields(doctype).items():
		if field["fieldtype"] == "Select":
			notes += _foreign_values(doctype, name, (field.get("options") or "").split("\n"))
	return notes


def _foreign_values(doctype: str, name: str, options: list[str]) -> list[str]:
	rows = frappe.db.sql(
		f"select `{name}`, count(*) from `tab{doctype}` where coalesce(`{name}`,'') <> '' group by binary `{name}`"
	)
	return [
		_("{0}: {1} rows have « {2} » in {3}, which is none of its options; kept as it is.").format(
			doctype, count, value, name
		)
		for value, count in rows
		if value not in options
	]


def _cancelled(doctype: str, snapshot: dict) -> list[str]:
	if snapshot["single"] or not (count := frappe.db.count(doctype, {"docstatus": 2})):
		return []
	return [_("{0}: {1} cancelled rows stay cancelled.").format(doctype, count)]


def _mentions(doctype: str, snapshot: dict) -> list[str]:
	notes = []
	for source in snapshot["moved"]:
		for kind, column in MENTIONS:
			for name in _mentioning(kind, column, source):
				notes.append(_("{0} « {1} » mentions {2}, which has moved.").format(kind, name, source))
	return notes


def _mentioning(kind: str, column: str, fieldname: str) -> list[str]:
	if column not in schema.columns(kind):
		return []
	return frappe.get_all(kind, filters={column: ("like", f"%{fieldname}%")}, pluck="name")


def tell(notes: list[str]) -> None:
	text = "\n".join(notes)
	print(text)
	frappe.log_error(title=_("Gigafibre FSM adopted doctypes of this site"), message=text)
