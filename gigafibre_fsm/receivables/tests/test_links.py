"""Payment links: what they ask for, who hears of them, and what comes of them."""

import frappe
from frappe.utils import add_to_date, now

from gigafibre_fsm.exceptions import InvalidRequest, InvalidState, UpstreamError
from gigafibre_fsm.receivables import jobs
from gigafibre_fsm.receivables.services import links
from gigafibre_fsm.receivables.tests.stripe_case import StripeCase, age


class LinkCase(StripeCase):
	def setUp(self):
		super().setUp()
		self.payer = self.customer()

	def send(self, method: str = "both") -> dict:
		answer = links.send(self.payer.name, method)
		frappe.db.commit()  # as the end of the request
		return answer

	def attempt(self):
		return frappe.get_last_doc("Payment Attempt", {"customer": self.payer.name})

	def session(self, answer: dict) -> dict:
		return self.stripe.store.get("checkout.session", answer["url"].rpartition("/")[2])

	def entries(self) -> list[dict]:
		return frappe.get_all(
			"Payment Entry",
			filters={"party": self.payer.name, "docstatus": 1},
			fields=["paid_amount", "unallocated_amount", "reference_no"],
		)


class TestSend(LinkCase):
	def test_all_that_is_due_is_one_page(self):
		for amount in (114.98, 20.05):
			self.invoice(self.payer.name, amount)
		answer = self.send()
		self.assertEqual(set(answer["sent"]), {"email", "sms"})
		session = self.session(answer)
		self.assertEqual((session["mode"], session["amount_total"]), ("payment", 13503))
		attempt = self.attempt()
		self.assertEqual((attempt.purpose, attempt.status), ("Payment Link", "Needs Action"))
		self.assertEqual(attempt.action_url, answer["url"])
		told = self.outbox("payment_link")
		self.assertEqual(told["SMS"].recipient, "+14502722408")
		self.assertIn("135,03", told["Email"].payload)
		self.assertEqual(frappe.db.get_value("Customer", self.payer.name, "stripe_id"), session["customer"])
		self.assert_faithful()

	def test_where_nothing_is_due_a_card_is_saved(self):
		answer = self.send("sms")
		self.assertEqual(self.session(answer)["mode"], "setup")
		self.assertEqual((self.attempt().purpose, answer["sent"]), ("Save Card", ["sms"]))
		self.assertEqual(set(self.outbox("card_link")), {"SMS"})
		self.assert_faithful()

	def test_many_clicks_are_one_link_and_one_message(self):
		self.invoice(self.payer.name)
		answers = [self.send() for _click in range(4)]
		self.assertEqual({answer["url"] for answer in answers}, {answers[0]["url"]})
		self.assertEqual({tuple(answer["sent"]) for answer in answers}, {("email", "sms")})
		self.assertEqual(
			frappe.db.count(
				"Outbox Message", {"event": "payment_link", "channel": "SMS", "creation": (">=", self.began)}
			),
			1,
		)
		self.assertEqual(len(self.stripe.calls("POST", "/v1/checkout/sessions")), 1)

	def test_later_the_same_link_is_told_again(self):
		self.invoice(self.payer.name)
		self.send("sms")
		frappe.db.sql(
			"update `tabOutbox Message` set creation = %s where event = 'payment_link' and creation >= %s",
			(add_to_date(now(), minutes=-11), self.began),
		)
		self.assertEqual(self.send("sms")["sent"], ["sms"])
		self.assertEqual(
			frappe.db.count(
				"Outbox Message", {"event": "payment_link", "reference_name": self.attempt().name}
			),
			2,
		)

	def test_another_amount_is_another_link(self):
		self.invoice(self.payer.name)
		first = self.send()
		self.invoice(self.payer.name, 5)
		self.assertNotEqual(self.send()["url"], first["url"])

	def test_a_closed_page_is_replaced(self):
		self.invoice(self.payer.name)
		first = self.send()
		self.stripe.leave(self.session(first)["id"])
		self.assertEqual(self.deliver("checkout.session.expired"), ["Applied"])
		self.assertEqual(self.attempt().status, "Cancelled")
		self.assertNotEqual(self.send()["url"], first["url"])

	def test_what_is_missing_is_named(self):
		silent = self.customer(email_id=None, mobile_no=None)
		for method, word in (("email", "e-mail address"), ("sms", "mobile number"), ("both", "e-mail")):
			with self.subTest(method=method), self.assertRaisesRegex(InvalidRequest, word):
				links.send(silent.name, method)
		with self.assertRaisesRegex(InvalidRequest, "method must be one of: email, sms, both"):
			links.send(silent.name, "pigeon")
		self.assertEqual(self.stripe.requests, [])

	def test_a_channel_that_is_off_is_not_said_to_be_sent(self):
		self.configure(twilio_enabled=0)
		self.assertEqual(self.send()["sent"], ["email"])

	def test_less_than_stripe_takes_is_said_so(self):
		self.invoice(self.payer.name, 0.3)
		with self.assertRaisesRegex(InvalidState, "owes less than"):
			self.send()

	def test_where_stripe_fails_nothing_is_stored(self):
		self.invoice(self.payer.name)
		self.stripe.trouble = self.stripe.rate_limit
		with self.assertRaisesRegex(UpstreamError, "Stripe cannot answer now"):
			self.send()
		self.assertEqual(frappe.db.count("Payment Attempt", {"customer": self.payer.name}), 0)
		self.assertEqual(self.outbox("payment_link"), {})

	def test_a_lost_answer_is_the_same_page_at_the_next_click(self):
		self.invoice(self.payer.name)
		self.stripe.upset("answer_lost", "/v1/checkout/sessions")
		with self.assertRaises(UpstreamError):
			self.send()
		self.send()
		self.assertEqual(len(self.stripe.store.newest_first("checkout.session")), 1)


