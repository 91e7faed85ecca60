"""The dispatcher's day and the suggestions, from real jobs, employees and holidays."""

from datetime import date

import frappe

from gigafibre_fsm.exceptions import NotFound
from gigafibre_fsm.field_work.services import dispatching, job_rows
from gigafibre_fsm.field_work.tests.dispatch_case import (
	MONDAY,
	NEXT_VILLAGE,
	TAGS,
	TODAY,
	TUESDAY,
	VILLAGE,
	WEDNESDAY,
	DispatchCase,
	make_job,
	make_technician,
	names,
)
from gigafibre_fsm.testing import factories


class TestDay(DispatchCase):
	def test_jobs_stand_in_the_lanes_of_their_technicians_and_the_others_wait(self):
		technician = make_technician()
		theirs = make_job(MONDAY, assigned_technician=technician, scheduled_slot="AM")
		nobodys = make_job(MONDAY)
		unplanned = make_job(tags=TAGS, wishes=(WEDNESDAY, TUESDAY))
		undone = make_job(date(2032, 5, 12), assigned_technician=technician)
		make_job(TUESDAY)
		day = self.day()
		self.assertEqual(names(self.lane(technician)["jobs"]), [theirs.name])
		self.assertEqual(names(day["unassigned"]), [nobodys.name])
		self.assertEqual(names(day["to_schedule"]), [unplanned.name])
		self.assertEqual(names(day["overdue"]), [undone.name])
		(waiting,) = day["to_schedule"]
		self.assertEqual(waiting["tags"], ["Fibre", "Installation"])
		self.assertEqual(waiting["wishes"], [WEDNESDAY, TUESDAY])

	def test_a_card_tells_customer_and_address(self):
		place = factories.make_service_location(city="Saint-Aubin-des-Rivières")
		make_job(MONDAY, service_location=place.name)
		(job,) = self.day()["unassigned"]
		customer = frappe.db.get_value("Customer", place.customer, "customer_name")
		self.assertEqual(
			(job["customer_name"], job["address_line"], job["city"]),
			(customer, place.address_line, "Saint-Aubin-des-Rivières"),
		)

	def test_what_is_cancelled_or_waits_for_a_day_is_in_no_lane(self):
		technician = make_technician()
		make_job(MONDAY, assigned_technician=technician).update({"status": "Cancelled"}).save()
		make_job(MONDAY, assigned_technician=technician).update({"status": "To Schedule"}).save()
		done = make_job(MONDAY, assigned_technician=technician, status="Completed")
		self.assertEqual(names(self.lane(technician)["jobs"]), [done.name])

	def test_the_day_itself_is_never_among_the_undone(self):
		make_job(TODAY)
		self.assertEqual(self.day(TODAY)["overdue"], [])
		yesterday = date(2032, 5, 13)
		make_job(yesterday)
		self.assertEqual(self.day(yesterday)["overdue"], [])
		self.assertEqual(len(self.day(TODAY)["overdue"]), 1)

	def test_who_has_a_job_has_a_lane_even_without_tags_or_after_leaving(self):
		helper = make_technician(technician_tags=None)
		gone = make_technician()
		make_job(MONDAY, assigned_technician=helper)
		make_job(MONDAY, assigned_technician=gone)
		frappe.db.set_value("Employee", gone, {"status": "Left", "relieving_date": TODAY})
		self.assertTrue(self.lane(helper)["is_away"])
		self.assertTrue(self.lane(gone)["is_away"])
		self.assertEqual(self.lane(helper)["tags"], [])

	def test_who_is_away_that_day_is_shown_as_away(self):
		days = [{"holiday_date": MONDAY, "description": "Congé"}]
		holidays = frappe.get_doc(
			{
				"doctype": "Holiday List",
				"holiday_list_name": f"Congés {factories.unique_number()}",
				"from_date": "2032-01-01",
				"to_date": "2032-12-31",
				"holidays": days,
			}
		).insert()
		technician = make_technician(holiday_list=holidays.name)
		self.assertTrue(self.lane(technician)["is_away"])
		self.assertFalse(self.lane(technician, TUESDAY)["is_away"])

	def test_tags_are_shown_as_they_were_written(self):
		technician = make_technician(technician_tags="Fibre,  VoIP ,, Hauteur")
		self.assertEqual(self.lane(technician)["tags"], ["Fibre", "VoIP", "Hauteur"])

	def test_the_week_counts_jobs_and_those_that_nobody_has(self):
		technician = make_technician()
		make_job(MONDAY, assigned_technician=technician)
		make_job(MONDAY)
		make_job(WEDNESDAY)
		make_job(WEDNESDAY).update({"status": "Cancelled"}).save()
		week = self.day(WEDNESDAY)["week"]
		self.assertEqual([one["day"] for one in week], [date(2032, 5, day) for day in range(17, 24)])
		counts = {one["day"]: (one["jobs"], one["unassigned"]) for one in week}
		self.assertEqual((counts[MONDAY], counts[TUESDAY], counts[WEDNESDAY]), ((2, 1), (0, 0), (1, 1)))
		self.assertEqual([one["day"].day for one in week if not one["is_working"]], [22, 23])

	def test_a_long_list_is_cut_and_says_so(self):
		place = factories.make_service_location()
		for _number in range(job_rows.MOST + 5):
			make_job(service_location=place.name)
		day = self.day()
		self.assertEqual(len(day["to_schedule"]), day["most"] + 1)

	def test_the_number_of_queries_does_not_grow_with_the_day(self):
		for more in (1, 12):
			self.fill(more)
			self.day()  # a new Employee empties what Frappe keeps of others
			with self.assertQueryCount(9):
				self.day()

	def fill(self, count: int) -> None:
		for _number in range(count):
			make_job(MONDAY, TAGS, (MONDAY,), assigned_technician=make_technician())
			make_job(tags=TAGS, wishes=(TUESDAY,))


