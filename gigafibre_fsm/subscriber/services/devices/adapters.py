"""A telephone adapter that nobody recorded as equipment, as those of the legacy database: lines know its MAC address."""

from collections.abc import Sequence

import frappe

from gigafibre_fsm.domain.devices import telephone
from gigafibre_fsm.domain.devices.configuration import Configuration, SipLine
from gigafibre_fsm.domain.devices.entitlement import WORKING, entitlement
from gigafibre_fsm.domain.devices.parameters import parameters
from gigafibre_fsm.domain.devices.profiles import choose
from gigafibre_fsm.subscriber.services.devices import device_profiles
from gigafibre_fsm.subscriber.services.devices.finding import Row, identities
from gigafibre_fsm.subscriber.services.devices.reading import clear, secret_of

ADAPTER = "Téléphone IP"
_LINES = f"""
	select line.did, line.sip_username, line.sip_domain, line.status, line.ata_model, line.customer,
		line.service_location, place.status as place_status, line_secret.password, setting.value as domain,
		{device_profiles.STAMP} as profiles
	from `tabVoIP Line` as line
	left join `tabService Location` as place on place.name = line.service_location
	{secret_of("VoIP Line", "line", "sip_password")}
	left join tabSingles as setting on setting.doctype = 'FSM Settings' and setting.field = 'sip_domain'
	where line.ata_mac = %s order by line.name"""


def provision(spelled: str) -> dict | None:
	"""As a recorded device is answered, without what only a record has; None where no line knows it."""
	mac = identities(spelled)["mac"]
	rows = frappe.db.sql(_LINES, mac, as_dict=True) if mac else []
	if not rows:
		return None
	meant = _meant(rows)
	configuration = Configuration(lines=_lines(meant))
	return {
		"serial": mac,
		"equipment": None,
		"equipment_type": ADAPTER,
		"status": None,
		"customer": meant[0].customer,
		"service_location": meant[0].service_location,
		"wifi": None,
		"voip": {"lines": [vars(line) for line in configuration.lines]} if configuration.lines else None,
		"gpon": None,
		"radius": None,
		"parameters": _parameters(mac, meant[0], configuration),
	}


def _meant(rows: Sequence[Row]) -> list[Row]:
	"""Those that live. Else the last one that did not: the adapter is to forget its account, not to keep it."""
	return [row for row in rows if row.status in telephone.LIVE] or [rows[-1]]


def _lines(rows: Sequence[Row]) -> tuple[SipLine, ...]:
	told = [row for row in rows if row.sip_username and _may_be_told(row)]
	accounts = [telephone.Account(number, row.sip_username, None) for number, row in enumerate(told, start=1)]
	lines = [
		telephone.PhoneLine(
			row.did,
			row.sip_username,
			clear(row.password),
			row.sip_domain,
			row.status,
		)
		for row in told
	]
	return telephone.sip_lines(accounts, lines, rows[0].domain or None)


def _may_be_told(row: Row) -> bool:
	"""A line that is over holds no secret: it is told without its password."""
	if row.status not in telephone.LIVE:
		return True
	return entitlement(WORKING[-1], row.place_status, row.status).telephone


def _parameters(mac: str, row: Row, configuration: Configuration) -> list[list]:
	if not configuration.lines:
		return []
	profile = choose(device_profiles.enabled(row.profiles), None, row.ata_model, (mac,))
	return parameters(profile, configuration) if profile else []
