"""Text messages: sent, refused, lost on the way and found again."""

from datetime import datetime, timedelta, timezone
from urllib.parse import parse_qs

import frappe

from gigafibre_fsm.domain.receipts import ACCEPTED, DELIVERED, UNDELIVERED, Receipt
from gigafibre_fsm.integrations.credentials import Credentials
from gigafibre_fsm.integrations.errors import (
	ConfigurationError,
	PermanentError,
	ProviderError,
	RetryableError,
)
from gigafibre_fsm.integrations.tests import systems
from gigafibre_fsm.integrations.tests.case import ConnectionTestCase, impatient, save
from gigafibre_fsm.integrations.twilio import client, receipts
from gigafibre_fsm.integrations.twilio.client import TwilioClient
from gigafibre_fsm.testing.servers.base import Reply
from gigafibre_fsm.testing.servers.twilio import TwilioServer, error

THEIRS = "+14505550142"
TEXT = "Gigafibre : Commande confirmée! Été 114,98 $"
HERE = "https://erp.gigafibre.example/api/method/x?message=OUT-1"


class TwilioCase(ConnectionTestCase):
	def setUp(self):
		self.server = self.enterContext(TwilioServer())
		save(**systems.twilio(self.server), twilio_messaging_service="")
		self.started = datetime.now(timezone.utc)

	@property
	def client(self) -> TwilioClient:
		return TwilioClient.from_settings(Credentials(frappe.get_doc("FSM Settings")))

	def refused(self, kind: type[ProviderError], to: str = THEIRS, text: str = TEXT) -> ProviderError:
		with self.assertRaises(kind) as caught:
			self.client.send(to, text)
		self.assert_silent(str(caught.exception))
		self.assertIs(type(caught.exception), kind)
		return caught.exception


class TestSending(TwilioCase):
	def test_a_message_goes_out_from_our_number(self):
		sid = self.client.send(THEIRS, TEXT, HERE)
		message = self.server.messages[sid]
		self.assertEqual((message["to"], message["body"], message["from"]), (THEIRS, TEXT, "+14502722408"))
		fields = parse_qs(self.server.requests[-1].body.decode())
		self.assertEqual(fields["StatusCallback"], [HERE])

	def test_without_an_address_for_reports_none_is_asked_for(self):
		self.client.send(THEIRS, TEXT)
		self.assertNotIn(b"StatusCallback", self.server.requests[-1].body)

	def test_a_messaging_service_takes_the_place_of_the_number(self):
		save(twilio_messaging_service="MG" + "0" * 32)
		self.client.send(THEIRS, TEXT)
		fields = parse_qs(self.server.requests[-1].body.decode())
		self.assertEqual(fields["MessagingServiceSid"], ["MG" + "0" * 32])
		self.assertNotIn("From", fields)


class TestRefusals(TwilioCase):
	def test_a_number_that_cannot_have_it_is_refused_for_good(self):
		for number, words in (
			("+15005550001", "not a valid phone number"),
			("+15005550004", "unsubscribed"),
			("+15005550009", "not a valid mobile number"),
			("450", "not a valid phone number"),
		):
			self.assertIn(words, self.refused(PermanentError, number).message)

	def test_a_text_that_is_too_long_is_refused_for_good(self):
		self.refused(PermanentError, text="é" * 1601)

	def test_a_sender_of_another_account_asks_for_the_settings(self):
		self.server.owned.clear()
		self.refused(ConfigurationError)
		save(twilio_messaging_service="MG" + "1" * 32)
		self.refused(ConfigurationError)

	def test_a_wrong_token_asks_for_the_settings(self):
		save(twilio_auth_token="wrong-token-9876")
		self.assertIn("Auth Token", self.refused(ConfigurationError).message)

	def test_a_full_queue_passes(self):
		self.server.trouble = lambda request: error(21611)
		self.assertFalse(self.refused(RetryableError).maybe_done)

	def test_too_many_requests_pass_after_the_time_that_twilio_says(self):
		self.server.trouble = self.server.too_many
		refused = self.refused(RetryableError)
		self.assertEqual((refused.after, refused.maybe_done), (17, False))

	def test_a_400_of_something_else_is_for_good(self):
		self.server.trouble = lambda request: Reply(400, b"<html>Bad Request</html>")
		self.refused(PermanentError)


