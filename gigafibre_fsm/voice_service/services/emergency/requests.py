"""A request to the 911 provider and its row of the outbox. Of one number the newest request counts."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now_datetime

from gigafibre_fsm.gigafibre_fsm import language as languages
from gigafibre_fsm.gigafibre_fsm import locks, outbox
from gigafibre_fsm.voice_service.doctype.e911_request.status import CHANGES, OPEN, Action, Status
from gigafibre_fsm.voice_service.services.emergency import addresses

DOCTYPE = "E911 Request"
CHANNEL = "E911"
EVENTS = {Action.REGISTER: "register", Action.DEREGISTER: "deregister", Action.QUERY: "query"}


def make(
	line: Document, action: str, reason: str, did: str | None = None, asked: dict | None = None
) -> Document:
	did = did or line.did
	if did and action in CHANGES:
		_supersede(did, line.name)
	request = _insert(line, action, reason, did, asked)
	put(request)
	return request


def of_row(line: Document, event: str, did: str | None, row: str) -> Document:
	"""For a row of the outbox that has none."""
	action = next(action for action, its_event in EVENTS.items() if its_event == event)
	reason = _("Written before 911 requests were kept.")
	asked = addresses.of_line(line) if action == Action.REGISTER else None
	return _insert(line, action, reason, did, asked, outbox_message=row)


def _insert(
	line: Document, action: str, reason: str, did: str | None, asked: dict | None, **more
) -> Document:
	request = {
		"doctype": DOCTYPE,
		"voip_line": line.name,
		"did": did,
		"action": action,
		"status": Status.QUEUED,
		"reason": reason,
		"requested_by": frappe.session.user,
		"requested_on": now_datetime(),
		"asked": frappe.as_json(asked) if asked else None,
		"address": addresses.readable(asked) if asked else None,
		**more,
	}
	return frappe.get_doc(request).insert(ignore_permissions=True)


def _supersede(did: str, line: str) -> None:
	"""Under a lock: two that ask of one number at the same moment come one after the other. With them goes what the line
	had asked before it had a number.
	"""
	locks.hold_within(f"911 of {did}")
	older = frappe.db.sql(
		f"""select name, outbox_message from `tab{DOCTYPE}`
		where (did = %s or (voip_line = %s and coalesce(did, '') = ''))
		and status in %s and action in %s for update""",
		(did, line, OPEN, CHANGES),
		as_dict=True,
	)
	outbox.cancel_rows(
		filter(None, (one.outbox_message for one in older)),
		_("A newer 911 request of the same number takes its place.", lang=languages.of_office()),
	)
	for one in older:
		frappe.get_doc(DOCTYPE, one.name).update({"status": Status.SUPERSEDED}).save(ignore_permissions=True)


def put(request: Document, again: str | None = None) -> None:
	"""Its row of the outbox. A line that still waits for its number waits there, where people look for what did not go
	out. `again` tells a later row from the first one.
	"""
	no_number = _("The line has no number yet.", lang=languages.of_office())
	row = outbox.row(
		CHANNEL,
		EVENTS[request.action],
		request.did,
		"VoIP Line",
		request.voip_line,
		{"did": request.did or "", "request": request.name},
		missing_recipient=None if request.did else no_number,
		occasion=":".join(filter(None, (request.name, again))),
	)
	request.db_set("outbox_message", frappe.get_doc(row).insert(ignore_permissions=True).name)
	outbox.wake()


def put_once(request: Document, again: str) -> None:
	"""As `put`, where it was not done for the same reason yet."""
	there = {
		"reference_doctype": "VoIP Line",
		"reference_name": request.voip_line,
		"dedupe_key": ("like", f"%:{request.name}:{again}"),
	}
	if not frappe.db.exists("Outbox Message", there):
		put(request, again)


def newest_change(did: str) -> str | None:
	rows = frappe.db.sql(
		f"""select name from `tab{DOCTYPE}` where did = %s and action in %s and status <> %s
		order by creation desc, name desc limit 1""",
		(did, CHANGES, Status.CANCELLED),
		pluck=True,
	)
	return rows[0] if rows else None


def changes(did: str, *statuses: str, but: str = "") -> list[str]:
	filters = {"did": did, "status": ("in", statuses), "action": ("in", CHANGES), "name": ("!=", but)}
	return frappe.get_all(DOCTYPE, filters, pluck="name", order_by="name")
