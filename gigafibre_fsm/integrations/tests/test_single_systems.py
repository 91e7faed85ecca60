"""What only one system's test can find."""

import frappe

from gigafibre_fsm.integrations.chat.client import TEST_MESSAGE
from gigafibre_fsm.integrations.tests import systems
from gigafibre_fsm.integrations.tests.case import ConnectionTestCase, save, test_button
from gigafibre_fsm.integrations.tests.systems import WRONG
from gigafibre_fsm.testing.servers.base import Reply
from gigafibre_fsm.testing.servers.emergency import EmergencyServer
from gigafibre_fsm.testing.servers.genieacs import GenieAcsServer
from gigafibre_fsm.testing.servers.mailjet import MailjetServer
from gigafibre_fsm.testing.servers.providers import (
	LanguageModelServer,
	SlackServer,
	TeamsServer,
)
from gigafibre_fsm.testing.servers.sip import SipServer
from gigafibre_fsm.testing.servers.stripe import StripeServer
from gigafibre_fsm.testing.servers.traccar import TraccarServer
from gigafibre_fsm.testing.servers.twilio import TwilioServer


class TestStripe(ConnectionTestCase):
	def test_live_and_test_mode_are_told(self):
		for live, words in ((True, "live mode, cards are really charged"), (False, "test mode")):
			with StripeServer(live=live) as server:
				save(**systems.stripe(server), stripe_publishable_key="")
				self.assert_works(test_button("stripe"), words)

	def test_keys_of_two_modes_are_a_warning(self):
		with StripeServer(live=True) as server:
			for key, warned in (("pk_test_1", True), ("pk_live_1", False)):
				save(**systems.stripe(server), stripe_publishable_key=key)
				self.assertEqual(bool(test_button("stripe")["warning"]), warned, key)

	def test_a_publishable_key_is_not_sent(self):
		with StripeServer() as server:
			save(**systems.stripe(server) | {"stripe_secret_key": "pk_test_51Gigafibre"})
			self.assert_fails(test_button("stripe"), "holds a publishable key")
			self.assertEqual(server.requests, [])

	def test_a_restricted_key_says_what_it_lacks(self):
		with StripeServer() as server:
			save(**systems.stripe(server))
			message = "The provided key does not have the required permissions for this endpoint"
			server.trouble = lambda request: Reply.json({"error": {"message": message}}, 403)
			self.assert_fails(test_button("stripe"), "403", message, "Secret Key")


class TestTwilio(ConnectionTestCase):
	def test_an_account_that_cannot_send_fails(self):
		with TwilioServer() as server:
			save(**systems.twilio(server))
			server.status = "suspended"
			self.assert_fails(test_button("twilio"), "« Gigafibre »", "suspended")

	def test_a_trial_account_is_a_warning(self):
		with TwilioServer() as server:
			save(**systems.twilio(server))
			server.type = "Trial"
			self.assertIn("verified numbers only", test_button("twilio")["warning"])


class TestMailjet(ConnectionTestCase):
	def test_a_sender_that_mailjet_does_not_know_fails(self):
		with MailjetServer() as server:
			save(**systems.mailjet(server) | {"mailjet_from_email": "info@elsewhere.example"})
			self.assert_fails(test_button("mailjet"), "info@elsewhere.example is not an active sender")


class TestChat(ConnectionTestCase):
	def test_the_message_says_that_it_is_a_test(self):
		with SlackServer() as server:
			save(**systems.slack(server))
			test_button("chat")
			self.assertEqual([call.json() for call in server.requests], [{"text": TEST_MESSAGE}])

	def test_a_removed_webhook_says_so_without_its_address(self):
		with SlackServer() as server:
			save(chat_provider="Slack", chat_webhook_url=f"{server.url}/services/T1/B1/gone-secret-1")
			verdict = test_button("chat")
			self.assert_fails(
				verdict, "Slack refuses the credentials (404: no_service)", "Incoming Webhook URL"
			)
			self.assertNotIn("gone-secret-1", verdict["message"])

	def test_teams_signature_never_shows(self):
		with TeamsServer() as server:
			save(chat_provider="Teams", chat_webhook_url=server.webhook.replace("0001", "0002"))
			verdict = test_button("chat")
			self.assert_fails(verdict, "401")
			self.assertNotIn("signature", verdict["message"])

	def test_teams_failure_inside_a_success_is_a_failure(self):
		with TeamsServer() as server:
			save(**systems.teams(server))
			server.trouble = lambda request: Reply.text("Webhook message delivery failed with error: 429")
			self.assert_fails(test_button("chat"), "not as Teams does")

	def test_a_channel_name_is_no_address(self):
		save(chat_provider="Slack", chat_webhook_url="#dispatch-room")
		self.assert_fails(test_button("chat"), "must be the whole address")


