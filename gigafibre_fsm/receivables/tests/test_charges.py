"""A saved card is charged for an invoice: once, whatever Stripe answers, and whether it answers at all."""

from decimal import Decimal

import frappe

from gigafibre_fsm.exceptions import InvalidState
from gigafibre_fsm.integrations.errors import ConfigurationError, RetryableError
from gigafibre_fsm.receivables import jobs
from gigafibre_fsm.receivables.services import attempts, charges, due
from gigafibre_fsm.receivables.tests.stripe_case import StripeCase, age


class ChargeCase(StripeCase):
	def setUp(self):
		super().setUp()
		self.payer = self.customer()

	def owing(self, card: str = "pm_card_visa", amount: float = 114.98):
		self.saved_card(self.payer, card)
		return self.invoice(self.payer.name, amount).name

	def attempt(self, invoice: str):
		return attempts.by_key(attempts.charge_key(invoice))

	def outstanding(self, invoice: str) -> float:
		return frappe.db.get_value("Sales Invoice", invoice, "outstanding_amount")

	def entries(self) -> list[dict]:
		return frappe.get_all(
			"Payment Entry",
			filters={"party": self.payer.name, "docstatus": 1},
			fields=["name", "paid_amount", "unallocated_amount", "reference_no"],
		)

	def assert_paid_once(self, invoice: str, amount: float = 114.98) -> None:
		attempt = self.attempt(invoice)
		self.assertEqual(attempt.status, "Succeeded")
		self.assertEqual(self.outstanding(invoice), 0)
		(entry,) = self.entries()
		self.assertEqual((entry.paid_amount, entry.reference_no), (amount, attempt.provider_id))
		self.assertEqual(attempt.payment_entry, entry.name)
		held = frappe.db.get_value("Customer", self.payer.name, "stripe_id")
		charged = self.stripe.store.newest_first("payment_intent", lambda row: row["customer"] == held)
		taken = [row for row in charged if row["status"] == "succeeded"]
		self.assertEqual([row["amount_received"] for row in taken], [round(amount * 100)])
		told = {"event": "payment_received", "reference_name": attempt.name}
		self.assertEqual(frappe.db.count("Outbox Message", told), 1)
		self.assert_faithful()


class TestCharge(ChargeCase):
	def test_a_good_card_pays_the_invoice(self):
		invoice = self.owing()
		charges.charge(invoice)
		self.assert_paid_once(invoice)
		told = self.outbox("payment_received")["Email"]
		self.assertIn("114,98", told.payload)
		self.assertEqual(told.recipient, "anne@exemple.ca")

	def test_charging_twice_charges_once(self):
		invoice = self.owing()
		charges.charge(invoice)
		charges.charge(invoice)
		self.assert_paid_once(invoice)
		self.assertEqual(self.charges_asked(), 1)

	def test_what_is_paid_otherwise_is_not_charged(self):
		invoice = self.owing()
		charges.queue(invoice)
		frappe.db.set_value("Sales Invoice", invoice, "outstanding_amount", 0)
		charges.charge(invoice)
		self.assertEqual(self.attempt(invoice).status, "Cancelled")
		self.assertEqual(self.charges_asked(), 0)

	def test_without_a_card_that_pays_by_itself_nothing_is_asked(self):
		invoice = self.invoice(self.payer.name).name
		with self.assertRaisesRegex(InvalidState, "no card that pays by itself"):
			charges.charge(invoice)
		self.assertIsNone(charges.queue(invoice))
		self.assertIsNone(self.attempt(invoice))

	def test_a_queued_charge_is_one_attempt_and_one_message(self):
		invoice = self.owing()
		for _again in range(2):
			charges.queue(invoice)
		self.assertEqual(self.attempt(invoice).status, "New")
		self.assertEqual(
			frappe.db.count("Outbox Message", {"channel": "Charge", "reference_name": invoice}), 1
		)

	def test_no_amount_is_a_float_on_its_way(self):
		invoice = self.owing(amount=4.35)
		charges.charge(invoice)
		self.assert_paid_once(invoice, 4.35)
		self.assertEqual(due.cents(114.98), Decimal("114.98"))

	def test_less_than_stripe_takes_is_not_asked_for(self):
		invoice = self.owing(amount=0.49)
		self.assertIsNone(charges.queue(invoice))
		self.assertIsNone(charges.charge(invoice))
		self.assertEqual((self.charges_asked(), self.outbox("payment_declined")), (0, {}))


