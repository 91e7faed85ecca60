"""Puts a message into the outbox, in the transaction of what it tells of. Nothing is sent here: `delivery` does that."""

import hashlib
from collections.abc import Iterable

import frappe
from frappe.database.database import savepoint
from frappe.model.document import Document
from frappe.utils import now_datetime

from gigafibre_fsm.gigafibre_fsm import language as languages
from gigafibre_fsm.gigafibre_fsm.delivery import channels, job
from gigafibre_fsm.gigafibre_fsm.doctype.outbox_message.status import Status

LONGEST_KEY = 140
STILL_TO_SEND = (Status.QUEUED, Status.FAILED)


def put(
	channel: str,
	event: str,
	recipient: str | None,
	about: Document,
	variables: dict,
	language: str | None = None,
	missing_recipient: str | None = None,
	occasion: str | None = None,
) -> None:
	"""Once per event, document, channel and recipient; `occasion` tells apart what may be said again.

	Without a recipient it waits, failed, for a person who knows one.
	"""
	values = row(
		channel,
		event,
		recipient,
		about.doctype,
		about.name,
		variables,
		language,
		missing_recipient,
		occasion,
	)
	if not frappe.db.exists("Outbox Message", {"dedupe_key": values["dedupe_key"]}):
		_insert(values)
	wake()


def _insert(values: dict) -> None:
	shown = len(frappe.local.message_log)
	# Another transaction may have put the same one since we looked: the index has the last word.
	with savepoint(catch=frappe.UniqueValidationError):
		frappe.get_doc(values).insert(ignore_permissions=True)
		return
	del frappe.local.message_log[shown:]


def row(
	channel: str,
	event: str,
	recipient: str | None,
	reference_doctype: str,
	reference_name: str,
	variables: dict,
	language: str | None = None,
	missing_recipient: str | None = None,
	occasion: str | None = None,
) -> dict:
	"""What `put` writes, for those who write many documents at once; they call `wake` themselves."""
	off = channels.why_off(channel)
	return {
		"doctype": "Outbox Message",
		"channel": channel,
		"event": event,
		"recipient": recipient,
		"reference_doctype": reference_doctype,
		"reference_name": reference_name,
		"dedupe_key": _key(event, reference_doctype, reference_name, channel, recipient, occasion),
		"payload": frappe.as_json({"language": language or languages.spoken(), "variables": variables}),
		"status": _first_status(off, missing_recipient),
		"attempts": 0,
		"next_attempt_at": now_datetime(),
		"last_error": off or missing_recipient,
	}


def _first_status(off: str | None, missing_recipient: str | None) -> str:
	if off:
		return Status.CANCELLED
	return Status.FAILED if missing_recipient else Status.QUEUED


def _key(
	event: str, doctype: str, name: str, channel: str, recipient: str | None, occasion: str | None
) -> str:
	parts = (event, doctype, name, channel, _short(recipient), *([occasion] if occasion else []))
	key = ":".join(parts)
	return key if len(key) <= LONGEST_KEY else f"{event}:{channel}:{hashlib.sha256(key.encode()).hexdigest()}"


def _short(recipient: str | None) -> str:
	"""The key is a column of limited length, an e-mail address is not."""
	return hashlib.sha256((recipient or "").encode()).hexdigest()[:16]


def wake() -> None:
	"""Once this transaction is committed, a job delivers what it put. However often it is called, one job."""
	if getattr(frappe.local, "outbox_is_awake", False):
		return
	frappe.local.outbox_is_awake = True
	frappe.db.after_commit.add(_start)
	frappe.db.after_rollback.add(_sleep)


def _start() -> None:
	_sleep()
	job.start()


def _sleep() -> None:
	frappe.local.outbox_is_awake = False


def cancel_queued(
	references: Iterable[tuple[str, str]], reason: str, events: Iterable[str] | None = None
) -> int:
	"""Stops what is not sent yet about these documents. What a process is sending at this moment goes out."""
	message = frappe.qb.DocType("Outbox Message")
	cancelled = 0
	for doctype, name in references:
		query = (
			frappe.qb.update(message)
			.set(message.status, Status.CANCELLED)
			.set(message.last_error, reason)
			.set(message.modified, now_datetime())
			.set(message.modified_by, frappe.session.user)
			.where((message.reference_doctype == doctype) & (message.reference_name == name))
			.where(message.status.isin(STILL_TO_SEND))
		)
		(query.where(message.event.isin(list(events))) if events else query).run()
		cancelled += frappe.db._cursor.rowcount
	return cancelled


def cancel_rows(names: Iterable[str], reason: str) -> None:
	"""As `cancel_queued`, for rows that are known by their names."""
	if not (names := list(names)):
		return
	message = frappe.qb.DocType("Outbox Message")
	(
		frappe.qb.update(message)
		.set(message.status, Status.CANCELLED)
		.set(message.last_error, reason)
		.set(message.modified, now_datetime())
		.set(message.modified_by, frappe.session.user)
		.where(message.name.isin(names) & message.status.isin(STILL_TO_SEND))
	).run()
