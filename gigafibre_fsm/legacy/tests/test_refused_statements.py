"""What the legacy server refuses to tell is named, table and column: nothing has gone away, somebody has to mend it."""

from contextlib import contextmanager

import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.exceptions import UpstreamError
from gigafibre_fsm.legacy.engine.reading import LegacyServerGone, reader
from gigafibre_fsm.legacy.runner import run_steps
from gigafibre_fsm.testing.legacy_database import legacy_database
from gigafibre_fsm.testing.legacy_database.on_site import told

TABLE = "accord_paiement"


class TestRefusedStatements(FrappeTestCase):
	def setUp(self):
		super().setUp()
		self.legacy = self.enterContext(
			legacy_database({"account": [{"id": 940_001, "last_name": "Secret"}]})
		)
		self.table = f"{self.legacy.names['main']}.{TABLE}"
		self.runs = set(frappe.get_all("Legacy Import Run", pluck="name"))
		self.addCleanup(self.forget)

	def forget(self):
		made = set(frappe.get_all("Legacy Import Run", pluck="name")) - self.runs
		for doctype, field in (("Legacy Import Run", "name"), ("Legacy Import Run Line", "parent")):
			frappe.db.delete(doctype, {field: ("in", list(made) or [""])})
		frappe.db.commit()  # runs commit their account

	def failure(self, step: str = "13b") -> str:
		[run] = run_steps([step])
		self.assertEqual(run.status, "Failed")
		return run.messages[-1]

	def grant(self, *rights: str) -> None:
		self.legacy.execute("revoke all privileges, grant option from %s@'%%'", self.legacy.user)
		for right in rights:
			self.legacy.execute(f"grant {right} to %s@'%%'", self.legacy.user)

	def test_a_table_that_the_user_may_not_read(self):
		self.grant(f"select on {self.legacy.address('account')}")
		self.assertIn(f"does not let this user read table {self.table}, or has no such table", self.failure())

	def test_a_column_that_the_user_may_not_read(self):
		self.grant(f"select (id, account_id) on {self.legacy.address(TABLE)}")
		self.assertRegex(self.failure(), rf"does not let this user read column \w+ of table {self.table}\.")

	def test_a_table_that_is_not_there(self):
		self.legacy.execute(f"drop table {self.legacy.address(TABLE)}")
		self.assertIn(f"The legacy server has no table {self.table}.", self.failure())

	def test_a_column_that_is_not_there(self):
		self.legacy.execute(f"alter table {self.legacy.address(TABLE)} drop column montant")
		self.assertIn(f"Table {self.table} of the legacy server has no column montant:", self.failure())

	def test_a_database_that_nobody_named(self):
		with told({**self.legacy.login(), "acs_database": ""}):
			self.assertIn("wifi: the name of its database is missing", self.failure("11a"))

	def test_only_names_are_told_and_only_of_these_refusals(self):
		address = self.legacy.address("account")
		for query, kind in (
			(f"select nothing from {address} where last_name = 'Secret'", UpstreamError),
			(f"select cast(last_name as uuid) + exp(id) from {address}", LegacyServerGone),
		):
			with self.subTest(query=query), self.asked(query) as caught:
				pass
			self.assertIs(type(caught.exception), kind)
			self.assertNotIn("Secret", str(caught.exception))

	@contextmanager
	def asked(self, query: str):
		with reader() as source, self.assertRaises(UpstreamError) as caught:
			source.rows(query)
		yield caught
