"""Puts a message into the outbox, in the transaction of what it tells of. Nothing is sent here."""

import hashlib

import frappe
from frappe.model.document import Document

from gigafibre_fsm.gigafibre_fsm.doctype.outbox_message.status import Status

LANGUAGES = ("fr", "en")


def put(
	channel: str,
	event: str,
	recipient: str | None,
	about: Document,
	variables: dict,
	language: str | None = None,
	missing_recipient: str | None = None,
) -> None:
	"""Once per event, document, channel and recipient. Without a recipient it waits, failed, for a person who knows one."""
	key = ":".join((event, about.doctype, about.name, channel, _short(recipient)))
	if frappe.db.exists("Outbox Message", {"dedupe_key": key}):
		return
	frappe.get_doc(
		{
			"doctype": "Outbox Message",
			"channel": channel,
			"event": event,
			"recipient": recipient,
			"reference_doctype": about.doctype,
			"reference_name": about.name,
			"dedupe_key": key,
			"payload": frappe.as_json({"language": language or spoken(), "variables": variables}),
			"status": Status.FAILED if missing_recipient else Status.QUEUED,
			"last_error": missing_recipient,
		}
	).insert(ignore_permissions=True)


def _short(recipient: str | None) -> str:
	"""The key is a column of limited length, an e-mail address is not."""
	return hashlib.sha256((recipient or "").encode()).hexdigest()[:16]


def spoken(language: str | None = None) -> str:
	"""The language of a message: the caller's where there are texts in it, else French."""
	language = (language or frappe.local.lang or "").split("-")[0]
	return language if language in LANGUAGES else LANGUAGES[0]
