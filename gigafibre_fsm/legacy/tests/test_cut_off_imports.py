"""The legacy server goes away in the middle, comes back, and lets itself be read only."""

import frappe
import pymysql

from gigafibre_fsm.exceptions import InvalidState
from gigafibre_fsm.legacy import locks
from gigafibre_fsm.legacy.engine.reading import reader
from gigafibre_fsm.legacy.tests.import_case import ImportCase
from gigafibre_fsm.testing.legacy_database.on_site import told
from gigafibre_fsm.testing.legacy_database.proxy import Proxy

LEDGER = "Legacy Import Row"
# Bytes: a batch is two million. What is under way when a line ends still arrives.
FIRST_BATCH, A_FEW = 2_000_000, 6_000_000


class TestCutOff(ImportCase):
	def tearDown(self):
		self.bring_back()

	def through(self, proxy: Proxy):
		return told({**self.legacy.login(), "port": proxy.port})

	def test_a_run_says_that_the_server_went_away_and_the_next_one_goes_on(self):
		self.many_arrangements()
		with Proxy(self.legacy.login()["port"]) as proxy, self.through(proxy):
			proxy.cut_after(A_FEW)
			cut = self.import_step("13b")
		self.assertEqual(cut.status, "Interrupted")
		self.assertRegex(cut.messages[-1], "The legacy server went away in the middle")
		taken = frappe.db.count(LEDGER, {"source_table": "accord_paiement"})
		self.assertEqual(taken, cut.counts.rows_read)
		self.assertGreater(taken, 0)
		whole = self.import_step("13b")
		self.assertEqual(
			(whole.status, whole.counts.rows_read), ("Completed", self.number_of("accord_paiement"))
		)
		self.assertEqual(
			whole.counts.unchanged + whole.counts.rejected + whole.counts.inserted, whole.counts.rows_read
		)
		self.assertEqual(frappe.db.count(LEDGER, {"source_table": "accord_paiement"}), whole.counts.rows_read)

	def many_arrangements(self):
		"""More than one batch, of one customer."""
		frappe.get_doc({"doctype": "Customer", "customer_name": "Roy", "legacy_customer_id": 77_001}).insert()
		frappe.db.commit()  # an import looks for itself
		self.legacy.insert("accord_paiement", map(self.arrangement, range(100_000, 104_000)))
		self.addCleanup(self.legacy.execute, "delete from accord_paiement where id >= 100000")

	def arrangement(self, number: int) -> dict:
		times = dict.fromkeys(("date_accord", "date_echeance", "date_coupure"), 1_700_000_000)
		return {"id": number, "account_id": 77_001, "montant": 10, "note": "Rappeler. " * 200, **times}

	def number_of(self, table: str) -> int:
		return self.legacy.rows(f"select count(*) as number from {self.legacy.address(table)}")[0]["number"]

	def test_a_connection_that_an_administrator_ends_is_the_same(self):
		self.many_arrangements()
		with Proxy(self.legacy.login()["port"]) as proxy, self.through(proxy):
			proxy.after(FIRST_BATCH, self.end_connections)
			cut = self.import_step("13b")
		self.assertEqual(cut.status, "Interrupted")
		self.assertRegex(cut.messages[-1], "The legacy server went away in the middle")

	def end_connections(self) -> None:
		users = self.legacy.rows(
			"select id from information_schema.processlist where user = %s", self.legacy.user
		)
		for row in users:
			self.legacy.execute(f"kill {row['id']}")

	def test_a_server_that_is_not_there_is_told_before_anything_is_written(self):
		with Proxy(self.legacy.login()["port"]) as proxy:
			gone = {**self.legacy.login(), "port": proxy.port}
		with told(gone):
			run = self.import_step("13b")
		self.assertEqual(run.status, "Failed")
		self.assertRegex(run.messages[-1], "Nothing answers as MariaDB")
		self.assertEqual(frappe.db.count(LEDGER), 0)


class TestReadOnly(ImportCase):
	def tearDown(self):
		self.bring_back()

	def test_a_user_with_select_alone_is_enough_and_the_database_stays_as_it_was(self):
		grants = self.legacy.rows(f"show grants for '{self.legacy.user}'@'%'")
		self.assertEqual(
			{next(iter(grant.values())).split(" ON ")[0] for grant in grants}, {"GRANT USAGE", "GRANT SELECT"}
		)
		before = self.checksums()
		self.assertCompleted(self.import_all())
		self.assertEqual(self.checksums(), before)

	def checksums(self) -> list:
		names = ", ".join(self.legacy.address(table) for table in self.manifest.rows)
		return self.legacy.rows(f"checksum table {names}")

	def test_a_user_who_may_write_does_not(self):
		self.legacy.allow("all privileges")
		self.addCleanup(self.legacy.allow, "select")
		with reader() as source, self.assertRaises((pymysql.MySQLError, frappe.ValidationError)) as caught:
			source.rows("update account set vip = 1")
		self.assertIn("1792", str(caught.exception))


class TestTwoAtOnce(ImportCase):
	def tearDown(self):
		self.bring_back()

	def test_the_second_one_refuses_while_the_first_is_at_work(self):
		with locks.only_run(), self.assertRaisesRegex(InvalidState, "An import is running on this site"):
			self.import_step("13b")
		self.assertEqual(frappe.db.count(LEDGER), 0)
		self.assertNotIn("Running", frappe.get_all("Legacy Import Run", pluck="status"))

	def test_a_process_that_is_at_work_is_seen_by_another(self):
		child = self.child("wait")
		self.assertEqual(child.stdout.readline(), "here\n")
		with self.assertRaisesRegex(InvalidState, "An import is running on this site"):
			self.import_step("10a")
		output, _ = child.communicate("\n", timeout=300)
		self.assertEqual((child.returncode, output.split()[-2:-1]), (0, ["completed"]), output)
		frappe.db.rollback()  # the look from before
		self.assertEqual(frappe.db.count(LEDGER, {"source_table": "account"}), self.manifest.rows["account"])
