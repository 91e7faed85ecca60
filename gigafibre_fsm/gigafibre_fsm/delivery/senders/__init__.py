"""Who takes the messages of a channel to its provider.

A channel without a sender waits: its rows stay as they are. A module of a higher layer brings its own by one line in
`PATHS`; the path is that of a function without arguments, which raises ConfigurationError where the settings lack
something.
"""

from typing import Protocol

import frappe

from gigafibre_fsm.gigafibre_fsm.delivery.message import Message

PATHS: dict[str, str] = {
	"SMS": "gigafibre_fsm.gigafibre_fsm.delivery.senders.sms.sender",
	"Email": "gigafibre_fsm.gigafibre_fsm.delivery.senders.email.sender",
	"Chat": "gigafibre_fsm.gigafibre_fsm.delivery.senders.chat.sender",
	"Realtime": "gigafibre_fsm.gigafibre_fsm.delivery.senders.realtime.sender",
	"Charge": "gigafibre_fsm.receivables.services.charge_sender.sender",
	"E911": "gigafibre_fsm.voice_service.services.emergency.sender.sender",
	"ACS": "gigafibre_fsm.subscriber.services.devices.acs_sender.sender",
	"SIP": "gigafibre_fsm.voice_service.services.sip.sender.sender",
}
# Their words come from a Message Template.
WORDED = frozenset({"SMS", "Email", "Chat"})
# They go to somebody; a chat has its channel, the others their own reference.
ADDRESSED = frozenset({"SMS", "Email"})


class Sender(Protocol):
	"""Raises the errors of integrations/errors.py and nothing else. Called outside of any transaction."""

	def send(self, message: Message) -> str | None:
		"""The provider's id of it, if it gives one. `message.in_doubt`: it may be there already, see `find`."""

	def find(self, message: Message) -> str | None:
		"""The provider's id of an earlier attempt; None where there was none, or where nobody can know."""


def of(channel: str) -> Sender:
	return frappe.get_attr(PATHS[channel])()
