"""An installation is completed: everything is live, invoiced and told, once."""

from datetime import datetime, timedelta

import frappe
from frappe.database.database import Database
from frappe.utils import get_last_day, getdate, now_datetime

from gigafibre_fsm.exceptions import InvalidRequest
from gigafibre_fsm.subscriber.tests.completion_case import CompletionCase
from gigafibre_fsm.subscriber.tests.order_case import make_covered_address
from gigafibre_fsm.testing import factories


class TestCompleting(CompletionCase):
	def setUp(self):
		super().setUp()
		self.answer = self.installed(commitment_months=24, tv_boxes=2)

	def test_everything_that_was_sold_is_live(self):
		self.complete(self.answer)
		live = (
			("Service Location", [self.answer["service_location"]], "Active"),
			("Service Subscription", self.answer["subscriptions"], "Active"),
			("VoIP Line", self.answer["voip_lines"], "Active"),
			("Service Equipment", self.answer["equipment"], "Actif"),
			("Phone Number", [self.did], "In Use"),
			("Task", self.answer["tasks"], "Completed"),
			("Project", [self.answer["order"]], "Completed"),
			("Dispatch Job", [self.answer["dispatch_job"]], "Completed"),
		)
		for doctype, names, status in live:
			self.assertTrue(names, doctype)
			self.assertEqual(self.states(doctype, names), {status}, doctype)
		self.assertEqual(frappe.db.get_value("Project", self.answer["order"], "percent_complete"), 100)

	def test_subscriptions_begin_on_the_day_and_are_billed_to_the_end_of_the_month(self):
		self.complete(self.answer)
		for sold in self.documents("Service Subscription", self.answer["subscriptions"]):
			self.assertEqual((sold.start_date, sold.billed_until), (getdate(), get_last_day(getdate())))
			months = sold.commitment_months
			ends = frappe.utils.add_months(getdate(), months) if months else None
			self.assertEqual(sold.commitment_ends, ends)
		self.assertIn(
			24,
			[
				sold.commitment_months
				for sold in self.documents("Service Subscription", self.answer["subscriptions"])
			],
		)

	def test_the_drop_holds_the_serial_of_the_ont_and_no_order_any_more(self):
		self.complete(self.answer)
		drop = frappe.get_doc("Fibre Drop", self.drop)
		ont = frappe.get_doc("Service Equipment", self.answer["equipment"][0])
		self.assertEqual(ont.equipment_type, "ONT")
		self.assertEqual(
			(drop.state, drop.ont_serial, drop.reserved_for), ("connected", ont.serial_number, None)
		)
		self.assertEqual(ont.gpon_serial, ont.serial_number)

	def test_the_911_provider_will_hear_of_each_line(self):
		(line,) = self.answer["voip_lines"]
		self.complete(self.answer)
		(row,) = self.said("E911", "register", line)
		self.assertEqual((row.recipient, row.status), (self.did, "Queued"))
		self.assertEqual(frappe.db.get_value("VoIP Line", line, "e911_status"), "Pending")

	def test_the_work_order_has_the_technicians_times(self):
		technician = factories.make_employee().name
		frappe.db.set_value("Dispatch Job", self.answer["dispatch_job"], "assigned_technician", technician)
		now = now_datetime().replace(microsecond=0)
		came, went = now - timedelta(minutes=150), now - timedelta(minutes=15)
		answer = self.complete(self.answer, note="Perçage du mur nord", arrived_at=came, left_at=went)
		order = frappe.get_doc("Service Work Order", answer["work_order"])
		(visit,) = order.visits
		self.assertEqual(
			(visit.technician, visit.arrived_at, visit.left_at, visit.hours, order.total_hours),
			(technician, came, went, 2.25, 2.25),
		)
		self.assertEqual(
			(order.dispatch_job, order.project, order.service_location, order.sales_invoice, order.note),
			(
				self.answer["dispatch_job"],
				self.answer["order"],
				self.answer["service_location"],
				answer["sales_invoice"],
				"Perçage du mur nord",
			),
		)
		self.assertEqual(order.work_date, came.date())

	def test_the_customer_is_told_in_their_language_and_no_secret_is_in_it(self):
		self.complete(self.answer)
		(sms,) = self.said("SMS", "service_activated", self.answer["order"])
		(email,) = self.said("Email", "service_activated", self.answer["order"])
		self.assertEqual((sms.recipient, email.recipient), ("+14502722408", "marie@commande.example"))
		told = frappe.parse_json(email.payload)
		self.assertEqual(told["language"], "fr")
		words = told["variables"]
		self.assertEqual(words["phone_numbers"], [self.did])
		self.assertTrue(words["wifi_ssid"].startswith("Gigafibre-"))
		self.assertEqual(
			[one["amount"] for one in words["services"]], ["79,95\xa0$", "30,00\xa0$", "28,95\xa0$"]
		)
		router = frappe.get_doc("Service Equipment", self.answer["equipment"][1])
		self.assertNotIn(router.get_password("wifi_password"), sms.payload + email.payload)

	def test_the_same_call_again_answers_the_same_and_writes_nothing(self):
		first = self.complete(self.answer, note="Fait")
		writes = frappe.db.transaction_writes
		self.assertEqual(self.complete(self.answer, note="Fait"), first)
		self.assertEqual(self.complete(self.answer, note="Autre chose", missing_reason="?"), first)
		self.assertEqual(frappe.db.transaction_writes, writes)
		self.assertEqual(
			(
				first["order"],
				first["status"],
				first["subscriptions"],
				first["voip_lines"],
				first["equipment"],
			),
			(
				self.answer["order"],
				"Completed",
				self.answer["subscriptions"],
				self.answer["voip_lines"],
				self.answer["equipment"],
			),
		)

	def test_the_invoice_is_of_the_order_and_its_period(self):
		answer = self.complete(self.answer)
		invoice = frappe.get_doc("Sales Invoice", answer["sales_invoice"])
		self.assertEqual(
			(invoice.docstatus, invoice.customer, invoice.project, invoice.service_location),
			(1, self.answer["customer"], self.answer["order"], self.answer["service_location"]),
		)
		self.assertEqual(
			(invoice.billing_period_start, invoice.billing_period_end, invoice.posting_date),
			(getdate(), get_last_day(getdate()), getdate()),
		)
		self.assertEqual((invoice.outstanding_amount, invoice.language), (invoice.grand_total, "fr"))

	def test_devices_know_when_they_were_activated(self):
		answer = self.complete(self.answer)
		for device in self.documents("Service Equipment", self.answer["equipment"]):
			self.assertEqual(str(device.activated_on), answer["completed_at"])


