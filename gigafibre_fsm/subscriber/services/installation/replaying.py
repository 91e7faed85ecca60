"""What was done without network, applied in order: each operation once, whatever dies in between.

An operation is a row of Field Operation, under its own id, in the transaction of what it does: both are there, or
neither. So the list can be sent again until it is answered. What is refused is a row as well, and stays refused. What
failed for a reason that passes is no row: its answer says `again`, and so do later operations on that job, which
would otherwise overtake it.
"""

import json
import traceback
from contextlib import suppress
from datetime import datetime

import frappe
import redis
from frappe import _
from frappe.utils import now_datetime

from gigafibre_fsm.domain import field_operations as rules
from gigafibre_fsm.domain.field_operations import Operation
from gigafibre_fsm.exceptions import CallerError, InvalidRequest, InvalidState, UpstreamError
from gigafibre_fsm.gigafibre_fsm import locks, transaction
from gigafibre_fsm.subscriber.services.installation import performing

DOCTYPE = "Field Operation"
# Said of the operation itself: to send it again would change nothing.
FINAL = (CallerError, frappe.PermissionError)
TITLE = "Field operation not applied"


def replay(operations: list) -> list[dict]:
	"""Commits after each operation. The answers are in the order of the list.

	:raises InvalidRequest: for more than can be applied while somebody waits.
	"""
	if len(operations) > rules.MOST:
		sentence = _("{0} holds too many: {1} at most.").format("operations", rules.MOST)
		frappe.throw(sentence, InvalidRequest)
	put_off: set[str] = set()
	return [_answer(value, f"operations[{place}]", put_off) for place, value in enumerate(operations)]


def _answer(value: object, path: str, put_off: set[str]) -> dict:
	try:
		operation = performing.read(value, path)
	except InvalidRequest as refusal:
		frappe.clear_messages()
		return {"id": _told_id(value), **_refused(refusal)}
	answer = _later() if operation.job in put_off else _apply(operation)
	if answer.get("again"):
		put_off.add(operation.job)
	return {"id": operation.id, **answer}


def _told_id(value: object) -> object:
	told = value.get("id") if isinstance(value, dict) else None
	return told if isinstance(told, str | int) else None


def _apply(operation: Operation) -> dict:
	try:
		return _settled(lambda: _once(operation))
	except FINAL as refusal:
		_undo()
		if isinstance(refusal, UpstreamError):
			return _later()
		return _remembered(operation, _refused(refusal))
	except Exception:
		_undo()
		_note()
		return _later()


def _settled(work) -> dict:
	answer = transaction.whole(work)
	frappe.db.commit()  # each operation is whole by itself: what comes after it in the list takes nothing of it back
	frappe.clear_messages()
	return answer


def _once(operation: Operation) -> dict:
	return _known(operation) or _done(operation)


def _known(operation: Operation) -> dict | None:
	"""What was answered under this id.

	:raises InvalidState: where it stands for something else.
	"""
	locks.hold(f"operation:{operation.id}")
	fields = ["user", "digest", "ok", "result", "error", "error_type"]
	row = frappe.db.get_value(DOCTYPE, operation.id, fields, as_dict=True)
	if not row:
		return None
	if (row.user, row.digest) != (frappe.session.user, operation.digest):
		frappe.throw(
			_("id {0} was used for another operation: give each one an id of its own.").format(operation.id),
			InvalidState,
		)
	if row.ok:
		return {"ok": True, "result": json.loads(row.result)}
	return {"ok": False, "error": row.error, "exc_type": row.error_type}


def _done(operation: Operation) -> dict:
	"""The row comes first: two that apply the same one meet at its name, before either has changed anything."""
	received = _now()
	at = _job_time(operation, received)
	row = _insert(operation, received)
	result = frappe.as_json(performing.apply(operation, at))
	row.db_set({"ok": 1, "result": result}, notify=False)
	return {"ok": True, "result": json.loads(result)}


def _job_time(operation: Operation, received: datetime) -> datetime:
	try:
		return rules.job_time(operation.at, received)
	except rules.TooOld:
		frappe.throw(
			_("at is more than {0} days ago: {1}. Is the clock of the device right?").format(
				rules.OLDEST.days, operation.at
			),
			InvalidRequest,
		)


def _remembered(operation: Operation, refused: dict) -> dict:
	"""Unless it was applied meanwhile, or its id is another one's."""

	def remember() -> dict:
		locks.hold(f"operation:{operation.id}")
		if not frappe.db.exists(DOCTYPE, operation.id):
			_insert(operation, _now(), error=refused["error"], error_type=refused["exc_type"])
		return refused

	return _settled(remember)


def _insert(operation: Operation, received: datetime, **outcome):
	row = {
		"doctype": DOCTYPE,
		# Of a job that there is not, only the arguments tell.
		"job": frappe.db.exists("Dispatch Job", operation.job),
		"method": operation.method,
		"user": frappe.session.user,
		"at": operation.at,
		"received_at": received,
		"args": json.dumps(operation.args, ensure_ascii=False, default=str),
		"digest": operation.digest,
		**outcome,
	}
	return frappe.get_doc(row).insert(ignore_permissions=True, set_name=operation.id)


def _refused(refusal: Exception) -> dict:
	sentence = frappe.utils.strip_html(str(refusal)) or _("You may not do this.")
	return {"ok": False, "error": sentence, "exc_type": type(refusal).__name__}


def _later() -> dict:
	sentence = _("This could not be done now: send it again.")
	return {"ok": False, "error": sentence, "exc_type": "ServerError", "again": True}


def _undo() -> None:
	frappe.db.rollback()
	frappe.clear_messages()


def _note() -> None:
	"""Without values: some are secrets."""
	with suppress(redis.exceptions.RedisError):
		frappe.log_error(TITLE, traceback.format_exc(), defer_insert=True)


def _now() -> datetime:
	return now_datetime().replace(microsecond=0)
