"""A line ends: its number rests, its SIP account and its 911 registration go, and its device forgets it."""

from collections.abc import Callable

from frappe import _
from frappe.model.document import Document

from gigafibre_fsm.gigafibre_fsm import transaction
from gigafibre_fsm.voice_service.doctype.voip_line.status import Status
from gigafibre_fsm.voice_service.services import accounts, emergency, held, numbers, ports


def cancel(name: str, reason: str, seen: str | None = None) -> Document:
	return transaction.whole(lambda: _cancel(held.line(name, seen), reason))


def _cancel(line: Document, reason: str) -> Document:
	held.refuse_move(line, Status.CANCELLED)
	accounts.take_back([line])
	return end(line, reason)


def end(line: Document, reason: str, leave: Callable[[Document], str | None] = numbers.leave) -> Document:
	"""Without what the device holds of it. `leave` says what becomes of the number, and which one the line keeps."""
	held.refuse_move(line, Status.CANCELLED)
	ports.drop(line.name, reason)
	emergency.deregister(line, reason)
	line.update({"status": Status.CANCELLED, "moving_to": None, "did": leave(line)})
	line.flags.is_ended = True
	line.save(ignore_permissions=True)
	held.note(line, _("Line cancelled:", lang=held.office()), reason)
	return line


def follow(line: Document) -> None:
	"""A line that was saved as cancelled, by whatever door: what belongs to its end comes with it."""
	before = line.get_doc_before_save()
	is_cancelled = line.status == Status.CANCELLED and before and before.status != Status.CANCELLED
	if not is_cancelled or line.flags.pop("is_ended", False):
		return
	reason = _("The line was edited.", lang=held.office())
	accounts.take_back([line])
	ports.drop(line.name, reason)
	emergency.deregister(line, reason)
	line.db_set({"moving_to": None, "did": numbers.leave(line)})
