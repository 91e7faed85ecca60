"""The client's verbs against the local Stripe, and what a caller learns when one fails."""

import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from unittest import TestCase
from unittest.mock import patch

from gigafibre_fsm.integrations.auth import bearer
from gigafibre_fsm.integrations.errors import (
	ConfigurationError,
	PermanentError,
	ProviderError,
	RetryableError,
)
from gigafibre_fsm.integrations.http import Peer
from gigafibre_fsm.integrations.stripe import transport
from gigafibre_fsm.integrations.stripe.client import StripeClient
from gigafibre_fsm.integrations.stripe.mapping import Outcome
from gigafibre_fsm.integrations.stripe.transport import API_VERSION, PAGE
from gigafibre_fsm.integrations.tests.case import impatient
from gigafibre_fsm.testing.servers.base import Reply, closed_port
from gigafibre_fsm.testing.servers.stripe import StripeServer, schema

KEY = "sk_test_51GigafibreSecret"
EMAIL = "zoe@client.example"
PAGES = {"success_url": "https://gigafibre.example/merci", "cancel_url": "https://gigafibre.example/retour"}
INTENTS = "/v1/payment_intents"


def client(url: str, key: str = KEY) -> StripeClient:
	return StripeClient(Peer("Stripe", url, "Base URL", "Secret Key", bearer(key)))


class StripeTestCase(TestCase):
	def setUp(self):
		self.server = self.enterContext(StripeServer(KEY))
		self.client = client(self.server.url)
		self.addCleanup(self.assert_as_stripe_describes)

	def assert_as_stripe_describes(self):
		self.assertEqual(API_VERSION, schema.version())
		self.assertEqual(self.server.violations, [])
		for call in self.server.requests:
			self.assertEqual(call.headers["Stripe-Version"], API_VERSION)
			self.assertEqual(bool(call.headers["Idempotency-Key"]), call.method == "POST", call.path)

	def customer(self, email: str = EMAIL) -> str:
		return self.client.customer_create(email, "Zoé Tremblay", {}, f"customer {email}").id

	def saved(self, customer: str, card: str = "pm_card_visa") -> str:
		return self.server.save_card(customer, card)["id"]

	def charge(self, customer: str, card: str, key: str = "inv-1", amount: str = "45.99", **more):
		return self.client.payment_intent_create(
			amount=Decimal(amount),
			customer=customer,
			payment_method=card,
			metadata={"attempt": key},
			key=key,
			**more,
		)


class TestSavingACard(StripeTestCase):
	def start(self):
		return self.client.setup_intent_create(self.customer(), {"email": EMAIL}, "start-1")

	def test_one_that_was_typed_is_read_with_its_card(self):
		started = self.start()
		self.assertEqual((started.status, started.usage), ("requires_payment_method", "off_session"))
		self.assertIn(started.id, started.client_secret)
		self.server.type_card(started.id, "pm_card_mastercard")
		intent = self.client.setup_intent(started.id)
		self.assertTrue(intent.succeeded)
		self.assertEqual(intent.metadata, {"email": EMAIL})
		card = intent.payment_method
		self.assertEqual((card.brand, card.last4, card.expiry), ("mastercard", "4444", "08/2034"))
		self.assertEqual(card.customer, intent.customer)

	def test_one_that_was_refused_says_so(self):
		started = self.start()
		self.server.type_card(started.id, "pm_card_visa_chargeDeclinedInsufficientFunds")
		intent = self.client.setup_intent(started.id)
		self.assertFalse(intent.succeeded)
		self.assertEqual((intent.error_code, intent.decline_code), ("card_declined", "insufficient_funds"))
		self.assertIsNone(intent.payment_method)

	def test_one_that_nobody_made_is_not_found(self):
		for name in ("seti_none", "../balance", "seti_1?expand[]=customer", "a/b"):
			with self.assertRaises(PermanentError) as caught:
				self.client.setup_intent(name)
			self.assertEqual(caught.exception.status, 404, name)

	def test_a_missing_object_is_not_blamed_on_the_address(self):
		with self.assertRaises(PermanentError) as caught:
			self.client.setup_intent("seti_none")
		self.assertEqual(
			caught.exception.message, "Stripe refuses the request (404: No such setup_intent: 'seti_none')."
		)

	def test_a_name_is_needed(self):
		with self.assertRaises(ValueError):
			self.client.setup_intent("")

	def test_cards_of_a_customer(self):
		customer, other = self.customer(), self.customer("other@client.example")
		cards = [self.saved(customer, card) for card in ("pm_card_visa", "pm_card_mastercard")]
		self.saved(other)
		self.assertEqual([card.id for card in self.client.payment_methods(customer)], cards[::-1])
		self.client.payment_method_detach(cards[0], "detach-1")
		self.assertEqual([card.id for card in self.client.payment_methods(customer)], cards[1:])
		self.assertEqual(self.client.payment_method(cards[0]).customer, "")


