"""Asks the 911 provider what it holds of a number. Nothing changes there; what comes back is compared with the line."""

import frappe
from frappe.model.document import Document
from frappe.utils import now_datetime

from gigafibre_fsm.gigafibre_fsm import outbox
from gigafibre_fsm.voice_service.doctype.e911_request.status import Action
from gigafibre_fsm.voice_service.services.emergency import requests

EVENT = requests.EVENTS[Action.QUERY]


def ask(line: Document, reason: str | None = None, occasion: str | None = None) -> str | None:
	"""With a reason it is a person's question, and kept as a request; without one it is a look, once per occasion."""
	if not line.did:
		return None
	if reason:
		return requests.make(line, Action.QUERY, reason).name
	minute = now_datetime().strftime("%Y-%m-%d %H:%M")
	outbox.put(requests.CHANNEL, EVENT, line.did, line, {"did": line.did}, occasion=occasion or minute)
	return None


def ask_about(did: str, occasion: str) -> bool:
	"""The provider says that something became of a number: whether it is one of ours."""
	line = frappe.db.get_value("VoIP Line", {"did": did})
	if line:
		ask(frappe.get_doc("VoIP Line", line), occasion=occasion)
	return bool(line)