class TestRefusedCard(ChargeCase):
	def assert_told(self, invoice: str, status: str) -> None:
		attempt = self.attempt(invoice)
		self.assertEqual(attempt.status, status)
		self.assertEqual(self.outstanding(invoice), 114.98)
		self.assertEqual(self.entries(), [])
		told = self.outbox("payment_declined")
		self.assertEqual(set(told), {"SMS", "Email"})
		self.assertIn(attempt.action_url, told["SMS"].payload)
		self.assertIn(invoice, told["Email"].payload)
		self.assertEqual(set(self.outbox("fsm_payment_failed")), {"Realtime"})
		task = frappe.get_doc("Task", attempt.task)
		self.assertEqual((task.fsm_team, task.status), ("support", "Open"))
		self.assertIn(invoice, task.subject)
		self.assert_faithful()

	def test_a_declined_card_leaves_a_link_and_a_task(self):
		invoice = self.owing("pm_card_chargeCustomerFail")
		charges.charge(invoice)
		self.assert_told(invoice, "Declined")
		self.assertEqual(self.attempt(invoice).decline_code, "generic_decline")

	def test_a_bank_that_asks_for_the_customer_leaves_the_same(self):
		invoice = self.owing("pm_card_authenticationRequired")
		charges.charge(invoice)
		self.assert_told(invoice, "Needs Action")
		self.assertEqual(self.attempt(invoice).decline_code, "authentication_required")

	def test_the_link_pays_the_invoice_and_ends_the_task(self):
		for card in ("pm_card_chargeCustomerFail", "pm_card_authenticationRequired"):
			with self.subTest(card=card):
				invoice = self.owing(card)
				charges.charge(invoice)
				attempt = self.attempt(invoice)
				self.stripe.pay(attempt.action_url.rpartition("/")[2])
				self.deliver("checkout.session.completed")
				self.assertEqual(self.outstanding(invoice), 0)
				self.assertEqual(frappe.db.get_value("Task", attempt.task, "status"), "Completed")
		self.assertEqual(self.attempt(invoice).status, "Cancelled")
		self.assert_faithful()

	def test_another_try_is_another_payment_under_another_key(self):
		invoice = self.owing("pm_card_chargeCustomerFail")
		charges.charge(invoice)
		task = self.attempt(invoice).task
		self.saved_card(self.payer)
		charges.charge(invoice)
		self.assert_paid_once(invoice)
		self.assertEqual((self.attempt(invoice).tries, self.charges_asked()), (2, 2))
		self.assertEqual(frappe.db.get_value("Task", task, "status"), "Completed")

	def test_the_old_trys_event_does_not_touch_the_new_one(self):
		invoice = self.owing("pm_card_chargeCustomerFail")
		charges.charge(invoice)
		self.saved_card(self.payer)
		charges.charge(invoice)
		self.assertEqual(self.deliver("payment_intent.payment_failed"), ["Applied"])
		self.assert_paid_once(invoice)

	def test_a_card_that_is_gone_is_a_refusal(self):
		invoice = self.owing()
		method = frappe.get_doc("Payment Method", {"customer": self.payer.name})
		method.db_set("stripe_payment_method_id", "pm_gone0000000000000000")
		frappe.db.commit()  # see StripeCase.configure
		charges.charge(invoice)
		self.assertEqual(self.attempt(invoice).decline_code, "request_refused")
		self.assertEqual(set(self.outbox("payment_declined")), {"SMS", "Email"})


