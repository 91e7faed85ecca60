"""The desk's search bar, without the rows that the user may not open.

Frappe's own answers by the rights on a doctype alone: a technician would read every customer's name and address in
the snippets.
"""

from collections import defaultdict

import frappe
from frappe.utils import global_search

from gigafibre_fsm.permissions import is_narrowed


@frappe.whitelist(methods=["GET", "POST"])
def search(text: str, start: int = 0, limit: int = 20, doctype: str = "") -> list[dict]:
	return readable(global_search.search(text, start, limit, doctype))


def readable(found: list[dict]) -> list[dict]:
	"""One query per doctype whose rows are narrowed, however many were found."""
	names = defaultdict(list)
	for row in found:
		if is_narrowed(row["doctype"]):
			names[row["doctype"]].append(row["name"])
	allowed = {doctype: set(_allowed(doctype, of)) for doctype, of in names.items()}
	return [row for row in found if row["doctype"] not in allowed or row["name"] in allowed[row["doctype"]]]


def _allowed(doctype: str, names: list[str]) -> list[str]:
	return frappe.get_list(doctype, filters={"name": ("in", names)}, pluck="name", limit_page_length=0)
