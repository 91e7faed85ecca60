"""Mailjet: e-mail."""

from datetime import datetime, timedelta
from urllib.parse import quote

from frappe import _

from gigafibre_fsm.integrations.answer import Answer
from gigafibre_fsm.integrations.auth import basic
from gigafibre_fsm.integrations.credentials import Credentials
from gigafibre_fsm.integrations.errors import (
	ConfigurationError,
	PermanentError,
	ProviderError,
	RetryableError,
)
from gigafibre_fsm.integrations.finding import Finding
from gigafibre_fsm.integrations.http import PASSING, HttpClient, Peer
from gigafibre_fsm.integrations.mailjet import mapping
from gigafibre_fsm.integrations.mailjet.mapping import Email, Fault, Message, Outcome, may_send_as
from gigafibre_fsm.integrations.masking import mask

LOGIN = ("mailjet_api_key", "mailjet_secret_key")
MOST_ROWS = 1000
FEW_ROWS = 50
# Mailjet's clock and ours.
CLOCKS_APART = timedelta(minutes=2)


class MailjetClient:
	def __init__(self, peer: Peer, sender: dict[str, str], reply_to: str = ""):
		self.http = HttpClient(peer)
		self.sender = sender
		self.reply_to = reply_to

	@classmethod
	def from_settings(cls, credentials: Credentials) -> "MailjetClient":
		user, password = credentials.require(*LOGIN)
		peer = credentials.peer("Mailjet", "mailjet_base_url", basic(user, password), LOGIN)
		return cls(peer, _sender(credentials), credentials.optional("mailjet_reply_to"))

	def active_senders(self) -> list[dict]:
		return self._rows("/v3/REST/sender", Status="Active", Limit=MOST_ROWS)

	def send(self, email: Email) -> str:
		"""The message's id at Mailjet, which has it from here on."""
		body = {"Messages": [mapping.message_body(email, self.sender, self.reply_to)]}
		answer = self.http.ask("POST", "/v3.1/send", json=body)
		outcome = _outcome(answer)
		if outcome and outcome.faults:
			# A message may be refused inside of a success, and inside of a 400 that says no more than that.
			raise _refused(outcome.faults[0], self.http.peer)
		if not answer.is_success:
			raise _refusal(self.http, answer)
		if not outcome:
			raise _unreadable(answer)
		return outcome.message_id

	def message(self, message_id: str) -> Message | None:
		rows = self._rows(f"/v3/REST/message/{quote(message_id, safe='')}")
		return mapping.message(rows[0]) if rows else None

	def find(self, custom_id: str, since: datetime) -> tuple[str, ...]:
		"""Ids of the messages with this CustomID that Mailjet took since then (an aware time), oldest first."""
		rows = self._rows("/v3/REST/message", CustomID=custom_id, Limit=FEW_ROWS)
		found = sorted(map(mapping.message, rows), key=lambda row: row.message_id)
		return tuple(row.message_id for row in found if mapping.is_same(row, since - CLOCKS_APART))

	def _rows(self, path: str, **params) -> list[dict]:
		rows = self.http.get(path, params=params).take("Data", list)
		return [row for row in rows if isinstance(row, dict)]


def _sender(credentials: Credentials) -> dict[str, str]:
	sender = {"Email": credentials.optional("mailjet_from_email")}
	name = credentials.optional("mailjet_from_name")
	return {**sender, "Name": name} if name else sender


def _outcome(answer: Answer) -> Outcome | None:
	try:
		return mapping.outcome(answer.object())
	except ProviderError:
		return None


def _refused(fault: Fault, peer: Peer) -> ProviderError:
	words = " ".join(mask(fault.message, peer.hidden).split()) or fault.code
	sentence = _("{0} refuses the message ({1}).").format(peer.name, words.rstrip(" ."))
	details = {"status": fault.status, "reason": fault.code}
	if fault.is_about_sender or fault.status in peer.login_refused:
		return ConfigurationError(sentence, **details)
	if fault.status in PASSING or fault.status >= 500:
		return RetryableError(sentence, **details)
	return PermanentError(sentence, **details)


def _refusal(http: HttpClient, answer: Answer) -> ProviderError:
	error = http.refusal(answer)
	# What broke on their side may have broken after the message was taken.
	error.maybe_done = answer.status >= 500
	return error


def _unreadable(answer: Answer) -> ProviderError:
	error = answer.unlike()
	error.maybe_done = True
	return error


def check_connection(credentials: Credentials) -> Finding:
	client = MailjetClient.from_settings(credentials)
	(email,) = credentials.require("mailjet_from_email")
	if not may_send_as(email, client.active_senders()):
		raise ConfigurationError(
			_(
				"Mailjet accepts the keys, but {0} is not an active sender: validate the address or its domain at Mailjet."
			).format(email)
		)
	return Finding(_("Mailjet accepts the keys, and {0} is an active sender.").format(email))
