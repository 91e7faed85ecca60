"""The generated database with all its dirt, imported: what comes of it is what the manifest says, and once is enough."""

import json

import frappe

from gigafibre_fsm.legacy.steps import IMPORTERS
from gigafibre_fsm.legacy.tests.import_case import ImportCase
from gigafibre_fsm.testing.legacy_database.generating.spelling import CARD_NUMBERS

# What an import must not set in motion.
OUTWARD = ("Outbox Message", "Email Queue", "Notification Log", "SMS Log", "Payment Attempt", "Error Log")
CARDS = (
	("account.ppa", "card"),
	("account_profile", "card number"),
	("accord_paiement", "card number in note"),
	("bon_travail", "card number in note"),
)
# A run that changes nothing is one more run, and rows that are refused are refused by it.
RUNS = {"tabLegacy Import Run", "tabLegacy Import Run Line", "tabLegacy Import Row"}


class TestWholeImport(ImportCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.waiting = {doctype: frappe.db.count(doctype) for doctype in OUTWARD}
		cls.runs = cls.import_all(cls)
		cls.assertCompleted(cls("test_rows_add_up"), cls.runs)

	def rejects(self, line: str) -> dict[int, str]:
		filters = {"source_table": line, "import_run": ("in", [run.name for run in self.runs])}
		found = frappe.get_all("Legacy Import Reject", filters, ["legacy_id", "reason"])
		return {int(one.legacy_id): one.reason for one in found}

	def test_rows_add_up(self):
		for line, (read, *parts) in self.counts(self.runs).items():
			self.assertEqual(read, sum(parts), line)

	def test_every_row_of_every_table_is_read(self):
		counts = self.counts(self.runs)
		for table, rows in self.manifest.rows.items():
			if table in counts:
				self.assertEqual(counts[table][0], rows, table)
		left_out = set(self.manifest.rows) - set(counts)
		self.assertEqual(left_out, {"fibre_lineprofile", "fibre_serviceprofile"})

	def test_what_is_refused_is_what_was_planted(self):
		for line in self.counts(self.runs):
			expected = {
				number: str(reason) for number, reason in self.manifest.expected_rejects[line].items()
			}
			self.assertEqual(self.rejects(line), expected, line)

	def test_misread_names_are_what_was_meant(self):
		accounts = {}
		for (table, number, column), text in self.manifest.meant.items():
			if table == "account":
				accounts.setdefault(number, {})[column] = text
		for number, meant in accounts.items():
			[row] = self.legacy.rows("select * from account where id = %s", number)
			names = {**row, **meant}
			person = f"{names['first_name']} {names['last_name']}"
			self.assertEqual(
				frappe.db.get_value("Customer", f"C-{number}", "customer_name"), names["company"] or person
			)

	def test_911_knows_another_place_where_that_was_planted(self):
		elsewhere, same = ({"Mismatch"}, "elsewhere"), ({"Synced"}, "same place")
		for expected, kind in (elsewhere, same):
			found = {line.e911_status for line in self.lines(kind) if line.service_location}
			self.assertEqual(found, expected, kind)

	def lines(self, kind: str) -> list:
		"""Of the registrations of a kind that were taken."""
		taken = self.manifest.planted["phone_addr", kind] - set(self.manifest.expected_rejects["phone_addr"])
		rows = [f"phone_addr/{number}" for number in taken]
		names = frappe.get_all("Legacy Import Row", {"name": ("in", rows)}, pluck="target")
		self.assertEqual(len(names), len(taken))
		return frappe.get_all("VoIP Line", {"name": ("in", names)}, ["e911_status", "service_location"])

	def test_nothing_goes_out(self):
		self.assertEqual({doctype: frappe.db.count(doctype) for doctype in OUTWARD}, self.waiting)

	def test_no_card_number_is_anywhere(self):
		planted = [self.manifest.planted[place] for place in CARDS]
		self.assertTrue(all(planted), planted)
		now = self.tables.state()
		for table in self.tables.of_type("BASE TABLE"):
			if now[table] != self.tables.before.get(table):
				values = (value for row in frappe.db.sql(f"select * from `{table}`") for value in row)
				with self.subTest(table=table):
					self.assertFalse(list(filter(_shows_a_card, values)))

	def test_no_reject_shows_a_secret(self):
		secrets = self.secrets()
		self.assertGreater(len(secrets), 50)
		shown = json.dumps(frappe.get_all("Legacy Import Reject", pluck="row"))
		shown += json.dumps(frappe.get_all("Legacy Import Row", pluck="warning"))
		self.assertFalse([secret for secret in secrets if secret in shown])

	def secrets(self) -> set[str]:
		"""Passwords that no other word is equal to."""
		queries = (
			"select password from pbx", "select password from phone_provisioning", "select radius_pwd from service",
			"select token from account_profile where token like 'C%'", "select ppa_account from account",
			f"select password from {self.legacy.address('wifi')}", f"select password from {self.legacy.address('voip')}",
		)  # fmt: skip
		found = (value for query in queries for row in self.legacy.rows(query) for value in row.values())
		return {value for value in found if value and len(value) > 6}

	def test_a_second_run_changes_nothing(self):
		before, taken = self.tables.state(), self.taken_rows()
		runs = self.import_all()
		self.assertCompleted(runs)
		for line, (read, inserted, updated, unchanged, rejected) in self.counts(runs).items():
			first = self.counts(self.runs)[line]
			self.assertEqual((inserted, updated, rejected), (0, 0, first[4]), line)
			self.assertEqual(unchanged, read - rejected, line)
		after = self.tables.state()
		changed = {name for name in after if after[name] != before[name] and "legacy_import_run" not in name}
		self.assertLessEqual(changed, RUNS)
		self.assertEqual(self.taken_rows(), taken)

	def taken_rows(self) -> tuple:
		query = "select * from `tabLegacy Import Row` where outcome <> 'Rejected' order by name"
		return frappe.db.sql(query)

	def test_every_step_has_run(self):
		self.assertEqual([run.step for run in self.runs], list(IMPORTERS))


def _shows_a_card(value) -> bool:
	text = value.replace(" ", "").replace("-", "") if isinstance(value, str) else ""
	return any(number in text for number in CARD_NUMBERS)
