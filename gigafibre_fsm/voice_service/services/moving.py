"""A line moves to another place of its customer, the 911 address first: the phone follows when that is confirmed."""

import frappe
from frappe import _
from frappe.model.document import Document

from gigafibre_fsm.exceptions import InvalidState, NotFound
from gigafibre_fsm.gigafibre_fsm import transaction
from gigafibre_fsm.voice_service.doctype.voip_line.status import REGISTERED, Status
from gigafibre_fsm.voice_service.services import accounts, emergency, held
from gigafibre_fsm.voice_service.services.emergency import addresses

# A place where nobody may be served.
CLOSED = "Closed"


def move(name: str, location: str, reason: str, seen: str | None = None) -> Document:
	return transaction.whole(lambda: _move(held.line(name, seen), location, reason))


def _move(line: Document, location: str, reason: str) -> Document:
	_refuse(line, location)
	if line.status == Status.PENDING and line.e911_status not in REGISTERED:
		return _begin_there(line, location, reason)
	line.moving_to = location
	emergency.update(line, None, reason)
	said = _("Moving to {0} once 911 has confirmed the address there:", lang=held.office())
	held.note(line, said.format(location), reason)
	return line


def _begin_there(line: Document, location: str, reason: str) -> Document:
	"""A line that never rang: nobody has to hear of it first."""
	before, line.service_location = line.service_location, location
	address = addresses.of_place(line)
	addresses.refuse_incomplete(address)
	line.update(address)
	_change_device(line, before)
	line.save(ignore_permissions=True)
	held.note(line, _("Moved to {0}:", lang=held.office()).format(location), reason)
	return line


def stay(name: str, reason: str, seen: str | None = None) -> Document:
	"""A move that the provider has not confirmed is taken back; 911 gets the address of the old place again."""
	return transaction.whole(lambda: _stay(held.line(name, seen), reason))


def _stay(line: Document, reason: str) -> Document:
	held.refuse_cancelled(line)
	if not line.moving_to:
		frappe.throw(_("Phone line {0} is not moving.").format(held.called(line)), InvalidState)
	line.moving_to = None
	emergency.update(line, None, reason)
	held.note(line, _("The move was taken back:", lang=held.office()), reason)
	return line


def arrived(line: Document) -> None:
	"""The 911 provider holds the new address: from now on the line is there. `line` is locked, and saved here."""
	before, line.service_location, line.moving_to = line.service_location, line.moving_to, None
	_change_device(line, before)
	line.save(ignore_permissions=True)
	said = _("Moved from {0} to {1}: the 911 address there is confirmed.", lang=held.office())
	held.note(line, said.format(before or "–", line.service_location), "")


def _refuse(line: Document, location: str) -> None:
	held.refuse_cancelled(line)
	if line.moving_to:
		frappe.throw(
			_("Phone line {0} is on its way to {1}: take that move back first.").format(
				held.called(line), line.moving_to
			),
			InvalidState,
		)
	place = frappe.db.get_value("Service Location", location, ["customer", "status"], as_dict=True)
	if not place:
		frappe.throw(_("There is no service location {0}.").format(location), NotFound)
	if location == line.service_location:
		frappe.throw(_("Phone line {0} is there already.").format(held.called(line)), InvalidState)
	if place.customer != line.customer or place.status == CLOSED:
		frappe.throw(
			_("{0} is closed, or another customer's: the line cannot move there.").format(location),
			InvalidState,
		)


def _change_device(line: Document, before: str | None) -> None:
	"""An adapter moves with the phone; the terminal of the old place stays there, and forgets the line."""
	device = accounts.carrier(line.equipment)
	if not device or device.service_location != before or device.equipment_type != accounts.ONT:
		return
	accounts.take_back([line])
	line.equipment = accounts.ont_at(line.service_location)
	if line.equipment:
		accounts.give(accounts.locked(line.equipment), [accounts.of_line(line)])
