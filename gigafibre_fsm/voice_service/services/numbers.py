"""The pool of phone numbers: a free one is taken as a port is, by one order only."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now

from gigafibre_fsm.exceptions import InvalidState
from gigafibre_fsm.voice_service.doctype.e911_request.status import Action
from gigafibre_fsm.voice_service.doctype.e911_request.status import Status as RequestStatus
from gigafibre_fsm.voice_service.doctype.phone_number.status import Status
from gigafibre_fsm.voice_service.doctype.voip_line.status import REGISTERED
from gigafibre_fsm.voice_service.doctype.voip_line.status import Status as LineStatus
from gigafibre_fsm.voice_service.services.emergency import requests

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


def put_to_use(lines: list[str]) -> None:
	"""What their orders had reserved, now that they are live."""
	reserved = {"voip_line": ("in", lines), "status": Status.RESERVED}
	for did in frappe.get_all("Phone Number", reserved, pluck="name") if lines else ():
		frappe.get_doc("Phone Number", did).update({"status": Status.IN_USE}).save(ignore_permissions=True)


def take(did: str | None, line: Document, city: str | None) -> str:
	"""For a line that an agent has at hand: the number that was chosen, else a free one, of its own rate centre first.

	:raises InvalidState: where it is not free, or none is.
	"""
	if did:
		_take(_chosen(did), line.name)
	else:
		(did,) = reserve([line.name], city)
	if not did:
		frappe.throw(_("No number is free. Add some to the pool, or release one."), InvalidState)
	if line.status != LineStatus.PENDING:
		put_to_use([line.name])
	return did


def _chosen(did: str) -> str:
	"""Locked: whoever wants it as well waits, and finds it taken."""
	found = frappe.db.get_value("Phone Number", did, ["name", "status"], as_dict=True, for_update=True)
	if not found:
		frappe.throw(_("{0} is not a number of the pool.").format(did), InvalidState)
	if found.status != Status.FREE:
		status = _(found.status, context="Phone Number")
		frappe.throw(_("The number {0} is not free: {1}.").format(did, status), InvalidState)
	return did


def bring(did: str, line: str) -> None:
	"""A number that another carrier gave up: it is ours now, and this line's."""
	give_up(did, but=line)
	values = {"status": Status.IN_USE, "voip_line": line}
	if frappe.db.exists("Phone Number", did):
		number = frappe.get_doc("Phone Number", did, for_update=True)
		number.update(values).save(ignore_permissions=True)
	else:
		frappe.get_doc({"doctype": "Phone Number", "did": did, **values}).insert(ignore_permissions=True)


def leave(line: Document) -> str | None:
	"""The line gives its number up. One that rang, or that 911 may know, rests before somebody else gets it; until then
	the line keeps it, so that it can be found by it.
	"""
	is_known = line.e911_status in REGISTERED
	resting = Status.QUARANTINED if is_known else Status.FREE
	status = _end(line.did, {Status.RESERVED: resting, Status.IN_USE: Status.QUARANTINED})
	return None if status == Status.FREE or not (status or is_known) else line.did


def port_out(line: Document) -> str | None:
	_end(line.did, {Status.IN_USE: Status.PORTED_OUT})
	return line.did


def _end(did: str | None, ends: dict[str, str]) -> str | None:
	"""What the pool says of it then; None where it does not know the number."""
	if not did or not frappe.db.exists("Phone Number", did):
		return None
	number = frappe.get_doc("Phone Number", did, for_update=True)
	if number.status in ends:
		# Its former line still has it: `give_up` is for those that rested.
		number.flags.just_left = True
		number.update({"status": ends[number.status], "voip_line": None}).save(ignore_permissions=True)
	return number.status


def give_up(did: str, but: str | None = None) -> None:
	"""A free number is no cancelled line's any more: its next line must be able to have it.

	:raises InvalidState: where 911 may still send an ambulance to the former one's address.
	"""
	_refuse_unconfirmed(did)
	fields = ["name", "status", "e911_status"]
	line = frappe.db.get_value("VoIP Line", {"did": did}, fields, as_dict=True, for_update=True)
	if not line or line.name == but:
		return
	if line.status != LineStatus.CANCELLED:
		frappe.throw(_("The number {0} is that of phone line {1}.").format(did, line.name), InvalidState)
	if line.e911_status in REGISTERED:
		frappe.throw(
			_("The number {0} is still registered for 911: deregister line {1} first.").format(
				did, line.name
			),
			InvalidState,
		)
	frappe.db.set_value("VoIP Line", line.name, "did", None)


def _refuse_unconfirmed(did: str) -> None:
	"""Also of a number that its line has exchanged for another one."""
	newest = requests.newest_change(did)
	if newest and _waits_for_its_end(newest):
		frappe.throw(
			_("The number {0} is still registered for 911: the provider has not confirmed its end.").format(
				did
			),
			InvalidState,
		)


def _waits_for_its_end(request: str) -> bool:
	action, status = frappe.db.get_value("E911 Request", request, ["action", "status"])
	return action == Action.DEREGISTER and status != RequestStatus.CONFIRMED
