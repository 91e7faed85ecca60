"""The databases that stand in for the legacy server's: real ones, which the import may read and nothing else."""

import frappe
import pymysql
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.integrations.credentials import Credentials
from gigafibre_fsm.legacy.connection import check_connection, connect, legacy_server
from gigafibre_fsm.legacy.grants import beyond_reading
from gigafibre_fsm.testing.legacy_database import legacy_database
from gigafibre_fsm.testing.legacy_database.on_site import administrator
from gigafibre_fsm.testing.legacy_database.server import tables

# MariaDB's ER_TABLEACCESS_DENIED_ERROR
NOT_ALLOWED = 1142
ACCOUNT = {"id": 12, "last_name": "Côté"}


def credentials() -> Credentials:
	return Credentials(frappe.get_doc("FSM Settings"))


class TestLegacyDatabase(FrappeTestCase):
	def test_the_site_reads_what_was_put_in(self):
		rows = {"account": [ACCOUNT, {"id": 13, "vip": 1}], "wifi": [{"serial": "A8-6E", "ssid": "Maison"}]}
		with legacy_database(rows), connect(legacy_server(credentials())) as link, link.cursor() as cursor:
			cursor.execute("select id, last_name, vip, status from account order by id")
			self.assertEqual(list(cursor.fetchall()), [(12, "Côté", 0, 1), (13, None, 1, 1)])
			link.select_db(legacy_server(credentials()).acs_database)
			cursor.execute("select serial, ssid from wifi")
			self.assertEqual(list(cursor.fetchall()), [("A8-6E", "Maison")])

	def test_the_site_finds_nothing_to_complain_of(self):
		with legacy_database({"account": [ACCOUNT]}):
			finding = check_connection(credentials())
		self.assertIn(": 1.", finding.message)
		self.assertFalse(finding.warning)

	def test_latin1_columns_hold_latin1_and_bytes_of_utf_8(self):
		rows = [{"id": 1, "city": "Québec"}, {"id": 2, "city": "QuÃ©bec"}]
		with legacy_database({"delivery": [{**row, "account_id": 1} for row in rows]}) as legacy:
			stored = legacy.rows("select hex(city) as bytes from delivery order by id")
		self.assertEqual([bytes.fromhex(row["bytes"]) for row in stored], [b"Qu\xe9bec", "Québec".encode()])

	def test_its_user_may_read_and_nothing_else(self):
		with legacy_database({"account": [ACCOUNT]}) as legacy:
			login = legacy.login()
			link = pymysql.connect(
				**{name: login[name] for name in ("host", "port", "user", "password", "database")}
			)
			with link, link.cursor() as cursor:
				cursor.execute("show grants")
				self.assertEqual(beyond_reading(line for (line,) in cursor.fetchall()), [])
				with self.assertRaises(pymysql.MySQLError) as caught:
					cursor.execute("insert into account (id) values (13)")
		self.assertEqual(caught.exception.args[0], NOT_ALLOWED)

	def test_nothing_is_left_of_it(self):
		with legacy_database() as legacy:
			names = [*legacy.names.values()]
			self.assertEqual(len(self.found(names)), 2)
		self.assertEqual(self.found(names), [])
		self.assertFalse(frappe.conf.get("fsm_legacy_db"))

	def found(self, names: list[str]) -> list[str]:
		with administrator() as link, link.cursor() as cursor:
			cursor.execute("show databases")
			return [name for (name,) in cursor.fetchall() if name in names]

	def test_a_database_that_a_killed_test_left_is_replaced(self):
		with legacy_database({"account": [ACCOUNT]}) as left:
			with legacy_database() as fresh:
				self.assertEqual(fresh.names, left.names)
				self.assertEqual(fresh.rows("select * from account"), [])

	def test_other_processes_of_the_site_can_be_told(self):
		with legacy_database(for_children=True) as legacy:
			self.assertEqual(frappe.get_site_config()["fsm_legacy_db"], legacy.login())
		self.assertNotIn("fsm_legacy_db", frappe.get_site_config())

	def test_every_table_of_the_schema_is_there(self):
		with legacy_database() as legacy:
			counts = {
				table: legacy.rows(f"select count(*) as n from {legacy.address(table)}") for table in tables()
			}
		self.assertEqual(len(counts), 23)
		self.assertTrue(all(rows == [{"n": 0}] for rows in counts.values()))
