"""Stripe's events: stored first, applied once, whatever comes in between."""

import json
import time

import frappe

from gigafibre_fsm.exceptions import InvalidRequest
from gigafibre_fsm.integrations.errors import RetryableError
from gigafibre_fsm.receivables import jobs
from gigafibre_fsm.receivables.services import charges, stripe_events
from gigafibre_fsm.receivables.tests.stripe_case import StripeCase


class TestReceive(StripeCase):
	def event(self, kind: str = "customer.created") -> dict:
		self.stripe.create_customer({"email": "anne@exemple.ca"})
		return self.events(kind)[-1]

	def status(self, event: dict) -> str | None:
		return frappe.db.get_value("Provider Event", event["id"], "status")

	def test_it_is_stored_under_its_own_name(self):
		event = self.event()
		self.assertTrue(self.receive(event))
		row = frappe.get_doc("Provider Event", event["id"])
		self.assertEqual(
			(row.provider, row.event_type, row.status), ("Stripe", "customer.created", "Received")
		)

	def test_the_same_one_again_is_welcome_and_nothing(self):
		event = self.event()
		self.assertEqual([self.receive(event) for _again in range(3)], [True, False, False])

	def test_one_that_is_being_stored_at_this_moment_is_the_same_one(self):
		event = self.event()
		other = frappe.db
		self.receive(event)
		frappe.db.rollback()
		self.assertIs(frappe.db, other)
		self.assertFalse(stripe_events._store(event))

	def test_without_stripes_signature_there_is_no_trace(self):
		event = self.event()
		payload = json.dumps(event).encode()
		good = stripe_events.receive
		from gigafibre_fsm.testing.servers.stripe import signature

		for header in (
			"",
			"t=1,v1=00",
			signature(payload, "whsec_other"),
			signature(payload + b" ", "whsec_0123456789abcdef0123456789abcdef"),
			signature(payload, "whsec_0123456789abcdef0123456789abcdef", time.time() - 301),
		):
			with self.subTest(header=header), self.assertRaisesRegex(InvalidRequest, "not Stripe's"):
				good(payload, header)
		self.assertIsNone(self.status(event))

	def test_without_a_secret_nothing_is_believed(self):
		self.configure(stripe_webhook_secret="")
		with self.assertRaisesRegex(InvalidRequest, "not Stripe's"):
			self.receive(self.event(), secret="")

	def test_what_is_no_event_of_stripes_is_refused(self):
		for event in (
			{"object": "event"},
			{"object": "event", "id": "../x"},
			{"object": "event", "id": 7},
			{},
		):
			with self.subTest(event=event), self.assertRaises(InvalidRequest):
				self.receive(event)
		huge = {"object": "event", "id": "evt_00000001", "padding": "x" * stripe_events.LARGEST}
		with self.assertRaises(InvalidRequest):
			self.receive(huge)

	def test_no_secret_is_stored(self):
		held = self.at_stripe(self.customer())
		intent = self.stripe.create_setup({"customer": held})
		self.receive(self.events("setup_intent.created")[-1])
		payload = frappe.db.get_value(
			"Provider Event", self.events("setup_intent.created")[-1]["id"], "payload"
		)
		self.assertNotIn(intent["client_secret"], payload)
		self.assertNotIn("_secret_", payload)
		self.assertIn(intent["id"], payload)


class TestApply(StripeCase):
	def status(self, event: dict) -> str:
		return frappe.db.get_value("Provider Event", event["id"], "status")

	def charged(self):
		payer = self.customer()
		self.saved_card(payer)
		invoice = self.invoice(payer.name).name
		self.stripe.upset("answer_lost", "/v1/payment_intents")
		with self.assertRaises(RetryableError):
			charges.charge(invoice)
		return payer, self.events("payment_intent.succeeded")[-1]

	def entries(self, payer) -> int:
		return frappe.db.count("Payment Entry", {"party": payer.name, "docstatus": 1})

	def test_what_is_none_of_ours_is_ignored(self):
		self.stripe.create_customer({"email": "anne@exemple.ca"})
		self.assertEqual(self.deliver("customer.created"), ["Ignored"])

	def test_a_payment_of_another_program_is_ignored(self):
		held = self.at_stripe(self.customer())
		card = self.stripe.save_card(held)
		self.stripe.create_payment(
			{
				"amount": "1000",
				"currency": "cad",
				"customer": held,
				"payment_method": card["id"],
				"confirm": "true",
			}
		)
		self.assertEqual(self.deliver("payment_intent.succeeded"), ["Ignored"])

	def test_applying_twice_is_applying_once(self):
		payer, event = self.charged()
		self.receive(event)
		for _again in range(2):
			self.assertTrue(stripe_events.apply(event["id"]))
		self.assertEqual((self.status(event), self.entries(payer)), ("Applied", 1))

	def test_the_sweep_applies_what_no_job_did(self):
		payer, event = self.charged()
		self.receive(event)
		frappe.db.sql(
			"update `tabProvider Event` set creation = creation - interval 2 minute where name = %s",
			event["id"],
		)
		jobs.settle_payments()
		self.assertEqual((self.status(event), self.entries(payer)), ("Applied", 1))

	def test_while_stripe_does_not_answer_it_waits(self):
		payer, event = self.charged()
		self.receive(event)
		self.stripe.trouble = self.stripe.rate_limit
		self.assertFalse(stripe_events.apply(event["id"]))
		row = frappe.get_doc("Provider Event", event["id"])
		self.assertEqual(row.status, "Received")
		self.assertIn("Stripe cannot answer now", row.error)
		self.stripe.trouble = None
		self.assertTrue(stripe_events.apply(event["id"]))
		self.assertEqual((self.status(event), self.entries(payer)), ("Applied", 1))

	def test_one_that_cannot_be_applied_fails_with_its_reason_and_may_be_tried_again(self):
		payer, event = self.charged()
		self.receive(event)
		payload = frappe.db.get_value("Provider Event", event["id"], "payload")
		frappe.db.set_value("Provider Event", event["id"], "payload", "{}")
		frappe.db.commit()  # see StripeCase.configure
		self.assertTrue(stripe_events.apply(event["id"]))
		row = frappe.get_doc("Provider Event", event["id"])
		self.assertEqual((row.status, bool(row.error)), ("Failed", True))
		row.db_set("payload", payload)
		row.reload().retry()
		frappe.db.commit()  # as the end of the request
		stripe_events.apply(event["id"])
		self.assertEqual((self.status(event), self.entries(payer)), ("Applied", 1))

	def test_money_that_is_taken_back_is_a_task(self):
		payer, event = self.charged()
		self.receive(event)
		stripe_events.apply(event["id"])
		refund = {
			**event,
			"id": "evt_1refund00000000000000",
			"type": "charge.refunded",
			"data": {
				"object": {"id": "ch_1", "object": "charge", "payment_intent": event["data"]["object"]["id"]}
			},
		}
		self.receive(refund)
		stripe_events.apply(refund["id"])
		self.assertEqual(self.status(refund), "Applied")
		task = frappe.get_last_doc("Task")
		self.assertIn(payer.customer_name, task.subject)

	def test_a_guests_request_books_in_the_offices_name(self):
		payer, event = self.charged()
		with self.set_user("Guest"):
			self.receive(event)
			stripe_events.apply(event["id"])
			self.assertEqual(frappe.session.user, "Guest")
		self.assertEqual((self.status(event), self.entries(payer)), ("Applied", 1))
		self.assertEqual(
			frappe.db.get_value("Payment Entry", {"party": payer.name}, "owner"), "Administrator"
		)
