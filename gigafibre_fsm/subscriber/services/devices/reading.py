"""What is stored of a device, in one statement.

Thousands of devices ask within minutes, so it is shaped by what costs time. Each row is one JSON array: the driver, which
is written in Python, spends longer on sixty columns than the database on finding them. Secrets, accounts and lines are
joined and not asked for one by one: the rows are every combination of them, most often one or two. Nothing is sorted by
the database, which would write the rows into a table of its own first.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

import frappe
from frappe.utils.password import decrypt

from gigafibre_fsm.subscriber.services.devices import device_profiles
from gigafibre_fsm.subscriber.services.devices.finding import IS_IT, WHOSE, Row, best, identities

# A port is of the device itself, or of the place that it was set aside for.
PLUG = ("olt_ip", "olt_frame", "olt_slot", "olt_port", "ont_id")
_OWN = (
	"equipment_type customer brand model gpon_serial cwmp_serial wifi_enabled wifi_ssid wifi_ssid_5g sip_username "
	"sip_line fibre_line_profile fibre_service_profile radius_user"
)
_DEVICE = {
	**{name: f"device.{name}" for name in (*WHOSE, *_OWN.split(), *PLUG)},
	**{f"place_{name}": f"place.{name}" for name in (*PLUG, "status", "fibre_drop")},
	"service_status": "service.status",
	"service_radius_user": "service.radius_user",
	"service_radius_password": "service_secret.password",
	"vlan": "olt.line_profile_vlan",
	"sip_domain": "setting.value",
	"profiles": device_profiles.STAMP,
}
_SECRET = {"name": "secret.fieldname", "password": "secret.password"}
_ACCOUNT = {
	"name": "account.name",
	"line": "account.line",
	"username": "account.sip_username",
	"enabled": "account.enabled",
	"password": "account_secret.password",
}


def _line(alias: str) -> dict[str, str]:
	return {
		"name": f"{alias}.name",
		"did": f"{alias}.did",
		"username": f"{alias}.sip_username",
		"domain": f"{alias}.sip_domain",
		"status": f"{alias}.status",
		"password": f"{alias}_secret.password",
		"adapter": f"{alias}.ata_mac",
		"carrier": f"{alias}.equipment",
		"carrier_type": f"{alias}_carrier.equipment_type",
		"carrier_place": f"{alias}_carrier.service_location",
	}


# Where the device is, if anywhere: a link that the desk cleared holds an empty text, and so do lines of other customers.
_PLACE = "nullif(device.service_location, '')"
# Lines of the place, and those that name the device though they are of no place or of another one.
_PARTS = (_DEVICE, _SECRET, _ACCOUNT, _line("line"), _line("carried"))


def secret_of(doctype: str, alias: str, fieldname: str) -> str:
	secret = f"{alias}_secret"
	return f"""left join __Auth as {secret} on {secret}.doctype = '{doctype}' and {secret}.name = {alias}.name
		and {secret}.fieldname = '{fieldname}' and {secret}.encrypted = 1"""


def _carrier(alias: str) -> str:
	return f"left join `tabService Equipment` as {alias}_carrier on {alias}_carrier.name = {alias}.equipment"


_STATEMENT = f"""select json_array({", ".join(column for part in _PARTS for column in part.values())})
	from `tabService Equipment` as device
	left join `tabService Location` as place on place.name = device.service_location
	left join `tabService Subscription` as service on service.name = device.subscription
	{secret_of("Service Subscription", "service", "radius_password")}
	left join tabOLT as olt on olt.name = coalesce(nullif(device.olt_ip, ''), place.olt_ip)
	left join tabSingles as setting on setting.doctype = 'FSM Settings' and setting.field = 'sip_domain'
	left join __Auth as secret on secret.doctype = 'Service Equipment' and secret.name = device.name
		and secret.encrypted = 1
	left join `tabEquipment SIP Line` as account on account.parent = device.name
		and account.parenttype = 'Service Equipment'
	{secret_of("Equipment SIP Line", "account", "sip_password")}
	left join `tabVoIP Line` as line on line.service_location = {_PLACE}
	{secret_of("VoIP Line", "line", "sip_password")}
	{_carrier("line")}
	left join `tabVoIP Line` as carried on carried.equipment = device.name
		and (carried.service_location = {_PLACE}) is not true
	{secret_of("VoIP Line", "carried", "sip_password")}
	{_carrier("carried")}
	where {IS_IT}"""


@dataclass(frozen=True)
class Stored:
	"""Passwords as they are stored: encrypted."""

	device: Row
	secrets: dict[str, str] = field(repr=False)
	accounts: list[Row] = field(repr=False)
	lines: list[Row] = field(repr=False)


def stored(spelled: str) -> Stored | None:
	asked = identities(spelled)
	found = [_split(json.loads(row)) for (row,) in frappe.db.sql(_STATEMENT, asked)]
	if not found:
		return None
	device = best([row[0] for row in found], asked)
	secrets, accounts, *lines = zip(*(row[1:] for row in found if row[0].name == device.name), strict=True)
	return Stored(
		device,
		{secret.name: secret.password for secret in _each(secrets)},
		_each(accounts),
		[line for line in _each([line for some in lines for line in some]) if _carries(device, line)],
	)


def clear(encrypted: str | None) -> str | None:
	return decrypt(encrypted) if encrypted else None


def _split(values: list) -> list[Row]:
	rows, start = [], 0
	for part in _PARTS:
		rows.append(Row(zip(part, values[start:], strict=False)))
		start += len(part)
	return rows


def _each(rows: Iterable[Row]) -> list[Row]:
	"""Once, in the order of their names, without the empty ones of the outer joins."""
	return [row for _name, row in sorted({row.name: row for row in rows if row.name}.items())]


def _carries(device: Row, line: Row) -> bool:
	"""A line is carried by the device that it names, or whose MAC address it has as its adapter's; an ONT carries those
	of its place that no adapter does.
	"""
	if line.carrier == device.name or (line.adapter and line.adapter == device.mac_address):
		return True
	by_another = line.adapter or (
		line.carrier_type and line.carrier_type != "ONT" and line.carrier_place == device.service_location
	)
	return device.equipment_type == "ONT" and not by_another
