"""Twilio: text messages."""

from dataclasses import dataclass
from urllib.parse import quote

from frappe import _

from gigafibre_fsm.integrations.auth import basic
from gigafibre_fsm.integrations.credentials import Credentials
from gigafibre_fsm.integrations.errors import ConfigurationError
from gigafibre_fsm.integrations.finding import Finding
from gigafibre_fsm.integrations.http import HttpClient, Peer

LOGIN = ("twilio_account_sid", "twilio_auth_token")


@dataclass(frozen=True)
class Account:
	name: str
	status: str
	trial: bool


class TwilioClient:
	def __init__(self, peer: Peer, account_sid: str):
		self.http = HttpClient(peer)
		self.path = f"/2010-04-01/Accounts/{quote(account_sid, safe='')}"

	@classmethod
	def from_settings(cls, credentials: Credentials) -> "TwilioClient":
		account_sid, token = credentials.require(*LOGIN)
		peer = credentials.peer("Twilio", "twilio_base_url", basic(account_sid, token), LOGIN)
		return cls(peer, account_sid)

	def account(self) -> Account:
		answer = self.http.get(f"{self.path}.json")
		name, status = answer.take("friendly_name", str), answer.take("status", str)
		return Account(name, status, trial=answer.object().get("type") == "Trial")


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
