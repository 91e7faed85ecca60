"""What the 911 provider reports by itself: believed by its signature, asked about once, answered alike for every number."""

import json
import time

import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.api import telephony as api
from gigafibre_fsm.api.tests.test_messages import SITE, request
from gigafibre_fsm.exceptions import InvalidRequest
from gigafibre_fsm.integrations.emergency.webhook import HEADER, LARGEST
from gigafibre_fsm.integrations.tests import systems
from gigafibre_fsm.integrations.tests.case import save
from gigafibre_fsm.testing import factories
from gigafibre_fsm.testing.servers.emergency import EmergencyServer, signature

PATH = f"{SITE}/api/method/gigafibre_fsm.api.telephony.e911_callback"
REFUSED = "This request is not signed by the 911 provider, or is too old."


class TestCallback(FrappeTestCase):
	def setUp(self):
		self.server = self.enterContext(EmergencyServer())
		self.secret = self.server.callback_secret
		save(**systems.emergency(self.server), emergency_enabled=1, emergency_callback_secret=self.secret)
		self.line = factories.make_voip_line(e911_status="Pending", e911_last_name="Côté")
		self.enterContext(self.set_user("Guest"))

	def tell(self, report: dict | None = None, raw: bytes | None = None, header: str | None = None) -> dict:
		body = json.dumps(report or self.server.report(self.line.did)).encode() if raw is None else raw
		signed = signature(body, self.secret) if header is None else header
		with request(PATH, data=body, headers={HEADER: signed, "Content-Type": "application/json"}):
			return api.e911_callback()

	def refused(self, **options) -> None:
		with self.assertRaises(InvalidRequest) as caught:
			self.tell(**options)
		self.assertEqual(str(caught.exception), REFUSED)
		self.assertEqual(self.questions(), [])

	def questions(self) -> list[dict]:
		fields = ["name", "status", "recipient", "dedupe_key", "payload"]
		filters = {"channel": "E911", "event": "query", "reference_name": self.line.name}
		return frappe.get_all("Outbox Message", filters, fields)

	def test_a_signed_report_has_the_number_asked_about(self):
		self.assertEqual(self.tell(), {"received": True})
		(question,) = self.questions()
		self.assertEqual((question.status, question.recipient), ("Queued", self.line.did))
		# Nothing of what the report says is believed, and nothing is asked before the commit.
		self.assertEqual(frappe.db.get_value("VoIP Line", self.line.name, "e911_status"), "Pending")
		self.assertEqual(self.server.requests, [])

	def test_the_same_event_again_asks_nothing_more(self):
		report = self.server.report(self.line.did)
		for _again in range(3):
			self.tell(report)
		self.assertEqual(len(self.questions()), 1)
		self.tell(self.server.report(self.line.did))
		self.assertEqual(len(self.questions()), 2)

	def test_a_number_that_is_not_ours_is_answered_alike_and_noted(self):
		stranger = factories.unique_did()
		self.assertEqual(self.tell(self.server.report(stranger)), {"received": True})
		self.assertEqual(self.questions(), [])
		self.assertTrue(frappe.get_all("Error Log", {"error": ("like", f"{stranger}, evt-%")}))

	def test_what_was_not_signed_for_these_bytes_is_refused(self):
		raw = json.dumps(self.server.report(self.line.did)).encode()
		for header in (
			"",
			"v1=00",
			"t=1,v1=é",
			signature(raw + b" ", self.secret),
			signature(raw, "wrong-secret-1"),
		):
			with self.subTest(header=header):
				self.refused(raw=raw, header=header)

	def test_an_old_one_is_refused(self):
		raw = json.dumps(self.server.report(self.line.did)).encode()
		self.refused(raw=raw, header=signature(raw, self.secret, time.time() - 301))

	def test_without_a_secret_in_the_settings_nobody_can_sign(self):
		frappe.set_user("Administrator")
		save(emergency_callback_secret="")
		frappe.set_user("Guest")
		raw = json.dumps(self.server.report(self.line.did)).encode()
		for secret in ("", self.secret):
			self.refused(raw=raw, header=signature(raw, secret))

	def test_what_cannot_be_read_is_refused_in_one_sentence(self):
		large = json.dumps({**self.server.report(self.line.did), "note": "x" * LARGEST}).encode()
		for raw in (b"", b"{", b"[]", b"7", b"\xff", b'{"id": "evt-1"}', b"[" * 5000, large):
			with self.subTest(raw=raw[:20]):
				self.refused(raw=raw)

	def test_the_sentence_is_the_callers(self):
		frappe.local.lang, before = "fr", frappe.local.lang
		self.addCleanup(setattr, frappe.local, "lang", before)
		with self.assertRaisesRegex(InvalidRequest, "n'est pas signée par le fournisseur 911"):
			self.tell(header="")
