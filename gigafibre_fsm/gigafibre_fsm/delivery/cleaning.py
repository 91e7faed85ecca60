"""Old rows. What failed stays: a person decides about it."""

from datetime import timedelta

import frappe
from frappe.utils import now_datetime

CHUNK = 1000
# Nobody decides about an event of the desk that is gone.
OLD = """`tabOutbox Message` where creation < %(before)s
	and (status in ('Sent', 'Cancelled') or (status = 'Failed' and channel = 'Realtime'))"""


def clear(days: int) -> None:
	before = now_datetime() - timedelta(days=days)
	while names := frappe.db.sql(f"select name from {OLD} limit {CHUNK}", {"before": before}, pluck=True):
		for doctype, field in (("Version", "docname"), ("Outbox Message", "name")):
			frappe.db.delete(doctype, _of(doctype, field, names))
		frappe.db.commit()  # a chunk at a time, so that nobody waits for years of them


def _of(doctype: str, field: str, names: list[str]) -> dict:
	whose = {"ref_doctype": "Outbox Message"} if doctype == "Version" else {}
	return {field: ("in", names), **whose}
