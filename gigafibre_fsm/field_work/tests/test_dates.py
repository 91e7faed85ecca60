"""Days on offer, from Employees, Holiday Lists and jobs; a day's last places with twenty real processes."""

import os
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.exceptions import NotOrderable
from gigafibre_fsm.field_work.services import crew, dates
from gigafibre_fsm.gigafibre_fsm import locks
from gigafibre_fsm.testing import factories

CHILD = Path(__file__).parent / "order_a_day.py"
# Far from the days of any other test, and from what is in the site.
TODAY = date(2031, 3, 7)  # a Friday
MONDAY, TUESDAY, WEDNESDAY = date(2031, 3, 10), date(2031, 3, 11), date(2031, 3, 12)
WORKING = [date(2031, 3, day) for day in (*range(10, 15), *range(17, 22))]
PATIENCE = 90


def make_installer(**facts) -> str:
	facts.setdefault("technician_tags", ", ".join(crew.INSTALLATION_TAGS))
	return factories.make_employee(**facts).name


def make_job(day: date = MONDAY, **facts):
	return factories.make_dispatch_job(status="Scheduled", scheduled_date=day, **facts)


def make_holidays(*days: date) -> str:
	holidays = {
		"doctype": "Holiday List",
		"holiday_list_name": f"Congés {factories.unique_number()}",
		"from_date": "2031-01-01",
		"to_date": "2031-12-31",
		"holidays": [{"holiday_date": day, "description": "Congé"} for day in days],
	}
	return frappe.get_doc(holidays).insert().name


def set_settings(**facts) -> None:
	frappe.get_doc("FSM Settings").update(facts).save()


def places() -> dict[date, int]:
	return dict(dates.offered(TODAY))


class DatesCase(FrappeTestCase):
	def setUp(self):
		frappe.db.set_value("Employee", {"status": "Active"}, "technician_tags", None)
		set_settings(jobs_per_day=3, date_window_days=14)

	def tearDown(self):
		frappe.db.rollback()
		frappe.clear_document_cache("FSM Settings", "FSM Settings")


class TestOffered(DatesCase):
	def test_two_weeks_of_working_days(self):
		self.assertEqual(list(places()), WORKING)
		self.assertEqual(set(places().values()), {3})

	def test_the_window_is_an_administrators(self):
		set_settings(date_window_days=4)
		self.assertEqual(list(places()), [MONDAY, TUESDAY])

	def test_holidays_of_the_settings_and_of_the_company(self):
		set_settings(holiday_list=make_holidays(MONDAY))
		company = frappe.get_cached_doc("FSM Settings").company
		frappe.get_doc("Company", company).db_set("default_holiday_list", make_holidays(TUESDAY))
		self.assertEqual(list(places()), WORKING[2:])

	def test_the_lists_that_install_makes_know_the_statutory_holidays_of_quebec(self):
		found = [day for day, _free in dates.offered(date(2026, 12, 20))]
		self.assertNotIn(date(2026, 12, 25), found)
		self.assertIn(date(2026, 12, 24), found)

	def test_places_are_those_of_the_installers(self):
		make_installer()
		make_installer(technician_tags="installation, FIBRE, VoIP")
		make_installer(technician_tags="Réparation")
		make_installer(technician_tags=None)
		make_installer(status="Left", relieving_date="2030-01-01")
		self.assertEqual(places()[MONDAY], 6)

	def test_who_is_away_makes_no_place(self):
		make_installer(holiday_list=make_holidays(MONDAY))
		make_installer(relieving_date=TUESDAY)
		make_installer(date_of_joining=WEDNESDAY)
		self.assertEqual([places()[day] for day in (MONDAY, TUESDAY, WEDNESDAY)], [3, 6, 6])

	def test_jobs_take_places_until_they_are_cancelled(self):
		job = make_job()
		make_job(job_type="Repair")
		make_job(TUESDAY)
		self.assertEqual((places()[MONDAY], places()[TUESDAY], places()[WEDNESDAY]), (1, 2, 3))
		job.update({"status": "Cancelled"}).save()
		self.assertEqual(places()[MONDAY], 2)

	def test_a_full_day_is_not_offered(self):
		for _number in range(3):
			make_job()
		self.assertEqual(next(iter(places())), TUESDAY)

	def test_jobs_of_a_technician_who_does_other_work_take_none(self):
		make_installer()
		make_job(assigned_technician=make_installer(technician_tags="Réparation"), job_type="Repair")
		self.assertEqual(places()[MONDAY], 3)

	def test_the_answer_costs_three_queries(self):
		make_installer()
		make_job()
		places()
		with self.assertQueryCount(3):
			places()

	def test_days_that_a_customer_cannot_choose_are_refused_by_name(self):
		for _number in range(3):
			make_job(TUESDAY)
		dates.refuse_unoffered([MONDAY, WEDNESDAY], TODAY)
		for day, sentence in (
			(TUESDAY, "2031-03-11 is full"),
			(date(2031, 3, 8), "no installation is made on 2031-03-08"),
			(TODAY, "no installation is made on 2031-03-07"),
			(date(2031, 3, 24), "no installation is made on 2031-03-24"),
		):
			with self.assertRaisesRegex(NotOrderable, sentence):
				dates.refuse_unoffered([MONDAY, day], TODAY)
			with self.assertRaisesRegex(NotOrderable, sentence):
				dates.take(day, TODAY)

	def test_a_day_that_was_taken_is_let_go_with_the_transaction(self):
		dates.take(MONDAY, TODAY)
		self.assertEqual(held(MONDAY), 1)
		frappe.db.rollback()
		self.assertEqual(held(MONDAY), 0)


