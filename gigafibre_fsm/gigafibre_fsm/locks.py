"""One at a time, across all workers, until the transaction ends."""

import frappe

PATIENCE = 10


def hold(name: str) -> None:
	"""Released by commit, by rollback and by the end of the connection."""
	key = f"{frappe.local.site}:{name}"[-64:]
	if not frappe.db.sql("select get_lock(%s, %s)", (key, PATIENCE))[0][0]:
		raise frappe.QueryTimeoutError(key)
	if not frappe.db.transaction_writes:
		# The transaction began before the lock was ours: what another one committed since must be seen.
		frappe.db.rollback()
	frappe.db.after_commit.add(lambda: _release(key))
	frappe.db.after_rollback.add(lambda: _release(key))


def _release(key: str) -> None:
	frappe.db.sql("select release_lock(%s)", key)