class TestLostAnswers(TwilioCase):
	def test_what_broke_after_the_request_left_may_have_been_sent(self):
		for trouble in (self.server.lose_answer, self.server.error_page, self.server.silence):
			self.server.trouble = trouble
			with impatient():
				self.assertTrue(self.refused(RetryableError).maybe_done, trouble)

	def test_a_success_that_cannot_be_read_may_have_been_sent(self):
		for trouble in (self.server.garbage, self.server.other_page, lambda request: Reply.json({}, 201)):
			self.server.trouble = trouble
			self.assertTrue(self.refused(ConfigurationError).maybe_done)

	def test_what_never_left_was_not_sent(self):
		save(**systems.twilio(self.server) | {"twilio_base_url": "http://nowhere.invalid"})
		self.assertFalse(self.refused(RetryableError).maybe_done)

	def test_it_is_found_by_number_words_and_time(self):
		self.server.trouble = self.server.lose_answer
		self.refused(RetryableError)
		self.server.trouble = None
		(sid,) = self.server.messages
		self.assertEqual(self.client.find(THEIRS, TEXT, self.started), (sid,))
		self.assertEqual(self.client.find(THEIRS, "Other words", self.started), ())
		self.assertEqual(self.client.find("+14505550199", TEXT, self.started), ())
		later = self.started + client.CLOCKS_APART + timedelta(minutes=1)
		self.assertEqual(self.client.find(THEIRS, TEXT, later), ())

	def test_one_that_failed_is_not_found(self):
		sid = self.client.send(THEIRS, TEXT)
		self.server.messages[sid]["status"] = "undelivered"
		self.assertEqual(self.client.find(THEIRS, TEXT, self.started), ())

	def test_the_words_of_a_trial_account_before_ours_do_not_hide_it(self):
		sid = self.client.send(THEIRS, TEXT)
		self.server.messages[sid]["body"] = f"Sent from your Twilio trial account - {TEXT}"
		self.assertEqual(self.client.find(THEIRS, TEXT, self.started), (sid,))

	def test_it_is_found_among_many_oldest_first(self):
		first, *_between = (self.client.send(THEIRS, TEXT) for _number in range(2))
		for number in range(client.PAGE):
			self.client.send(THEIRS, f"Other message {number}")
		last = self.client.send(THEIRS, TEXT)
		found = self.client.find(THEIRS, TEXT, self.started)
		self.assertEqual((len(found), found[0], found[-1]), (3, first, last))

	def test_old_pages_are_not_read(self):
		old = "Thu, 24 Aug 2023 05:01:45 +0000"
		for _number in range(client.PAGE * 2):
			sid = self.client.send(THEIRS, TEXT)
			self.server.messages[sid]["date_created"] = old
		asked = len(self.server.requests)
		self.assertEqual(self.client.find(THEIRS, TEXT, self.started), ())
		self.assertEqual(len(self.server.requests) - asked, 1)


class TestReports(TwilioCase):
	def test_each_state_is_understood(self):
		states = {"queued": ACCEPTED, "sent": ACCEPTED, "delivered": DELIVERED, "undelivered": UNDELIVERED}
		sid = self.client.send(THEIRS, TEXT)
		for state, kind in states.items():
			self.server.messages[sid]["status"] = state
			self.assertEqual(receipts.of_message(self.client.message(sid)).kind, kind)

	def test_the_reason_is_in_words_and_keeps_the_code(self):
		sid = self.client.send(THEIRS, TEXT)
		self.server.messages[sid] |= {"status": "failed", "error_code": 30006}
		reason = receipts.of_message(self.client.message(sid)).reason
		self.assertEqual(reason, "Twilio could not deliver it (the number is a landline, 30006).")
		self.assertIn("(no reason given, 39999)", receipts.reason("39999"))
		self.assertIn("(no reason given)", receipts.reason(""))

	def test_what_is_no_report_of_a_message_is_nothing(self):
		self.assertIsNone(receipts.of_callback({}))
		self.assertIsNone(receipts.of_callback({"MessageSid": "SM1", "MessageStatus": "receiving"}))
		self.assertIsNone(receipts.of_callback({"MessageStatus": "sent"}))
		self.assertEqual(
			receipts.of_callback({"SmsSid": "SM1", "SmsStatus": "sent"}), Receipt("SM1", ACCEPTED)
		)
