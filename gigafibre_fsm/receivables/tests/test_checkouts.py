"""Visitors who came as far as the card form, and went away."""

import frappe
from frappe.utils import add_to_date, now

from gigafibre_fsm.exceptions import InvalidState
from gigafibre_fsm.receivables import jobs
from gigafibre_fsm.receivables.services import cards, checkouts
from gigafibre_fsm.receivables.tests.stripe_case import StripeCase
from gigafibre_fsm.testing import factories


class TestCheckouts(StripeCase):
	def setUp(self):
		super().setUp()
		self.email, self.other = (f"anne{factories.unique_number()}@exemple.ca" for _ in range(2))

	def start(self, email: str | None = None) -> str:
		intent = cards.start(email or self.email, "Anne Roy")["setup_intent"]
		frappe.db.commit()  # as the end of the request
		return intent

	def saved(self) -> str:
		intent = self.start()
		self.stripe.type_card(intent)
		self.deliver("setup_intent.succeeded")
		return intent

	def row(self, intent: str):
		return frappe.get_doc("Website Checkout", {"setup_intent": intent})

	def a_day_later(self, *intents: str, hours: int = 25) -> None:
		for intent in intents:
			for column in ("creation", "card_saved_on"):
				frappe.db.sql(
					f"update `tabWebsite Checkout` set `{column}` = `{column}` - interval {hours} hour where setup_intent = %s",
					intent,
				)
		frappe.db.commit()  # see StripeCase.configure
		jobs.look_after_checkouts()

	def order(self, intent: str):
		project = factories.make_project(stripe_setup_intent=intent)
		frappe.db.commit()  # see StripeCase.configure
		checkouts.match_orders()
		return project

	def test_stripe_says_when_the_card_is_saved(self):
		row = self.row(self.saved())
		self.assertEqual(row.status, "Card Saved")
		self.assertTrue(row.card_saved_on)

	def test_a_day_without_an_order_and_sales_has_it(self):
		intent = self.saved()
		jobs.look_after_checkouts()
		self.assertEqual(self.row(intent).status, "Card Saved")
		asked = len(self.stripe.requests)
		self.a_day_later(intent)
		self.assertEqual(self.row(intent).status, "Abandoned")
		self.assertEqual(len(self.stripe.requests), asked)

	def test_an_order_is_no_abandoned_checkout(self):
		intent = self.saved()
		project = self.order(intent)
		self.a_day_later(intent)
		self.assertEqual((self.row(intent).status, self.row(intent).project), ("Ordered", project.name))

	def test_the_event_after_the_order_changes_nothing(self):
		intent = self.start()
		self.stripe.type_card(intent)
		self.order(intent)
		self.deliver("setup_intent.succeeded")
		self.assertEqual(self.row(intent).status, "Ordered")

	def test_an_event_that_never_came_is_asked_for_once(self):
		lost, empty = self.start(), self.start(self.other)
		self.stripe.type_card(lost)
		self.a_day_later(lost, empty)
		self.assertEqual((self.row(lost).status, self.row(empty).status), ("Abandoned", "Closed"))
		asked = len(self.stripe.requests)
		jobs.look_after_checkouts()
		self.assertEqual(len(self.stripe.requests), asked)

	def test_who_tried_twice_and_ordered_once_is_not_called(self):
		first, second = self.saved(), self.saved()
		self.order(second)
		self.a_day_later(first, second)
		self.assertEqual(self.row(first).status, "Closed")

	def test_where_stripe_does_not_answer_the_others_are_seen_to(self):
		open_one, saved = self.start(self.other), self.saved()
		self.stripe.trouble = self.stripe.rate_limit
		self.a_day_later(open_one, saved)
		self.assertEqual((self.row(open_one).status, self.row(saved).status), ("Open", "Abandoned"))

	def test_sales_closes_what_it_has_dealt_with(self):
		intent = self.saved()
		self.a_day_later(intent)
		with self.set_user(factories.make_user("FSM Agent").name):
			row = self.row(intent)
			row.note = "A commandé par téléphone"
			row.save()
			row.close()
		self.assertEqual(self.row(intent).status, "Closed")
		with (
			self.assertRaises(frappe.PermissionError),
			self.set_user(factories.make_user("FSM Technician").name),
		):
			self.row(intent).close()

	def test_an_order_is_final(self):
		intent = self.saved()
		self.order(intent)
		with self.assertRaises(InvalidState):
			self.row(intent).update({"status": "Closed"}).save()

	def test_who_bought_nothing_is_forgotten(self):
		intent = self.start()
		self.a_day_later(intent)
		frappe.db.sql(
			"update `tabWebsite Checkout` set modified = %s where setup_intent = %s",
			(add_to_date(now(), days=-91), intent),
		)
		jobs.look_after_checkouts()
		self.assertFalse(frappe.db.exists("Website Checkout", {"setup_intent": intent}))
