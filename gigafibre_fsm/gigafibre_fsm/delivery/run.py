"""One run of the delivery: every channel in turn, the oldest message first, until nothing is due or time is up."""

import time
from collections import deque

import frappe
from frappe import _
from frappe.utils import now_datetime

from gigafibre_fsm.gigafibre_fsm import language as languages
from gigafibre_fsm.gigafibre_fsm.delivery import (
	channels,
	job,
	outcome,
	pause,
	prepare,
	queue,
	senders,
)
from gigafibre_fsm.gigafibre_fsm.delivery.message import Message
from gigafibre_fsm.integrations.errors import ConfigurationError, PermanentError, RetryableError

MOST_AT_ONCE = 500
# A job of the short queue may take five minutes, and one message takes one at most.
LONGEST_RUN = 200
# A provider that fails so often in a row is left alone until the next run.
MOST_TROUBLES = 3


def drain(limit: int = MOST_AT_ONCE) -> int:
	"""How many messages it dealt with. Commits: never to be called inside of somebody's transaction."""
	with queue.session(), languages.in_office():
		queue.release_lapsed()
		run = _Run(limit)
		run.all()
	if run.is_cut_short:
		job.start()
	return run.handled


def deliver(name: str) -> bool:
	"""This one now, due or not: whether it was there to be taken."""
	with queue.session(), languages.in_office():
		message = queue.named(name)
		if message and not channels.why_off(message.channel) and message.channel in senders.PATHS:
			_deliver(message)
			return True
	return False


class _Run:
	def __init__(self, limit: int):
		self.limit = limit
		self.handled = 0
		self.is_cut_short = False
		self.end = time.monotonic() + LONGEST_RUN

	def all(self) -> None:
		lanes = deque(_Lane(channel) for channel in senders.PATHS)
		while lanes:
			if self.handled >= self.limit or time.monotonic() > self.end:
				self.is_cut_short = True
				return
			lane = lanes.popleft()
			if lane.step():
				self.handled += 1
				lanes.append(lane)


class _Lane:
	"""A channel during one run."""

	def __init__(self, channel: str):
		self.channel = channel
		self.troubles = 0
		self.is_open = self._opened()

	def _opened(self) -> bool:
		if reason := channels.why_off(self.channel):
			queue.cancel_all(self.channel, reason)
			return False
		return not pause.is_on(self.channel)

	def step(self) -> bool:
		"""Deals with one message; False when this run has nothing more to do here."""
		if not self.is_open or self.troubles >= MOST_TROUBLES:
			return False
		try:
			message = queue.due(self.channel)
			if message:
				self._note(_deliver(message))
		except (frappe.QueryDeadlockError, frappe.QueryTimeoutError):
			frappe.db.rollback()
			return False
		return bool(message)

	def _note(self, error: Exception | None) -> None:
		# A provider that has a message for later works.
		is_trouble = isinstance(error, RetryableError) and not error.accepted_as
		self.troubles = self.troubles + 1 if is_trouble else 0
		if isinstance(error, ConfigurationError):
			self.is_open = False


def _deliver(locked: Message) -> Exception | None:
	"""The error, if it met one that says something about the channel."""
	message = prepare.prepare(locked)
	if isinstance(message, dict):
		queue.settle(locked, **message)
		return None
	message = queue.take(message)
	try:
		provider_id = _send(message)
	except Exception as error:
		_settle(message, error)
		return error
	pause.end(message.channel)
	queue.settle(message, **outcome.sent(provider_id))
	return None


def _send(message: Message) -> str | None:
	sender = senders.of(message.channel)
	found = sender.find(message) if message.in_doubt else None
	if found:
		return found
	if now_datetime() >= message.lease:
		# This process stood still for minutes; by now the row may be another's.
		raise RetryableError(_("It took too long to ask whether it went out already."))
	return sender.send(message)


def _settle(message: Message, error: Exception) -> None:
	# Whatever was read or half done while sending ends here.
	frappe.db.rollback()
	doubt = bool(message.in_doubt) or getattr(error, "maybe_done", False)
	if isinstance(error, ConfigurationError):
		values = outcome.when_channel_works(
			message, pause.begin(message.channel, error.message), error.message, doubt
		)
	elif isinstance(error, outcome.NotNeeded):
		values = outcome.cancelled(error.message, doubt)
	elif isinstance(error, PermanentError):
		values = outcome.failed(error.message, doubt)
	elif isinstance(error, RetryableError):
		values = outcome.later(message, error.message, doubt, error.after)
		values |= {"provider_id": error.accepted_as} if error.accepted_as else {}
	else:
		values = _unforeseen(message)
	queue.settle(message, **values)


def _unforeseen(message: Message) -> dict:
	"""A fault of ours, anywhere on the way: as if the answer had been lost."""
	frappe.log_error(
		title=f"Outbox: {message.name}", reference_doctype="Outbox Message", reference_name=message.name
	)
	return outcome.later(message, _("Something unforeseen happened: see the Error Log."), in_doubt=True)