class TestCustomers(StripeTestCase):
	def test_the_oldest_of_an_email_is_found_and_none_is_made(self):
		first = self.customer()
		self.client.customer_create(EMAIL, "Zoé T.", {}, "again")
		found = self.client.customer_find_or_create(EMAIL, "Zoé", "find-1")
		self.assertEqual((found.id, found.name), (first, "Zoé Tremblay"))
		new = self.client.customer_find_or_create("new@client.example", "Neuf", "find-2")
		self.assertEqual(self.client.customer(new.id).email, "new@client.example")

	def test_the_same_key_makes_one(self):
		with ThreadPoolExecutor(8) as threads:
			made = list(threads.map(lambda _number: self.customer(), range(16)))
		self.assertEqual(len(set(made)), 1)

	def test_all_pages_are_read(self):
		made = [self.server.create_customer({"email": EMAIL})["id"] for _number in range(PAGE * 2 + 3)]
		self.assertEqual([customer.id for customer in self.client.customers_of(EMAIL)], made[::-1])

	def test_a_list_without_end_is_not_taken_for_whole(self):
		for _number in range(PAGE + 1):
			self.server.create_customer({"email": EMAIL})
		with patch.object(transport, "MOST_PAGES", 1), self.assertRaises(PermanentError) as caught:
			self.client.customers_of(EMAIL)
		self.assertIn("more than this app reads: 100 rows", caught.exception.message)

	def test_a_deleted_one_is_told(self):
		customer = self.customer()
		self.server.delete_customer(self.server.store.objects[customer])
		self.assertTrue(self.client.customer(customer).deleted)
		self.assertEqual(self.client.customers_of(EMAIL), ())

	def test_a_long_key_is_still_one_key(self):
		made = {self.client.customer_create(EMAIL, "Zoé", {}, "k" * 300).id for _time in range(2)}
		self.assertEqual(len(made), 1)
		with self.assertRaises(ValueError):
			self.client.customer_create(EMAIL, "Zoé", {}, "")


