"""Rows by what they are, so that a load that was interrupted goes on where it stopped."""

import frappe
from frappe.model.document import Document


def ensure(doctype: str, key: dict, **values) -> str:
	"""The row with these key fields, or a new one with them and `values`, through its controller."""
	return find(doctype, key) or make(doctype, **{**values, **key}).name


def find(doctype: str, key: dict) -> str | None:
	return frappe.db.get_value(doctype, key, "name")


def make(doctype: str, **values) -> Document:
	return frappe.get_doc({"doctype": doctype, **values}).insert(ignore_permissions=True)
