"""A line gets another number: the new one is registered for 911, then the old one is taken out there, and rests."""

import frappe
from frappe import _
from frappe.model.document import Document

from gigafibre_fsm.exceptions import InvalidState
from gigafibre_fsm.gigafibre_fsm import transaction
from gigafibre_fsm.voice_service.doctype.voip_line.status import REGISTERED, Status
from gigafibre_fsm.voice_service.services import emergency, held, numbers
from gigafibre_fsm.voice_service.services.emergency import addresses


def change(name: str, did: str | None, reason: str, seen: str | None = None) -> Document:
	"""`did` None: a free number of the pool. A line that waits for its number gets it this way, too."""
	return transaction.whole(lambda: _change(held.line(name, seen), did, reason))


def _change(line: Document, did: str | None, reason: str) -> Document:
	held.refuse_cancelled(line)
	if did and did == line.did:
		frappe.throw(_("Phone line {0} has this number already.").format(line.did), InvalidState)
	city = frappe.db.get_value("Service Location", line.service_location, "city")
	return _renumber(line, numbers.take(did, line, city), reason)


def bring(line: Document, did: str, reason: str) -> Document:
	"""A number that was ported in."""
	numbers.bring(did, line.name)
	return _renumber(line, did, reason)


def _renumber(line: Document, did: str, reason: str) -> Document:
	old, was_registered = line.did, line.e911_status in REGISTERED
	numbers.leave(line)
	line.did = did
	if line.caller_id == old:
		line.caller_id = did
	if line.status != Status.PENDING or was_registered:
		emergency.update(line, _own_address(line), reason)
	else:
		line.save(ignore_permissions=True)
	if old and was_registered:
		emergency.deregister(line, reason, did=old)
	said = _("The number {0} replaces {1}:", lang=held.office())
	held.note(line, said.format(did, old or "–"), reason)
	return line


def _own_address(line: Document) -> dict | None:
	"""The phone has not moved: where it is registered elsewhere than at its place, it stays so."""
	return {key: line.get(addresses.PREFIX + key) for key in addresses.DOOR} if line.e911_street else None
