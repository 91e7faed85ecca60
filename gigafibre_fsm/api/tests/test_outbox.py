"""The buttons of Outbox Message."""

import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.api import outbox
from gigafibre_fsm.exceptions import InvalidRequest, NotFound
from gigafibre_fsm.testing import factories

MAY_DECIDE = ("FSM Manager", "System Manager")
MAY_READ = ("FSM Agent", "FSM Dispatcher")
OTHERS = ("FSM Technician", "FSM ACS", "FSM Customer")


class OutboxApiCase(FrappeTestCase):
	def setUp(self):
		frappe.db.set_single_value("FSM Settings", "twilio_enabled", 1)
		frappe.clear_document_cache("FSM Settings", "FSM Settings")

	def message(self, status: str = "Failed", **values):
		return factories.make_outbox_message(status=status, recipient="+14502722408", **values)

	def value(self, doc, *fields):
		return frappe.db.get_value("Outbox Message", doc.name, fields if len(fields) > 1 else fields[0])


class TestDeciding(OutboxApiCase):
	def test_who_may(self):
		for role in (*MAY_DECIDE, *MAY_READ, *OTHERS):
			doc = self.message()
			with self.subTest(role=role), self.set_user(factories.make_user(role).name):
				if role in MAY_DECIDE:
					self.assertEqual(outbox.retry([doc.name])["done"], [doc.name])
					self.assertEqual(outbox.cancel([doc.name])["done"], [doc.name])
				else:
					for method in (outbox.retry, outbox.cancel):
						self.assertRaises(frappe.PermissionError, method, [doc.name])

	def test_a_retry_is_due_now_with_all_its_attempts(self):
		doc = self.message(attempts=12, last_error="no answer", next_attempt_at=None, in_doubt=1)
		outbox.retry([doc.name])
		status, attempts, error, doubt = self.value(doc, "status", "attempts", "last_error", "in_doubt")
		self.assertEqual((status, attempts, error, doubt), ("Queued", 0, None, 1))

	def test_one_that_waits_can_be_sent_now(self):
		doc = self.message("Queued", next_attempt_at="2099-01-01")
		outbox.retry([doc.name])
		self.assertLess(self.value(doc, "next_attempt_at"), frappe.utils.now_datetime())

	def test_a_cancelled_one_says_by_whom(self):
		doc = self.message()
		outbox.cancel([doc.name])
		self.assertEqual(
			self.value(doc, "status", "last_error"), ("Cancelled", "Cancelled by Administrator.")
		)

	def test_of_many_those_that_are_past_it_are_left_with_the_reason(self):
		failed, sent, sending = self.message(), self.message("Sent"), self.message("Sending")
		answer = outbox.cancel([sent.name, failed.name, sending.name])
		self.assertEqual(answer["done"], [failed.name])
		self.assertEqual([row["name"] for row in answer["left"]], [sent.name, sending.name])
		self.assertEqual(answer["left"][0]["reason"], "It is Sent: nothing can be changed any more.")

	def test_a_retry_that_could_only_fail_is_refused_at_once(self):
		nobody = self.message()
		nobody.db_set("recipient", None)
		chat = self.message(channel="SIP")
		reasons = [row["reason"] for row in outbox.retry([nobody.name, chat.name])["left"]]
		self.assertEqual(
			reasons,
			[
				"Nobody to send it to: fill in the recipient, then retry.",
				"The channel SIP is off in FSM Settings.",
			],
		)

	def test_a_form_sends_names_as_text(self):
		doc = self.message()
		self.assertEqual(outbox.retry(frappe.as_json([doc.name]))["done"], [doc.name])

	def test_what_is_no_list_of_names_is_refused(self):
		for given in ("MSG-000001", "[1]", [], [1], ["MSG"] * 501):
			with self.subTest(given=str(given)[:20]):
				self.assertRaises(InvalidRequest, outbox.retry, given)
		with self.assertRaisesRegex(NotFound, "There is no message MSG-NONE"):
			outbox.cancel(["MSG-NONE"])


class TestPreview(OutboxApiCase):
	def preview(self, **values) -> dict:
		return outbox.preview(self.message(**values).name)

	def test_what_would_be_said_in_its_language(self):
		event = factories.make_message_template(body="Bonjour {{ customer_name }}").event
		payload = '{"language": "en", "variables": {"customer_name": "Anne"}}'
		self.assertEqual(self.preview(event=event, payload=payload)["text"], "Bonjour Anne")

	def test_what_was_said_whatever_the_template_says_now(self):
		self.assertEqual(self.preview(status="Sent", body="Bonjour Anne")["text"], "Bonjour Anne")

	def test_why_nothing_can_be_said(self):
		self.assertIn("No enabled Message Template", self.preview(event="unknown")["problem"])
		event = factories.make_message_template(body="Bonjour {{ nobody }}").event
		self.assertIn("nobody", self.preview(event=event)["problem"])

	def test_a_channel_without_words_has_none(self):
		self.assertEqual(self.preview(channel="Realtime"), {})

	def test_who_may_look(self):
		doc = self.message()
		for role in (*MAY_READ, *OTHERS):
			with self.subTest(role=role), self.set_user(factories.make_user(role).name):
				if role in MAY_READ:
					self.assertTrue(outbox.preview(doc.name))
				else:
					self.assertRaises(frappe.PermissionError, outbox.preview, doc.name)
