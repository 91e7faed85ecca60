"""What is written into the outbox, what stops it, who is told of it in the desk, and what is cleared away."""

import json

import frappe
import redis
from frappe.tests.utils import FrappeTestCase
from frappe.utils import add_to_date, now_datetime

from gigafibre_fsm.exceptions import InvalidRequest
from gigafibre_fsm.gigafibre_fsm import outbox, people
from gigafibre_fsm.gigafibre_fsm.delivery import cleaning, run, senders
from gigafibre_fsm.gigafibre_fsm.doctype.outbox_message.outbox_message import OutboxMessage
from gigafibre_fsm.gigafibre_fsm.tests.delivery_case import DeliveryCase, queue_at
from gigafibre_fsm.testing import factories

PHONE = "+14502722408"


class OutboxCase(FrappeTestCase):
	def setUp(self):
		self.event = f"event_{factories.unique_number()}"
		self.about = frappe.get_doc("Role", "FSM Agent")
		self.switch(twilio_enabled=1, mailjet_enabled=1, chat_enabled=1, sip_enabled=0)

	def switch(self, **values):
		frappe.db.set_single_value("FSM Settings", values)
		frappe.clear_document_cache("FSM Settings", "FSM Settings")

	def put(self, channel: str = "SMS", recipient: str | None = PHONE, **options) -> None:
		outbox.put(channel, self.event, recipient, self.about, {"customer_name": "Anne"}, **options)

	def rows(self) -> list[frappe._dict]:
		return frappe.get_all("Outbox Message", {"event": self.event}, ["*"], order_by="name")


class TestPutting(OutboxCase):
	def test_it_is_due_at_once_and_knows_what_it_tells_of(self):
		before = now_datetime()
		self.put(language="en")
		[row] = self.rows()
		self.assertEqual((row.status, row.attempts, row.recipient), ("Queued", 0, PHONE))
		self.assertTrue(before <= row.next_attempt_at <= now_datetime())
		self.assertEqual((row.reference_doctype, row.reference_name), ("Role", "FSM Agent"))
		self.assertEqual(json.loads(row.payload), {"language": "en", "variables": {"customer_name": "Anne"}})

	def test_the_same_is_said_once(self):
		for _ in range(3):
			self.put()
		self.put("Email", "anne@essai.example")
		self.assertEqual([row.channel for row in self.rows()], ["SMS", "Email"])

	def test_another_occasion_is_another_message(self):
		for occasion in ("monday", "tuesday", "tuesday"):
			self.put(occasion=occasion)
		self.assertEqual(len(self.rows()), 2)

	def test_what_another_transaction_put_meanwhile_is_no_error(self):
		values = outbox.row("SMS", self.event, PHONE, "Role", "FSM Agent", {})
		outbox._insert(values)
		frappe.clear_messages()
		outbox._insert(values)
		self.assertEqual((len(self.rows()), frappe.get_message_log()), (1, []))

	def test_a_long_name_still_makes_a_key_of_its_own(self):
		keys = {
			outbox.row("SMS", self.event, PHONE, "Customer", "x" * 139 + last, {})["dedupe_key"]
			for last in "ab"
		}
		self.assertEqual(len(keys), 2)
		self.assertLessEqual(max(map(len, keys)), outbox.LONGEST_KEY)

	def test_a_channel_that_is_off_gets_its_row_cancelled_with_the_reason(self):
		self.put("SIP", None)
		[row] = self.rows()
		self.assertEqual(
			(row.status, row.last_error), ("Cancelled", "The channel SIP is off in FSM Settings.")
		)

	def test_realtime_is_always_on(self):
		self.put("Realtime", None)
		self.assertEqual(self.rows()[0].status, "Queued")

	def test_without_a_recipient_it_waits_failed_for_a_person(self):
		self.put("SMS", None, missing_recipient="Nobody knows the number.")
		self.assertEqual(
			(self.rows()[0].status, self.rows()[0].last_error), ("Failed", "Nobody knows the number.")
		)


class TestStopping(OutboxCase):
	def test_what_is_not_sent_is_cancelled_and_nothing_else(self):
		for number, status in enumerate(("Queued", "Failed", "Sending", "Sent")):
			self.put(occasion=str(number))
			row = self.rows()[-1]
			frappe.db.set_value("Outbox Message", row.name, "status", status)
		self.assertEqual(outbox.cancel_queued([("Role", "FSM Agent")], "Order cancelled", [self.event]), 2)
		self.assertEqual([row.status for row in self.rows()], ["Cancelled", "Cancelled", "Sending", "Sent"])
		self.assertEqual(self.rows()[0].last_error, "Order cancelled")

	def test_only_of_these_documents_and_events(self):
		self.put()
		outbox.cancel_queued([("Role", "FSM Manager")], "Order cancelled")
		outbox.cancel_queued([("Role", "FSM Agent")], "Order cancelled", ["another"])
		self.assertEqual(self.rows()[0].status, "Queued")


