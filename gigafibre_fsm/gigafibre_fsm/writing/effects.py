"""What `insert()` does beside the row: the search index, open lists in browsers, counters. After the commit, together.

Frappe pushes to Redis before the commit, once per document. A transaction that fails then leaves entries of what never
was, and a Redis that is gone holds up the order.
"""

import json
from collections.abc import Iterable, Sequence

import frappe
import redis
from frappe.desk.notifications import clear_doctype_notifications
from frappe.model.document import Document
from frappe.realtime import get_doctype_room
from frappe.utils import cstr
from frappe.utils.background_jobs import get_redis_connection_without_auth
from frappe.utils.global_search import get_formatted_value, sync_value

from gigafibre_fsm.gigafibre_fsm.writing import rows
from gigafibre_fsm.gigafibre_fsm.writing.plan import Plan

_PENDING = "gigafibre_written"
_QUEUE = "global_search_queue"


def after_commit(plan: Plan, documents: Sequence[Document]) -> None:
	"""The entries are made now: a document may go on changing in its caller's hands."""
	pending = _pending()
	for document in documents:
		pending["doctypes"][plan.doctype] = True
		pending["events"].append(_event(plan, document))
		if entry := _search_entry(plan, document):
			pending["searched"].append(entry)


def _pending() -> dict:
	pending = getattr(frappe.local, _PENDING, None)
	if not pending:
		pending = {"doctypes": {}, "events": [], "searched": []}
		setattr(frappe.local, _PENDING, pending)
		frappe.db.after_commit.add(_send_last)
		frappe.db.after_rollback.add(_take)
	return pending


def _take() -> dict | None:
	pending = getattr(frappe.local, _PENDING, None)
	setattr(frappe.local, _PENDING, None)
	return pending


def _send_last() -> None:
	"""Behind what is registered already: server locks are given up first, others wait for them."""
	frappe.db.after_commit.add(_send)


def _send() -> None:
	pending = _take()
	if not pending:
		return
	try:
		_queue_for_search(pending["searched"])
		_publish(pending["events"])
		for doctype in pending["doctypes"]:
			clear_doctype_notifications(doctype)
	except redis.exceptions.RedisError:
		# The order stands. Lists refresh when somebody opens them, counters when they expire.
		frappe.logger().warning("No Redis after a commit: open lists were not told.")


def _event(plan: Plan, document: Document) -> str:
	"""Of `notify_update` the half that somebody can be listening to: a new document is open in no browser yet."""
	return json.dumps(
		{
			"event": "list_update",
			"message": {"doctype": plan.doctype, "name": document.name, "user": frappe.session.user},
			"room": get_doctype_room(plan.doctype),
			"namespace": frappe.local.site,
		}
	)


def _publish(events: list[str]) -> None:
	pipeline = get_redis_connection_without_auth().pipeline(transaction=False)
	for event in events:
		pipeline.publish("events", event)
	pipeline.execute()


def _search_entry(plan: Plan, document: Document) -> dict | None:
	if frappe.local.conf.get("disable_global_search") or document.get("disabled"):
		return None
	if plan.meta.has_field("enabled") and not document.get("enabled"):
		return None
	content = [*_content(plan, document)]
	for child_plan, child in rows.children(plan, document):
		content += _content(child_plan, child)
	if not content:
		return None
	return {
		"doctype": plan.doctype,
		"name": document.name,
		"content": " ||| ".join(content),
		"published": 0,
		"title": cstr(document.get_title())[: int(frappe.db.VARCHAR_LEN)],
		"route": document.get("route"),
	}


def _content(plan: Plan, document: Document) -> Iterable[str]:
	for docfield in plan.searched:
		if value := document.get(docfield.fieldname):
			yield get_formatted_value(value, docfield)


def _queue_for_search(entries: list[dict]) -> None:
	if not entries:
		return
	try:
		key = frappe.cache.make_key(_QUEUE)
		redis.Redis.lpush(frappe.cache, key, *map(json.dumps, entries))
	except redis.exceptions.RedisError:
		for entry in entries:
			sync_value(entry)
		frappe.db.commit()  # nobody commits after the commit, and the order is in the database already