class TestCharging(StripeTestCase):
	def setUp(self):
		super().setUp()
		self.who = self.customer()

	def test_a_good_card_is_charged_to_the_cent(self):
		intent = self.charge(self.who, self.saved(self.who))
		self.assertEqual(intent.outcome, Outcome.SUCCEEDED)
		self.assertEqual((intent.amount, intent.amount_received), (Decimal("45.99"), Decimal("45.99")))
		sent = self.server.calls("POST", INTENTS)[0].body.decode()
		self.assertIn("amount=4599&currency=cad", sent)

	def test_a_refused_card_is_an_answer(self):
		card = self.saved(self.who, "pm_card_chargeCustomerFail")
		intent = self.charge(self.who, card)
		self.assertEqual((intent.outcome, intent.decline_code), (Outcome.DECLINED, "generic_decline"))
		self.assertEqual(intent.payment_method, card)
		read = self.client.payment_intent(intent.id)
		self.assertEqual((read.outcome, read.decline_code), (Outcome.DECLINED, "generic_decline"))

	def test_a_bank_that_wants_the_customer_is_an_answer(self):
		intent = self.charge(self.who, self.saved(self.who, "pm_card_authenticationRequired"))
		self.assertEqual((intent.outcome, intent.next_action_url), (Outcome.NEEDS_ACTION, ""))
		self.assertEqual(self.client.payment_intent(intent.id).outcome, Outcome.NEEDS_ACTION)

	def test_with_the_customer_there_the_banks_page_is_told(self):
		card = self.saved(self.who, "pm_card_authenticationRequired")
		intent = self.charge(self.who, card, off_session=False, return_url=PAGES["success_url"])
		self.assertEqual(intent.outcome, Outcome.NEEDS_ACTION)
		self.assertTrue(intent.next_action_url.startswith(self.server.url))

	def test_one_that_is_not_confirmed_asked_nobody(self):
		intent = self.charge(self.who, self.saved(self.who), confirm=False)
		self.assertEqual(intent.outcome, Outcome.NEW)
		self.assertEqual(self.client.payment_intent_cancel(intent.id, "cancel-1").outcome, Outcome.CANCELLED)

	def test_a_strange_card_is_refused_for_good(self):
		other = self.customer("other@client.example")
		with self.assertRaises(PermanentError) as caught:
			self.charge(self.who, self.saved(other))
		self.assertFalse(caught.exception.maybe_done)

	def test_the_same_key_with_another_amount_is_refused_for_good(self):
		card = self.saved(self.who)
		self.charge(self.who, card)
		with self.assertRaises(PermanentError) as caught:
			self.charge(self.who, card, amount="50.00")
		self.assertFalse(caught.exception.maybe_done)
		self.assertEqual(len(self.client.payment_intents_of(self.who)), 1)

	def test_those_of_one_attempt_are_found(self):
		card = self.saved(self.who)
		first, _second = self.charge(self.who, card, "inv-1"), self.charge(self.who, card, "inv-2")
		found = self.client.payment_intents_of(self.who, {"attempt": "inv-1"}, since=int(time.time()) - 60)
		self.assertEqual([intent.id for intent in found], [first.id])
		self.assertEqual(self.client.payment_intents_of(self.who, {"attempt": "inv-3"}), ())


class TestPages(StripeTestCase):
	def test_an_amount_is_paid(self):
		session = self.client.checkout_session_create(
			customer=self.customer(),
			metadata={"attempt": "link-1"},
			key="link-1",
			amount=Decimal("12.50"),
			label="Facture",
			expires_at=int(time.time()) + 3600,
			**PAGES,
		)
		self.assertEqual((session.status, session.amount), ("open", Decimal("12.50")))
		self.assertEqual(self.server.store.objects[session.id]["locale"], "fr-CA")
		self.server.pay(session.id)
		paid = self.client.checkout_session(session.id)
		self.assertEqual((paid.status, paid.payment_status), ("complete", "paid"))
		intent = self.client.payment_intent(paid.payment_intent)
		self.assertEqual((intent.outcome, intent.metadata), (Outcome.SUCCEEDED, {"attempt": "link-1"}))

	def test_a_card_is_saved(self):
		who = self.customer()
		session = self.client.checkout_session_create(
			customer=who, metadata={"attempt": "save-1"}, key="save-1", language="en", **PAGES
		)
		self.assertEqual((session.mode, session.amount), ("setup", None))
		self.assertEqual(self.server.store.objects[session.id]["locale"], "en")
		self.server.pay(session.id)
		intent = self.client.setup_intent(self.client.checkout_session(session.id).setup_intent)
		self.assertEqual((intent.succeeded, intent.metadata), (True, {"attempt": "save-1"}))
		self.assertEqual(self.client.payment_methods(who), (intent.payment_method,))

	def test_one_can_be_closed(self):
		session = self.client.checkout_session_create(
			customer=self.customer(), metadata={}, key="save-2", **PAGES
		)
		self.assertEqual(self.client.checkout_session_expire(session.id, "close-1").status, "expired")


class TestEvents(StripeTestCase):
	def test_one_is_read_by_its_name(self):
		self.customer()
		(event,) = self.server.events.all()
		self.assertEqual(self.client.event(event["id"]), event)
		with self.assertRaises(PermanentError):
			self.client.event("evt_none")


