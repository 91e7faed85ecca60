"""Our clients against a Twilio and a Slack that others wrote: what we took for granted in our own ones shows here.

Where `emulate` is not like Twilio, it is written at the test: it takes a message without a body, and says 21201 of a
number that Twilio calls 21211.
"""

from datetime import datetime, timedelta, timezone
from urllib.parse import parse_qs

import frappe
import requests

from gigafibre_fsm.domain.receipts import DELIVERED, UNDELIVERED
from gigafibre_fsm.integrations.chat.client import ChatClient
from gigafibre_fsm.integrations.credentials import Credentials
from gigafibre_fsm.integrations.errors import ConfigurationError, PermanentError
from gigafibre_fsm.integrations.tests import systems
from gigafibre_fsm.integrations.tests.case import ConnectionTestCase, save
from gigafibre_fsm.integrations.tests.peer import emulated
from gigafibre_fsm.integrations.twilio import receipts
from gigafibre_fsm.integrations.twilio.client import TwilioClient
from gigafibre_fsm.integrations.twilio.signature import is_signed
from gigafibre_fsm.testing.servers.base import LocalServer, Reply, Request
from gigafibre_fsm.testing.servers.providers import SlackServer
from gigafibre_fsm.testing.servers.twilio import TwilioServer

SID, TOKEN = "AC" + "0" * 32, "twilio-token-0001"
OURS, THEIRS = "+14502722408", "+14505550142"


class Website(LocalServer):
	"""Our side of a status callback."""

	def answer(self, request: Request) -> Reply:
		return Reply(204)


def credentials() -> Credentials:
	return Credentials(frappe.get_doc("FSM Settings"))


class TestTwilio(ConnectionTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		account = {"sid": SID, "auth_token": TOKEN}
		cls.url = cls.enterClassContext(
			emulated("twilio", account=account, phone_numbers=[{"phone_number": OURS}])
		)

	def setUp(self):
		self.website = self.enterContext(Website())
		with TwilioServer(SID, TOKEN) as ours:
			settings = systems.twilio(ours)
		save(**settings | {"twilio_base_url": self.url})

	@property
	def client(self) -> TwilioClient:
		return TwilioClient.from_settings(credentials())

	def report(self, sid: str, status: str) -> dict[str, list[str]]:
		"""What our side hears when the peer is told to report."""
		requests.post(
			f"{self.url}/_twilio/simulate/message-status",
			data={"MessageSid": sid, "Status": status},
			auth=(SID, TOKEN),
			timeout=10,
		).raise_for_status()
		call = self.website.requests[-1]
		fields = parse_qs(call.body.decode(), keep_blank_values=True)
		self.assertTrue(is_signed(TOKEN, [self.callback], fields, call.headers["X-Twilio-Signature"]))
		return fields

	@property
	def callback(self) -> str:
		return f"{self.website.url}/api/method/x?message=OUT-1"

	def test_a_message_is_sent_and_found_again(self):
		started = datetime.now(timezone.utc)
		text = f"Été 114,98 $ {started.timestamp()}"
		sid = self.client.send(THEIRS, text)
		self.assertEqual(self.client.find(THEIRS, text, started), (sid,))
		self.assertEqual(self.client.find(THEIRS, text, started + timedelta(hours=1)), ())
		self.assertEqual(self.client.message(sid).body, text)

	def test_the_account_answers_the_connection_test(self):
		self.assertEqual(self.client.account().status, "active")

	def test_reports_are_signed_as_we_check_them(self):
		sid = self.client.send(THEIRS, "Bonjour", self.callback)
		for status, kind in (("delivered", DELIVERED), ("undelivered", UNDELIVERED)):
			fields = self.report(sid, status)
			receipt = receipts.of_callback({name: values[0] for name, values in fields.items()})
			self.assertEqual((receipt.provider_id, receipt.kind), (sid, kind))

	def test_refusals_are_of_the_same_kind(self):
		with self.assertRaises(PermanentError):
			self.client.send("450", "Bonjour")
		save(twilio_from_number="+14505550199")
		with self.assertRaises((ConfigurationError, PermanentError)):
			self.client.send(THEIRS, "Bonjour")
		save(twilio_auth_token="wrong-token-9876")
		with self.assertRaises(ConfigurationError):
			self.client.send(THEIRS, "Bonjour")


class TestSlack(ConnectionTestCase):
	def test_a_message_is_taken(self):
		with emulated("slack") as url:
			save(chat_provider="Slack", chat_webhook_url=url + SlackServer.PATH)
			client = ChatClient.from_settings(credentials())
			client.post("Nouvelle commande <PROJ-1> : https://erp.gigafibre.example/app/project/PROJ-1")
			with self.assertRaises(PermanentError):
				client.post("")
