"""What a port of a number does to its line, in the transaction in which it moves."""

from frappe import _
from frappe.model.document import Document
from frappe.utils import format_date

from gigafibre_fsm.voice_service.doctype.number_port.status import Direction, Status
from gigafibre_fsm.voice_service.services import accounts, ending, held, numbers, renumbering


def moved(port: Document) -> None:
	"""The line's timeline tells every step; the last one changes the line."""
	line = held.line(port.voip_line)
	held.note(line, _said(port), port.reject_reason if port.status == Status.REJECTED else "")
	if port.status == Status.COMPLETED:
		_COMPLETED[port.direction](port, line)


def _said(port: Document) -> str:
	told = {
		Direction.IN: _("Number {0} from {1}: {2}.", lang=held.office()),
		Direction.OUT: _("Number {0} to {1}: {2}.", lang=held.office()),
	}[port.direction]
	status = _(port.status, lang=held.office(), context="Number Port")
	if port.status == Status.ACCEPTED:
		status = f"{status}, {format_date(port.port_date)}"
	return told.format(port.did, port.carrier or "?", status)


def _come(port: Document, line: Document) -> None:
	held.refuse_cancelled(line)
	reason = _("Number ported in.", lang=held.office())
	if line.did == port.did:
		numbers.bring(port.did, line.name)
	else:
		renumbering.bring(line, port.did, reason)


def _go(port: Document, line: Document) -> None:
	accounts.take_back([line])
	reason = _("Number ported out to {0}.", lang=held.office()).format(port.carrier or "?")
	ending.end(line, reason, numbers.port_out)


_COMPLETED = {Direction.IN: _come, Direction.OUT: _go}
