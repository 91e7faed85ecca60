"""Customers and their cards."""

import hashlib

from gigafibre_fsm.testing.servers.stripe.cards import CARDS, TestCard, card_error
from gigafibre_fsm.testing.servers.stripe.refusals import Refusal
from gigafibre_fsm.testing.servers.stripe.store import token


class People:
	def create_customer(self, form: dict) -> dict:
		wanted = {
			name: form[name] or None for name in ("email", "name", "phone", "description") if name in form
		}
		customer = self.store.make("customer", **wanted, metadata=form.get("metadata") or {})
		customer["address"] = customer["currency"] = None
		customer["invoice_prefix"] = token(8).upper()
		return self.happened("customer.created", customer)

	def update_customer(self, customer: dict, form: dict) -> dict:
		"""As Stripe: named metadata change, an empty value removes one, the rest stays."""
		metadata = {**customer["metadata"], **(form.pop("metadata", None) or {})}
		customer |= {name: value or None for name, value in form.items() if name != "expand"}
		customer["metadata"] = {name: value for name, value in metadata.items() if value}
		return self.happened("customer.updated", customer)

	def delete_customer(self, customer: dict) -> dict:
		for card in self.cards_of(customer["id"]):
			card["customer"] = None
		gone = {"id": customer["id"], "object": "customer", "deleted": True}
		self.happened("customer.deleted", customer)
		self.store.objects[customer["id"]] = gone
		return gone

	def cards_of(self, customer: str) -> list[dict]:
		return self.store.newest_first("payment_method", lambda row: row["customer"] == customer)

	def make_card(self, name: str, billing: dict | None = None) -> dict:
		"""A Payment Method as the browser makes one of what the customer typed."""
		known = self._test_card(name)
		card = self.store.make("payment_method", type="card", allow_redisplay="unspecified")
		nothing = {"address": dict.fromkeys(card["billing_details"]["address"])}
		card["billing_details"] = dict.fromkeys(card["billing_details"]) | nothing | (billing or {})
		fingerprint = hashlib.sha256(name.encode()).hexdigest()[:16]
		card["card"] |= {
			"brand": known.brand,
			"display_brand": known.brand,
			"last4": known.last4,
			"wallet": None,
		}
		card["card"] |= {"fingerprint": fingerprint, "generated_from": None, "exp_year": 2034, "exp_month": 8}
		self.behaviour[card["id"]] = known
		return card

	def attach_form(self, name: str, form: dict) -> dict:
		card = self.card_of(name)
		if decline := self.behaviour[card["id"]].setup_decline:
			error = card_error(decline, card)
			raise Refusal(402, error["message"], "card_error", code=error["code"], decline_code=decline)
		return self.attach(card, form["customer"])

	def attach(self, card: dict, customer: str) -> dict:
		self.store.get("customer", customer, "customer")
		if card["customer"] not in (None, customer):
			raise Refusal(400, "The payment method you provided has already been attached to a customer.")
		card["customer"] = customer
		return self.happened("payment_method.attached", card)

	def detach(self, card: dict) -> dict:
		if card["customer"] is None:
			raise Refusal(400, "The payment method you provided is not attached to a customer.")
		former, card["customer"] = card["customer"], None
		return self.happened("payment_method.detached", card, previous={"customer": former})

	def card_of(self, name: str) -> dict:
		"""A saved card by its id, or a new one by the name of a test card."""
		return (
			self.make_card(name)
			if name in CARDS
			else self.store.get("payment_method", name, "payment_method")
		)

	def _test_card(self, name: str) -> TestCard:
		if name not in CARDS:
			raise Refusal(
				400, f"No such PaymentMethod: '{name}'", code="resource_missing", param="payment_method"
			)
		return CARDS[name]