class TestSuggestions(DispatchCase):
	def test_on_the_day_that_is_looked_at_and_on_those_the_customer_chose(self):
		technician = make_technician()
		job = make_job(tags=TAGS, wishes=(WEDNESDAY, TUESDAY))
		self.assertEqual(
			self.order(job, MONDAY), [(technician, WEDNESDAY), (technician, TUESDAY), (technician, MONDAY)]
		)
		self.assertEqual(self.order(job), [(technician, WEDNESDAY), (technician, TUESDAY)])

	def test_a_wish_that_is_over_is_not_suggested(self):
		technician = make_technician()
		job = make_job(wishes=(date(2032, 5, 13), TUESDAY))
		self.assertEqual(self.order(job), [(technician, TUESDAY)])

	def test_without_a_wish_the_jobs_own_day_or_the_next_ones_with_a_place(self):
		technician = make_technician()
		self.assertEqual(self.order(make_job(WEDNESDAY)), [(technician, WEDNESDAY)])
		self.set_settings(jobs_per_day=1)
		make_job(MONDAY, assigned_technician=technician)
		days = self.suggest(make_job())["days"]
		self.assertEqual(([day.day for day in days[:3]], len(days)), ([18, 20, 21], 5))

	def test_tags_are_compared_as_people_write_them_and_shown_as_the_job_has_them(self):
		technician = make_technician(technician_tags="FIBRE, installation")
		job = make_job(TUESDAY, "Fibre, Installation")
		self.assertEqual(self.reasons(job, technician)["tags"], ["Fibre", "Installation"])

	def test_who_lacks_a_tag_is_named_once_with_what_is_lacking(self):
		make_technician()
		repairer = make_technician(technician_tags="Réparation")
		answer = self.suggest(make_job(tags=TAGS, wishes=(TUESDAY, WEDNESDAY)))
		self.assertEqual(
			[(one["technician"], one["reasons"]) for one in answer["excluded"]],
			[(repairer, [{"code": "lacks_tags", "values": ["Fibre", "Installation"]}])],
		)
		self.assertNotIn(repairer, [one["technician"] for one in answer["suggestions"]])

	def test_who_left_is_not_suggested_from_that_day_on(self):
		leaving = make_technician(relieving_date=MONDAY)
		answer = self.suggest(make_job(wishes=(MONDAY, TUESDAY)))
		self.assertEqual([one["day"] for one in answer["suggestions"]], [MONDAY])
		self.assertEqual(
			[(one["technician"], one["reasons"]) for one in answer["excluded"]],
			[(leaving, [{"code": "away", "values": [TUESDAY]}])],
		)

	def test_the_nearest_job_of_that_day_decides_and_the_job_itself_does_not_count(self):
		near, far = make_technician(), make_technician()
		make_job(MONDAY, assigned_technician=near, **VILLAGE)
		make_job(MONDAY, assigned_technician=far, **NEXT_VILLAGE)
		job = make_job(MONDAY, assigned_technician=far, **VILLAGE)
		self.assertEqual(self.order(job), [(near, MONDAY), (far, MONDAY)])
		self.assertEqual(self.reasons(job, near), {"from_job": [0.0], "load": [1, 3]})
		self.assertEqual(self.reasons(job, far), {"from_job": [11.1], "load": [1, 3]})

	def test_a_job_without_coordinates_has_no_distance(self):
		technician = make_technician()
		make_job(MONDAY, assigned_technician=technician, **VILLAGE)
		job = make_job(MONDAY, latitude=0, longitude=0)
		self.assertIn("no_distance", self.reasons(job, technician))

	def test_a_full_day_is_suggested_last_and_says_so(self):
		full, free = make_technician(), make_technician()
		for _number in range(3):
			make_job(MONDAY, assigned_technician=full, **VILLAGE)
		job = make_job(MONDAY, **VILLAGE)
		self.assertEqual(self.order(job), [(free, MONDAY), (full, MONDAY)])
		self.assertEqual(self.reasons(job, full)["full"], [3, 3])

	def test_with_no_technician_at_all_nobody_is_suggested(self):
		answer = self.suggest(make_job(tags=TAGS), MONDAY)
		self.assertEqual((answer["suggestions"], answer["excluded"]), ([], []))

	def test_an_unknown_job_is_not_found(self):
		with self.assertRaisesRegex(NotFound, "There is no job JOB-0"):
			dispatching.suggest("JOB-0")

	def test_the_number_of_queries_is_bounded(self):
		for _number in range(5):
			make_job(MONDAY, assigned_technician=make_technician())
		job = make_job(tags=TAGS, wishes=(MONDAY, TUESDAY, WEDNESDAY))
		self.suggest(job)
		with self.assertQueryCount(6):
			self.suggest(job)


