"""A registration at the 911 provider that belongs to no line of ours: taken away where a person asks for it."""

import frappe
from frappe import _
from frappe.model.document import Document

from gigafibre_fsm.gigafibre_fsm import outbox
from gigafibre_fsm.gigafibre_fsm.delivery.message import Message
from gigafibre_fsm.gigafibre_fsm.delivery.outcome import NotNeeded
from gigafibre_fsm.integrations.emergency.client import EmergencyClient
from gigafibre_fsm.voice_service.doctype.voip_line.status import Status
from gigafibre_fsm.voice_service.services.emergency import requests

EVENT = "deregister_stray"


def remove(did: str, about: Document, because: str) -> None:
	"""`about`: the record of whoever found it, which says who asked."""
	outbox.put(
		requests.CHANNEL,
		EVENT,
		did,
		about,
		{"did": did, "because": because},
		occasion=frappe.generate_hash(length=16),
	)


def send(client: EmergencyClient, message: Message) -> None:
	"""Unless a line has taken the number meanwhile, or had a request of its own about it."""
	did = message.recipient
	if frappe.db.exists("VoIP Line", {"did": did, "status": ("!=", Status.CANCELLED)}):
		raise NotNeeded(_("The number is a line's now: it stays registered."))
	client.deregister(did)
