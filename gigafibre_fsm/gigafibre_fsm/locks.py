"""One at a time, across all workers, until the transaction ends."""

import hashlib

import frappe

PATIENCE = 10


def hold(name: str) -> None:
	"""Released by commit, by rollback and by the end of the connection."""
	key = server_name(name)
	if not frappe.db.sql("select get_lock(%s, %s)", (key, PATIENCE))[0][0]:
		raise frappe.QueryTimeoutError(key)
	if not frappe.db.transaction_writes:
		# The transaction began before the lock was ours: what another one committed since must be seen.
		frappe.db.rollback()
	frappe.db.after_commit.add(lambda: _release(key))
	frappe.db.after_rollback.add(lambda: _release(key))


def server_name(name: str) -> str:
	"""Such names are the server's, not the database's, and have 64 characters at most."""
	return "gigafibre." + hashlib.sha1(f"{frappe.conf.db_name}.{name}".encode()).hexdigest()


def _release(key: str) -> None:
	frappe.db.sql("select release_lock(%s)", key)
