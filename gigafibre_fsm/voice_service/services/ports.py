"""Ports of numbers that are under way: which may begin, and what ends them early."""

import frappe
from frappe import _
from frappe.model.document import Document

from gigafibre_fsm.exceptions import InvalidState
from gigafibre_fsm.voice_service.doctype.number_port.status import OPEN, Direction, Status
from gigafibre_fsm.voice_service.doctype.voip_line.status import Status as LineStatus


def is_open(did: str) -> bool:
	return bool(frappe.db.exists("Number Port", {"did": did, "status": ("in", OPEN)}))


def refuse_new(port: Document) -> None:
	"""A number comes to a line that lives, and no other line of ours has it; it leaves with the line that has it."""
	line = frappe.db.get_value("VoIP Line", port.voip_line, ["did", "status"], as_dict=True)
	if line.status == LineStatus.CANCELLED:
		frappe.throw(_("Phone line {0} is cancelled.").format(line.did or port.voip_line), InvalidState)
	if port.direction == Direction.OUT and line.did != port.did:
		_refuse_other_number(port, line.did)
	if port.direction == Direction.IN:
		_refuse_held(port)


def _refuse_other_number(port: Document, did: str | None) -> None:
	frappe.throw(
		_("The line has the number {0}, not {1}: only its own can leave.").format(did or "–", port.did),
		InvalidState,
	)


def _refuse_held(port: Document) -> None:
	other = {"did": port.did, "name": ("!=", port.voip_line), "status": ("!=", LineStatus.CANCELLED)}
	if holder := frappe.db.get_value("VoIP Line", other):
		frappe.throw(_("The number {0} is that of phone line {1}.").format(port.did, holder), InvalidState)


def drop(line: str, reason: str) -> None:
	"""Of a line that ends: nothing is left to port."""
	open_ports = {"voip_line": line, "status": ("in", OPEN)}
	for name in frappe.get_all("Number Port", open_ports, pluck="name", order_by="name"):
		port = frappe.get_doc("Number Port", name, for_update=True)
		port.update({"status": Status.CANCELLED, "note": "\n".join(filter(None, (port.note, reason)))})
		port.save(ignore_permissions=True)
