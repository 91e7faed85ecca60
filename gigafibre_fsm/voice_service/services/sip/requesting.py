"""Rows of the outbox, written with the change that they tell the SIP platform of.

A row does not say what the account shall be: when it is sent, the account is made what the line is then.
"""

import frappe
from frappe.model.document import Document

from gigafibre_fsm.gigafibre_fsm import outbox
from gigafibre_fsm.voice_service.services.sip import account
from gigafibre_fsm.voice_service.services.sip.account import ACCOUNT, REMOVAL

CHANNEL = "SIP"
OCCASION = "gigafibre_sip_occasion"


def request(line: Document, because: str) -> None:
	"""Once per account and transaction, however often it is asked. A user that the line had before goes as well."""
	for username in _usernames(line):
		outbox.put(
			CHANNEL,
			ACCOUNT,
			username,
			line,
			{"username": username, "because": because},
			occasion=_occasion(),
		)


def remove(username: str, about: Document, because: str) -> None:
	"""An account that belongs to no line of ours; `about` is the record of whoever found it."""
	variables = {"username": username, "because": because}
	outbox.put(CHANNEL, REMOVAL, username, about, variables, occasion=_occasion())


def is_changed(line: Document) -> bool:
	"""For a line that is being saved: whether its account is another one than before. A new line's is asked for by
	whoever makes the line.
	"""
	before = line.get_doc_before_save()
	return bool(before) and (account.of(before) != account.of(line) or _has_new_password(line, before))


def _has_new_password(line: Document, before: Document) -> bool:
	"""A stored one shows as asterisks."""
	if not line.sip_password:
		return bool(before.sip_password)
	return not line.is_dummy_password(line.sip_password)


def _usernames(line: Document) -> list[str]:
	before = line.get_doc_before_save()
	names = (line.sip_username, before and before.sip_username)
	return list(dict.fromkeys(filter(None, names)))


def _occasion() -> str:
	"""Another one in every transaction, so that a change is never taken for an earlier one that was sent already."""
	if not getattr(frappe.local, OCCASION, None):
		setattr(frappe.local, OCCASION, frappe.generate_hash(length=16))
		frappe.db.after_commit.add(_forget)
		frappe.db.after_rollback.add(_forget)
	return getattr(frappe.local, OCCASION)


def _forget() -> None:
	setattr(frappe.local, OCCASION, None)
