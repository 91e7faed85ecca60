"""The providers of the machine's site: on this machine, stateful, and never killed."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import requests

from gigafibre_fsm.testing.servers.mailjet import MailjetServer
from gigafibre_fsm.testing.servers.providers import SlackServer
from gigafibre_fsm.testing.servers.stripe import StripeServer
from gigafibre_fsm.testing.servers.twilio import TwilioServer


@dataclass(frozen=True)
class Providers:
	stripe: StripeServer
	twilio: TwilioServer
	mailjet: MailjetServer
	slack: SlackServer

	def settings(self) -> dict:
		key, secret = self.mailjet.login
		return {
			"stripe_enabled": 1,
			"stripe_base_url": self.stripe.url,
			"stripe_secret_key": self.stripe.key,
			"stripe_publishable_key": "pk_test_51GigafibreLocal",
			"twilio_enabled": 1,
			"twilio_base_url": self.twilio.url,
			"twilio_account_sid": self.twilio.sid,
			"twilio_auth_token": self.twilio.token,
			"twilio_from_number": next(iter(self.twilio.owned)),
			"mailjet_enabled": 1,
			"mailjet_base_url": self.mailjet.url,
			"mailjet_api_key": key,
			"mailjet_secret_key": secret,
			"mailjet_from_email": "bonjour@gigafibre.example",
			"chat_enabled": 1,
			"chat_provider": "Slack",
			"chat_webhook_url": self.slack.webhook,
		}

	def card_of(self, customer: dict, card: str = "pm_card_visa") -> str:
		"""What a visitor's browser has done before the order: the SetupIntent of a card that is saved."""
		person = self._stripe("customers", email=customer["email"], name=customer["name"])
		about = {"usage": "off_session", "metadata[email]": customer["email"]}
		intent = self._stripe("setup_intents", customer=person, **about)
		if self.stripe.type_card(intent, card)["status"] == "requires_action":
			self.stripe.authenticate(intent)
		return intent

	def _stripe(self, kind: str, **form: str) -> str:
		headers = {"Authorization": f"Bearer {self.stripe.key}"}
		answer = requests.post(f"{self.stripe.url}/v1/{kind}", data=form, headers=headers, timeout=10)
		assert answer.ok, answer.text
		return answer.json()["id"]

	def requests(self) -> int:
		return sum(len(server.requests) for server in (self.stripe, self.twilio, self.mailjet, self.slack))

	def told(self, order: dict, name: str) -> dict[str, int]:
		"""How many messages of an order have reached each provider."""
		email, phone = order["customer"]["email"], "+1" + order["customer"]["phone"]
		mails = [one for one in self.mailjet.sent.values() if one["To"][0]["Email"] == email]
		posts = [one for one in self.slack.requests if name in one.body.decode()]
		return {"SMS": len(self.twilio.sent_to(phone)), "Email": len(mails), "Chat": len(posts)}


@contextmanager
def providers() -> Iterator[Providers]:
	with ExitStack() as stack:
		kinds = (StripeServer, TwilioServer, MailjetServer, SlackServer)
		yield Providers(*(stack.enter_context(kind()) for kind in kinds))
