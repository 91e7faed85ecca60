"""The desk's search bar, without the rows that the user may not open.

Frappe's own answers by the rights on a doctype alone: a technician would read every customer's name and address in
the snippets.
"""

import frappe
from frappe.utils import global_search

from gigafibre_fsm.permissions import is_narrowed


@frappe.whitelist(methods=["GET", "POST"])
def search(text: str, start: int = 0, limit: int = 20, doctype: str = "") -> list[dict]:
	found = global_search.search(text, start, limit, doctype)
	return [row for row in found if may_open(row.doctype, row.name)]


def may_open(doctype: str, name: str) -> bool:
	return not is_narrowed(doctype) or bool(frappe.has_permission(doctype, "read", name))