PAYMENT_PAGE = Reply(402, b"<!doctype html>Payment Required", {"Content-Type": "text/html"})
# trouble → (error, may the charge have happened)
WRITES = {
	"hang_up": (RetryableError, True),
	"answer_lost": (RetryableError, True),
	"silence": (RetryableError, True),
	"answer_late": (RetryableError, True),
	"error_page": (RetryableError, True),
	"broken": (RetryableError, True),
	"broken_after": (RetryableError, True),
	"key_in_use": (RetryableError, True),
	"too_many": (RetryableError, False),
	"rate_limit": (RetryableError, False),
	"locked": (RetryableError, False),
	"garbage": (ConfigurationError, True),
	"answer_garbled": (ConfigurationError, True),
	"other_page": (ConfigurationError, True),
	"other_account": (ConfigurationError, True),
	"redirect": (ConfigurationError, False),
}


class TestTroubles(StripeTestCase):
	def setUp(self):
		super().setUp()
		self.who = self.customer()
		self.card = self.saved(self.who)

	def failure(self, act) -> ProviderError:
		with impatient(), self.assertRaises(ProviderError) as caught:
			act()
		shown = "".join(traceback.format_exception(caught.exception))
		self.assertNotIn(KEY, shown)
		return caught.exception

	def test_a_charge_whose_answer_is_lost_may_have_happened(self):
		for trouble, (kind, maybe_done) in WRITES.items():
			with self.subTest(trouble=trouble):
				self.server.upset(trouble, path=INTENTS)
				error = self.failure(lambda name=trouble: self.charge(self.who, self.card, name))
				self.assertIsInstance(error, kind)
				self.assertEqual(error.maybe_done, maybe_done)
				self.assertEqual(error.message.count("Stripe"), 1, error.message)

	def test_where_it_happened_asking_finds_it(self):
		for trouble in ("answer_lost", "answer_late", "answer_garbled", "broken_after"):
			with self.subTest(trouble=trouble):
				self.server.upset(trouble, path=INTENTS)
				self.failure(lambda name=trouble: self.charge(self.who, self.card, name))
				(found,) = self.client.payment_intents_of(self.who, {"attempt": trouble})
				self.assertEqual(found.outcome, Outcome.SUCCEEDED)

	def test_a_lost_answer_comes_again_under_its_key(self):
		self.server.upset("answer_lost", path=INTENTS)
		self.failure(lambda: self.charge(self.who, self.card))
		again = self.charge(self.who, self.card)
		self.assertEqual(self.client.payment_intents_of(self.who), (again,))

	def test_a_read_changes_nothing_whatever_happens(self):
		for trouble in WRITES:
			with self.subTest(trouble=trouble):
				self.server.upset(trouble, method="GET")
				error = self.failure(lambda: self.client.payment_intents_of(self.who))
				self.assertFalse(error.maybe_done)

	def test_a_wrong_key_is_for_the_settings(self):
		stranger = client(self.server.url, "sk_test_wrong_0001")
		with self.assertRaises(ConfigurationError) as caught:
			stranger.customer_create(EMAIL, "Zoé", {}, "k")
		self.assertIn("Check Secret Key", caught.exception.message)
		self.assertNotIn("wrong_0001", caught.exception.message)

	def test_nobody_there_did_nothing(self):
		absent = client(f"http://127.0.0.1:{closed_port()}")
		with self.assertRaises(RetryableError) as caught:
			absent.customer_create(EMAIL, "Zoé", {}, "k")
		self.assertFalse(caught.exception.maybe_done)

	def test_a_gateway_that_wants_money_is_no_bank(self):
		self.server.trouble = lambda request: PAYMENT_PAGE
		self.assertIsInstance(self.failure(lambda: self.charge(self.who, self.card)), PermanentError)

	def test_half_an_amount_is_never_sent(self):
		with self.assertRaises(ValueError):
			self.charge(self.who, self.card, amount="45.999")
		self.assertEqual(self.server.calls("POST", INTENTS), [])
