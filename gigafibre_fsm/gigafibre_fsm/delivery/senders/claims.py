"""What the senders share: which of the messages at a provider may be the one whose answer was lost."""

from collections.abc import Iterable
from datetime import datetime

import frappe

from gigafibre_fsm.gigafibre_fsm import clock
from gigafibre_fsm.gigafibre_fsm.delivery.message import Message
from gigafibre_fsm.integrations.credentials import Credentials


def credentials() -> Credentials:
	return Credentials(frappe.get_cached_doc("FSM Settings"))


def written(message: Message) -> datetime:
	"""The moment the row was made, as a moment of the whole world's: nothing was sent before it."""
	return message.creation.replace(tzinfo=clock.here())


def first_free(provider_ids: Iterable[str]) -> str | None:
	"""Two equal texts to one number are two messages: what another row has is not ours."""
	ids = list(provider_ids)
	taken = ids and frappe.get_all("Outbox Message", {"provider_id": ("in", ids)}, pluck="provider_id")
	return next((each for each in ids if each not in taken), None)
