"""`pbx`: a telephone line. `phone_provisioning`: the adapter in the house that it is plugged into."""

import re

from gigafibre_fsm.domain.identifiers import canonical_did, canonical_mac
from gigafibre_fsm.domain.legacy import ids, reach, text, times
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import Change, Reason, Record, Rejected
from gigafibre_fsm.domain.legacy.passwords import password, refused

# Key of `known.extra`: the languages that the site has.
LANGUAGES = "languages"
LONGEST = 140
_COUNTRY = re.compile(r"[A-Z]{2}")
_BETWEEN = re.compile(r"[\s,;|/]+")


def line(row: dict, known: Known) -> list[Record]:
	customer = known.customer(row["account_id"])
	number = did(row)
	subscription = known.subscription(row["service_id"]) or {}
	mail, unread = _email(row["vm_email"])
	language, unknown_language = _language(row["language"], known)
	values = {
		"legacy_pbx_id": ids.fits(row["id"]),
		"did": number,
		"customer": customer["name"],
		"customer_name": customer["customer_name"],
		"service_location": (known.location(row["delivery_id"]) or {}).get("name"),
		"subscription": subscription.get("name"),
		# The account is there, so the phone works; a closed service is for a person to look at.
		"status": "Suspended" if subscription.get("status") == "Suspended" else "Active",
		"caller_id": text.clean(row["name"]),
		"sip_username": number,
		"sip_password": password(row["password"]),
		"sip_domain": text.clean(row["user_context"]),
		"extension": text.clean(row["int_code"]),
		"language": language or customer["language"],
		**_calls(row),
		"voicemail_enabled": int(bool(row["has_vm"])),
		"vm_password": password(row["vm_password"]),
		"vm_email": mail,
		**_creation(row, known),
	}
	warnings = [*refused(row, "password", "vm_password"), *unread, *unknown_language]
	if subscription.get("status") == "Cancelled":
		warnings.append(f"its service is closed: {subscription['name']}")
	return [Record("VoIP Line", values, tuple(warnings))]


def _calls(row: dict) -> dict:
	return {
		"max_calls": max(row["max_calls"] or 0, 0),
		"call_timeout": max(row["call_timeout"] or 0, 0),
		"call_911": int(bool(row["call_911"])),
		"country_whitelist": _countries(row["country_whitelist"]),
	}


def adapter(row: dict, known: Known) -> list[Change]:
	customer = known.customer(row["account_id"])
	number = did(row)
	found = known.lines_by_did.get(number)
	if not found:
		raise Rejected(Reason.UNKNOWN_NUMBER, number)
	mac = read_mac(row)
	values = {
		"ata_mac": mac,
		"ata_model": text.clean(row["app"]),
		"ata_password": password(row["password"]),
		"international": int(bool(row["internationnal"])),
	}
	if not found["equipment"] and (device := _carrier(mac, found, known)):
		values["equipment"] = device
	warnings = [*refused(row, "password")]
	if not mac and (written := text.clean(row["mac"])):
		warnings.append(f"unreadable mac: {written}")
	if found["customer"] != customer["name"]:
		warnings.append(f"the line is another customer's: {found['customer']}")
	return [Change("VoIP Line", found["name"], values, tuple(warnings))]


def did(row: dict) -> str:
	number = read_did(row)
	if not number:
		raise Rejected(Reason.INVALID_NUMBER, text.clean(row["phone"]) or "-")
	return number


def read_did(row: dict) -> str | None:
	try:
		return canonical_did(text.clean(row["phone"]))
	except ValueError:
		return None


def read_mac(row: dict) -> str | None:
	try:
		return canonical_mac(text.clean(row["mac"]))
	except ValueError:
		return None


def _carrier(mac: str | None, found: dict, known: Known) -> str | None:
	"""The adapter itself, where it is a device of the customer's."""
	device = known.equipment_by_mac.get(mac or "")
	is_it = device and device["equipment_type"] == "Téléphone IP" and device["customer"] == found["customer"]
	return device["name"] if is_it else None


def _email(value: str | None) -> tuple[str | None, list[str]]:
	read = reach.emails(value)
	found = ", ".join(read.found)
	warnings = [f"unreadable e-mail: {read.unread}"] if read.unread else []
	return (found if len(found) <= LONGEST else read.found[0]) or None, warnings


def _language(value: str | None, known: Known) -> tuple[str | None, list[str]]:
	code = (text.clean(value) or "").lower()
	if not code or code in known.extra[LANGUAGES]:
		return code or None, []
	return None, [f"unknown language: {code}"]


def _countries(value: str | None) -> str | None:
	"""As the field asks for: codes of two letters. What is something else stays as it was written."""
	written = text.clean(value)
	if not written:
		return None
	codes = [code for code in _BETWEEN.split(written.upper()) if code]
	return ", ".join(codes) if all(map(_COUNTRY.fullmatch, codes)) else written


def _creation(row: dict, known: Known) -> dict:
	since = times.moment(row["date_origin"], known.now)
	return {"creation": since} if since else {}
