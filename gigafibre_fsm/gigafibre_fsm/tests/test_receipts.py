"""What providers report, on the rows of the outbox."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

import frappe
from frappe.tests.utils import FrappeTestCase
from frappe.utils import now_datetime

from gigafibre_fsm.domain.receipts import ACCEPTED, BOUNCED, DELIVERED, SPAM, UNDELIVERED, Receipt
from gigafibre_fsm.gigafibre_fsm import jobs, receipts
from gigafibre_fsm.gigafibre_fsm.tests.delivery_case import DeliveryCase
from gigafibre_fsm.testing import factories


def report(kind: str, provider_id: str = "SM1", reason: str = "") -> Receipt:
	return Receipt(provider_id, kind, reason)


@contextmanager
def another_connection(site: str, path: str) -> Iterator[None]:
	"""As the web server has one, in a thread of its own."""
	frappe.init(site=site, sites_path=path)
	frappe.connect()
	try:
		yield
		frappe.db.commit()  # as the request does
	finally:
		frappe.destroy()


class TestReports(FrappeTestCase):
	def message(self, **values):
		row = {"status": "Sent", "provider_id": f"SM{factories.unique_number()}", **values}
		return factories.make_outbox_message(**row)

	def test_a_delivered_message_says_when(self):
		message = self.message(provider_id="SM1")
		self.assertTrue(receipts.note("SMS", message.name, report(DELIVERED)))
		message.reload()
		self.assertEqual((message.status, message.delivery_status), ("Sent", DELIVERED))
		self.assertTrue(message.delivered_on)

	def test_one_that_did_not_arrive_is_failed_with_the_reason(self):
		message = self.message(provider_id="SM1")
		receipts.note("SMS", message.name, report(ACCEPTED))
		receipts.note("SMS", message.name, report(UNDELIVERED, reason="It is a landline."))
		message.reload()
		self.assertEqual(
			(message.status, message.delivery_status, message.last_error),
			("Failed", UNDELIVERED, "It is a landline."),
		)
		self.assertIsNone(message.delivered_on)

	def test_late_and_repeated_reports_change_nothing(self):
		message = self.message(provider_id="SM1")
		receipts.note("SMS", message.name, report(DELIVERED))
		before = message.reload().as_dict()
		for kind in (DELIVERED, ACCEPTED, BOUNCED):
			self.assertFalse(receipts.note("SMS", message.name, report(kind)))
		self.assertEqual(message.reload().as_dict(), before)

	def test_spam_is_told_and_fails_nothing(self):
		message = self.message(provider_id="1", channel="Email")
		receipts.note("Email", message.name, report(SPAM, "1"))
		message.reload()
		self.assertEqual((message.status, message.delivery_status), ("Sent", SPAM))

	def test_without_our_name_for_it_the_providers_id_is_enough(self):
		message = self.message()
		self.assertTrue(receipts.note("SMS", None, report(DELIVERED, message.provider_id)))
		self.assertTrue(receipts.note("SMS", "OUT-GONE", report(SPAM, message.provider_id)))

	def test_what_nobody_knows_is_passed_over(self):
		message = self.message(provider_id="SM1")
		for channel, name, provider_id in (
			("SMS", "OUT-GONE", "SM-gone"),
			("SMS", None, "SM-gone"),
			("Email", message.name, "SM1"),
			("SMS", message.name, "SM-of-another-attempt"),
		):
			self.assertFalse(receipts.note(channel, name, report(UNDELIVERED, provider_id)))
		self.assertEqual(message.reload().status, "Sent")

	def test_a_report_faster_than_the_answer_settles_the_message(self):
		for status in ("Sending", "Queued"):
			message = self.message(status=status, provider_id=None, in_doubt=1)
			receipts.note("SMS", message.name, report(ACCEPTED))
			message.reload()
			self.assertEqual((message.status, message.provider_id, message.in_doubt), ("Sent", "SM1", 0))
			self.assertTrue(message.sent_at)

	def test_a_cancelled_message_stays_cancelled_with_its_reason(self):
		message = self.message(status="Cancelled", provider_id=None, last_error="The order was cancelled.")
		receipts.note("SMS", message.name, report(UNDELIVERED, reason="Landline."))
		message.reload()
		self.assertEqual(
			(message.status, message.delivery_status, message.last_error),
			("Cancelled", UNDELIVERED, "The order was cancelled."),
		)

	def test_the_change_is_in_the_history(self):
		message = self.message(provider_id="SM1")
		# Frappe keeps no history while it is tested.
		with patch.dict(frappe.local.flags, {"in_test": False}):
			receipts.note("SMS", message.name, report(UNDELIVERED, reason="Landline."))
		version = frappe.get_last_doc("Version", {"ref_doctype": "Outbox Message", "docname": message.name})
		self.assertIn("Failed", version.data)


class TestCallbackAddress(FrappeTestCase):
	def setting(self, host: str, twilio: str):
		self.enterContext(
			patch.dict(frappe.local.conf, {"host_name": host, "http_port": None, "webserver_port": None})
		)
		frappe.get_doc("FSM Settings").update({"twilio_base_url": twilio}).save()

	def test_it_is_this_sites_and_names_the_row(self):
		self.setting("https://erp.gigafibre.example", "https://api.twilio.com")
		self.assertEqual(
			receipts.callback_url("OUT-000001"),
			"https://erp.gigafibre.example/api/method/gigafibre_fsm.api.messages.twilio_status?message=OUT-000001",
		)

	def test_twilio_is_given_none_that_it_could_not_reach(self):
		for host in ("http://site.localhost:8000", "http://10.0.0.4", "http://erp"):
			self.setting(host, "https://api.twilio.com")
			self.assertIsNone(receipts.callback_url("OUT-000001"), host)

	def test_a_twilio_on_this_machine_may_call_this_machine(self):
		self.setting("http://site.localhost", "http://127.0.0.1:18700")
		self.assertTrue(receipts.callback_url("OUT-000001"))


class TestCatchingUp(DeliveryCase):
	"""Reports that never came are asked for."""

	def sent(self, channel: str, **values) -> str:
		name = self.put(channel)
		self.drain()
		self.age(name, hours=2)
		return name

	def age(self, name: str, **ago):
		frappe.db.set_value("Outbox Message", name, "sent_at", now_datetime() - timedelta(**ago))
		frappe.db.commit()  # as the deliveries do

	def state(self, name: str) -> tuple:
		row = self.row(name)
		return row.status, row.delivery_status

	def test_both_providers_are_asked(self):
		text, mail = self.sent("SMS"), self.sent("Email")
		(sid,), (number,) = self.twilio.messages, self.mailjet.messages
		self.twilio.messages[sid]["status"] = "delivered"
		self.mailjet.messages[number]["Status"] = "hardbounced"
		jobs.ask_for_receipts()
		self.assertEqual(self.state(text), ("Sent", DELIVERED))
		self.assertEqual(self.state(mail), ("Failed", UNDELIVERED))
		self.assertIn("Mailjet could not deliver it", self.row(mail).last_error)

	def test_what_is_on_its_way_is_asked_about_again(self):
		name = self.sent("SMS")
		(sid,) = self.twilio.messages
		receipts.catch_up()
		self.assertEqual(self.state(name), ("Sent", ACCEPTED))
		self.twilio.messages[sid] |= {"status": "undelivered", "error_code": 30005}
		receipts.catch_up()
		self.assertEqual(self.state(name), ("Failed", UNDELIVERED))

	def asked(self) -> int:
		before = len(self.twilio.requests)
		receipts.catch_up()
		return len(self.twilio.requests) - before

	def test_nobody_asks_too_early_too_late_or_again(self):
		name = self.sent("SMS")
		(sid,) = self.twilio.messages
		for ago in ({"minutes": 30}, {"days": 4}):
			self.age(name, **ago)
			self.assertEqual(self.asked(), 0, ago)
		self.age(name, hours=2)
		self.twilio.messages[sid]["status"] = "delivered"
		self.assertEqual((self.asked(), self.asked()), (1, 0))

	def test_a_provider_that_is_down_is_not_asked_for_every_row(self):
		names = [self.put("SMS", number) for number in range(3)]
		self.drain()
		for name in names:
			self.age(name, hours=2)
		self.twilio.trouble = self.twilio.error_page
		self.assertEqual(self.asked(), 1)
		self.assertEqual({self.state(name)[0] for name in names}, {"Sent"})

	def test_one_that_the_provider_forgot_does_not_stop_the_others(self):
		names = [self.put("SMS", number) for number in range(3)]
		self.drain()
		for name in names:
			self.age(name, hours=2)
		for number, sid in enumerate(list(self.twilio.messages)):
			self.twilio.messages[sid]["status"] = "delivered"
			if not number:
				del self.twilio.messages[sid]
		self.assertEqual(self.asked(), 3)
		self.assertEqual([self.row(name).delivery_status for name in names].count(DELIVERED), 2)

	def test_a_channel_that_is_off_is_not_asked(self):
		self.sent("SMS")
		self.settle(twilio_enabled=0)
		self.assertEqual(self.asked(), 0)


class TestWithTheDelivery(DeliveryCase):
	def test_a_report_that_comes_while_the_answer_is_on_its_way(self):
		"""The callback is applied before the sending process writes what it knows: that must not undo it."""
		name = self.put("SMS")
		site, path = frappe.local.site, frappe.local.sites_path

		def report_first(request):
			reply = self.twilio.answer(request)
			(sid,) = self.twilio.messages
			with another_connection(site, path):
				receipts.note("SMS", name, report(UNDELIVERED, sid, "Landline."))
			return reply

		self.twilio.trouble = report_first
		self.drain()
		row = self.row(name)
		self.assertEqual((row.status, row.delivery_status), ("Failed", UNDELIVERED))
		self.assertEqual(len(self.twilio.messages), 1)

	def test_a_retry_by_a_person_is_a_new_message(self):
		name = self.put("SMS")
		self.drain()
		(first,) = self.twilio.messages
		receipts.note("SMS", name, report(UNDELIVERED, first, "Off."))
		frappe.get_doc("Outbox Message", name).update({"status": "Queued"}).save()
		frappe.db.commit()  # as the request does
		self.assertFalse(receipts.note("SMS", name, report(UNDELIVERED, first, "Off.")))
		self.later()
		self.drain()
		row = self.row(name)
		(second,) = set(self.twilio.messages) - {first}
		self.assertEqual((row.status, row.provider_id, row.delivery_status), ("Sent", second, None))
		self.assertFalse(receipts.note("SMS", name, report(UNDELIVERED, first)))
		self.assertTrue(receipts.note("SMS", name, report(DELIVERED, second)))