class TestPaid(LinkCase):
	def test_the_payment_goes_to_the_invoices(self):
		invoices = [self.invoice(self.payer.name, amount).name for amount in (114.98, 20.05)]
		self.stripe.pay(self.session(self.send())["id"])
		self.assertEqual(self.deliver("checkout.session.completed"), ["Applied"])
		self.assertEqual(self.attempt().status, "Succeeded")
		self.assertEqual(
			[frappe.db.get_value("Sales Invoice", name, "outstanding_amount") for name in invoices], [0, 0]
		)
		self.assertEqual([entry.paid_amount for entry in self.entries()], [135.03])
		self.assertEqual(set(self.outbox("payment_received")), {"Email"})
		self.assert_faithful()

	def test_both_events_book_it_once_in_either_order(self):
		for kinds in (
			("checkout.session.completed", "payment_intent.succeeded"),
			("payment_intent.succeeded", "checkout.session.completed"),
		):
			with self.subTest(first=kinds[0]):
				self.payer = self.customer()
				self.invoice(self.payer.name)
				self.stripe.pay(self.session(self.send())["id"])
				for kind in kinds:
					self.deliver(kind)
				self.assertEqual(len(self.entries()), 1)

	def test_a_card_that_is_refused_on_the_page_is_the_customers_affair(self):
		self.invoice(self.payer.name)
		self.stripe.pay(self.session(self.send())["id"], "pm_card_chargeCustomerFail")
		self.deliver("payment_intent.payment_failed")
		self.assertEqual(self.attempt().status, "Needs Action")
		self.assertEqual(self.outbox("payment_declined"), {})

	def test_what_was_paid_otherwise_meanwhile_stays_on_account(self):
		invoice = self.invoice(self.payer.name).name
		answer = self.send()
		frappe.db.set_value("Sales Invoice", invoice, "outstanding_amount", 0)
		self.stripe.pay(self.session(answer)["id"])
		self.deliver("checkout.session.completed")
		self.assertEqual([entry.unallocated_amount for entry in self.entries()], [114.98])

	def test_an_event_that_never_came_is_made_up_for(self):
		self.invoice(self.payer.name)
		self.stripe.pay(self.session(self.send())["id"])
		age(self.attempt().name, hours=26)
		jobs.settle_payments()
		self.assertEqual(len(self.entries()), 1)

	def test_a_saved_card_pays_by_itself_from_now_on(self):
		self.stripe.pay(self.session(self.send())["id"], "pm_card_mastercard")
		self.assertEqual(self.deliver("checkout.session.completed"), ["Applied"])
		method = frappe.get_doc("Payment Method", {"customer": self.payer.name})
		self.assertEqual((method.card_last4, method.is_auto, method.is_default), ("4444", 1, 1))
		self.assertEqual(frappe.db.get_value("Customer", self.payer.name, "ppa_enabled"), 1)
		self.assertEqual((self.attempt().status, self.entries()), ("Succeeded", []))
		self.assert_faithful()
