"""Numbers from ERPNext's naming series, taken on a connection of their own.

Frappe increments the row of `tabSeries` inside the order's transaction and so keeps it locked to the commit: every
other order waits. Here the row is locked for one statement. The price is a gap where an order fails afterwards.
"""

import os
from collections import defaultdict, deque
from collections.abc import Sequence
from contextlib import suppress

import frappe
import pymysql
from frappe.model.naming import getseries

from gigafibre_fsm.gigafibre_fsm.second_connection import another_database

# Seconds. Only this very transaction can hold the row that long, and then nobody would ever give it up.
PATIENCE = 2

_TAKE = """insert into `tabSeries` (`name`, `current`) values {places}
	on duplicate key update `current` = coalesce(`current`, 0) + values(`current`) returning `current`"""

# Idle connections by process and site: a child of a fork must not speak on its parent's connection.
_idle: dict[tuple[int, str], deque] = defaultdict(deque)


def take(wanted: Sequence[tuple[str, int]]) -> list[list[int]]:
	"""The next numbers of each series, whether or not this transaction comes to its commit. Together: each commit waits for
	the disk.
	"""
	try:
		last = _take_aside(wanted)
	except pymysql.err.OperationalError as error:
		if not frappe.db.is_timedout(error):
			raise
		# This transaction has taken a number the ordinary way before: the row is its own, inside it there is no wait.
		return [[int(getseries(prefix, 1)) for _ in range(count)] for prefix, count in wanted]
	return [
		list(range(number - count + 1, number + 1))
		for (_prefix, count), number in zip(wanted, last, strict=True)
	]


def _take_aside(wanted: Sequence[tuple[str, int]]) -> list[int]:
	idle = _idle[os.getpid(), frappe.conf.db_name]
	while True:
		connection, fresh = (idle.pop(), False) if idle else (_connect(), True)
		try:
			last = _increment(connection, wanted)
		except pymysql.err.Error as error:
			with suppress(pymysql.err.Error):
				connection.close()
			if fresh or not _is_lost(error):
				raise
			continue
		idle.append(connection)
		return last


def _increment(connection, wanted: Sequence[tuple[str, int]]) -> list[int]:
	places = ", ".join(["(%s, %s)"] * len(wanted))
	with connection.cursor() as cursor:
		cursor.execute(_TAKE.format(places=places), [value for pair in wanted for value in pair])
		return [last for (last,) in cursor.fetchall()]


def _connect():
	connection = another_database().create_connection()
	connection.autocommit(True)
	with connection.cursor() as cursor:
		cursor.execute("set session innodb_lock_wait_timeout = %s", PATIENCE)
	return connection


def _is_lost(error: pymysql.err.Error) -> bool:
	"""The server closed the connection while it lay idle: a restart, or a day without orders."""
	return isinstance(error, pymysql.err.InterfaceError) or error.args[0] in (2006, 2013, 4031)
