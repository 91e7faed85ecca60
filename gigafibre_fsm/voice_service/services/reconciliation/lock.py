"""One reconciliation at a time on a site. The server's lock ends with the connection: a run that is killed leaves none."""

from collections.abc import Iterator
from contextlib import contextmanager

import frappe
from frappe import _

from gigafibre_fsm.exceptions import InvalidState
from gigafibre_fsm.gigafibre_fsm.locks import server_name

NAME = "telephone reconciliation"
# Seconds until the server has seen that a process is gone.
NOTICED = 1


@contextmanager
def only_run() -> Iterator[None]:
	name = server_name(NAME)
	if not frappe.db.sql("select get_lock(%s, %s)", (name, NOTICED))[0][0]:
		refuse()
	try:
		yield
	finally:
		frappe.db.sql("select release_lock(%s)", (name,))


def is_held() -> bool:
	return frappe.db.sql("select is_used_lock(%s)", (server_name(NAME),))[0][0] is not None


def refuse() -> None:
	frappe.throw(_("A telephone reconciliation is running: wait until it has ended."), InvalidState)
