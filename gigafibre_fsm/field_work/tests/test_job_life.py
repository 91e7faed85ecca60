"""A job on its day: on the way, begun, what its technician knows of it. Each step once, by whom it may."""

from datetime import timedelta

import frappe
from frappe.utils import now_datetime

from gigafibre_fsm.exceptions import InvalidState, NotFound
from gigafibre_fsm.field_work.services import job_news, jobs
from gigafibre_fsm.field_work.tests.job_case import EN_ROUTE, TODAY, TOMORROW, JobCase
from gigafibre_fsm.testing import factories

PHONE = "+14502722408"


class TestOnTheWay(JobCase):
	def test_it_is_told_with_the_clock_of_the_device(self):
		at = now_datetime().replace(microsecond=0) - timedelta(minutes=4)
		with self.set_user(self.user):
			answer = jobs.en_route(self.job.name, at)
		expected = {"job": self.job.name, "status": "En Route", "en_route_at": str(at), "started_at": None}
		self.assertEqual(answer, expected)
		self.assertEqual(self.row("status", "en_route_at"), ("En Route", at))
		self.assertEqual(self.timeline(at.strftime("%Y-%m-%d %H:%M")), 1)

	def test_the_customer_gets_one_text(self):
		self.assert_repeat_writes_nothing(jobs.en_route, self.job.name)
		[text] = self.told(EN_ROUTE)
		self.assertEqual((text.channel, text.recipient), ("SMS", PHONE))
		told = frappe.parse_json(text.payload)
		self.assertEqual(told["language"], "en")
		self.assertEqual(told["variables"]["technician"], "Luc Gagnon")
		self.assertEqual(told["variables"]["address"], "12 rue Principale")

	def test_whoever_is_there_is_told_rather_than_whoever_pays(self):
		self.place.update({"contact_phone": "(514) 555-0142"}).save()
		jobs.en_route(self.job.name)
		self.assertEqual([text.recipient for text in self.told(EN_ROUTE)], ["+15145550142"])

	def test_what_is_no_number_is_passed_over(self):
		self.place.update({"contact_phone": "272-2408"}).save()
		jobs.en_route(self.job.name)
		self.assertEqual([text.recipient for text in self.told(EN_ROUTE)], [PHONE])

	def test_nobody_is_told_of_a_departure_long_ago(self):
		jobs.en_route(self.job.name, now_datetime() - job_news.LATE - timedelta(minutes=1))
		self.assertEqual((self.row(), self.told(EN_ROUTE)), ("En Route", []))

	def test_a_job_that_was_planned_anew_is_told_again(self):
		at = now_datetime().replace(microsecond=0)
		jobs.en_route(self.job.name, at - timedelta(minutes=5))
		jobs.reschedule(self.job.name, TODAY, "PM")
		self.assertEqual(self.row("status", "en_route_at"), ("Scheduled", None))
		jobs.en_route(self.job.name, at)
		self.assertEqual([text.status for text in self.told(EN_ROUTE)], ["Cancelled", "Queued"])

	def test_once_the_technician_is_there_no_text_says_that_they_come(self):
		jobs.en_route(self.job.name)
		self.assertEqual([text.status for text in self.told(EN_ROUTE)], ["Queued"])
		jobs.start(self.job.name)
		self.assertEqual([text.status for text in self.told(EN_ROUTE)], ["Cancelled"])

	def test_told_after_the_work_began_it_is_refused(self):
		jobs.start(self.job.name)
		with self.assertRaisesRegex(InvalidState, "In Progress"):
			jobs.en_route(self.job.name)

	def test_told_again_after_the_work_began_it_is_answered(self):
		told = jobs.en_route(self.job.name)
		jobs.start(self.job.name)
		self.assertEqual(jobs.en_route(self.job.name)["en_route_at"], told["en_route_at"])
		self.assertEqual(self.row(), "In Progress")

	def test_a_cancelled_job_stays_cancelled(self):
		jobs.en_route(self.job.name)
		frappe.get_doc("Dispatch Job", self.job.name).update({"status": "Cancelled"}).save()
		for step in (jobs.en_route, jobs.start):
			with self.assertRaises(InvalidState):
				step(self.job.name)
		self.assertEqual(self.row(), "Cancelled")


class TestBegun(JobCase):
	def test_it_keeps_when_the_technician_left(self):
		jobs.en_route(self.job.name)
		self.assert_repeat_writes_nothing(jobs.start, self.job.name)
		status, left, began = self.row("status", "en_route_at", "started_at")
		self.assertEqual(status, "In Progress")
		self.assertTrue(left and began)

	def test_who_forgot_to_tell_that_they_left_may_begin(self):
		self.assertEqual(jobs.start(self.job.name)["status"], "In Progress")

	def test_a_job_without_a_day_is_not_begun(self):
		waiting = self.make_job(status="To Schedule", scheduled_date=None)
		with self.assertRaises(InvalidState):
			jobs.start(waiting.name)


