"""Twilio: text messages."""

from collections.abc import Iterator
from dataclasses import dataclass
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
from gigafibre_fsm.integrations.http import HttpClient, Peer
from gigafibre_fsm.integrations.twilio.mapping import (
	CONFIGURATION_CODES,
	PASSING_CODES,
	Message,
	code_of,
	is_same,
	message,
)

LOGIN = ("twilio_account_sid", "twilio_auth_token")
PAGE = 50
MOST_PAGES = 4
# Twilio's clock and ours.
CLOCKS_APART = timedelta(minutes=2)


@dataclass(frozen=True)
class Account:
	name: str
	status: str
	trial: bool


class TwilioClient:
	def __init__(self, peer: Peer, account_sid: str, sender: dict[str, str]):
		self.http = HttpClient(peer)
		self.path = f"/2010-04-01/Accounts/{quote(account_sid, safe='')}"
		self.sender = sender

	@classmethod
	def from_settings(cls, credentials: Credentials) -> "TwilioClient":
		account_sid, token = credentials.require(*LOGIN)
		peer = credentials.peer("Twilio", "twilio_base_url", basic(account_sid, token), LOGIN)
		return cls(peer, account_sid, _sender(credentials))

	def account(self) -> Account:
		answer = self.http.get(f"{self.path}.json")
		name, status = answer.take("friendly_name", str), answer.take("status", str)
		return Account(name, status, trial=answer.object().get("type") == "Trial")

	def send(self, to: str, body: str, status_callback: str | None = None) -> str:
		"""The message's id at Twilio, which has it from here on."""
		values = {"To": to, "Body": body, **self.sender}
		if status_callback:
			values["StatusCallback"] = status_callback
		answer = self.http.ask("POST", f"{self.path}/Messages.json", data=values)
		if not answer.is_success:
			raise _refusal(self.http, answer)
		return _sid(answer)

	def message(self, sid: str) -> Message:
		answer = self.http.get(f"{self.path}/Messages/{quote(sid, safe='')}.json")
		answer.take("sid", str)
		return message(answer.object())

	def find(self, to: str, body: str, since: datetime) -> tuple[str, ...]:
		"""Ids of the messages with this text that Twilio took for this number since then (an aware time), oldest first.

		Asked after a lost answer. Not by Twilio's own filter of dates: a message in its queue has no date of sending yet.
		"""
		since -= CLOCKS_APART
		found = [row.sid for row in self._sent_to(to, since) if is_same(row, body, since)]
		return tuple(reversed(found))

	def _sent_to(self, to: str, since: datetime) -> Iterator[Message]:
		"""Newest first, page by page, as far back as `since`."""
		for page in range(MOST_PAGES):
			rows = self._page(to, page)
			yield from rows
			if len(rows) < PAGE or (rows[-1].created and rows[-1].created < since):
				return

	def _page(self, to: str, page: int) -> list[Message]:
		params = {"To": to, "PageSize": PAGE, "Page": page}
		answer = self.http.get(f"{self.path}/Messages.json", params=params)
		return [
			message(row) for row in answer.take("messages", list) if isinstance(row, dict) and row.get("sid")
		]


def _sender(credentials: Credentials) -> dict[str, str]:
	"""A Messaging Service chooses among its numbers; without one, our own number."""
	service = credentials.optional("twilio_messaging_service")
	return (
		{"MessagingServiceSid": service} if service else {"From": credentials.optional("twilio_from_number")}
	)


def _sid(answer: Answer) -> str:
	"""A success that cannot be read: it may have been sent."""
	try:
		return answer.take("sid", str)
	except ProviderError as error:
		error.maybe_done = True
		raise


def _refusal(http: HttpClient, answer: Answer) -> ProviderError:
	"""Twilio says by a code of its own what its 400 means."""
	error = http.refusal(answer)
	if isinstance(error, RetryableError):
		# What broke on their side may have broken after the message was taken.
		error.maybe_done = answer.status >= 500
		return error
	if not isinstance(error, PermanentError):
		return error
	code = _code(answer)
	if code in CONFIGURATION_CODES:
		return ConfigurationError(error.message, status=error.status, reason=error.reason)
	if code in PASSING_CODES:
		return RetryableError(error.message, status=error.status, reason=error.reason)
	return error


def _code(answer: Answer) -> int:
	try:
		return code_of(answer.object())
	except ProviderError:
		return 0


def check_connection(credentials: Credentials) -> Finding:
	account = TwilioClient.from_settings(credentials).account()
	if account.status != "active":
		raise ConfigurationError(
			_("Twilio knows the account « {0} », but it is {1}: see Twilio's console.").format(
				account.name, account.status
			)
		)
	return Finding(
		_("Twilio accepts the credentials: account « {0} » is active.").format(account.name), _trial(account)
	)


def _trial(account: Account) -> str:
	return _("It is a trial account: messages reach verified numbers only.") if account.trial else ""
