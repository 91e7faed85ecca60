"""A job before its day: planned, given to somebody else, planned anew, cancelled; and who hears of it."""

from datetime import timedelta

import frappe

from gigafibre_fsm.exceptions import InvalidRequest, InvalidState, NotFound
from gigafibre_fsm.field_work.services import jobs
from gigafibre_fsm.field_work.tests.job_case import EN_ROUTE, TODAY, TOMORROW, JobCase
from gigafibre_fsm.testing import factories


class TestPlanning(JobCase):
	def setUp(self):
		super().setUp()
		self.waiting = self.make_job(status="To Schedule", scheduled_date=None, assigned_technician=None)

	def test_a_day_and_a_technician_schedule_it(self):
		answer = jobs.assign(self.waiting.name, self.technician, str(TOMORROW), "AM")
		self.assertEqual(
			answer,
			{
				"job": self.waiting.name,
				"status": "Scheduled",
				"assigned_technician": self.technician,
				"technician_name": "Luc Gagnon",
				"scheduled_date": str(TOMORROW),
				"scheduled_slot": "AM",
			},
		)

	def test_each_of_them_may_be_said_again(self):
		self.job = self.waiting
		self.assert_repeat_writes_nothing(jobs.assign, self.job.name, self.technician, TOMORROW, "AM")
		self.assert_repeat_writes_nothing(jobs.reschedule, self.job.name, TODAY, "PM")
		self.assert_repeat_writes_nothing(jobs.reschedule, self.job.name)
		self.assert_repeat_writes_nothing(jobs.cancel, self.job.name, "Déménagé")

	def test_a_technician_alone_does_not_schedule_it(self):
		jobs.assign(self.waiting.name, self.technician)
		self.assertEqual(
			self.row("status", "assigned_technician", job=self.waiting), ("To Schedule", self.technician)
		)

	def test_a_day_that_was_only_typed_in_is_planned(self):
		frappe.db.set_value("Dispatch Job", self.waiting.name, "scheduled_date", TOMORROW)
		jobs.assign(self.waiting.name, self.technician)
		self.assertEqual(self.row(job=self.waiting), "Scheduled")

	def test_another_technician_keeps_day_and_slot(self):
		jobs.reschedule(self.job.name, TOMORROW, "PM")
		jobs.assign(self.job.name, self.other)
		fields = ("assigned_technician", "scheduled_date", "scheduled_slot")
		self.assertEqual(self.row(*fields), (self.other, TOMORROW, "PM"))

	def test_who_was_on_the_way_is_not_any_more(self):
		jobs.en_route(self.job.name)
		jobs.start(self.job.name)
		jobs.assign(self.job.name, self.other)
		self.assertEqual(self.row("status", "en_route_at", "started_at"), ("Scheduled", None, None))

	def test_the_same_plan_stops_nobody(self):
		jobs.en_route(self.job.name)
		jobs.assign(self.job.name, self.technician, TODAY)
		self.assertEqual(self.row(), "En Route")

	def test_without_a_day_it_waits_with_nobody(self):
		jobs.reschedule(self.job.name)
		fields = ("status", "assigned_technician", "scheduled_date", "scheduled_slot")
		self.assertEqual(self.row(*fields), ("To Schedule", None, None, None))

	def test_a_full_day_is_the_dispatchers_to_fill(self):
		self.addCleanup(frappe.db.set_single_value, "FSM Settings", "jobs_per_day", 3)
		frappe.db.set_single_value("FSM Settings", "jobs_per_day", 1)
		jobs.assign(self.waiting.name, self.technician, TODAY)
		self.assertEqual(self.row(job=self.waiting), "Scheduled")

	def test_refusals_say_what_was_wrong(self):
		gone = factories.make_employee(status="Left", relieving_date="2030-01-01").name
		for kind, words, arguments in (
			(NotFound, "HR-404", ("HR-404", TOMORROW)),
			(InvalidRequest, gone, (gone, TOMORROW)),
			(InvalidRequest, "day is in the past", (self.technician, TODAY - timedelta(days=1))),
			(InvalidRequest, "day must be a date like", (self.technician, "demain")),
			(InvalidRequest, "slot must be one of: AM, PM, All Day", (self.technician, TOMORROW, "NIGHT")),
		):
			with self.subTest(words), self.assertRaisesRegex(kind, words):
				jobs.assign(self.waiting.name, *arguments)
		self.assertEqual(self.row(job=self.waiting), "To Schedule")

	def test_what_is_over_is_not_planned(self):
		for status in ("Completed", "Cancelled"):
			frappe.db.set_value("Dispatch Job", self.job.name, "status", status)
			for plan in (
				lambda: jobs.assign(self.job.name, self.other),
				lambda: jobs.reschedule(self.job.name),
			):
				with self.assertRaisesRegex(InvalidState, "is over"):
					plan()


class TestCancelled(JobCase):
	def test_with_its_reason(self):
		jobs.en_route(self.job.name)
		self.assertEqual(jobs.cancel(self.job.name, "<b>Absent</b>")["status"], "Cancelled")
		self.assertEqual(self.timeline("&lt;b&gt;Absent"), 1)
		self.assertEqual([text.status for text in self.told(EN_ROUTE)], ["Cancelled"])

	def test_an_order_is_cancelled_as_a_whole(self):
		order = factories.make_project(fsm_order_key=f"web-{factories.unique_number()}").name
		job = self.make_job(project=order)
		with self.assertRaisesRegex(InvalidState, order):
			jobs.cancel(job.name, "Pluie")
		frappe.db.set_value("Project", order, "status", "Cancelled")
		self.assertEqual(jobs.cancel(job.name, "Pluie")["status"], "Cancelled")


class TestWhoHears(JobCase):
	def events(self) -> list[tuple]:
		return [
			(row.recipient, frappe.parse_json(row.payload)["variables"])
			for row in self.told("fsm_job_updated")
		]

	def test_dispatchers_and_the_technician_hear_of_a_new_plan(self):
		jobs.reschedule(self.job.name, TOMORROW)
		told = {
			"job": self.job.name,
			"status": "Scheduled",
			"scheduled_date": str(TOMORROW),
			"scheduled_slot": "",
			"assigned_technician": self.technician,
		}
		self.assertEqual(self.events(), [(self.user, told)])

	def test_who_loses_a_job_hears_of_it(self):
		jobs.assign(self.job.name, self.other)
		self.assertEqual({who for who, _what in self.events()}, {self.user, self.other_user})

	def test_a_job_of_nobody_is_told_to_dispatchers(self):
		waiting = self.make_job(status="To Schedule", scheduled_date=None, assigned_technician=None)
		jobs.reschedule(waiting.name, TOMORROW)
		self.assertEqual([row.recipient for row in self.told("fsm_job_updated", waiting)], [None])

	def test_the_form_tells_it_too(self):
		frappe.get_doc("Dispatch Job", self.job.name).update({"status": "Cancelled"}).save()
		self.assertEqual([what["status"] for _who, what in self.events()], ["Cancelled"])

	def test_a_note_is_no_news(self):
		frappe.get_doc("Dispatch Job", self.job.name).update({"notes": "Chien méchant"}).save()
		self.assertEqual(self.events(), [])
