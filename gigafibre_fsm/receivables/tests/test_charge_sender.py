"""The outbox's way to a charge: it is put there with the invoice, and goes out once whatever Stripe says."""

import frappe
from frappe.utils import add_to_date, now

from gigafibre_fsm.gigafibre_fsm.delivery import run
from gigafibre_fsm.receivables.services import charges
from gigafibre_fsm.receivables.tests.stripe_case import age
from gigafibre_fsm.receivables.tests.test_charges import ChargeCase


class TestChargeSender(ChargeCase):
	def queued(self, card: str = "pm_card_visa"):
		invoice = self.owing(card)
		charges.queue(invoice)
		frappe.db.commit()  # as the end of the request that submits the invoice
		return invoice

	def message(self, invoice: str):
		return frappe.get_doc("Outbox Message", {"channel": "Charge", "reference_name": invoice})

	def deliver(self, invoice: str) -> str:
		run.deliver(self.message(invoice).name)
		frappe.db.rollback()  # the look from before
		return self.message(invoice).status

	def test_nothing_goes_out_before_the_commit(self):
		invoice = self.owing()
		charges.queue(invoice)
		frappe.db.rollback()
		self.assertIsNone(self.attempt(invoice))
		self.assertEqual(self.charges_asked(), 0)

	def test_the_card_is_charged_and_the_message_names_the_payment(self):
		invoice = self.queued()
		self.assertEqual(self.deliver(invoice), "Sent")
		self.assert_paid_once(invoice)
		self.assertEqual(self.message(invoice).provider_id, self.attempt(invoice).provider_id)

	def test_a_refused_card_is_no_failed_message(self):
		invoice = self.queued("pm_card_chargeCustomerFail")
		self.assertEqual(self.deliver(invoice), "Sent")
		self.assertEqual(self.attempt(invoice).status, "Declined")

	def test_a_lost_answer_is_asked_for_and_never_paid_twice(self):
		invoice = self.queued()
		self.stripe.upset("answer_lost", "/v1/payment_intents")
		self.assertEqual(self.deliver(invoice), "Queued")
		self.assertEqual(self.attempt(invoice).status, "Unknown")
		age(self.attempt(invoice).name, minutes=3)
		frappe.db.set_value(
			"Outbox Message", self.message(invoice).name, "next_attempt_at", add_to_date(now(), minutes=-1)
		)
		frappe.db.commit()  # see StripeCase.configure
		self.assertEqual(self.deliver(invoice), "Sent")
		self.assert_paid_once(invoice)
		self.assertEqual(self.charges_asked(), 1)

	def test_without_a_key_the_channel_waits_and_nothing_is_lost(self):
		invoice = self.queued()
		self.configure(stripe_secret_key="sk_test_wrong")
		self.assertEqual(self.deliver(invoice), "Queued")
		self.assertEqual(self.message(invoice).attempts, 0)
		self.configure(stripe_secret_key=self.stripe.key)
		age(self.attempt(invoice).name, minutes=3)
		self.assertEqual(self.deliver(invoice), "Sent")
		self.assert_paid_once(invoice)

	def test_a_worker_that_a_guest_woke_books_in_the_offices_name(self):
		invoice = self.queued()
		with self.set_user("Guest"):
			self.deliver(invoice)
		self.assert_paid_once(invoice)
