"""Reports of Twilio and Mailjet as they arrive: signed or refused, alone or in groups, of this site's address or a proxy's."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch
from urllib.parse import urlsplit

import frappe
from frappe.tests.utils import FrappeTestCase
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from gigafibre_fsm.api import messages as api
from gigafibre_fsm.exceptions import InvalidRequest
from gigafibre_fsm.gigafibre_fsm import receipts
from gigafibre_fsm.integrations.tests import systems
from gigafibre_fsm.integrations.tests.case import save
from gigafibre_fsm.integrations.twilio.signature import sign
from gigafibre_fsm.testing import factories
from gigafibre_fsm.testing.servers.mailjet import MailjetServer
from gigafibre_fsm.testing.servers.twilio import TwilioServer, callback_fields

SITE = "https://erp.gigafibre.example"
SECRET = "mailjet-hook-0001"


@contextmanager
def request(url: str, **options) -> Iterator[None]:
	"""The request of the moment is this one."""
	before = getattr(frappe.local, "request", None)
	parts = urlsplit(url)
	base = f"{parts.scheme}://{parts.netloc}"
	builder = EnvironBuilder(parts.path, base, query_string=parts.query, method="POST", **options)
	frappe.local.request = Request(builder.get_environ())
	try:
		yield
	finally:
		frappe.local.request = before


class ReportCase(FrappeTestCase):
	def setUp(self):
		conf = {"host_name": SITE, "http_port": None, "webserver_port": None}
		self.enterContext(patch.dict(frappe.local.conf, conf))

	def state(self, message) -> tuple:
		message.reload()
		return message.status, message.delivery_status or None


class TestTwilio(ReportCase):
	def setUp(self):
		super().setUp()
		self.server = self.enterContext(TwilioServer())
		save(**systems.twilio(self.server))
		self.sid = "SM" + "0" * 26 + str(factories.unique_number()).zfill(6)[-6:]
		self.message = factories.make_outbox_message(status="Sent", provider_id=self.sid)

	@property
	def url(self) -> str:
		return receipts.callback_url(self.message.name) or self.fail("no address")

	def fields(self, status: str, **more: str) -> dict[str, str]:
		row = self.server._message({"To": "+14505550100", "From": "+14502722408", "Body": "x"})
		return callback_fields({**row, "sid": self.sid, "status": status}, **more)

	def post(self, fields: dict, seen: str | None = None, signature: str | None = None):
		signed = sign(self.server.token, self.url, {name: [value] for name, value in fields.items()})
		headers = {"X-Twilio-Signature": signed if signature is None else signature}
		with request(seen or self.url, data=fields, headers=headers):
			return api.twilio_status(**frappe.request.args)

	def test_a_signed_report_is_noted(self):
		self.assertEqual(self.post(self.fields("delivered")), {})
		self.assertEqual(self.state(self.message), ("Sent", "Delivered"))

	def test_one_that_is_not_delivered_shows_as_failed_in_the_offices_language(self):
		# Defaults are cached beyond the transaction.
		self.addCleanup(frappe.db.set_default, "lang", frappe.db.get_default("lang"))
		frappe.db.set_default("lang", "fr")
		with patch.object(frappe.local, "lang", "en"):
			self.post(self.fields("undelivered", ErrorCode="30006"))
		self.assertEqual(self.state(self.message), ("Failed", "Undelivered"))
		self.assertIn("ligne fixe", self.message.last_error)

	def test_behind_a_proxy_the_address_looks_different(self):
		rest = self.url.removeprefix(SITE)
		for seen in (
			f"http://erp.gigafibre.example{rest}",
			f"http://127.0.0.1:8000{rest}",
			f"https://erp.gigafibre.example:443{rest}",
		):
			self.assertEqual(self.post(self.fields("sent"), seen), {}, seen)

	def test_an_address_of_another_row_is_not_signed(self):
		other = factories.make_outbox_message(status="Sent", provider_id="SM9")
		with self.assertRaises(frappe.PermissionError):
			self.post(self.fields("undelivered"), self.url.replace(self.message.name, other.name))
		self.assertEqual(self.state(other), ("Sent", None))

	def test_what_is_not_signed_is_refused(self):
		for signature in ("", "AAAA", sign("wrong-token", self.url, {})):
			with self.assertRaises(frappe.PermissionError) as caught:
				self.post(self.fields("undelivered"), signature=signature)
			self.assertEqual(str(caught.exception), "This request is not signed by Twilio.")
		self.assertEqual(self.state(self.message), ("Sent", None))

	def test_without_a_token_nobody_can_sign(self):
		fields = self.fields("undelivered")
		signature = sign("", self.url, {name: [value] for name, value in fields.items()})
		save(twilio_auth_token="")
		with self.assertRaises(frappe.PermissionError):
			self.post(fields, signature=signature)

	def test_the_names_of_a_repeated_field_are_signed_together(self):
		fields = {
			**{name: [value] for name, value in self.fields("delivered").items()},
			"Tag": ["b", "a", "b"],
		}
		headers = {"X-Twilio-Signature": sign(self.server.token, self.url, fields)}
		with request(self.url, data=fields, headers=headers):
			api.twilio_status(**frappe.request.args)
		self.assertEqual(self.state(self.message), ("Sent", "Delivered"))

	def test_what_nobody_knows_is_answered_all_the_same(self):
		self.sid = "SM" + "f" * 32
		self.message.db_set("provider_id", "SM" + "e" * 32)
		self.assertEqual(self.post(self.fields("undelivered")), {})
		self.assertEqual(self.post({"AccountSid": "AC0"}), {})
		self.assertEqual(self.state(self.message), ("Sent", None))


class TestMailjet(ReportCase):
	def setUp(self):
		super().setUp()
		self.server = self.enterContext(MailjetServer())
		save(**systems.mailjet(self.server), mailjet_webhook_secret=SECRET)

	def mail(self):
		"""A message that Mailjet has, and its row."""
		row = factories.make_outbox_message(status="Sent", channel="Email", recipient="j@exemple.example")
		body = {
			"From": {"Email": "x@gigafibre.example"},
			"To": [{"Email": "j@exemple.example"}],
			"TextPart": "x",
			"CustomID": receipts.tag(row.name),
		}
		(number,) = [one["MessageID"] for one in self.server._take(body)["To"]]
		row.db_set("provider_id", str(number))
		return row, number

	def post(self, body: object, secret: str = SECRET, raw: bytes | None = None):
		url = f"{SITE}{receipts.MAILJET_METHOD}?secret={secret}"
		data = json.dumps(body).encode() if raw is None else raw
		with request(url, data=data, content_type="application/json"):
			return api.mailjet_event()

	def test_an_event_alone_and_a_group(self):
		first, one = self.mail()
		second, two = self.mail()
		self.assertEqual(self.post(self.server.event(one, "sent")), {})
		self.assertEqual(self.state(first), ("Sent", "Delivered"))
		self.post(
			[self.server.event(two, "sent"), self.server.event(one, "bounce"), self.server.event(two, "open")]
		)
		self.assertEqual(self.state(first), ("Failed", "Undelivered"))
		self.assertEqual(self.state(second), ("Sent", "Delivered"))
		self.assertIn("user unknown", first.last_error)

	def test_a_wrong_secret_is_refused_and_not_repeated(self):
		row, number = self.mail()
		for secret in ("", "wrong-hook-0001", SECRET + "x"):
			with self.assertRaises(frappe.PermissionError) as caught:
				self.post(self.server.event(number, "bounce"), secret)
			self.assertNotIn(SECRET, str(caught.exception))
		self.assertEqual(self.state(row), ("Sent", None))

	def test_without_a_secret_in_the_settings_nobody_may(self):
		save(mailjet_webhook_secret="")
		with self.assertRaises(frappe.PermissionError):
			self.post([], "")

	def test_an_event_of_something_else_is_passed_over(self):
		row, number = self.mail()
		strange = {"event": "bounce", "MessageID": 1, "CustomID": "newsletter", "hard_bounce": True}
		self.assertEqual(
			self.post([strange, {"event": "sent"}, "x", 7, self.server.event(number, "sent")]), {}
		)
		self.assertEqual(self.state(row), ("Sent", "Delivered"))

	def test_what_cannot_be_read_is_said(self):
		for raw in (b"", b"{", b'"text"', b"7", json.dumps([{}] * (api.MOST_EVENTS + 1)).encode()):
			with self.assertRaises(InvalidRequest):
				self.post(None, raw=raw)

	def test_an_event_of_another_site_with_the_same_account_is_not_about_our_row(self):
		row, number = self.mail()
		theirs = {**self.server.event(number, "bounce"), "MessageID": 7}
		row.db_set({"status": "Sending", "provider_id": None})
		for tag in (f"{row.name}@staging.example", row.name, ""):
			self.post({**theirs, "CustomID": tag})
			self.assertEqual(self.state(row), ("Sending", None), tag)
		self.post(theirs)
		self.assertEqual(self.state(row), ("Failed", "Undelivered"))

	def test_group_twice_and_out_of_order(self):
		row, number = self.mail()
		events = [self.server.event(number, "spam"), self.server.event(number, "sent")]
		self.post(events)
		self.post(events[::-1])
		self.assertEqual(self.state(row), ("Sent", "Marked as Spam"))
