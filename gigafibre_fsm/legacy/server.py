"""Connections of an import's own to the site's database, for what Frappe's connection is not made for."""

import frappe
import pymysql
from pymysql.connections import Connection

DAY = 24 * 3600
SESSION = f"""set session wait_timeout={DAY}, session net_read_timeout=600, session net_write_timeout=600,
	session max_statement_time=0, session innodb_lock_wait_timeout=60"""


def open_connection() -> Connection:
	"""Every statement is a transaction of its own. `fsm_local_infile: 0` in site_config.json keeps the client from
	offering files to the server, where a proxy between them does not know LOAD DATA LOCAL."""
	settings = frappe.db.get_connection_settings()
	settings["local_infile"] = bool(frappe.conf.get("fsm_local_infile", 1))
	connection = pymysql.connect(**settings, autocommit=True)
	execute(connection, SESSION)
	return connection


def execute(connection: Connection, query: str, *values) -> int:
	with connection.cursor() as cursor:
		return cursor.execute(query, values or None)


def rows(connection: Connection, query: str, *values) -> tuple:
	with connection.cursor() as cursor:
		cursor.execute(query, values or None)
		return cursor.fetchall()


def value(connection: Connection, query: str, *values):
	found = rows(connection, query, *values)
	return found[0][0] if found else None
