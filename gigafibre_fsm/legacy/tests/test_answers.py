"""Rows that are taken past the driver are what the driver makes of them, and it finds its connection as it expects it."""

from contextlib import closing
from itertools import islice

import frappe
import pymysql
from frappe.tests.utils import FrappeTestCase
from pymysql.cursors import DictCursor, SSCursor

from gigafibre_fsm.legacy.engine import answers
from gigafibre_fsm.legacy.engine.answers import Answer
from gigafibre_fsm.legacy.server import execute, open_connection

MANY = "select seq, repeat('x', 100) from seq_1_to_100000"
QUERIES = (
	"select 1 as `one`, null as nothing, '' as blank, -7.50 as amount, 1.5e0 as number, 18446744073709551615 as big",
	"select null",
	"select ''",
	"select repeat('x', 250), repeat('y', 251), repeat('é', 126), repeat('z', 65535), repeat('z', 65536)",
	"select repeat('x', 15000000) as a, repeat('y', 15000000) as b, 3 as c",
	"select date'2026-11-21', time'12:30:01', timestamp'2026-11-21 12:30:01.000123', year(now()), b'101'",
	"select x'00fffe', json_object('a', 1), uuid() is null, true, 'œ🌍'",
	"select seq, seq % 3, if(seq % 2, null, seq / 7) from seq_1_to_700",
	"select seq from seq_1_to_10 where seq > 10",
)


class TestAnswers(FrappeTestCase):
	def setUp(self):
		self.connection = self.enterContext(closing(open_connection()))
		execute(self.connection, "set session net_write_timeout = 60")

	def asked(self, query: str) -> SSCursor:
		cursor = self.connection.cursor(SSCursor)
		cursor.execute(query)
		return cursor

	def test_they_are_what_the_driver_makes_of_them(self):
		for query in QUERIES:
			with self.subTest(query[:60]):
				with self.connection.cursor(DictCursor) as cursor:
					cursor.execute(query)
					by_driver = list(cursor.fetchall())
				found = list(Answer(self.asked(query)).dicts())
				self.assertEqual(found, by_driver)
				self.assertEqual([*map(types, found)], [*map(types, by_driver)])

	def test_values_are_given_beside_the_query(self):
		query = "select seq, %s from seq_1_to_9 where seq in %s"
		self.assertEqual(answers.rows(self.connection, query, ("it's", (2, 5))), [(2, "it's"), (5, "it's")])

	def test_whoever_has_seen_enough_can_ask_something_else(self):
		cursor = self.asked(MANY)
		first = list(islice(Answer(cursor).rows(), 300))
		self.assertEqual([row[0] for row in first], list(range(1, 301)))
		cursor.close()
		self.assertEqual(answers.rows(self.connection, "select 5"), [(5,)])

	def test_what_the_server_refuses_in_the_middle_is_the_drivers_error(self):
		query = "select (select seq from seq_1_to_2 where seq <= if(outer_one.seq < 9000, 1, 2)) from seq_1_to_9999 outer_one"
		with self.assertRaises(pymysql.err.OperationalError) as refusal:
			list(Answer(self.asked(query)).rows())
		self.assertEqual(refusal.exception.args[0], 1242)
		self.assertEqual(answers.rows(self.connection, "select 5"), [(5,)])

	def test_a_line_that_is_cut_is_an_error_and_not_the_end(self):
		rows = Answer(self.asked(MANY)).rows()
		list(islice(rows, 10))
		with closing(open_connection()) as another:
			execute(another, f"kill {self.connection.thread_id()}")
		with self.assertRaises(pymysql.err.OperationalError):
			list(rows)

	def test_what_is_read_again_is_read_from_its_beginning(self):
		frappe.db.sql("select 1")
		self.assertEqual(answers.rows(frappe.db._conn, "select 2"), [(2,)])
		self.assertEqual(frappe.db.sql("select 3"), ((3,),))


def types(row: dict) -> dict:
	return {name: type(value) for name, value in row.items()}
