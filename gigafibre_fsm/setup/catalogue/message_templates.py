"""The texts sent to customers and staff, in French and English."""

import frappe

from gigafibre_fsm.setup.catalogue.made import Made
from gigafibre_fsm.setup.catalogue.site import Site, document

DIRECTORY = "messages"
EVENTS = (
	"order_confirmed",
	"order_cancelled",
	"technician_en_route",
	"service_activated",
	"service_suspended",
	"service_reactivated",
	"payment_link",
	"card_link",
	"payment_declined",
	"payment_received",
	"invoice_reminder",
	"arrangement_made",
	"arrangement_broken",
	"waitlist_confirmed",
	"business_quote",
	"planned_zone",
	"login_code",
)


def ensure(site: Site, made: Made) -> None:
	for row in templates():
		_ensure_template(row, made)


def templates() -> list[dict]:
	return [row for event in EVENTS for row in _of_event(event)]


def _of_event(event: str) -> list[dict]:
	texts = document(f"{DIRECTORY}/{event}.json")
	return [
		{"event": event, "channel": channel, "language": language, **_text(lines)}
		for channel, by_language in texts.items()
		for language, lines in by_language.items()
	]


def _text(text: dict) -> dict:
	return {"subject": text.get("subject"), "body": "\n".join(text["body"])}


def _ensure_template(row: dict, made: Made) -> None:
	key = {field: row[field] for field in ("event", "channel", "language")}
	made.once(
		"Message Template",
		"-".join(key.values()),
		find=lambda: frappe.db.exists("Message Template", key),
		make=lambda: _make(row),
	)


def _make(row: dict) -> str:
	template = frappe.get_doc({"doctype": "Message Template", "enabled": 1, **row})
	return template.insert(ignore_permissions=True).name
