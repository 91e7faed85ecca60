"""A row before it is sent: whether it still makes sense, and its words. All of this under the row's lock, so: quick."""

from dataclasses import replace
from datetime import timedelta

import frappe
from frappe import _
from frappe.utils import now_datetime

from gigafibre_fsm.gigafibre_fsm import rendering
from gigafibre_fsm.gigafibre_fsm.delivery import outcome
from gigafibre_fsm.gigafibre_fsm.delivery.message import Message
from gigafibre_fsm.gigafibre_fsm.delivery.senders import ADDRESSED, WORDED

# A code that is no longer valid, a technician who has long arrived: better unsaid.
USELESS_AFTER = {
	"login_code": timedelta(minutes=10),
	"technician_en_route": timedelta(hours=2),
}
# The desk shows what is, without being told.
REALTIME_USELESS_AFTER = timedelta(hours=1)


def prepare(message: Message) -> Message | dict:
	"""The message with its words; or what becomes of a row that is not to be sent."""
	if _is_too_late(message):
		return outcome.cancelled(_("Too late to be of use."), bool(message.in_doubt))
	if message.channel in ADDRESSED and not message.recipient:
		return outcome.failed(_("Nobody to send it to: fill in the recipient, then retry."))
	# What may have gone out already is looked for, and said again, in the same words.
	if message.channel not in WORDED or (message.in_doubt and message.body):
		return message
	return _worded(message)


def _is_too_late(message: Message) -> bool:
	if message.channel == "Realtime":
		limit = REALTIME_USELESS_AFTER
	else:
		limit = USELESS_AFTER.get(message.event)
	return bool(limit) and now_datetime() - message.creation > limit


def _worded(message: Message) -> Message | dict:
	doubt = bool(message.in_doubt)
	try:
		text = rendering.render(message.event, message.channel, message.language, message.variables)
	except Exception as error:
		frappe.clear_messages()
		return outcome.failed(_("Its text cannot be made: {0}").format(error), doubt)
	if text is None:
		return outcome.cancelled(_("No enabled Message Template says this on this channel."), doubt)
	return replace(message, subject=text.subject, body=text.body, html=text.html)
