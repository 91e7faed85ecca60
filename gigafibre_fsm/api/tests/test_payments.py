"""The endpoints of `api.payments`: who may call them, what they refuse, what they answer."""

import frappe

from gigafibre_fsm.api import payments as api
from gigafibre_fsm.exceptions import InvalidRequest, InvalidState, NotFound
from gigafibre_fsm.receivables.tests.stripe_case import StripeCase
from gigafibre_fsm.testing import factories


class TestPaymentEndpoints(StripeCase):
	def setUp(self):
		super().setUp()
		self.payer = self.customer()

	def calls(self, customer: str):
		yield lambda: api.send_payment_link(customer=customer, method="email")
		yield lambda: api.pull_methods(customer=customer)
		yield lambda: api.set_auto_pay(customer=customer, provider="Stripe")

	def test_agents_and_managers_alone_may(self):
		self.saved_card(self.payer)
		for role in ("FSM Agent", "FSM Manager"):
			with self.subTest(role=role), self.set_user(factories.make_user(role).name):
				for call in self.calls(self.payer.name):
					call()
		for role in ("FSM Dispatcher", "FSM Technician", "FSM ACS", "FSM Customer"):
			with self.subTest(role=role), self.set_user(factories.make_user(role).name):
				for call in self.calls(self.payer.name):
					self.assertRaises(frappe.PermissionError, call)

	def test_visitors_may_not(self):
		with self.set_user("Guest"):
			for call in self.calls(self.payer.name):
				self.assertRaises(frappe.PermissionError, call)

	def test_an_unknown_customer_is_said_to_be_unknown(self):
		for call in self.calls("Nobody Here"):
			with self.assertRaisesRegex(NotFound, "Nobody Here"):
				call()

	def test_every_argument_is_checked(self):
		for call, sentence in (
			(lambda: api.send_payment_link(customer="", method="email"), "customer is missing"),
			(lambda: api.send_payment_link(customer=self.payer.name, method="fax"), "method must be one of"),
			(lambda: api.send_payment_link(customer=["x"], method="sms"), "customer must be a text"),
			(lambda: api.set_auto_pay(customer=self.payer.name), "provider is missing"),
			(
				lambda: api.set_auto_pay(customer=self.payer.name, provider="PayPal"),
				"provider must be one of",
			),
		):
			with self.assertRaisesRegex(InvalidRequest, sentence):
				call()

	def test_the_answers(self):
		self.invoice(self.payer.name)
		sent = api.send_payment_link(customer=self.payer.name, method="both")
		self.assertEqual((set(sent), sorted(sent["sent"])), ({"url", "sent"}, ["email", "sms"]))
		with self.assertRaises(InvalidState):
			api.set_auto_pay(customer=self.payer.name, provider="Stripe")
		self.stripe.save_card(self.at_stripe(self.payer))
		pulled = api.pull_methods(customer=self.payer.name)
		(card,) = pulled["methods"]
		self.assertEqual(
			(pulled["customer"], card.title, card.is_auto), (self.payer.name, "visa •••• 4242", 0)
		)
		chosen = api.set_auto_pay(customer=self.payer.name, provider="Stripe")
		self.assertEqual([row.is_auto for row in chosen["methods"]], [1])
		self.assertNotIn("pm_", frappe.as_json(chosen))