class TestLostAnswer(ChargeCase):
	"""Between the question and the answer anything may die."""

	def assert_unknown(self, invoice: str, trouble: str) -> None:
		self.stripe.upset(trouble, "/v1/payment_intents")
		with self.assertRaises((RetryableError, ConfigurationError)):
			charges.charge(invoice)
		self.assertEqual(self.attempt(invoice).status, "Unknown")
		self.assertEqual(self.entries(), [])

	def test_a_lost_answer_is_settled_by_asking(self):
		for trouble in ("answer_lost", "answer_garbled", "broken_after"):
			with self.subTest(trouble=trouble):
				self.payer = self.customer()
				invoice = self.owing()
				self.assert_unknown(invoice, trouble)
				age(self.attempt(invoice).name, minutes=3)
				asked = self.charges_asked()
				jobs.settle_payments()
				self.assert_paid_once(invoice)
				self.assertEqual(self.charges_asked(), asked)

	def test_charging_again_asks_first(self):
		invoice = self.owing()
		self.assert_unknown(invoice, "answer_lost")
		charges.charge(invoice)
		self.assertEqual(self.attempt(invoice).status, "Unknown")
		age(self.attempt(invoice).name, minutes=3)
		charges.charge(invoice)
		self.assert_paid_once(invoice)
		self.assertEqual(self.charges_asked(), 1)

	def test_what_never_arrived_is_sent_again_under_the_same_key(self):
		invoice = self.owing()
		self.assert_unknown(invoice, "hang_up")
		age(self.attempt(invoice).name, minutes=3)
		jobs.settle_payments()
		self.assert_paid_once(invoice)
		keys = {call.headers["Idempotency-Key"] for call in self.stripe.calls("POST", "/v1/payment_intents")}
		self.assertEqual((len(keys), self.attempt(invoice).tries), (1, 1))

	def test_a_day_later_a_person_decides(self):
		invoice = self.owing()
		self.assert_unknown(invoice, "hang_up")
		age(self.attempt(invoice).name, hours=21)
		jobs.settle_payments()
		self.assertEqual(
			(self.attempt(invoice).status, self.attempt(invoice).decline_code), ("Declined", "never_received")
		)
		self.assertTrue(self.attempt(invoice).task)
		self.assertEqual(self.charges_asked(), 1)

	def test_the_event_may_be_faster_than_the_answer(self):
		invoice = self.owing()
		self.assert_unknown(invoice, "answer_lost")
		self.assertEqual(self.deliver("payment_intent.succeeded"), ["Applied"])
		self.assert_paid_once(invoice)
		charges.charge(invoice)
		self.assertEqual(self.charges_asked(), 1)

	def test_stripe_out_of_reach_changes_nothing_but_the_time(self):
		invoice = self.owing()
		for trouble in ("rate_limit", "error_page"):
			self.stripe.upset(trouble, "/v1/payment_intents")
			with self.assertRaises(RetryableError):
				charges.charge(invoice)
			age(self.attempt(invoice).name, minutes=3)
		charges.charge(invoice)
		self.assert_paid_once(invoice)

	def test_the_invoice_changed_before_stripe_ever_heard_of_it(self):
		invoice = self.owing()
		self.assert_unknown(invoice, "hang_up")
		frappe.db.set_value("Sales Invoice", invoice, "outstanding_amount", 0)
		age(self.attempt(invoice).name, minutes=3)
		jobs.settle_payments()
		self.assertEqual(self.attempt(invoice).status, "Cancelled")
		self.assertEqual(self.charges_asked(), 1)

	def test_a_payment_in_the_works_is_settled_by_its_event(self):
		invoice = self.owing()
		self.assert_unknown(invoice, "answer_lost")
		intent = self.stripe.store.newest_first("payment_intent")[0]
		intent["status"] = "processing"
		age(self.attempt(invoice).name, minutes=3)
		jobs.settle_payments()
		self.assertEqual(self.attempt(invoice).provider_id, intent["id"])
		self.assertEqual(self.entries(), [])
		intent["status"] = "succeeded"
		jobs.settle_payments()
		self.assert_paid_once(invoice)


class TestBooks(ChargeCase):
	def test_money_that_cannot_be_booked_is_known_and_booked_later(self):
		invoice = self.owing()
		account = frappe.get_cached_doc("FSM Settings").stripe_account
		self.configure(
			stripe_account=frappe.db.get_value("Account", {"account_type": "Receivable", "is_group": 0})
		)
		charges.charge(invoice)
		attempt = self.attempt(invoice)
		self.assertEqual((attempt.status, attempt.payment_entry), ("Succeeded", None))
		self.assertTrue(attempt.error)
		self.configure(stripe_account=account)
		jobs.settle_payments()
		self.assert_paid_once(invoice)
		self.assertIsNone(self.attempt(invoice).error)
