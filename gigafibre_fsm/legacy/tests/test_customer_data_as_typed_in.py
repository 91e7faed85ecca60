"""Generated rows with all their dirt: what they become is what `insert()` makes of them, column by column."""

import random

import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.legacy.runner import run_steps
from gigafibre_fsm.legacy.tests.customer_data_case import NEEDED, CustomerDataChecks
from gigafibre_fsm.legacy.tests.foundation_case import forget_import
from gigafibre_fsm.testing.legacy_database import legacy_database

FETCHED = ("customer_name", "creation")
# Per line of the account: the step, the doctype, what the controller derives beside what it fetches.
LINES = {
	"accord_paiement": ("13b", "Payment Arrangement", ()),
	"bon_travail": ("13c", "Service Work Order", ("total_hours",)),
	"account_profile": ("13d", "Payment Method", ("title",)),
	"account.ppa": ("13d", "Payment Method", ("title", "account_last4")),
	"account.stripe": ("13d", "Payment Method", ("title",)),
}
SAMPLE = 15


class TestAsTypedIn(CustomerDataChecks, FrappeTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.enterClassContext(legacy_database(volume=0.04))
		cls.addClassCleanup(forget_import)
		forget_import()
		cls.runs = {run.step: run for run in run_steps([*NEEDED, "13b", "13c", "13d"])}

	def imported(self, line: str) -> dict[int, str]:
		filters = {"source_table": line, "outcome": "Inserted"}
		rows = frappe.get_all("Legacy Import Row", filters, ["legacy_id", "target"])
		return {int(row.legacy_id): row.target for row in rows}

	def test_a_sample_of_every_table(self):
		chosen = random.Random(13)
		for line, (self.step, doctype, derived) in LINES.items():
			imported = self.imported(line)
			for legacy_id in chosen.sample(sorted(imported), SAMPLE):
				with self.subTest(line=line, legacy_id=legacy_id):
					name = imported[legacy_id]
					if not self.is_undated(doctype, name):
						self.assertAsInserted(doctype, name, line, legacy_id, (*FETCHED, *derived))

	@staticmethod
	def is_undated(doctype: str, name: str) -> bool:
		"""Where nobody knows when it was agreed, a form would say: today."""
		return doctype == "Payment Arrangement" and not frappe.db.get_value(doctype, name, "agreed_on")
