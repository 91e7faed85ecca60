"""A visitor's card: the form is opened, the card saved, the order asks whether it may count on it."""

import frappe

from gigafibre_fsm.exceptions import CardNotSaved, InvalidRequest, UpstreamError
from gigafibre_fsm.receivables.services import cards
from gigafibre_fsm.receivables.tests.stripe_case import StripeCase
from gigafibre_fsm.testing import factories

EMAIL = "anne@exemple.ca"


class TestCards(StripeCase):
	def start(self, email=EMAIL, name="Anne Roy"):
		answer = cards.start(email, name)
		frappe.db.commit()  # as the end of the request
		return answer

	def saved(self, card="pm_card_visa"):
		intent = self.start()["setup_intent"]
		self.stripe.type_card(intent, card)
		return intent

	def test_a_form_is_opened_and_the_visitor_noted(self):
		answer = self.start()
		self.assertEqual(answer["publishable_key"], "pk_test_51GigafibreLocal")
		self.assertTrue(answer["client_secret"].startswith(answer["setup_intent"]))
		checkout = frappe.get_doc("Website Checkout", {"setup_intent": answer["setup_intent"]})
		self.assertEqual(
			(checkout.email, checkout.contact_name, checkout.status), (EMAIL, "Anne Roy", "Open")
		)
		intent = self.stripe.store.get("setup_intent", answer["setup_intent"])
		self.assertEqual(intent["metadata"], {"email": EMAIL, "checkout": checkout.name})
		self.assertEqual((intent["usage"], intent["customer"]), ("off_session", checkout.stripe_customer_id))
		self.assertNotIn(answer["client_secret"], frappe.as_json(checkout))
		self.assert_faithful()

	def test_asking_again_gives_another_form_and_no_other_customer(self):
		first, second = self.start(), self.start()
		self.assertNotEqual(first["client_secret"], second["client_secret"])
		self.assertEqual(len(self.stripe.store.newest_first("customer")), 1)

	def test_the_form_says_nothing_of_the_customer_who_has_that_address(self):
		customer = self.customer(email_id=EMAIL)
		self.saved_card(customer)
		intent = self.stripe.store.get("setup_intent", self.start()["setup_intent"])
		self.assertNotEqual(intent["customer"], frappe.db.get_value("Customer", customer.name, "stripe_id"))

	def test_a_saved_card_is_found_whatever_the_case_of_the_address(self):
		card = cards.verify(self.saved(), "ANNE@exemple.ca")
		self.assertEqual((card.brand, card.last4), ("visa", "4242"))
		self.assertRegex(card.expiry, r"^\d\d/\d{4}$")
		customer = self.customer()
		method = frappe.get_doc(cards.method_document(customer.name, card)).insert()
		self.assertEqual((method.is_auto, method.is_default, method.title), (1, 1, "visa •••• 4242"))
		self.assert_faithful()

	def test_the_document_is_what_its_controller_would_make_of_it(self):
		card = cards.verify(self.saved(), EMAIL)
		values = cards.method_document(self.customer().name, card)
		method = frappe.get_doc(values).insert()
		self.assertEqual({field: method.get(field) for field in values}, values)

	def test_a_card_that_is_not_saved_is_refused(self):
		intent = self.start()["setup_intent"]
		for card in (None, "pm_card_visa_chargeDeclined", "pm_card_authenticationRequired"):
			with self.subTest(card=card), self.assertRaisesRegex(CardNotSaved, "not saved yet"):
				if card:
					self.stripe.type_card(intent, card)
				cards.verify(intent, EMAIL)

	def test_anothers_card_and_one_that_is_nowhere_are_refused_alike(self):
		sentences = set()
		for intent, email in ((self.saved(), "luc@exemple.ca"), ("seti_000000000000000000000000", EMAIL)):
			with self.assertRaises(CardNotSaved) as refused:
				cards.verify(intent, email)
			sentences.add(str(refused.exception))
		self.assertEqual(len(sentences), 1)

	def test_a_card_of_another_program_on_the_same_account_is_refused(self):
		made = self.stripe.store.make("customer", email=EMAIL)
		intent = frappe._dict(self.stripe.create_setup({"customer": made["id"], "usage": "off_session"}))
		self.stripe.type_card(intent.id)
		with self.assertRaises(CardNotSaved):
			cards.verify(intent.id, EMAIL)

	def test_a_card_that_was_taken_away_again_is_refused(self):
		intent = self.saved()
		method = self.stripe.store.get("setup_intent", intent)["payment_method"]
		self.stripe.store.get("payment_method", method)["customer"] = None
		with self.assertRaisesRegex(CardNotSaved, "taken away"):
			cards.verify(intent, EMAIL)

	def test_a_card_form_serves_one_order(self):
		intent = self.saved()
		factories.make_project(stripe_setup_intent=intent)
		with self.assertRaisesRegex(CardNotSaved, "another order"):
			cards.verify(intent, EMAIL)
		with self.assertRaises(frappe.UniqueValidationError):
			factories.make_project(stripe_setup_intent=intent)

	def test_orders_without_a_card_are_many(self):
		factories.make_project(stripe_setup_intent=None)
		factories.make_project(stripe_setup_intent="")

	def test_what_is_no_id_is_said_to_be_none(self):
		for text in ("", None, "pm_123456789", "seti_1/../../customers", "seti_" + "x" * 200):
			with self.subTest(text=text), self.assertRaisesRegex(InvalidRequest, "setup_intent"):
				cards.verify(text, EMAIL)
		self.assertEqual(self.stripe.requests, [])

	def test_where_stripe_fails_nothing_is_stored_and_nothing_told(self):
		intent = self.saved()
		rows = frappe.db.count("Website Checkout")
		for trouble in ("hang_up", "error_page", "rate_limit", "other_page"):
			with self.subTest(trouble=trouble):
				self.stripe.trouble = getattr(self.stripe, trouble)
				for call in (lambda: cards.start(EMAIL, "Anne"), lambda: cards.verify(intent, EMAIL)):
					with self.assertRaises(UpstreamError) as refused:
						call()
					self.assertIn("Cards cannot be taken right now", str(refused.exception))
		self.assertEqual(frappe.db.count("Website Checkout"), rows)

	def test_a_wrong_key_is_not_told_to_visitors(self):
		self.configure(stripe_secret_key="sk_test_wrong")
		with self.assertRaises(UpstreamError) as refused:
			cards.start(EMAIL, "Anne")
		self.assertNotIn("Secret Key", str(refused.exception))
		self.assertIn("Secret Key", str(refused.exception.__cause__))

	def test_stripe_switched_off_takes_no_cards(self):
		self.configure(stripe_enabled=0)
		with self.assertRaisesRegex(UpstreamError, "right now"):
			cards.start(EMAIL, "Anne")
		self.assertEqual(self.stripe.requests, [])
