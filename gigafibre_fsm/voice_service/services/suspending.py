"""A line without outgoing calls but 911, and back. Its 911 registration stays: nobody loses that for an unpaid bill."""

import frappe
from frappe import _
from frappe.model.document import Document

from gigafibre_fsm.exceptions import InvalidState
from gigafibre_fsm.gigafibre_fsm import transaction
from gigafibre_fsm.voice_service.doctype.voip_line.status import Status
from gigafibre_fsm.voice_service.services import held


def suspend(name: str, reason: str, seen: str | None = None) -> Document:
	return transaction.whole(lambda: _suspend(held.line(name, seen), reason))


def _suspend(line: Document, reason: str) -> Document:
	"""The controller tells the telephone platform."""
	held.refuse_move(line, Status.SUSPENDED)
	line.update({"status": Status.SUSPENDED}).save(ignore_permissions=True)
	held.note(line, _("Line suspended, 911 excepted:", lang=held.office()), reason)
	return line


def reactivate(name: str, reason: str, seen: str | None = None) -> Document:
	return transaction.whole(lambda: _reactivate(held.line(name, seen), reason))


def _reactivate(line: Document, reason: str) -> Document:
	"""A line that waits for its installation is put in service by that, not here."""
	if line.status == Status.PENDING:
		frappe.throw(_("Phone line {0} is not suspended.").format(held.called(line)), InvalidState)
	held.refuse_move(line, Status.ACTIVE)
	line.update({"status": Status.ACTIVE}).save(ignore_permissions=True)
	held.note(line, _("Line reactivated:", lang=held.office()), reason)
	return line
