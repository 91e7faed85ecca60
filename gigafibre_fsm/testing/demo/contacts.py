"""Visitors who asked for something, their tickets, and the messages of the outbox in every state."""

import json

import frappe
from frappe.utils import add_to_date, now_datetime

from gigafibre_fsm.setup.catalogue.site import find_company
from gigafibre_fsm.testing.demo import people, rows
from gigafibre_fsm.testing.demo.field import project_of
from gigafibre_fsm.testing.demo.stories import Story, story
from gigafibre_fsm.testing.demo.subscribers import customer_of

# Channel, event, customer, status, what went wrong.
MESSAGES = (
	("SMS", "order_confirmed", "julie.tremblay", "Sent", None),
	("Email", "order_confirmed", "julie.tremblay", "Sent", None),
	("Chat", "order_confirmed", "mathieu.gagnon", "Queued", None),
	("SMS", "order_confirmed", "mathieu.gagnon", "Sent", None),
	("Email", "order_confirmed", "mathieu.gagnon", "Failed", "Mailjet: 401, API key is not valid"),
	("SIP", "sip_account", "mathieu.gagnon", "Failed", "SIP: no answer within 10 s"),
	("SMS", "technician_en_route", "sylvie.roy", "Sent", None),
	("Email", "payment_declined", "nathalie.fortin", "Cancelled", "Email channel is off"),
)


def load() -> None:
	_load_leads()
	_load_tickets()
	for message in MESSAGES:
		_load_message(*message)


def _load_leads() -> None:
	rows.ensure(
		"Lead",
		{"email_id": "annie.bouchard@client.example"},
		first_name="Annie",
		last_name="Bouchard",
		company=find_company(),
		address_line="812 Chemin de la Rivière-aux-Castors",
		municipality="Saint-Célestin-des-Monts",
		postal_code="J0V 9C2",
		interest="Internet",
		planned_zone="Saint-Célestin-des-Monts",
	)
	rows.ensure(
		"Lead",
		{"email_id": "achats@scierie.example"},
		first_name="Denis",
		last_name="Caron",
		company_name="Scierie du 4e Rang inc.",
		company=find_company(),
		address_line="96 4e Rang Est",
		municipality="Saint-Célestin-des-Monts",
		interest="Business",
		requested_services="Lien symétrique 1 Gbit/s, deux lignes",
	)


def _load_tickets() -> None:
	rows.ensure(
		"Issue",
		{"subject": "Soumission fibre entreprise - 96 4e Rang Est"},
		raised_by="achats@scierie.example",
		company=find_company(),
	)
	rows.ensure(
		"Issue",
		{"subject": "Unknown device TPLG0EE0FF01"},
		issue_type="Support",
		company=find_company(),
		device_serial="TPLG0EE0FF01",
	)
	rows.ensure(
		"Issue",
		{"subject": "Changer le nom du WiFi"},
		issue_type="Support",
		company=find_company(),
		customer=customer_of(story("lucie.bergeron")),
	)


def _load_message(channel: str, event: str, key: str, status: str, error: str | None) -> None:
	"""The order's own row where it wrote one, as if its channel were on."""
	each = story(key)
	own = _written_by_order(channel, event, each)
	if own:
		outcome = _outcome(channel, status, error, each)
		frappe.db.set_value("Outbox Message", own, outcome, update_modified=False)
	else:
		_make_message(channel, event, status, error, each)


def _written_by_order(channel: str, event: str, each: Story) -> str | None:
	line = rows.find("VoIP Line", {"customer": customer_of(each)})
	about = [name for name in (project_of(each), line) if name]
	return rows.find("Outbox Message", {"channel": channel, "event": event, "reference_name": ("in", about)})


def _outcome(channel: str, status: str, error: str | None, each: Story) -> dict:
	sent = status == "Sent"
	return {
		"status": status,
		"attempts": 5 if status == "Failed" else int(sent),
		"sent_at": add_to_date(now_datetime(), hours=-3) if sent else None,
		"provider_id": f"demo-{channel.lower()}-{each.fibre_id}" if sent else None,
		"last_error": error,
	}


def _make_message(channel: str, event: str, status: str, error: str | None, each: Story) -> None:
	project = project_of(each)
	rows.ensure(
		"Outbox Message",
		{"dedupe_key": f"demo:{event}:{each.key}:{channel}"},
		channel=channel,
		event=event,
		recipient=_recipient(channel, each),
		payload=json.dumps({"customer_name": each.customer_name}, ensure_ascii=False),
		reference_doctype="Project" if project else "Customer",
		reference_name=project or customer_of(each),
		**_outcome(channel, status, error, each),
	)


def _recipient(channel: str, each: Story) -> str:
	return {"SMS": each.phone, "Email": each.email, "Chat": people.email("dispatch")}.get(channel, "sip")
