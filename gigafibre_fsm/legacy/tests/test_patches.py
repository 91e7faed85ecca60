"""The steps as patches of `bench migrate`."""

import ast
import contextlib
import io
from pathlib import Path

import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.legacy import patches
from gigafibre_fsm.legacy.steps import of_the_legacy_database
from gigafibre_fsm.legacy.tests.small_case import SmallCase


def printed(step: str) -> str:
	output = io.StringIO()
	with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
		patches.run(step)
	return output.getvalue()


class TestPatches(FrappeTestCase):
	def test_there_is_one_for_each_step_in_their_order(self):
		path = Path(frappe.get_app_path("gigafibre_fsm", "patches.txt"))
		lines = [line for line in path.read_text().splitlines() if "legacy import patches" in line]
		steps = [ast.parse(line.removeprefix("execute:")).body[1].value.args[0].value for line in lines]
		self.assertEqual(steps, of_the_legacy_database())

	def test_without_a_legacy_database_it_says_so_and_does_nothing(self):
		before = frappe.db.count("Legacy Import Run")
		self.assertEqual(
			printed("13b"),
			"Legacy import, step 13b: No legacy database is configured; the step can be run later.\n",
		)
		self.assertEqual(frappe.db.count("Legacy Import Run"), before)


class TestPatchesWithALegacyDatabase(SmallCase):
	steps = ("10a",)

	def test_1_a_step_waits_for_those_before_it(self):
		self.assertEqual(
			printed("13b"),
			"Legacy import, step 13b: Not run, since step 10b is not completed; both can be run later.\n",
		)

	def test_2_a_step_is_run(self):
		output = printed("10b")
		self.assertIn("10b", output)
		self.assertIn("Completed", output)
		self.assertEqual(frappe.get_last_doc("Legacy Import Run", {"step": "10b"}).status, "Completed")

	def test_3_a_step_that_breaks_off_does_not_fail_the_migrate(self):
		# A number that is a word: nobody foresaw that.
		self.legacy.execute("alter table product modify id varchar(20)")
		self.legacy.insert("product", [{"id": "douze", "sku": "FTTH"}])
		output = printed("10c")
		self.assertIn("Legacy import, step 10c: It broke off; the step can be run later.", output)
		self.assertEqual(frappe.get_last_doc("Legacy Import Run", {"step": "10c"}).status, "Failed")
