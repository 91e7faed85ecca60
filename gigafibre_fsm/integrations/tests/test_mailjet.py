"""E-mails: sent, refused, lost on the way and found again."""

from datetime import datetime, timedelta, timezone

import frappe

from gigafibre_fsm.domain.receipts import ACCEPTED, BOUNCED, DELIVERED, SPAM, UNDELIVERED, Receipt
from gigafibre_fsm.integrations.credentials import Credentials
from gigafibre_fsm.integrations.errors import (
	ConfigurationError,
	PermanentError,
	ProviderError,
	RetryableError,
)
from gigafibre_fsm.integrations.mailjet import client, mapping, receipts
from gigafibre_fsm.integrations.mailjet.client import MailjetClient
from gigafibre_fsm.integrations.mailjet.mapping import Email
from gigafibre_fsm.integrations.tests import systems
from gigafibre_fsm.integrations.tests.case import ConnectionTestCase, impatient, save
from gigafibre_fsm.testing.servers.base import Reply
from gigafibre_fsm.testing.servers.mailjet import MailjetServer, fault

ADDRESS = "julie@exemple.example"
MAIL = Email(ADDRESS, "Commande confirmée : PROJ-1", "Bonjour Julie", "<p>Bonjour Julie</p>", "OUT-000001")


def refusing(*faults: dict, status: int = 200):
	return lambda request: Reply.json({"Messages": [{"Status": "error", "Errors": list(faults)}]}, status)


class MailjetCase(ConnectionTestCase):
	def setUp(self):
		self.server = self.enterContext(MailjetServer())
		save(**systems.mailjet(self.server), mailjet_from_name="Gigafibre", mailjet_reply_to="")
		self.started = datetime.now(timezone.utc)

	@property
	def client(self) -> MailjetClient:
		return MailjetClient.from_settings(Credentials(frappe.get_doc("FSM Settings")))

	def refused(self, kind: type[ProviderError], email: Email = MAIL) -> ProviderError:
		with self.assertRaises(kind) as caught:
			self.client.send(email)
		self.assert_silent(str(caught.exception))
		self.assertIs(type(caught.exception), kind)
		return caught.exception


class TestSending(MailjetCase):
	def test_a_message_carries_both_parts_and_our_name_for_it(self):
		message_id = self.client.send(MAIL)
		(message,) = self.server.sent_to(ADDRESS)
		self.assertEqual(
			message,
			{
				"From": {"Email": "facturation@gigafibre.example", "Name": "Gigafibre"},
				"To": [{"Email": ADDRESS}],
				"Subject": MAIL.subject,
				"TextPart": MAIL.text,
				"HTMLPart": MAIL.html,
				"CustomID": "OUT-000001",
				"TrackOpens": "disabled",
				"TrackClicks": "disabled",
			},
		)
		self.assertIn(int(message_id), self.server.sent)

	def test_answers_go_where_the_settings_say(self):
		save(mailjet_reply_to="bonjour@gigafibre.example")
		self.client.send(MAIL)
		self.assertEqual(self.server.sent_to(ADDRESS)[0]["ReplyTo"], {"Email": "bonjour@gigafibre.example"})


class TestRefusals(MailjetCase):
	def test_an_address_that_is_none_is_refused_for_good(self):
		refused = self.refused(PermanentError, Email("julie", "x", "x", "", "OUT-1"))
		self.assertIn("invalid email address", refused.message)
		self.assertEqual(refused.reason, "mj-0013")

	def test_a_refusal_inside_a_success_is_a_refusal(self):
		self.server.trouble = refusing(fault("mj-0013", "is an invalid email address.", ["To[0].Email"]))
		self.assertIn("invalid email address", self.refused(PermanentError).message)

	def test_a_sender_that_is_not_validated_asks_for_the_settings(self):
		self.server.senders = []
		self.refused(ConfigurationError)

	def test_wrong_keys_ask_for_the_settings(self):
		save(mailjet_secret_key="wrong-secret-9876")
		self.assertIn("Secret Key", self.refused(ConfigurationError).message)

	def test_trouble_of_theirs_inside_the_answer_passes(self):
		self.server.trouble = refusing({**fault("mj-0001", "Try later", []), "StatusCode": 503})
		self.assertFalse(self.refused(RetryableError).maybe_done)

	def test_too_many_requests_pass(self):
		self.server.trouble = self.server.too_many
		refused = self.refused(RetryableError)
		self.assertEqual((refused.after, refused.maybe_done), (17, False))

	def test_malformed_requests_are_refused_for_good(self):
		self.server.trouble = lambda request: Reply.json(fault("mj-0002", "Malformed JSON", []), 400)
		self.assertIn("Malformed JSON", self.refused(PermanentError).message)

	def test_a_secret_in_their_words_does_not_show(self):
		secret = self.server.login[1]
		self.server.trouble = refusing(fault("mj-0003", f"Bad header {secret}", ["Headers"]))
		self.assertIn("•••", self.refused(PermanentError).message)