def held(day: date) -> int:
	key = locks.server_name(f"dates.{day}")
	return int(frappe.db.sql("select is_used_lock(%s) is not null", key)[0][0])


class TestLeaves(DatesCase):
	"""HRMS keeps leaves; where it is not installed, a table of the same shape stands in for its DocType's."""

	def setUp(self):
		if not frappe.db.table_exists("Leave Application"):
			self.make_table()
		super().setUp()

	def make_table(self) -> None:
		frappe.db.sql_ddl(
			"""create table `tabLeave Application` (name varchar(140) primary key, docstatus int, status varchar(140),
			employee varchar(140), from_date date, to_date date)"""
		)
		frappe.cache.delete_value("db_tables")
		self.addCleanup(frappe.cache.delete_value, "db_tables")
		self.addCleanup(frappe.db.sql_ddl, "drop table `tabLeave Application`")

	def leave(
		self, employee: str, first: date, last: date, docstatus: int = 1, status: str = "Approved"
	) -> None:
		frappe.db.sql(
			"""insert into `tabLeave Application` (name, docstatus, status, employee, from_date, to_date)
			values (%s, %s, %s, %s, %s, %s)""",
			(str(factories.unique_number()), docstatus, status, employee, first, last),
		)

	def test_who_is_on_approved_leave_makes_no_place(self):
		away, there = make_installer(), make_installer()
		self.leave(away, date(2031, 2, 1), MONDAY)
		self.leave(there, MONDAY, WEDNESDAY, docstatus=0, status="Open")
		self.assertEqual((places()[MONDAY], places()[TUESDAY]), (3, 6))


class TestLastPlaces(FrappeTestCase):
	"""Committed rows and real processes: what this class leaves is taken away by hand."""

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		frappe.db.delete("Dispatch Job", {"scheduled_date": ("in", WORKING)})  # of a run that was killed
		cls.technician = make_installer()
		cls.place = factories.make_service_location()
		frappe.db.commit()  # the processes must see them
		cls.children = [cls.start() for _number in range(20)]
		for child in cls.children:
			assert child.stdout.readline() == "ready\n"

	@classmethod
	def start(cls) -> subprocess.Popen:
		command = [sys.executable, str(CHILD), str(TODAY), cls.place.name]
		pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
		child = subprocess.Popen(command, cwd=os.environ["GIGAFIBRE_SITES_PATH"], text=True, **pipes)
		cls.addClassCleanup(child.communicate, timeout=PATIENCE)
		return child

	@classmethod
	def tearDownClass(cls):
		frappe.db.rollback()
		frappe.delete_doc("Service Location", cls.place.name, force=True)
		frappe.delete_doc("Customer", cls.place.customer, force=True)
		frappe.delete_doc("Employee", cls.technician, force=True)
		frappe.db.commit()  # as they were committed
		super().tearDownClass()

	def setUp(self):
		self.most = dict(dates.offered(TODAY))[MONDAY]

	def tearDown(self):
		frappe.db.rollback()
		for name in frappe.get_all("Dispatch Job", {"service_location": self.place.name}, pluck="name"):
			frappe.delete_doc("Dispatch Job", name, force=True)
		frappe.db.commit()  # the next test's orders must not meet them

	def fill(self, day: date, left: int) -> None:
		for _number in range(self.most - left):
			make_job(day, service_location=self.place.name)
		frappe.db.commit()  # the processes must see them

	def race(self, days: list[date], way: str = "locked") -> tuple[Counter, int]:
		"""How the orders ended, and how many times they began."""
		for child, day in zip(self.children, days, strict=True):
			child.stdin.write(f"{day} {way}\n")
			child.stdin.flush()
		answers = [child.stdout.readline().split() for child in self.children]
		frappe.db.rollback()
		return Counter(answer[0] for answer in answers), sum(int(answer[1]) for answer in answers)

	def jobs(self, day: date) -> int:
		return frappe.db.count("Dispatch Job", {"scheduled_date": day})

	def test_the_last_three_places_of_a_day_go_to_three_of_twenty(self):
		self.fill(MONDAY, left=3)
		ended, _begun = self.race([MONDAY] * 20)
		self.assertEqual(ended, {"won": 3, "full": 17})
		self.assertEqual(self.jobs(MONDAY), self.most)

	def test_without_the_lock_they_are_sold_more_than_once(self):
		self.fill(MONDAY, left=3)
		ended, _begun = self.race([MONDAY] * 20, "unlocked")
		self.assertGreater(ended["won"], 3)
		self.assertGreater(self.jobs(MONDAY), self.most)

	def test_orders_for_different_days_do_not_stand_in_each_others_way(self):
		ended, begun = self.race(WORKING * 2)
		self.assertEqual((ended, begun), ({"won": 20}, 20))
