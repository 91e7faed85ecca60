"""The legacy button against a real MariaDB: the site's own server, in the part of the legacy database."""

from unittest.mock import patch

import frappe
import pymysql

from gigafibre_fsm.integrations.credentials import Credentials
from gigafibre_fsm.integrations.tests.case import ConnectionTestCase, save, test_button
from gigafibre_fsm.legacy import connection
from gigafibre_fsm.testing.servers.base import closed_port
from gigafibre_fsm.testing.servers.raw import RawServer

# MariaDB's ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION
READ_ONLY_TRANSACTION = 1792


def own_server() -> dict:
	conf = frappe.conf
	return {
		"host": conf.db_host or "127.0.0.1",
		"port": int(conf.db_port or 3306),
		"user": conf.db_user or conf.db_name,
		"password": conf.db_password,
		"database": conf.db_name,
	}


def settings(**changes) -> dict:
	values = own_server() | changes
	return {f"legacy_{name}": value for name, value in values.items()}


def run(*statements: str) -> None:
	with pymysql.connect(**own_server()) as link, link.cursor() as cursor:
		for statement in statements:
			cursor.execute(statement)
		link.commit()


class TestLegacyConnection(ConnectionTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		run(
			"create or replace table account (id int primary key)", "insert into account values (1), (2), (3)"
		)
		cls.addClassCleanup(run, "drop table if exists account")

	def setUp(self):
		save(**settings())

	def test_it_counts_the_accounts_and_tells_the_version(self):
		version = frappe.db.sql("select version()")[0][0]
		self.assert_works(test_button("legacy"), f"({version}); accounts in {frappe.conf.db_name}: 3")

	def test_a_user_who_may_write_is_a_warning(self):
		warning = test_button("legacy")["warning"]
		self.assertIn("may do more than read (ALL PRIVILEGES)", warning)
		self.assert_silent(warning)

	def test_nothing_can_be_written_through_it(self):
		server = connection.legacy_server(Credentials(frappe.get_doc("FSM Settings")))
		with connection.connect(server) as link, link.cursor() as cursor:
			with self.assertRaises(pymysql.MySQLError) as caught:
				cursor.execute("insert into account values (4)")
		self.assertEqual(caught.exception.args[0], READ_ONLY_TRANSACTION)

	def test_wrong_password(self):
		save(**settings(password="wrong-password-1"))
		self.assert_fails(test_button("legacy"), "refuses user", own_server()["user"])

	def test_unknown_database(self):
		save(**settings(database="no_such_database"))
		self.assert_fails(test_button("legacy"), "has no database no_such_database")

	def test_a_database_of_something_else(self):
		run("drop table account")
		self.addCleanup(
			run, "create table account (id int primary key)", "insert into account values (1), (2), (3)"
		)
		self.assert_fails(test_button("legacy"), "it is not the legacy database")

	def test_nothing_at_the_port(self):
		port = closed_port()
		save(**settings(host="127.0.0.1", port=port))
		self.assert_fails(test_button("legacy"), f"127.0.0.1:{port}", "Nothing answers")

	def test_unknown_host(self):
		save(**settings(host="nowhere.invalid"))
		self.assert_fails(test_button("legacy"), "nowhere.invalid", "Nothing answers")

	def test_silence(self):
		with RawServer() as raw, patch.object(connection, "READ_TIMEOUT", 1):
			save(**settings(host="127.0.0.1", port=raw.port))
			self.assert_fails(test_button("legacy"), "Nothing answers")

	def test_other_servers_at_the_port(self):
		for greeting in (b"SSH-2.0-OpenSSH_9.2p1\r\n", b"\x05\x00\x00\x00\x0a\xff\xfe\x00\x00", b"\x00" * 64):
			with self.subTest(greeting=greeting), RawServer(greeting) as raw:
				with patch.object(connection, "READ_TIMEOUT", 1):
					save(**settings(host="127.0.0.1", port=raw.port))
					self.assert_fails(test_button("legacy"), f"127.0.0.1:{raw.port}")

	def test_missing_fields_are_named(self):
		for fieldname in ("host", "user", "password", "database"):
			save(**settings(**{fieldname: ""}))
			self.assert_fails(test_button("legacy"), f"Missing: {fieldname.title()}")

	def test_site_config_serves_where_the_form_is_empty(self):
		save(**settings(host="", user="", password=""))
		with patch.dict(frappe.local.conf, {"fsm_legacy_db": own_server()}):
			self.assert_works(test_button("legacy"), "accounts in")

	def test_site_config_says_what_it_lacks(self):
		save(**settings(host=""))
		with patch.dict(frappe.local.conf, {"fsm_legacy_db": {"host": "db.example"}}):
			self.assert_fails(test_button("legacy"), "Missing in fsm_legacy_db", "user, password, database")
