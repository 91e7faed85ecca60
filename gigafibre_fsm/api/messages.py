"""What Twilio and Mailjet report of the messages they took for us. Only they can call: `docs/messages.md`."""

import hmac
import json
from urllib.parse import urlsplit

import frappe
from frappe import _
from frappe.utils import get_url

from gigafibre_fsm.api.endpoint import endpoint
from gigafibre_fsm.exceptions import InvalidRequest
from gigafibre_fsm.gigafibre_fsm import language as languages
from gigafibre_fsm.gigafibre_fsm import receipts
from gigafibre_fsm.integrations.credentials import Credentials
from gigafibre_fsm.integrations.mailjet import receipts as mailjet_receipts
from gigafibre_fsm.integrations.twilio import receipts as twilio_receipts
from gigafibre_fsm.integrations.twilio.signature import is_signed

MOST_EVENTS = 1000


@frappe.whitelist(allow_guest=True, methods=["POST"])
@endpoint()
def twilio_status(message: str | None = None) -> dict:
	fields = frappe.request.form.to_dict(flat=False)
	token = _secret("twilio_auth_token")
	if not is_signed(token, _addresses(), fields, frappe.get_request_header("X-Twilio-Signature")):
		frappe.throw(_("This request is not signed by Twilio."), frappe.PermissionError)
	with languages.in_office():
		receipt = twilio_receipts.of_callback({name: values[0] for name, values in fields.items()})
		if receipt:
			receipts.note("SMS", message, receipt)
	return {}


@frappe.whitelist(allow_guest=True, methods=["POST"])
@endpoint()
def mailjet_event() -> dict:
	"""Mailjet signs nothing: the secret is in the address."""
	secret = _secret("mailjet_webhook_secret")
	given = frappe.request.args.get("secret") or ""
	if not secret or not hmac.compare_digest(secret.encode(), given.encode()):
		frappe.throw(_("The secret in this address is not the one of FSM Settings."), frappe.PermissionError)
	# In one order whatever the group's: two groups must not wait for each other's rows.
	events = sorted(_events(), key=lambda event: str(event.get("CustomID")))
	with languages.in_office():
		for event in events:
			receipt = mailjet_receipts.of_event(event)
			if receipt:
				receipts.note("Email", receipts.untagged(str(event.get("CustomID"))), receipt)
	return {}


def _secret(fieldname: str) -> str:
	return Credentials(frappe.get_cached_doc("FSM Settings")).optional(fieldname)


def _addresses() -> set[str]:
	"""This very address, as Twilio may have been given it: a proxy hides the scheme, and at times the name or the port."""
	seen, ours = urlsplit(frappe.request.url), urlsplit(get_url(allow_header_override=False))
	query = frappe.request.query_string.decode()
	rest = frappe.request.path + (f"?{query}" if query else "")
	hosts = {seen.netloc, seen.hostname, ours.netloc, ours.hostname}
	return {f"{scheme}://{host}{rest}" for scheme in ("https", "http") for host in hosts if host}


def _events() -> list[dict]:
	"""One event alone, or a group of them."""
	try:
		body = json.loads(frappe.request.get_data())
	except ValueError:
		body = None
	events = [body] if isinstance(body, dict) else body
	if not isinstance(events, list) or len(events) > MOST_EVENTS:
		frappe.throw(_("The request cannot be read."), InvalidRequest)
	return [event for event in events if isinstance(event, dict)]
