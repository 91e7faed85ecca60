"""What the page Legacy Import asks for."""

from unittest.mock import patch

import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.api import legacy_import as api
from gigafibre_fsm.exceptions import InvalidRequest, InvalidState, NotFound, UpstreamError
from gigafibre_fsm.legacy import locks
from gigafibre_fsm.legacy.connection import SITE_CONFIG
from gigafibre_fsm.legacy.steps import of_the_legacy_database
from gigafibre_fsm.legacy.tests.small_case import SmallCase
from gigafibre_fsm.testing.factories import make_legacy_import_reject, make_user
from gigafibre_fsm.testing.servers.base import closed_port

CALLS = {
	api.get_state: (),
	api.get_progress: (),
	api.start: (),
	api.cut_over: (),
	api.roll_back: ("reason",),
	api.retry: (["REJ-1"],),
	api.set_aside: (["REJ-1"],),
	api.reopen: (["REJ-1"],),
}


class TestRights(FrappeTestCase):
	def test_only_managers_may(self):
		for role in ("FSM Agent", "FSM Dispatcher", "FSM Technician", "FSM ACS", "FSM Customer"):
			with self.set_user(make_user(role).name):
				for endpoint, arguments in CALLS.items():
					with (
						self.subTest(role=role, endpoint=endpoint),
						self.assertRaises(frappe.PermissionError),
					):
						endpoint(*arguments)

	def test_managers_see_the_page(self):
		for role in ("FSM Manager", "System Manager"):
			with self.set_user(make_user(role).name):
				self.assertFalse(api.get_state()["configured"])


class TestWithoutALegacyDatabase(FrappeTestCase):
	def test_all_steps_are_there_with_a_title(self):
		steps = api.get_state()["steps"]
		self.assertEqual([one["step"] for one in steps], of_the_legacy_database())
		self.assertEqual([one["step"] for one in steps if one["title"] == one["step"]], [])

	def test_an_unknown_step_is_refused(self):
		with self.assertRaisesRegex(InvalidRequest, "step: there is no step 12a"):
			api.start(step="12a")

	def test_nothing_can_be_started(self):
		with self.assertRaisesRegex(InvalidState, "No legacy database is configured"):
			api.start()

	def test_names_are_checked(self):
		for names, sentence in (([], "from 1 to 500"), ({"a": 1}, "must be a list"), ('["REJ-0"]', "REJ-0")):
			with self.subTest(names), self.assertRaisesRegex((InvalidRequest, NotFound), sentence):
				api.set_aside(names)


class TestLegacyServerAway(SmallCase):
	steps = ("10a", "13b")

	def test_it_is_said_in_a_sentence(self):
		reject = self.reject.name
		away = {**frappe.conf[SITE_CONFIG], "port": closed_port()}
		with patch.dict(frappe.conf, {SITE_CONFIG: away}):
			for call in (api.cut_over, lambda: api.retry([reject])):
				with self.assertRaisesRegex(UpstreamError, "Nothing answers as MariaDB at"):
					call()
		self.assertEqual(self.reject.status, "Open")


class TestState(SmallCase):
	def test_each_step_shows_its_last_run_and_the_tables_of_it(self):
		steps = {one["step"]: one["run"] for one in api.get_state()["steps"]}
		run = steps["13b"]
		self.assertEqual(
			(run["status"], run["rows_read"], run["inserted"], run["rejected"]), ("Completed", 3, 2, 1)
		)
		self.assertEqual([line.source_table for line in run["lines"]], ["accord_paiement"])
		self.assertIsNone(steps["14a"])

	def test_rejects_are_counted_by_reason_and_status(self):
		make_legacy_import_reject(
			step="13b", source_table="accord_paiement", reason="no date", status="Set Aside"
		)
		make_legacy_import_reject(step="12a", source_table="RQA", reason="of an address")
		found = [
			(one.step, one.source_table, one.reason, one.status, one["count"])
			for one in api.get_state()["rejects"]
		]
		self.assertEqual(
			found,
			[
				("13b", "accord_paiement", "no date", "Set Aside", 1),
				("13b", "accord_paiement", "unknown account", "Open", 1),
			],
		)

	def test_a_run_that_is_under_way_is_shown(self):
		self.assertFalse(api.get_progress()["running"])
		with locks.only_run():
			self.assertTrue(api.get_progress()["running"])
			with self.assertRaisesRegex(InvalidState, "An import is running"):
				api.start(step="13b")

	def test_a_row_is_set_aside_and_opened_again(self):
		name = self.reject.name
		self.assertEqual(api.set_aside([name])["done"], [name])
		self.assertEqual(self.reject.status, "Set Aside")
		self.assertEqual(api.reopen(f'["{name}"]')["done"], [name])
		self.assertEqual(self.reject.status, "Open")
