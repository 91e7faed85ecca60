"""Stripe: cards, charges, payment links."""

from dataclasses import dataclass

from frappe import _

from gigafibre_fsm.integrations.auth import bearer
from gigafibre_fsm.integrations.credentials import Credentials
from gigafibre_fsm.integrations.errors import ConfigurationError
from gigafibre_fsm.integrations.finding import Finding
from gigafibre_fsm.integrations.http import HttpClient, Peer

# Without it an answer's form would follow whatever version the account was opened with.
API_VERSION = "2026-10-28.endive"
LOGIN = ("stripe_secret_key",)


@dataclass(frozen=True)
class Balance:
	live: bool
	currencies: tuple[str, ...]


class StripeClient:
	def __init__(self, peer: Peer):
		self.http = HttpClient(peer)

	@classmethod
	def from_settings(cls, credentials: Credentials) -> "StripeClient":
		(key,) = credentials.require(*LOGIN)
		return cls(credentials.peer("Stripe", "stripe_base_url", bearer(key), LOGIN))

	def balance(self) -> Balance:
		answer = self.http.get("/v1/balance", headers={"Stripe-Version": API_VERSION})
		available = answer.take("available", list)
		currencies = sorted(
			{str(row.get("currency", "")).upper() for row in available if isinstance(row, dict)}
		)
		return Balance(answer.take("livemode", bool), tuple(currencies))


def check_connection(credentials: Credentials) -> Finding:
	_refuse_publishable_key(credentials)
	balance = StripeClient.from_settings(credentials).balance()
	mode = _("live mode, cards are really charged") if balance.live else _("test mode, no card is charged")
	currencies = ", ".join(balance.currencies) or _("none yet")
	return Finding(
		_("Stripe accepts the key: {0}; balances in {1}.").format(mode, currencies),
		_mixed_modes(credentials, balance),
	)


def _refuse_publishable_key(credentials: Credentials) -> None:
	if credentials.optional("stripe_secret_key").startswith("pk_"):
		raise ConfigurationError(
			_("{0} holds a publishable key (pk_…). Save the one that begins with sk_ or rk_.").format(
				credentials.labels("stripe_secret_key")
			)
		)


def _mixed_modes(credentials: Credentials, balance: Balance) -> str:
	"""A card saved in one mode does not exist in the other."""
	publishable = credentials.optional("stripe_publishable_key")
	if publishable.startswith("pk_") and publishable.startswith("pk_live_") != balance.live:
		return _("The publishable key is of the other mode: cards saved on the website could not be charged.")
	return ""
