"""The outbox as a queue: rows are taken under a lock that lasts as long as two statements, never while something is sent.

A row that is taken carries a lease. A process that dies leaves it behind; when it has lapsed the row is queued again,
marked as one that may have gone out. What became of a row is written only by whoever holds its lease.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.utils import now_datetime

from gigafibre_fsm.domain import backoff
from gigafibre_fsm.gigafibre_fsm.delivery import outcome
from gigafibre_fsm.gigafibre_fsm.delivery.message import COLUMNS, Message
from gigafibre_fsm.gigafibre_fsm.doctype.outbox_message.status import Status

TABLE = "`tabOutbox Message`"
# Longer than any provider may take: see the timeouts of integrations/http.py.
LEASE = timedelta(minutes=5)
# By this index the oldest row that is due is the first one read, and so the only one that is locked.
DUE = f"""select {", ".join(COLUMNS)} from {TABLE} force index (lookup_status_channel_next_attempt_at)
	where status = 'Queued' and channel = %(channel)s and next_attempt_at <= %(now)s
	order by next_attempt_at, name limit 1 for update skip locked"""
NAMED = f"""select {", ".join(COLUMNS)} from {TABLE}
	where name = %(name)s and status = 'Queued' for update skip locked"""

_NEVER_GIVEN_UP = ", ".join(f"'{channel}'" for channel in sorted(outcome.ENDLESS))
_MAY_TRY_AGAIN = f"attempts < {backoff.MOST_ATTEMPTS} or channel in ({_NEVER_GIVEN_UP})"


@contextmanager
def session() -> Iterator[None]:
	"""Own transactions that lock what they take and nothing beside it.

	At the default level a look that finds nothing would hold up all who write new rows.
	"""
	frappe.db.sql("set session transaction isolation level read committed")
	frappe.db.commit()  # the level counts from the next transaction on
	try:
		yield
	finally:
		frappe.db.rollback()
		frappe.db.sql("set session tx_isolation = default")
		frappe.db.rollback()


def due(channel: str) -> Message | None:
	return _locked(DUE, {"channel": channel, "now": now_datetime()})


def named(name: str) -> Message | None:
	return _locked(NAMED, {"name": name})


def _locked(query: str, values: dict) -> Message | None:
	rows = frappe.db.sql(query, values)
	return Message(*rows[0]) if rows else None


def take(message: Message) -> Message:
	"""Ours from the commit on, which gives the lock back."""
	lease = now_datetime() + LEASE
	taken = replace(message, attempts=message.attempts + 1, lease=lease)
	_write(
		message,
		"status = 'Queued'",
		status=Status.SENDING,
		attempts=taken.attempts,
		next_attempt_at=lease,
		subject=taken.subject,
		body=taken.body,
		html=taken.html,
	)
	frappe.db.commit()  # nothing is locked while the provider is asked
	return taken


def settle(message: Message, **values) -> bool:
	"""What became of a row: whether it was still ours to say."""
	if message.lease is None:
		done = _write(message, "status = 'Queued'", **values)
	else:
		done = _write(message, "status = 'Sending' and next_attempt_at = %(lease)s", **values)
	frappe.db.commit()  # the provider has acted: that must not be forgotten
	return done


def _write(message: Message, condition: str, **values) -> bool:
	values |= {"modified": now_datetime(), "modified_by": frappe.session.user}
	changes = ", ".join(f"`{column}` = %({column})s" for column in values)
	frappe.db.sql(
		f"update {TABLE} set {changes} where name = %(its_name)s and {condition}",
		{**values, "its_name": message.name, "lease": message.lease},
	)
	return frappe.db._cursor.rowcount == 1


def release_lapsed() -> None:
	"""Rows of processes that died: to be looked up at the provider, and given up after too many of them."""
	now = now_datetime()
	_change(
		f"status = 'Sending' and next_attempt_at < {frappe.db.escape(str(now))}",
		f"in_doubt = 1, last_error = %(reason)s, status = if({_MAY_TRY_AGAIN}, 'Queued', 'Failed')",
		_("The process that was sending it ended before it knew whether the message went out."),
	)
	# Rows that were written without a time, by an import or by hand.
	_change("status = 'Queued' and next_attempt_at is null", "last_error = last_error")


def _change(condition: str, change: str, reason: str | None = None) -> None:
	"""Now due, and whatever `change` says. Rows that somebody is at work on are passed over."""
	names = frappe.db.sql(f"select name from {TABLE} where {condition} for update skip locked", pluck=True)
	if names:
		frappe.db.sql(
			f"update {TABLE} set {change}, next_attempt_at = %(now)s, modified = %(now)s where name in %(names)s",
			{"reason": reason, "now": now_datetime(), "names": names},
		)
	frappe.db.commit()  # each step of the delivery stands by itself


def cancel_all(channel: str, reason: str) -> None:
	"""What waits in a channel that was switched off: nothing old goes out when it is switched on."""
	frappe.db.sql(
		f"""update {TABLE} set status = 'Cancelled', last_error = %(reason)s, modified = %(now)s
		where status = 'Queued' and channel = %(channel)s""",
		{"channel": channel, "reason": reason, "now": now_datetime()},
	)
	frappe.db.commit()  # each step of the delivery stands by itself


def put_off(channel: str, until: datetime, reason: str) -> None:
	"""All that waits in a channel which cannot send, so that each row says why."""
	frappe.db.sql(
		f"""update {TABLE} set next_attempt_at = %(until)s, last_error = %(reason)s, modified = %(now)s
		where status = 'Queued' and channel = %(channel)s and next_attempt_at < %(until)s""",
		{"channel": channel, "until": until, "reason": reason, "now": now_datetime()},
	)


def bring_forward(channel: str) -> None:
	frappe.db.sql(
		f"""update {TABLE} set next_attempt_at = %(now)s, modified = %(now)s
		where status = 'Queued' and channel = %(channel)s and next_attempt_at > %(now)s""",
		{"channel": channel, "now": now_datetime()},
	)