class TestWhose(JobCase):
	def test_a_technician_touches_their_own_jobs_only(self):
		with self.set_user(self.other_user):
			for step in (jobs.job, jobs.en_route, jobs.start):
				with self.assertRaisesRegex(frappe.PermissionError, self.job.name):
					step(self.job.name)
		self.assertEqual(self.row(), "Scheduled")

	def test_who_lost_a_job_cannot_go_on_with_it(self):
		with self.set_user(self.user):
			jobs.en_route(self.job.name)
		jobs.assign(self.job.name, self.other, TODAY)
		with self.set_user(self.user), self.assertRaises(frappe.PermissionError):
			jobs.start(self.job.name)

	def test_a_login_without_a_technician_has_no_job(self):
		frappe.db.set_value("Employee", self.technician, "status", "Left")
		self.addCleanup(frappe.db.set_value, "Employee", self.technician, "status", "Active")
		with self.set_user(self.user):
			with self.assertRaises(frappe.PermissionError):
				jobs.start(self.job.name)
			with self.assertRaisesRegex(InvalidState, "Employee"):
				jobs.my_jobs(self.user)

	def test_the_office_may_tell_for_them(self):
		with self.set_user(self.dispatcher):
			self.assertEqual(jobs.en_route(self.job.name)["status"], "En Route")
			self.assertEqual(jobs.my_jobs(self.dispatcher), [])

	def test_technicians_do_not_plan(self):
		with self.set_user(self.user):
			for plan in (
				lambda: jobs.assign(self.job.name, self.other, TOMORROW),
				lambda: jobs.reschedule(self.job.name, TOMORROW),
				lambda: jobs.cancel(self.job.name, "Pluie"),
			):
				with self.assertRaises(frappe.PermissionError):
					plan()
		self.assertEqual(self.row("status", "assigned_technician"), ("Scheduled", self.technician))

	def test_no_such_job(self):
		for step in (jobs.job, jobs.en_route, jobs.start):
			with self.assertRaisesRegex(NotFound, "JOB-404"):
				step("JOB-404")


class TestSheets(JobCase):
	def setUp(self):
		super().setUp()
		device = factories.make_service_equipment(service_location=self.place.name, brand="TP-Link")
		row = {"equipment": device.name, "equipment_type": "ONT", "required": 1}
		self.full = self.make_job(
			scheduled_slot="AM",
			notes="Fibre 500",
			equipment_list=[row],
			required_tags=[{"tag": "Fibre"}, {"tag": "Installation"}],
			latitude=45.1,
			longitude=-74.2,
		)

	def test_it_holds_what_the_work_needs(self):
		with self.set_user(self.user):
			sheet = jobs.job(self.full.name)
		[device] = sheet.pop("equipment")
		self.assertEqual(
			(
				device["row"],
				device["equipment_type"],
				device["required"],
				device["scanned_on"],
				device["brand"],
			),
			(self.full.equipment_list[0].name, "ONT", True, None, "TP-Link"),
		)
		wanted = {
			"job": self.full.name,
			"status": "Scheduled",
			"scheduled_date": str(TODAY),
			"scheduled_slot": "AM",
			"customer_name": self.customer.customer_name,
			"language": "en",
			"phone": "450 272-2408",
			"address": "12 rue Principale, Val-des-Bouleaux, J0S 1A1",
			"olt": "OLT-1",
			"olt_port": "0/0/6",
			"tags": ["Fibre", "Installation"],
			"notes": "Fibre 500",
			"latitude": 45.1,
			"started_at": None,
		}
		self.assertEqual({field: sheet[field] for field in wanted}, wanted)

	def test_a_day_holds_their_own_jobs_in_its_order(self):
		late = self.make_job(scheduled_slot="PM")
		whole = self.make_job(scheduled_slot="All Day")
		self.make_job(scheduled_date=TOMORROW)
		self.make_job(assigned_technician=self.other)
		self.make_job(status="Cancelled")
		done = self.make_job(status="Completed", scheduled_slot="AM")
		found = [sheet["job"] for sheet in jobs.my_jobs(self.user)]
		self.assertEqual(found, [self.full.name, done.name, whole.name, late.name, self.job.name])
		self.assertEqual([sheet["equipment"] for sheet in jobs.my_jobs(self.user)][1:], [[]] * 4)
		self.assertEqual(len(jobs.my_jobs(self.user, TOMORROW)), 1)

	def test_a_long_day_costs_no_more_questions(self):
		jobs.my_jobs(self.user)
		with self.assertQueryCount(4):
			jobs.my_jobs(self.user)
		for _number in range(5):
			self.make_job()
		with self.assertQueryCount(4):
			jobs.my_jobs(self.user)

	def test_a_place_without_fibre_has_no_port(self):
		self.place.update({"olt_name": None, "olt_ip": None, "olt_port": 0}).save()
		self.assertIsNone(jobs.job(self.job.name)["olt_port"])
