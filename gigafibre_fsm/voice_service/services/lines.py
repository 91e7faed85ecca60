"""A phone line goes live: its number is in use, and the 911 provider hears where the phone is."""

import frappe
from frappe import _
from frappe.model.document import Document

from gigafibre_fsm.exceptions import InvalidState
from gigafibre_fsm.voice_service.doctype.voip_line.status import Status
from gigafibre_fsm.voice_service.services import emergency, numbers


def activate(lines: list[Document]) -> None:
	"""Saving a line that goes in service registers it: see `emergency/edits.py`."""
	waiting = [line for line in lines if line.status == Status.PENDING]
	for line in waiting:
		_refuse_without_address(line)
	numbers.put_to_use([line.name for line in lines])
	for line in waiting:
		line.update({"status": Status.ACTIVE}).save(ignore_permissions=True)


def _refuse_without_address(line: Document) -> None:
	"""In words for who completes an installation, and does not see the line."""
	if lacking := emergency.missing(line.as_dict()):
		frappe.throw(
			_("Phone line {0} cannot go in service: its 911 address lacks {1}.").format(
				line.did or line.name, ", ".join(lacking)
			),
			InvalidState,
		)
