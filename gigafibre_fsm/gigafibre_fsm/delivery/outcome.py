"""What an attempt leaves on its row. A status that is not set here stays."""

import random
from datetime import datetime, timedelta

from frappe.utils import now_datetime

from gigafibre_fsm.domain import backoff
from gigafibre_fsm.gigafibre_fsm.delivery.message import Message
from gigafibre_fsm.gigafibre_fsm.doctype.outbox_message.status import Status
from gigafibre_fsm.integrations.errors import PermanentError

# Until a message that may have gone out shows in the provider's lists.
PATIENCE = timedelta(minutes=2)
# Where an ambulance would be sent to the wrong door, nobody gives up.
ENDLESS = frozenset({"E911"})


class NotNeeded(PermanentError):
	"""Raised by a sender: there is nothing to send any more."""


def sent(provider_id: str | None) -> dict:
	return {
		"status": Status.SENT,
		"provider_id": provider_id,
		"sent_at": now_datetime(),
		"next_attempt_at": None,
		"last_error": None,
		"in_doubt": 0,
		# Of an earlier attempt, if anything.
		"delivery_status": None,
		"delivered_on": None,
	}


def failed(reason: str, in_doubt: bool = False) -> dict:
	return {
		"status": Status.FAILED,
		"next_attempt_at": None,
		"last_error": reason,
		"in_doubt": int(in_doubt),
	}


def cancelled(reason: str, in_doubt: bool = False) -> dict:
	return failed(reason, in_doubt) | {"status": Status.CANCELLED}


def later(message: Message, reason: str, in_doubt: bool, asked: int | None = None) -> dict:
	if backoff.is_exhausted(message.attempts) and message.channel not in ENDLESS:
		return failed(reason, in_doubt)
	wait = backoff.wait(message.attempts, random.random(), asked)
	if in_doubt:
		wait = max(wait, PATIENCE)
	return _again(now_datetime() + wait, reason, in_doubt)


def when_channel_works(message: Message, until: datetime, reason: str, in_doubt: bool) -> dict:
	"""No fault of the message: the attempt does not count."""
	return _again(until, reason, in_doubt) | {"attempts": message.attempts - 1}


def _again(when: datetime, reason: str, in_doubt: bool) -> dict:
	return {
		"status": Status.QUEUED,
		"next_attempt_at": when,
		"last_error": reason,
		"in_doubt": int(in_doubt),
	}
