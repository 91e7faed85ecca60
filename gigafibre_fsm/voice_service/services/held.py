"""A line for whoever changes it: nobody else changes it until the transaction ends, and what it was is told."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import escape_html, get_fullname

from gigafibre_fsm.domain.status import illegal_move
from gigafibre_fsm.exceptions import InvalidState, NotFound
from gigafibre_fsm.gigafibre_fsm import language as languages
from gigafibre_fsm.gigafibre_fsm import locks, transitions
from gigafibre_fsm.voice_service.doctype.voip_line.status import MOVES, Status


def line(name: str, seen: str | None = None) -> Document:
	"""`seen`: the `modified` of what the caller decided by. Who was slower than somebody else looks again first."""
	if not frappe.db.exists("VoIP Line", name):
		frappe.throw(_("There is no phone line {0}.").format(name), NotFound)
	# What the slower one reads next must be what the faster one has left.
	locks.hold(f"line:{name}")
	found = frappe.get_doc("VoIP Line", name, for_update=True)
	if seen and seen != str(found.modified):
		frappe.throw(
			_("Phone line {0} was changed by {1} meanwhile: reload it, then decide again.").format(
				called(found), get_fullname(found.modified_by)
			),
			InvalidState,
		)
	return found


def refuse_move(line: Document, new: str) -> None:
	"""Before anything is written; the controller would refuse the move as well, but not one to where the line is."""
	if line.status == new:
		frappe.throw(
			_("Phone line {0} is {1} already.").format(called(line), _(new, context="VoIP Line")),
			InvalidState,
		)
	transitions.refuse(line, illegal_move(MOVES, line.status, new), "status")


def refuse_cancelled(line: Document) -> None:
	if line.status == Status.CANCELLED:
		frappe.throw(_("Phone line {0} is cancelled.").format(called(line)), InvalidState)


def called(line: Document) -> str:
	return line.did or line.name


def note(line: Document, said: str, reason: str) -> None:
	"""A line in the timeline, in the office's language: the caller makes `said` with `office`."""
	line.add_comment("Info", escape_html(f"{said} {reason}".strip()))


def office() -> str:
	return languages.of_office()
