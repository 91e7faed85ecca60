"""The reports over the generated registrations: every orphan, every other place, and nobody who only spells differently."""

import re

import frappe
from frappe.desk import query_report

from gigafibre_fsm.legacy.runner import run_steps
from gigafibre_fsm.legacy.tests.import_case import ImportCase

STEPS = ("10a", "10c", "10d", "10e", "10f", "13e", "13f")
TABLE = "phone_addr"


class TestImportedRegistrations(ImportCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.before = set(frappe.get_all("VoIP Line", {"did": ("is", "set")}, pluck="did"))
		cls.assertCompleted(cls("test_no_false_alarm"), run_steps(STEPS))
		cls.registered = cls.numbers(TABLE)
		cls.lines = set(cls.numbers("pbx").values())

	@classmethod
	def numbers(cls, table: str) -> dict[int, str]:
		"""As the tables have them, of the rows that are not meant to be refused."""
		refused = cls.manifest.expected_rejects[table]
		rows = cls.legacy.rows(f"select id, phone from {table}")
		return {row["id"]: digits(row["phone"]) for row in rows if row["id"] not in refused}

	def report(self, name: str, **filters) -> dict[str, dict]:
		rows = query_report.run(name, filters=filters)["result"]
		return {row["did"]: row for row in rows if row["did"] not in self.before}

	def planted(self, kind: str) -> set[str]:
		"""Numbers of lines whose registration was planted so."""
		found = {self.registered[one] for one in self.manifest.planted[TABLE, kind] if one in self.registered}
		return found & self.lines

	def at_a_place(self) -> set[str]:
		return set(frappe.get_all("VoIP Line", {"service_location": ("is", "set")}, pluck="did"))

	def test_every_orphan_and_no_other(self):
		orphans = set(self.registered.values()) - self.lines
		self.assertGreater(len(orphans), 0)
		self.assertEqual(set(self.report("Orphan 911")), orphans)

	def test_every_other_place(self):
		elsewhere = self.planted("elsewhere") & self.at_a_place()
		self.assertGreater(len(elsewhere), 0)
		self.assertEqual(set(self.report("911 Audit", verdict="Different")), elsewhere)

	def test_no_false_alarm(self):
		right = self.planted("same place") & self.at_a_place()
		self.assertGreater(len(right), 0)
		self.assertEqual(set(self.report("911 Audit")) & right, set())
		verdicts = {row["verdict"] for did, row in self.report("DID Report").items() if did in right}
		self.assertEqual(verdicts, {"Same"})

	def test_lines_that_911_does_not_know(self):
		unknown = (self.lines - set(self.registered.values())) & self.at_a_place()
		self.assertEqual(set(self.report("911 Audit", verdict="Missing")), unknown)


def digits(phone: str) -> str:
	return re.sub(r"\D", "", phone)[-10:]