class TestWhoMay(DispatchCase):
	METHODS = "gigafibre_fsm.field_work.page.dispatch_day.dispatch_day"

	def tearDown(self):
		frappe.set_user("Administrator")
		super().tearDown()

	def call(self, method: str, **arguments):
		return frappe.get_attr(f"{self.METHODS}.{method}")(**arguments)

	def test_technicians_and_others_neither_look_nor_plan(self):
		job, technician = make_job(), make_technician()
		attempts = {
			"get_day": {},
			"get_positions": {"technicians": [technician]},
			"get_suggestions": {"job": job.name},
			"assign": {"job": job.name, "technician": technician, "day": "2032-05-17"},
			"reschedule": {"job": job.name},
			"cancel": {"job": job.name, "reason": "-"},
		}
		for role in ("FSM Technician", "FSM Customer", "FSM ACS"):
			frappe.set_user(factories.make_user(role).name)
			for method, arguments in attempts.items():
				with self.subTest(role=role, method=method), self.assertRaises(frappe.PermissionError):
					self.call(method, **arguments)
			frappe.set_user("Administrator")

	def test_the_office_looks_and_plans(self):
		for role in ("FSM Manager", "FSM Agent", "FSM Dispatcher"):
			job, technician = make_job(), make_technician()
			frappe.set_user(factories.make_user(role).name)
			with self.subTest(role=role):
				self.assertIn(job.name, names(self.call("get_day")["to_schedule"]))
				self.call("assign", job=job.name, technician=technician, day="2032-05-17", slot="AM")
				lanes = {lane["name"]: lane for lane in self.call("get_day", day="2032-05-17")["technicians"]}
				self.assertEqual(names(lanes[technician]["jobs"]), [job.name])
				self.call("reschedule", job=job.name)
				self.assertIn(job.name, names(self.call("get_day")["to_schedule"]))
			frappe.set_user("Administrator")

	def test_a_day_that_is_none_is_refused_by_name(self):
		with self.assertRaisesRegex(frappe.ValidationError, "day must be a date like 2026-12-15"):
			self.call("get_day", day="tomorrow")
