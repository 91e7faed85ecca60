"""What the account of a line shall be, as the line is now."""

import frappe
from frappe.utils.password import get_decrypted_password

from gigafibre_fsm.integrations.sip.records import Account, Calls
from gigafibre_fsm.voice_service.doctype.voip_line.status import Status

# Events of the outbox.
ACCOUNT, REMOVAL = "sip_account", "sip_account_removal"
ENABLED = (Status.PENDING, Status.ACTIVE)
THERE = (*ENABLED, Status.SUSPENDED)
FIELDS = (
	"name",
	"status",
	"did",
	"sip_username",
	"sip_domain",
	"caller_id",
	"max_calls",
	"call_timeout",
	"international",
	"country_whitelist",
	"legacy_pbx_id",
)


def of(line: object) -> Account | None:
	"""Without its password, and so without a look at the secrets; None where there shall be none. Any row with FIELDS."""
	if line.status not in THERE or not line.sip_username:
		return None
	return Account(
		username=line.sip_username,
		enabled=line.status in ENABLED,
		line=line.name,
		did=line.did or None,
		domain=line.sip_domain or "",
		calls=_calls(line),
		adopts=bool(line.legacy_pbx_id),
	)


def password(line: str) -> str | None:
	return get_decrypted_password("VoIP Line", line, "sip_password", raise_exception=False) or None


def stored(line: str) -> frappe._dict | None:
	return frappe.db.get_value("VoIP Line", line, FIELDS, as_dict=True)


def _calls(line: object) -> Calls:
	codes = (line.country_whitelist or "").replace(",", " ").upper().split()
	return Calls(
		caller_id=line.caller_id or "",
		most=line.max_calls or 0,
		ring_seconds=line.call_timeout or 0,
		international=bool(line.international),
		countries=tuple(codes) if line.international else (),
	)