class TestDeviceServers(ConnectionTestCase):
	def test_genieacs_without_a_login(self):
		with GenieAcsServer(devices=1) as server:
			save(genieacs_base_url=server.url, genieacs_username="", genieacs_password="")
			self.assert_works(test_button("genieacs"), "devices it knows: 1.")
			self.assertNotIn("Authorization", server.requests[0].headers)

	def test_a_user_without_a_password_is_asked_for_it(self):
		with GenieAcsServer() as server:
			save(genieacs_base_url=server.url, genieacs_username="erp", genieacs_password="")
			self.assert_fails(test_button("genieacs"), "Missing: Password")


class TestSip(ConnectionTestCase):
	def test_a_domain_that_the_server_lacks_is_a_warning(self):
		with SipServer() as server:
			save(**systems.sip(server) | {"sip_domain": "sip.other.example"})
			verdict = test_button("sip")
			self.assertTrue(verdict["ok"])
			self.assertIn("no domain sip.other.example", verdict["warning"])
			self.assertIn("It has: sip.targo.ca", verdict["warning"])


class TestTraccar(ConnectionTestCase):
	def test_a_token_that_sees_no_vehicle_is_a_warning(self):
		with TraccarServer(devices=0) as server:
			save(**systems.traccar(server))
			self.assertIn("no vehicle", test_button("traccar")["warning"])


class TestLanguageModel(ConnectionTestCase):
	def test_a_model_that_is_not_there_fails(self):
		with LanguageModelServer() as server:
			save(**systems.llm(server) | {"llm_model": "huge"})
			self.assert_fails(test_button("llm"), "no model « huge »")

	def test_a_server_without_keys_gets_none(self):
		with LanguageModelServer(key="") as server:
			save(**systems.llm(server) | {"llm_api_key": ""})
			self.assert_works(test_button("llm"), "« small » is there")
			self.assertNotIn("Authorization", server.requests[0].headers)


class TestEmergencyLockout(ConnectionTestCase):
	def setUp(self):
		self.server = self.enterContext(EmergencyServer())
		self.right = systems.emergency(self.server)
		save(**self.right | {"emergency_password": WRONG})

	def refused_on(self):
		return frappe.get_doc("FSM Settings").emergency_refused_on

	def test_a_refused_login_is_sent_once(self):
		self.assert_fails(test_button("emergency"), "refuses the credentials")
		for _attempt in range(EmergencyServer.MOST_FAILURES):
			self.assert_fails(test_button("emergency"), "it was not asked again", "User, Password")
		self.assertEqual(self.server.failures, 1)

	def test_typing_the_password_again_allows_another_try(self):
		test_button("emergency")
		save(emergency_password=self.right["emergency_password"])
		self.assertIsNone(self.refused_on())
		self.assert_works(test_button("emergency"), "accepts the login")

	def test_saving_other_settings_locks_nothing(self):
		save(**self.right)
		for jobs in (7, 8):
			save(jobs_per_day=jobs)
		self.assertIsNone(self.refused_on())
		self.assert_works(test_button("emergency"), "accepts the login")

	def test_saving_something_else_does_not(self):
		opened_earlier = frappe.get_doc("FSM Settings")
		test_button("emergency")
		opened_earlier.jobs_per_day = 7
		opened_earlier.save()
		self.assertTrue(self.refused_on())

	def test_a_provider_that_is_down_is_no_refusal(self):
		self.server.trouble = self.server.error_page
		self.assert_fails(test_button("emergency"), "cannot answer now")
		self.assertIsNone(self.refused_on())
