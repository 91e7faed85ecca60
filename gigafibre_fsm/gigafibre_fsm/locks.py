"""One at a time, across all workers, until the transaction ends."""

import hashlib

import frappe

PATIENCE = 10
HELD = "gigafibre_locks"


def hold(name: str) -> None:
	"""Released by commit, by rollback and by the end of the connection."""
	key = _take(name)
	if not frappe.db.transaction_writes:
		# The transaction began before the lock was ours: what another one committed since must be seen.
		held = _let_go()
		_begin_again()
		_keep(*held)
	_keep(key)


def hold_within(name: str) -> None:
	"""As `hold`, without a new beginning. What is decided under this lock must be read with a lock as well: a plain
	read answers from before it was ours.
	"""
	_keep(_take(name))


def _begin_again() -> None:
	"""With reads that see what is committed at their moment. The server's usual REPEATABLE READ would also lock the gaps
	beside what a locking read finds: two orders for days without jobs yet would give one another up as deadlocked.
	"""
	frappe.db.rollback()
	# Frappe has begun one by itself; the isolation is told before one begins.
	frappe.db.sql(
		"begin not atomic rollback; set transaction isolation level read committed; start transaction; end"
	)


def server_name(name: str) -> str:
	"""Such names are the server's, not the database's, and have 64 characters at most."""
	return "gigafibre." + hashlib.sha1(f"{frappe.conf.db_name}.{name}".encode()).hexdigest()


def _take(name: str) -> str:
	key = server_name(name)
	if not frappe.db.sql("select get_lock(%s, %s)", (key, PATIENCE))[0][0]:
		raise frappe.QueryTimeoutError(key)
	return key


def _keep(*keys: str) -> None:
	"""Until the transaction ends."""
	held = getattr(frappe.local, HELD, None)
	if not held:
		held = []
		setattr(frappe.local, HELD, held)
		frappe.db.after_commit.add(_release)
		frappe.db.after_rollback.add(_release)
	held += keys


def _let_go() -> list[str]:
	held = getattr(frappe.local, HELD, None) or []
	setattr(frappe.local, HELD, None)
	return held


def _release() -> None:
	if held := _let_go():
		frappe.db.sql("select " + ", ".join(["release_lock(%s)"] * len(held)), held)
