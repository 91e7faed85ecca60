"""A phone line goes live: its number is in use, and the 911 provider hears where the phone is."""

from frappe import _
from frappe.model.document import Document

from gigafibre_fsm.gigafibre_fsm import language as languages
from gigafibre_fsm.gigafibre_fsm import outbox
from gigafibre_fsm.voice_service.doctype.voip_line.status import E911Status, Status
from gigafibre_fsm.voice_service.services import numbers

REGISTER = "register"
UNREGISTERED = (E911Status.NOT_REGISTERED, E911Status.FAILED, E911Status.DEREGISTERED)


def activate(lines: list[Document]) -> None:
	numbers.put_to_use([line.name for line in lines])
	for line in lines:
		if line.status == Status.PENDING:
			_activate(line)


def _activate(line: Document) -> None:
	to_register = line.e911_status in (*UNREGISTERED, "", None)
	line.status = Status.ACTIVE
	if to_register:
		line.e911_status = E911Status.PENDING
	line.save(ignore_permissions=True)
	if to_register:
		_register(line)


def _register(line: Document) -> None:
	"""Once in the life of a line; a changed address is another matter. A line that still waits for its number waits here
	too, where people look for what did not go out.
	"""
	no_number = _("The line has no number yet.", lang=languages.of_office())
	outbox.put(
		"E911",
		REGISTER,
		line.did,
		line,
		{"did": line.did or ""},
		missing_recipient=_unless(line.did, no_number),
	)


def _unless(value: str | None, sentence: str) -> str | None:
	return None if value else sentence
