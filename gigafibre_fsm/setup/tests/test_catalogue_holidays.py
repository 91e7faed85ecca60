from datetime import date

import frappe
from frappe.tests.utils import FrappeTestCase
from frappe.utils import getdate

from gigafibre_fsm.setup.catalogue import holiday_list

# Statutory days, and the Monday after one that falls on a week-end where the calendar has it.
EXPECTED = {
	2026: ("01-01", "04-03", "05-18", "06-24", "07-01", "09-07", "10-12", "12-25"),
	2027: ("01-01", "03-26", "05-24", "06-24", "07-01", "09-06", "10-11", "12-25", "12-27"),
	2028: ("01-01", "01-03", "04-14", "05-22", "06-24", "07-01", "09-04", "10-09", "12-25"),
}


def days(name: str) -> list[date]:
	return frappe.get_all("Holiday", {"parent": name}, pluck="holiday_date", order_by="holiday_date")


class TestHolidayList(FrappeTestCase):
	def setUp(self):
		self.addCleanup(frappe.db.rollback)

	def test_the_days_of_three_years(self):
		for year, expected in EXPECTED.items():
			found = holiday_list.statutory_holidays(year, year)
			found_days = tuple(f"{row['holiday_date']:%m-%d}" for row in found)
			self.assertEqual(found_days, expected, year)

	def test_the_days_have_french_names_and_the_session_keeps_its_language(self):
		before = frappe.local.lang
		names = [row["description"] for row in holiday_list.statutory_holidays(2026, 2026)]
		self.assertIn("Fête nationale du Québec", names)
		self.assertEqual(frappe.local.lang, before)

	def test_this_year_and_the_next_are_there_without_week_ends(self):
		found = days(frappe.db.get_single_value("FSM Settings", "holiday_list"))
		years = {day.year for day in found}
		self.assertLessEqual({getdate().year, getdate().year + 1}, years)
		self.assertLess(len(found), 12 * len(years))

	def test_a_missing_year_is_added_and_a_removed_day_stays_removed(self):
		name = self.list_of(2026, without="06-24")
		holiday_list._extend(name, 2027)
		found = days(name)
		self.assertNotIn(date(2026, 6, 24), found)
		self.assertIn(date(2027, 6, 24), found)
		self.assertEqual(frappe.db.get_value("Holiday List", name, "to_date"), date(2027, 12, 31))

	def test_a_list_that_goes_far_enough_is_left_alone(self):
		name = self.list_of(2027)
		before = frappe.db.get_value("Holiday List", name, "modified")
		holiday_list._extend(name, 2027)
		self.assertEqual(frappe.db.get_value("Holiday List", name, "modified"), before)

	def list_of(self, year: int, without: str = "") -> str:
		holidays = holiday_list.statutory_holidays(year, year)
		kept = [row for row in holidays if f"{row['holiday_date']:%m-%d}" != without]
		doc = frappe.get_doc(
			{"doctype": "Holiday List", "holiday_list_name": f"Essai {year}", "holidays": kept}
		)
		doc.update({"from_date": date(year, 1, 1), "to_date": date(year, 12, 31)})
		return doc.insert(ignore_permissions=True).name