class TestClocks(CompletionCase):
	def setUp(self):
		super().setUp()
		self.answer = self.installed()
		self.now = now_datetime().replace(microsecond=0)

	def test_the_devices_clock_says_when_the_service_began(self):
		"""A phone without network tells the next day; the invoice is dated when it is made."""
		yesterday = self.now - timedelta(days=1)
		self.begin(self.answer["dispatch_job"], yesterday - timedelta(hours=2))
		answer = self.complete(self.answer, at=yesterday)
		self.assertEqual(answer["completed_at"], str(yesterday))
		sold = frappe.get_doc("Service Subscription", self.answer["subscriptions"][0])
		self.assertEqual(sold.start_date, yesterday.date())
		invoice = frappe.get_doc("Sales Invoice", answer["sales_invoice"])
		self.assertEqual((invoice.billing_period_start, invoice.posting_date), (yesterday.date(), getdate()))
		order = frappe.get_doc("Service Work Order", answer["work_order"])
		self.assertEqual((order.total_hours, order.visits[0].left_at), (2.0, yesterday))

	def test_a_clock_that_runs_ahead_is_not_believed(self):
		answer = self.complete(self.answer, at=self.now + timedelta(days=400))
		self.assertEqual(datetime.fromisoformat(answer["completed_at"]).date(), getdate())

	def test_times_that_cannot_be_are_refused_by_name(self):
		wrong = (
			({"arrived_at": self.now + timedelta(hours=2)}, "arrived_at is in the future"),
			({"left_at": self.now + timedelta(hours=2)}, "left_at is in the future"),
			(
				{"arrived_at": self.now, "left_at": self.now - timedelta(hours=1)},
				"left_at is before arrived_at",
			),
		)
		for told, sentence in wrong:
			with self.subTest(told), self.assertRaisesRegex(InvalidRequest, sentence):
				self.complete(self.answer, **told)
		self.assertEqual(self.states("Dispatch Job", [self.answer["dispatch_job"]]), {"In Progress"})

	def test_who_told_neither_the_way_nor_the_beginning_is_believed_in_the_end(self):
		for when in ({}, {"contact_me": True, "preferred_dates": []}):
			with self.subTest(when):
				self.address, self.drop = make_covered_address()
				answer = self.place(**when)
				for name in answer["equipment"]:
					self.identify(name)
				came = self.now - timedelta(hours=3)
				self.complete(answer, arrived_at=came)
				job = frappe.get_doc("Dispatch Job", answer["dispatch_job"])
				self.assertEqual(
					(job.status, job.started_at, bool(job.scheduled_date)), ("Completed", came, True)
				)

	def test_an_arrival_that_nobody_told_stays_unknown(self):
		frappe.db.set_value("Dispatch Job", self.answer["dispatch_job"], "started_at", None)
		answer = self.complete(self.answer)
		(visit,) = frappe.get_doc("Service Work Order", answer["work_order"]).visits
		self.assertEqual((visit.arrived_at, visit.hours), (None, 0))


class TestNumberOfQueries(CompletionCase):
	"""Completing a household's order asks the database a bounded number of times, however much is stored."""

	def test_of_a_household(self):
		self.complete(self.installed())  # fills the caches
		self.address, self.drop = make_covered_address()
		factories.make_phone_number()
		answer = self.installed()
		asked = []
		original = Database.sql

		def counted(*arguments, **named):
			asked.append(1)
			return original(*arguments, **named)

		Database.sql = counted
		self.addCleanup(setattr, Database, "sql", original)
		self.complete(answer)
		self.assertLess(len(asked), 720)