class TestRecipientTypedByAPerson(OutboxCase):
	def test_it_is_kept_in_the_one_spelling(self):
		for channel, typed, kept in (
			("SMS", "(450) 272-2408", PHONE),
			("Email", " Anne@Essai.example ", "anne@essai.example"),
		):
			doc = factories.make_outbox_message(channel=channel, status="Failed", recipient=None)
			doc.recipient = typed
			doc.save()
			self.assertEqual(doc.recipient, kept)

	def test_what_nobody_can_have_is_refused(self):
		doc = factories.make_outbox_message(status="Failed", recipient=None)
		doc.recipient = "555-0123"
		with self.assertRaisesRegex(InvalidRequest, "555-0123 cannot be reached by SMS"):
			doc.save()


class TestSenders(FrappeTestCase):
	def test_every_path_leads_to_a_function(self):
		for path in senders.PATHS.values():
			self.assertTrue(callable(frappe.get_attr(path)), path)

	def test_worded_and_addressed_channels_have_senders(self):
		self.assertLessEqual(senders.WORDED | senders.ADDRESSED, set(senders.PATHS))


class TestRealtime(DeliveryCase):
	"""Through the bench's Redis, where the desk's server listens."""

	def setUp(self):
		self.bench_queue = frappe.local.conf.redis_queue
		super().setUp()

	def heard(self, event: str, **values) -> list[dict]:
		with queue_at(self.bench_queue), redis.from_url(self.bench_queue).pubsub() as listener:
			listener.subscribe("events")
			listener.get_message(timeout=5)
			name = self.put("Realtime", event=event, **values)
			run.deliver(name)
			self.assertEqual(self.row(name).status, "Sent")
			heard = []
			while message := listener.get_message(timeout=0.5):
				heard.append(json.loads(message["data"]))
		mine = [each for each in heard if each["namespace"] == frappe.local.site]
		return [each for each in mine if each["event"] == event]

	def test_those_with_the_roles_hear_it_and_nobody_else(self):
		agent, technician = factories.make_user("FSM Agent").name, factories.make_user("FSM Technician").name
		self.addCleanup(self.forget, agent, technician)
		heard = self.heard("fsm_payment_failed")
		rooms = {each["room"] for each in heard}
		self.assertIn(f"user:{agent}", rooms)
		self.assertNotIn(f"user:{technician}", rooms)
		self.assertTrue(all(room.startswith("user:") for room in rooms))
		self.assertEqual(heard[0]["message"], {"customer_name": "Anne Roy", "number": 1})

	def forget(self, *users):
		for user in users:
			frappe.delete_doc("User", user, force=True)

	def test_the_recipient_hears_it_beside_them(self):
		rooms = {each["room"] for each in self.heard("fsm_job_updated", recipient="technician@essai.example")}
		self.assertIn("user:technician@essai.example", rooms)

	def test_one_that_nobody_could_be_told_for_an_hour_is_dropped(self):
		name = self.put("Realtime", event="fsm_job_updated")
		frappe.db.set_value("Outbox Message", name, "creation", add_to_date(now_datetime(), hours=-2))
		self.drain()
		self.assertEqual(
			(self.row(name).status, self.row(name).last_error), ("Cancelled", "Too late to be of use.")
		)


class TestPeople(FrappeTestCase):
	def test_users_of_any_of_the_roles_once_each_and_only_those_who_can_log_in(self):
		both = factories.make_user("FSM Agent")
		both.add_roles("FSM Manager")
		gone = factories.make_user("FSM Agent")
		gone.db_set("enabled", 0)
		found = people.with_roles("FSM Agent", "FSM Manager")
		self.assertEqual(
			(found.count(both.name), gone.name in found, "Administrator" in found), (1, False, False)
		)


class TestClearing(DeliveryCase):
	def old(self, status: str, days: int, channel: str = "SMS") -> str:
		doc = factories.make_outbox_message(status=status, channel=channel)
		frappe.db.set_value("Outbox Message", doc.name, "creation", add_to_date(now_datetime(), days=-days))
		return doc.name

	def test_old_rows_go_and_what_failed_stays(self):
		gone = [self.old("Sent", 181), self.old("Cancelled", 400), self.old("Failed", 400, "Realtime")]
		kept = [self.old("Sent", 179), self.old("Failed", 400), self.old("Queued", 400)]
		OutboxMessage.clear_old_logs(180)
		self.assertEqual(self.rows("name"), sorted(kept), gone)

	def test_it_works_in_chunks(self):
		for _ in range(3):
			self.old("Sent", 200)
		before, cleaning.CHUNK = cleaning.CHUNK, 2
		self.addCleanup(setattr, cleaning, "CHUNK", before)
		cleaning.clear(180)
		self.assertEqual(self.rows(), [])

	def test_frappe_offers_the_days_in_its_log_settings(self):
		settings = frappe.get_doc("Log Settings")
		settings.logs_to_clear = []
		settings.add_default_logtypes()
		days = {row.ref_doctype: row.days for row in settings.logs_to_clear}
		self.assertEqual(days["Outbox Message"], 180)