class TestLostAnswers(MailjetCase):
	def test_what_broke_after_the_request_left_may_have_been_sent(self):
		for trouble in (self.server.lose_answer, self.server.error_page, self.server.silence):
			self.server.trouble = trouble
			with impatient():
				self.assertTrue(self.refused(RetryableError).maybe_done, trouble)

	def test_a_success_that_cannot_be_read_may_have_been_sent(self):
		half = lambda request: Reply.json({"Messages": [{"Status": "success", "To": []}]})  # noqa: E731
		for trouble in (self.server.garbage, self.server.other_page, half):
			self.server.trouble = trouble
			self.assertTrue(self.refused(ConfigurationError).maybe_done)

	def test_it_is_found_by_our_name_for_it(self):
		self.server.once(self.server.lose_answer)
		self.refused(RetryableError)
		(message_id,) = self.server.messages
		self.assertEqual(self.client.find("OUT-000001", self.started), (str(message_id),))
		self.assertEqual(self.client.find("OUT-000002", self.started), ())
		later = self.started + client.CLOCKS_APART + timedelta(minutes=1)
		self.assertEqual(self.client.find("OUT-000001", later), ())

	def test_one_that_bounced_is_not_found(self):
		message_id = int(self.client.send(MAIL))
		for state in sorted(mapping.LOST):
			self.server.messages[message_id]["Status"] = state
			self.assertEqual(self.client.find("OUT-000001", self.started), ())

	def test_its_state_can_be_asked_for(self):
		message_id = self.client.send(MAIL)
		self.server.event(int(message_id), "sent")
		self.assertEqual(receipts.of_message(self.client.message(message_id)), Receipt(message_id, DELIVERED))
		with self.assertRaises(PermanentError):
			self.client.message("1")


class TestReports(MailjetCase):
	def test_each_event_is_understood(self):
		number = int(self.client.send(MAIL))
		kinds = {"sent": DELIVERED, "bounce": UNDELIVERED, "blocked": UNDELIVERED, "spam": SPAM}
		for name, kind in kinds.items():
			receipt = receipts.of_event(self.server.event(number, name))
			self.assertEqual((receipt.provider_id, receipt.kind), (str(number), kind))
		soft = self.server.event(number, "bounce", hard_bounce=False, error="quota exceeded")
		self.assertEqual(receipts.of_event(soft).kind, BOUNCED)

	def test_what_tells_nothing_of_the_delivery_is_nothing(self):
		number = int(self.client.send(MAIL))
		for name in ("open", "click", "unsub"):
			self.assertIsNone(receipts.of_event(self.server.event(number, name)))
		self.assertIsNone(receipts.of_event({}))
		self.assertIsNone(receipts.of_event({"event": "sent"}))

	def test_the_reason_is_theirs(self):
		number = int(self.client.send(MAIL))
		reason = receipts.of_event(self.server.event(number, "bounce")).reason
		self.assertEqual(reason, "Mailjet could not deliver it (user unknown, 550 5.1.1 no such user).")
		long = self.server.event(number, "blocked", error="x" * 999)
		self.assertLess(len(receipts.of_event(long).reason), 260)

	def test_each_state_is_understood(self):
		number = int(self.client.send(MAIL))
		states = {"queued": ACCEPTED, "opened": DELIVERED, "softbounced": BOUNCED, "hardbounced": UNDELIVERED}
		for state, kind in states.items():
			self.server.messages[number]["Status"] = state
			self.assertEqual(receipts.of_message(self.client.message(str(number))).kind, kind)
