"""Mailjet: e-mail."""

from frappe import _

from gigafibre_fsm.integrations.auth import basic
from gigafibre_fsm.integrations.credentials import Credentials
from gigafibre_fsm.integrations.errors import ConfigurationError
from gigafibre_fsm.integrations.finding import Finding
from gigafibre_fsm.integrations.http import HttpClient, Peer
from gigafibre_fsm.integrations.mailjet.mapping import may_send_as

LOGIN = ("mailjet_api_key", "mailjet_secret_key")
MOST_ROWS = 1000


class MailjetClient:
	def __init__(self, peer: Peer):
		self.http = HttpClient(peer)

	@classmethod
	def from_settings(cls, credentials: Credentials) -> "MailjetClient":
		user, password = credentials.require(*LOGIN)
		return cls(credentials.peer("Mailjet", "mailjet_base_url", basic(user, password), LOGIN))

	def active_senders(self) -> list[dict]:
		answer = self.http.get("/v3/REST/sender", params={"Status": "Active", "Limit": MOST_ROWS})
		rows = answer.take("Data", list)
		return [row for row in rows if isinstance(row, dict)]


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
