"""Rows into their table, all of a doctype in one statement."""

from collections.abc import Sequence

import frappe
from frappe import _
from frappe.model.document import Document
from pymysql.err import IntegrityError

from gigafibre_fsm.gigafibre_fsm.writing import rows
from gigafibre_fsm.gigafibre_fsm.writing.plan import Plan

# A statement stays well under any server's max_allowed_packet.
AT_ONCE = 500


def write(plan: Plan, documents: Sequence[Document]) -> None:
	for start in range(0, len(documents), AT_ONCE):
		_write(plan, documents[start : start + AT_ONCE])
	for document in documents:
		document.__dict__["__islocal"] = False


def _write(plan: Plan, documents: Sequence[Document]) -> None:
	columns = ", ".join(f"`{column}`" for column in plan.columns)
	written = [rows.row(plan, document) for document in documents]
	places = ", ".join(f"({', '.join('null' if one is None else '%s' for one in row)})" for row in written)
	values = [one for row in written for one in row if one is not None]
	try:
		frappe.db.sql(f"insert into `tab{plan.doctype}` ({columns}) values {places}", values)
	except IntegrityError as error:
		_refuse(plan, documents, error)


def _refuse(plan: Plan, documents: Sequence[Document], error: Exception) -> None:
	"""As `db_insert` says it, for the one document that was in the way."""
	if frappe.db.is_primary_key_violation(error):
		document = _culprit(documents, error, lambda one: [one.name])
		frappe.msgprint(
			_("{0} {1} already exists").format(_(plan.doctype), frappe.bold(document.name)),
			title=_("Duplicate Name"),
			indicator="red",
		)
		raise frappe.DuplicateEntryError(plan.doctype, document.name, error) from error
	if frappe.db.is_unique_key_violation(error):
		_culprit(documents, error, lambda one: one.__dict__.values()).show_unique_validation_message(error)
	raise error


def _culprit(documents: Sequence[Document], error: Exception, values) -> Document:
	"""MariaDB: Duplicate entry 'A-1' for key 'unique_…'; an entry of several columns joins them with a dash."""
	entry = str(error).split("'")[1].casefold()
	for document in documents:
		if any(isinstance(one, str) and one and one.casefold() in entry for one in values(document)):
			return document
	return documents[0]
