"""Which switch of FSM Settings a channel hangs on, and what its trouble is noted under."""

import frappe
from frappe import _

from gigafibre_fsm.gigafibre_fsm import language as languages

SETTINGS = "FSM Settings"
# Realtime and Webhook have no switch: they are always on.
SYSTEMS = {
	"SMS": "twilio",
	"Email": "mailjet",
	"Chat": "chat",
	"SIP": "sip",
	"E911": "emergency",
	"ACS": "acs",
	"Charge": "stripe",
}


def why_off(channel: str) -> str | None:
	system = SYSTEMS.get(channel)
	if not system or frappe.get_cached_doc(SETTINGS).get(f"{system}_enabled"):
		return None
	language = languages.of_office()
	label = _(channel, lang=language, context="Outbox Message")
	return _("The channel {0} is off in FSM Settings.", lang=language).format(label)
