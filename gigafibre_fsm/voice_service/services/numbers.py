"""The pool of phone numbers: a free one is taken as a port is, by one order only."""

import frappe
from frappe.utils import now

from gigafibre_fsm.voice_service.doctype.phone_number.status import Status

# Numbers that other orders may be taking at this moment.
OTHERS = 100


def reserve(lines: list[str], city: str | None) -> list[str | None]:
	"""A number for each line, of its own rate centre where one is free; None where the pool is empty."""
	found = _free(len(lines), city) if city else []
	found += _free(len(lines) - len(found), None, found)
	for did, line in zip(found, lines, strict=False):
		_take(did, line)
	return [*found, *[None] * (len(lines) - len(found))]


def _free(count: int, rate_centre: str | None, but: list[str] | None = None) -> list[str]:
	"""Rows that another order is taking are passed over, not waited for.

	Locked by their keys: a locking search would lock every free number that it reads on the way, and leave the other
	orders none.
	"""
	candidates = _candidates(count, rate_centre, but or [])
	if not candidates:
		return []
	query = """select name from `tabPhone Number` force index (primary)
		where name in %(candidates)s and status = %(status)s
		order by name limit %(count)s for update skip locked"""
	values = {"candidates": candidates, "status": Status.FREE, "count": count}
	return [name for (name,) in frappe.db.sql(query, values)]


def _candidates(count: int, rate_centre: str | None, but: list[str]) -> list[str]:
	if not count:
		return []
	condition = "and rate_centre = %(rate_centre)s" if rate_centre else ""
	query = f"""select name from `tabPhone Number` where status = %(status)s and name not in %(but)s {condition}
		order by name limit %(most)s"""
	values = {"status": Status.FREE, "rate_centre": rate_centre, "but": [*but, ""], "most": count + OTHERS}
	return frappe.db.sql(query, values, pluck=True)


def _take(did: str, line: str) -> None:
	frappe.db.sql(
		"""update `tabPhone Number` set status = %s, voip_line = %s, modified = %s, modified_by = %s
		where name = %s""",
		(Status.RESERVED, line, now(), frappe.session.user, did),
	)
	frappe.clear_document_cache("Phone Number", did)


def release(lines: list[str]) -> None:
	"""What an order that never went live had reserved. A number in use goes other ways."""
	reserved = {"voip_line": ("in", lines), "status": Status.RESERVED}
	for did in frappe.get_all("Phone Number", reserved, pluck="name") if lines else ():
		number = frappe.get_doc("Phone Number", did)
		number.update({"status": Status.FREE, "voip_line": None}).save(ignore_permissions=True)


def put_to_use(lines: list[str]) -> None:
	"""What their orders had reserved, now that they are live."""
	reserved = {"voip_line": ("in", lines), "status": Status.RESERVED}
	for did in frappe.get_all("Phone Number", reserved, pluck="name") if lines else ():
		frappe.get_doc("Phone Number", did).update({"status": Status.IN_USE}).save(ignore_permissions=True)
