"""Named locks of the database server. They end with the connection that holds them, so that a killed run leaves none."""

from collections.abc import Iterator
from contextlib import contextmanager

import frappe
from frappe import _
from pymysql.connections import Connection

from gigafibre_fsm.exceptions import InvalidState
from gigafibre_fsm.gigafibre_fsm.locks import server_name
from gigafibre_fsm.legacy.server import open_connection, value

# Seconds until the server has seen that a process is gone, and until it has taken back what that was doing.
NOTICED, TAKEN_BACK = 3, 60


@contextmanager
def only_run() -> Iterator[None]:
	"""One run at a time on a site. The lock stands on a connection of its own, which is idle: when the process dies,
	the server sees it at once, whatever statement the other connections are in."""
	connection = open_connection()
	try:
		if not value(connection, "select get_lock(%s, %s)", server_name("run"), NOTICED):
			frappe.throw(
				_("An import is running on this site: wait until it has ended."),
				InvalidState,
				title=_("Import Running"),
			)
		try:
			yield
		finally:
			value(connection, "select release_lock(%s)", server_name("run"))
	finally:
		connection.close()


def is_running() -> bool:
	return frappe.db.sql("select is_used_lock(%s)", server_name("run"))[0][0] is not None


def take_over(connection: Connection) -> None:
	"""Makes `connection` the one that writes. A statement that outlived its killed process is ended first."""
	name = server_name("work")
	if value(connection, "select get_lock(%s, %s)", name, NOTICED):
		return
	if left_over := value(connection, "select is_used_lock(%s)", name):
		_end(connection, left_over)
	if not value(connection, "select get_lock(%s, %s)", name, TAKEN_BACK):
		frappe.throw(
			_(
				"The database is still undoing what an interrupted import had begun: try again in a few minutes."
			),
			InvalidState,
		)


def _end(connection: Connection, thread: int) -> None:
	with connection.cursor() as cursor:
		try:
			cursor.execute(f"kill {int(thread)}")
		except connection.OperationalError:
			pass  # it ended by itself meanwhile
