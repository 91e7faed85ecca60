"""Stripe: cards, charges, payment links."""

from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from urllib.parse import quote

from frappe import _

from gigafibre_fsm.integrations.auth import bearer
from gigafibre_fsm.integrations.credentials import Credentials
from gigafibre_fsm.integrations.errors import ConfigurationError
from gigafibre_fsm.integrations.finding import Finding
from gigafibre_fsm.integrations.http import Peer
from gigafibre_fsm.integrations.stripe import mapping
from gigafibre_fsm.integrations.stripe.mapping import (
	Balance,
	Card,
	CheckoutSession,
	Customer,
	PaymentIntent,
	SetupIntent,
)
from gigafibre_fsm.integrations.stripe.money import to_cents
from gigafibre_fsm.integrations.stripe.transport import Transport, is_bank_refusal

LOGIN = ("stripe_secret_key",)
# Québec's French; Stripe's « fr » is France's.
LOCALES = {"fr": "fr-CA", "en": "en"}
# Whatever else the account has switched on: a charge without the customer there needs a card.
CARDS_ONLY = ["card"]
Metadata = Mapping[str, str]


class StripeClient:
	"""`key` is the idempotency key: the same call with the same key happens once, for at least 24 hours."""

	def __init__(self, peer: Peer):
		self.transport = Transport(peer)

	@classmethod
	def from_settings(cls, credentials: Credentials) -> "StripeClient":
		(key,) = credentials.require(*LOGIN)
		return cls(credentials.peer("Stripe", "stripe_base_url", bearer(key), LOGIN))

	def balance(self) -> Balance:
		return self.transport.read("/v1/balance", {}, mapping.balance)

	def customer(self, name: str) -> Customer:
		return self.transport.read(f"/v1/customers/{_part(name)}", {}, mapping.customer)

	def customer_create(self, email: str, name: str, metadata: Metadata, key: str) -> Customer:
		values = {"email": email, "name": name, "metadata": metadata}
		return self.transport.write("/v1/customers", values, key, mapping.customer)

	def customers_of(self, email: str) -> tuple[Customer, ...]:
		"""All with this very e-mail, newest first: Stripe keeps no two customers apart by it."""
		return tuple(self.transport.rows("/v1/customers", {"email": email}, mapping.customer))

	def customer_find_or_create(self, email: str, name: str, key: str) -> Customer:
		"""The oldest with this e-mail, so that everybody who asks finds the same one."""
		found = self.customers_of(email)
		return found[-1] if found else self.customer_create(email, name, {}, key)

	def setup_intent_create(self, customer: str, metadata: Metadata, key: str) -> SetupIntent:
		values = {
			"customer": customer,
			"usage": "off_session",
			"allowed_payment_method_types": CARDS_ONLY,
			"metadata": metadata,
		}
		return self.transport.write("/v1/setup_intents", values, key, mapping.setup_intent)

	def setup_intent(self, name: str) -> SetupIntent:
		path = f"/v1/setup_intents/{_part(name)}"
		return self.transport.read(path, {"expand": ["payment_method"]}, mapping.setup_intent)

	def payment_method(self, name: str) -> Card:
		return self.transport.read(f"/v1/payment_methods/{_part(name)}", {}, mapping.card)

	def payment_methods(self, customer: str) -> tuple[Card, ...]:
		"""The cards attached to a customer, newest first."""
		values = {"customer": customer, "type": "card"}
		return tuple(self.transport.rows("/v1/payment_methods", values, mapping.card))

	def payment_method_detach(self, name: str, key: str) -> Card:
		return self.transport.write(f"/v1/payment_methods/{_part(name)}/detach", {}, key, mapping.card)

	def checkout_session_create(
		self,
		*,
		customer: str,
		success_url: str,
		cancel_url: str,
		metadata: Metadata,
		key: str,
		amount: Decimal | None = None,
		currency: str = "cad",
		label: str = "",
		language: str = "fr",
		expires_at: int | None = None,
	) -> CheckoutSession:
		"""A page at Stripe where the customer pays `amount`, or saves a card where there is none.

		`expires_at` in seconds since 1970, from half an hour to 24 hours ahead.
		"""
		values = {
			"customer": customer,
			"success_url": success_url,
			"cancel_url": cancel_url,
			"locale": LOCALES.get(language[:2], "auto"),
			"allowed_payment_method_types": CARDS_ONLY,
			"expires_at": expires_at,
			"metadata": metadata,
			**_purpose(amount, currency, label, metadata),
		}
		return self.transport.write("/v1/checkout/sessions", values, key, mapping.checkout_session)

	def checkout_session(self, name: str) -> CheckoutSession:
		return self.transport.read(f"/v1/checkout/sessions/{_part(name)}", {}, mapping.checkout_session)

	def checkout_session_expire(self, name: str, key: str) -> CheckoutSession:
		path = f"/v1/checkout/sessions/{_part(name)}/expire"
		return self.transport.write(path, {}, key, mapping.checkout_session)

	def payment_intent_create(
		self,
		*,
		amount: Decimal,
		customer: str,
		payment_method: str,
		metadata: Metadata,
		key: str,
		currency: str = "cad",
		off_session: bool = True,
		confirm: bool = True,
		return_url: str | None = None,
	) -> PaymentIntent:
		"""Charges a saved card. A card that is refused is an answer too: see `PaymentIntent.outcome`."""
		values = {
			"amount": to_cents(amount, currency),
			"currency": currency,
			"customer": customer,
			"payment_method": payment_method,
			"allowed_payment_method_types": CARDS_ONLY,
			# Stripe refuses it where nothing is confirmed.
			"off_session": off_session if confirm else None,
			"confirm": confirm,
			"return_url": return_url,
			"metadata": metadata,
		}
		answer = self.transport.post("/v1/payment_intents", values, key)
		if is_bank_refusal(answer):
			return self.transport.readable(
				answer, partial(mapping.refused_payment_intent, values), writes=True
			)
		return self.transport.value(answer, mapping.payment_intent, writes=True)

	def payment_intent(self, name: str) -> PaymentIntent:
		return self.transport.read(f"/v1/payment_intents/{_part(name)}", {}, mapping.payment_intent)

	def payment_intent_cancel(self, name: str, key: str) -> PaymentIntent:
		path = f"/v1/payment_intents/{_part(name)}/cancel"
		return self.transport.write(path, {}, key, mapping.payment_intent)

	def payment_intents_of(
		self, customer: str, metadata: Metadata | None = None, since: int | None = None
	) -> tuple[PaymentIntent, ...]:
		"""What was charged to a customer, newest first, of those that carry `metadata`.

		From the list, which is true at once: Stripe's search lags by a minute or more and would lose the very
		charge that one asks about.
		"""
		values = {"customer": customer, "created": {"gte": since} if since else None}
		wanted = dict(metadata or {}).items()
		found = self.transport.rows("/v1/payment_intents", values, mapping.payment_intent)
		return tuple(intent for intent in found if wanted <= intent.metadata.items())

	def event(self, name: str) -> dict:
		return self.transport.read(f"/v1/events/{_part(name)}", {}, mapping.event)


def _part(name: str) -> str:
	"""An id inside a path; whatever a caller sent, it stays one part of it."""
	if not name:
		raise ValueError("An object of Stripe without its id")
	return quote(name, safe="")


def _purpose(amount: Decimal | None, currency: str, label: str, metadata: Metadata) -> dict[str, object]:
	if amount is None:
		return {"mode": "setup", "setup_intent_data": {"metadata": metadata}}
	price = {
		"currency": currency,
		"unit_amount": to_cents(amount, currency),
		"product_data": {"name": label},
	}
	return {
		"mode": "payment",
		"line_items": [{"price_data": price, "quantity": 1}],
		"payment_intent_data": {"metadata": metadata},
	}


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
