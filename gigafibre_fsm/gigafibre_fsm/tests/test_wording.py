"""Amounts, days and slots in words."""

from datetime import date
from decimal import Decimal
from unittest import TestCase

import frappe

from gigafibre_fsm.gigafibre_fsm import wording

HARD = "\N{NO-BREAK SPACE}"


class TestWording(TestCase):
	def test_amounts(self):
		for amount, french, english in (
			("114.98", f"114,98{HARD}$", "$114.98"),
			("0", f"0,00{HARD}$", "$0.00"),
			("-5", f"-5,00{HARD}$", "-$5.00"),
			("12345.6", f"12{HARD}345,60{HARD}$", "$12,345.60"),
		):
			self.assertEqual(wording.money(Decimal(amount), "fr"), french)
			self.assertEqual(wording.money(Decimal(amount), "en"), english)

	def test_days(self):
		for day, french, english in (
			(date(2026, 3, 12), "12 mars 2026", "March 12, 2026"),
			(date(2026, 3, 1), "1er mars 2026", "March 1, 2026"),
			(date(2026, 8, 11), "11 août 2026", "August 11, 2026"),
			(date(2026, 12, 31), "31 décembre 2026", "December 31, 2026"),
		):
			self.assertEqual(wording.day(day, "fr"), french)
			self.assertEqual(wording.day(day, "en"), english)

	def test_days_of_the_week(self):
		self.assertEqual(wording.day(date(2026, 3, 17), "fr", weekday=True), "mardi 17 mars 2026")
		self.assertEqual(wording.day(date(2026, 3, 1), "fr", weekday=True), "dimanche 1er mars 2026")
		self.assertEqual(wording.day(date(2026, 3, 17), "en", weekday=True), "Tuesday, March 17, 2026")

	def test_another_language_is_told_in_french(self):
		self.assertEqual(wording.day(date(2026, 3, 12), "es"), "12 mars 2026")
		self.assertEqual(wording.slot("AM", "es"), "avant-midi")

	def test_every_slot_of_a_job_has_its_words(self):
		options = frappe.get_meta("Dispatch Job").get_field("scheduled_slot").options.split("\n")
		for slot in filter(None, options):
			self.assertTrue(wording.slot(slot, "fr") and wording.slot(slot, "en"), slot)
		self.assertEqual(wording.slot(None, "fr"), "")
