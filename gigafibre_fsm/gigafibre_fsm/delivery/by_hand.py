"""What a person does with messages in the desk: look at one, send it again, stop it."""

from collections.abc import Callable, Iterable

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now_datetime

from gigafibre_fsm.exceptions import InvalidState
from gigafibre_fsm.gigafibre_fsm import chosen, outbox, rendering
from gigafibre_fsm.gigafibre_fsm import language as languages
from gigafibre_fsm.gigafibre_fsm.delivery import channels
from gigafibre_fsm.gigafibre_fsm.delivery.senders import ADDRESSED, WORDED
from gigafibre_fsm.gigafibre_fsm.doctype.outbox_message.status import Status
from gigafibre_fsm.integrations.errors import PermanentError

DOCTYPE = "Outbox Message"
MOST_AT_ONCE = 500
UNDECIDED = (Status.QUEUED, Status.FAILED)


def retry(names: Iterable[str]) -> dict:
	"""Due now, with all its attempts before it. What may have gone out is asked about first, as ever."""
	answer = _each(names, _queue_again)
	if answer["done"]:
		outbox.wake()
	return answer


def cancel(names: Iterable[str]) -> dict:
	return _each(names, _cancel)


def _each(names: Iterable[str], act: Callable[[Document], None]) -> dict:
	"""Among many chosen in a list some always are past it."""
	frappe.has_permission(DOCTYPE, "write", throw=True)
	return chosen.each(names, _open, act)


def _open(name: str) -> Document:
	message = frappe.get_doc(DOCTYPE, name, for_update=True)
	message.check_permission("write")
	if message.status not in UNDECIDED:
		status = _(message.status, context=DOCTYPE)
		_refuse(_("It is {0}: nothing can be changed any more.").format(status))
	return message


def _queue_again(message: Document) -> None:
	if off := channels.why_off(message.channel):
		_refuse(off)
	if message.channel in ADDRESSED and not message.recipient:
		_refuse(_("Nobody to send it to: fill in the recipient, then retry."))
	message.update(
		{"status": Status.QUEUED, "attempts": 0, "next_attempt_at": now_datetime(), "last_error": None}
	)
	message.save()


def _cancel(message: Document) -> None:
	reason = _("Cancelled by {0}.", lang=languages.of_office()).format(
		frappe.utils.get_fullname(frappe.session.user)
	)
	message.update({"status": Status.CANCELLED, "next_attempt_at": None, "last_error": reason})
	message.save()


def _refuse(sentence: str) -> None:
	frappe.throw(sentence, InvalidState)


def preview(message: Document) -> dict:
	"""What was said, or what would be said now."""
	if message.channel not in WORDED:
		return {}
	if message.body:
		return {"subject": message.subject, "text": message.body, "html": message.html}
	return _as_it_would_be(message)


def _as_it_would_be(message: Document) -> dict:
	content = frappe.parse_json(message.payload or "{}")
	language, variables = content.get("language") or "fr", content.get("variables") or {}
	try:
		text = rendering.render(message.event, message.channel, language, variables)
	except PermanentError as error:
		return {"problem": error.message}
	if text is None:
		return {"problem": _("No enabled Message Template says this on this channel.")}
	return {"subject": text.subject, "text": text.body, "html": text.html}
