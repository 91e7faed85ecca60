"""Stripe's events: stored under Stripe's own id before anything else, applied once, in whatever order they come.

What an event says may be old by the time it is read: where the order matters, the object is read again at Stripe.
"""

import json
import re
import time
from collections.abc import Callable
from functools import partial

import frappe
from frappe import _
from frappe.utils import add_to_date, now

from gigafibre_fsm.exceptions import InvalidRequest
from gigafibre_fsm.gigafibre_fsm import background, transaction
from gigafibre_fsm.gigafibre_fsm.doctype.provider_event.status import Status
from gigafibre_fsm.integrations.credentials import Credentials
from gigafibre_fsm.integrations.errors import ProviderError
from gigafibre_fsm.integrations.stripe import webhook
from gigafibre_fsm.receivables.services import office, provider
from gigafibre_fsm.receivables.services.stripe_handlers import HANDLERS

PROVIDER = "Stripe"
EVENT_ID = re.compile(r"evt_[A-Za-z0-9_]{1,120}")
LARGEST = 512 * 1024
HIDDEN = ("client_secret",)
JOB = "gigafibre_fsm.receivables.services.stripe_events.apply"
# A job has begun on those by now, where there is one.
OVERDUE_SECONDS = 60
MOST_AT_ONCE = 200
TRIES = 3


def receive(raw: bytes, signature: str) -> bool:
	"""Whether it is new. An event whose signature is not Stripe's leaves no trace."""
	event = _verified(raw, signature)
	if not EVENT_ID.fullmatch(str(event.get("id"))):
		_refuse()
	if not _store(event):
		return False
	frappe.db.after_commit.add(lambda: _wake(event["id"]))
	return True


def _verified(raw: bytes, signature: str) -> dict:
	if len(raw) > LARGEST:
		_refuse()
	secret = Credentials(provider.settings()).optional("stripe_webhook_secret")
	try:
		return webhook.verify(raw, signature, secret, time.time())
	except webhook.BadSignature:
		_refuse()


def _refuse() -> None:
	frappe.throw(_("The signature is not Stripe's."), InvalidRequest)


def _store(event: dict) -> bool:
	if frappe.db.exists("Provider Event", event["id"]):
		return False
	row = frappe.get_doc(
		{
			"doctype": "Provider Event",
			"provider": PROVIDER,
			"event_type": str(event.get("type"))[:140],
			"payload": json.dumps(_clean(event), ensure_ascii=False),
		}
	)
	try:
		row.insert(ignore_permissions=True, set_name=event["id"])
	except frappe.DuplicateEntryError:
		# Stripe sends an event again when an answer is late; the first one is being stored at this moment.
		frappe.clear_messages()
		return False
	return True


def _clean(value: object) -> object:
	"""The same without what could be used to act on an object."""
	if isinstance(value, dict):
		return {name: _clean(part) for name, part in value.items() if name not in HIDDEN}
	return [_clean(part) for part in value] if isinstance(value, list) else value


def _wake(name: str) -> None:
	"""Stored is stored: without Redis, the scheduler applies it minutes later."""
	queue = partial(
		frappe.enqueue, JOB, queue="short", job_id=f"gigafibre_fsm_{name}", deduplicate=True, name=name
	)
	background.hint(queue, name)


def sweep() -> None:
	"""Every few minutes: what no job applied. Where Stripe does not answer one, it need not be asked for the others."""
	names = frappe.get_all(
		"Provider Event",
		filters={
			"provider": PROVIDER,
			"status": Status.RECEIVED,
			"creation": ("<", add_to_date(now(), seconds=-OVERDUE_SECONDS)),
		},
		order_by="creation",
		limit=MOST_AT_ONCE,
		pluck="name",
	)
	for name in names:
		if not apply(name):
			return


def apply(name: str) -> bool:
	"""Whether it is dealt with, one way or the other. Commits."""
	with office.acting():
		try:
			_apply_patiently(name)
		except ProviderError as error:
			_note(name, Status.RECEIVED, error.message)
			return False
		except Exception as error:
			_note(name, Status.FAILED, str(error) or type(error).__name__)
	return True


def _apply_patiently(name: str) -> None:
	for left in reversed(range(TRIES)):
		try:
			return _apply(name)
		except transaction.GIVEN_UP:
			frappe.db.rollback()
			if not left:
				raise


def _apply(name: str) -> None:
	frappe.db.rollback()
	event = frappe.get_doc("Provider Event", name)
	if event.status != Status.RECEIVED:
		return
	payload = json.loads(event.payload)
	handler = HANDLERS.get(event.event_type)
	write = handler(payload["data"]["object"], payload) if handler else None
	_finish(name, write)


def _finish(name: str, write: Callable[[], None] | None) -> None:
	event = frappe.get_doc("Provider Event", name, for_update=True)
	if event.status == Status.RECEIVED:
		if write:
			write()
		event.update({"status": Status.APPLIED if write else Status.IGNORED, "error": None})
		event.save(ignore_permissions=True)
	frappe.db.commit()  # the event and its effect together: applied once, whatever dies after this


def _note(name: str, status: str, reason: str) -> None:
	frappe.db.rollback()
	frappe.clear_messages()
	if status == Status.FAILED:
		frappe.log_error(title=f"Stripe event {name}")
	event = frappe.get_doc("Provider Event", name, for_update=True)
	if event.status == Status.RECEIVED:
		event.update({"status": status, "error": frappe.utils.strip_html(reason)[:500]})
		event.save(ignore_permissions=True)
	frappe.db.commit()  # what went wrong must be seen, although nothing of the event itself was done
