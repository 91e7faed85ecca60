"""Slack or Teams: one channel, through its incoming webhook."""

from frappe import _

from gigafibre_fsm.integrations.chat.mapping import is_posted, payload
from gigafibre_fsm.integrations.credentials import Credentials
from gigafibre_fsm.integrations.errors import ConfigurationError
from gigafibre_fsm.integrations.finding import Finding
from gigafibre_fsm.integrations.http import HttpClient, Peer

URL = "chat_webhook_url"
# A webhook that was removed, or whose channel was archived: only a new address helps.
REVOKED = frozenset({401, 403, 404, 410})
TEST_MESSAGE = "Test from Gigafibre FSM"


class ChatClient:
	def __init__(self, peer: Peer):
		self.http = HttpClient(peer)

	@classmethod
	def from_settings(cls, credentials: Credentials) -> "ChatClient":
		provider, url = credentials.require("chat_provider", URL)
		label = credentials.labels(URL)
		return cls(
			Peer(provider, url, label, label, login_refused=REVOKED, secrets=(url, url.partition("://")[2]))
		)

	def post(self, text: str) -> None:
		provider = self.http.peer.name
		answer = self.http.call("POST", "", json=payload(provider, text))
		if not is_posted(provider, answer.text):
			raise answer.unlike()


def check_connection(credentials: Credentials) -> Finding:
	_refuse_other_than_url(credentials)
	client = ChatClient.from_settings(credentials)
	client.post(TEST_MESSAGE)
	return Finding(
		_("{0} took the message « {1} »: look for it in the channel.").format(
			client.http.peer.name, TEST_MESSAGE
		)
	)


def _refuse_other_than_url(credentials: Credentials) -> None:
	url = credentials.optional(URL)
	if url and not url.startswith(("https://", "http://")):
		raise ConfigurationError(
			_("{0} must be the whole address, beginning with https://.").format(credentials.labels(URL))
		)
