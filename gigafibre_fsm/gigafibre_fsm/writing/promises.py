"""Names that are given and not written yet.

The documents of an order point at one another in circles (the Project at its Dispatch Job, the job at its Project), so
that some are named in a link before they are there. Frappe looks a link's target up once per transaction; it finds
here what it would find a moment later.
"""

from collections.abc import Iterable

import frappe


def make(doctype: str, names: Iterable[str]) -> None:
	known = frappe.db.value_cache
	for name in names:
		known[doctype, name, "name"] = ((name,),)
