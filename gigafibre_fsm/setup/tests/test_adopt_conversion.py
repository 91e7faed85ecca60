"""What values of hand-made fields become, and how the history forgets secrets."""

import datetime
from decimal import Decimal

from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.setup.adopt.convert import PartOnly, convert
from gigafibre_fsm.setup.adopt.secrets import mask

CONVERTS = (
	("3", "Int", 3),
	(" 42 ", "Int", 42),
	(Decimal("7.000000000"), "Int", 7),
	("12.50", "Currency", Decimal("12.50")),
	("oui", "Check", 1),
	("No", "Check", 0),
	(1, "Check", 1),
	("2026-01-02", "Date", "2026-01-02"),
	(datetime.datetime(2026, 1, 2), "Date", "2026-01-02"),
	(datetime.date(2026, 1, 2), "Datetime", "2026-01-02 00:00:00"),
	("2026-01-02 03:04:05", "Datetime", "2026-01-02 03:04:05"),
	(16056, "Data", "16056"),
	(Decimal("2.500000000"), "Data", "2.5"),
	('{"a": 1}', "JSON", '{"a": 1}'),
	("not json", "JSON", '"not json"'),
)
DOES_NOT = (
	("abc", "Int"),
	("3.5", "Int"),
	("99999999999", "Int"),
	("NaN", "Float"),
	("2", "Check"),
	("hier", "Date"),
	("x" * 141, "Data"),
	(datetime.date(2026, 1, 2), "Int"),
)


class TestConversion(FrappeTestCase):
	def test_values_that_convert(self):
		for old, fieldtype, new in CONVERTS:
			with self.subTest(f"{old!r} → {fieldtype}"):
				self.assertEqual(convert(old, fieldtype), new)

	def test_values_that_do_not_are_refused_and_so_stay_where_they_are(self):
		for old, fieldtype in DOES_NOT:
			with self.subTest(f"{old!r} → {fieldtype}"), self.assertRaises(ValueError):
				convert(old, fieldtype)

	def test_a_moment_gives_a_date_only_in_part(self):
		with self.assertRaises(PartOnly) as partly:
			convert(datetime.datetime(2026, 1, 2, 8, 30), "Date")
		self.assertEqual(partly.exception.part, "2026-01-02")

	def test_a_longer_field_takes_a_longer_text(self):
		self.assertEqual(len(convert("x" * 141, "Data", 255)), 141)


class TestMask(FrappeTestCase):
	def test_a_version_tells_that_a_secret_changed_and_not_into_what(self):
		data = {
			"changed": [["wifi_password", "a", "b"], ["status", "x", "y"]],
			"added": [["sip_lines", {"line": 2, "sip_password": "c"}]],
			"row_changed": [["sip_lines", 0, "row", [["sip_password", "d", "e"]]]],
		}
		masked = mask(data, frozenset({"wifi_password", "sip_password"}))
		self.assertEqual(masked["changed"], [["wifi_password", "***", "***"], ["status", "x", "y"]])
		self.assertEqual(masked["added"], [["sip_lines", {"line": 2, "sip_password": "***"}]])
		self.assertEqual(masked["row_changed"][0][3], [["sip_password", "***", "***"]])
