"""The configuration of a device that names its serial: the path that a power cut makes thousands of devices take."""

from dataclasses import replace
from typing import NoReturn

import frappe
from frappe import _

from gigafibre_fsm.domain.devices import telephone
from gigafibre_fsm.domain.devices.configuration import NOTHING, Configuration, Gpon, Radius, SipLine, Wifi
from gigafibre_fsm.domain.devices.entitlement import Entitlement, entitlement
from gigafibre_fsm.domain.devices.parameters import parameters
from gigafibre_fsm.domain.devices.profiles import choose
from gigafibre_fsm.domain.identifiers import is_gpon_serial
from gigafibre_fsm.exceptions import NotFound
from gigafibre_fsm.subscriber.services.devices import adapters, denials, device_profiles, reading
from gigafibre_fsm.subscriber.services.devices.finding import told
from gigafibre_fsm.subscriber.services.devices.reading import PLUG, Row, Stored, clear


def provision(spelled: str) -> dict:
	stored = reading.stored(spelled)
	if not stored:
		return adapters.provision(spelled) or _unknown(spelled)
	device = stored.device
	allowed = entitlement(device.status, device.place_status, device.service_status)
	if allowed.reason:
		denials.note(device, allowed.reason)
	return _answer(device, _configuration(stored, allowed))


def _unknown(spelled: str) -> NoReturn:
	frappe.throw(_("There is no device {0}.").format(spelled), NotFound)


def _answer(device: Row, configuration: Configuration) -> dict:
	return {
		"serial": told(device),
		"equipment": device.name,
		"equipment_type": device.equipment_type,
		"status": device.status,
		"customer": device.customer,
		"service_location": device.service_location,
		"wifi": configuration.wifi and vars(configuration.wifi),
		"voip": {"lines": [vars(line) for line in configuration.lines]} if configuration.lines else None,
		"gpon": configuration.gpon and vars(configuration.gpon),
		"radius": configuration.radius and vars(configuration.radius),
		"parameters": _parameters(device, configuration),
	}


def _configuration(stored: Stored, allowed: Entitlement) -> Configuration:
	lines = _lines(stored) if allowed.telephone else ()
	if not allowed.network:
		return Configuration(lines=lines)
	device, secrets = stored.device, stored.secrets
	return Configuration(_wifi(device, secrets), lines, _gpon(device), _radius(device, secrets))


def _lines(stored: Stored) -> tuple[SipLine, ...]:
	"""Decrypted at the end: the same secret is stored with the device and with its line."""
	device = stored.device
	accounts = [
		telephone.Account(row.line, row.username, row.password, bool(row.enabled)) for row in stored.accounts
	]
	if device.sip_username:
		own = (device.sip_line or 1, device.sip_username, stored.secrets.get("sip_password"))
		accounts.append(telephone.Account(*own))
	lines = [
		telephone.PhoneLine(row.did, row.username, row.password, row.domain, row.status)
		for row in stored.lines
	]
	found = telephone.sip_lines(accounts, lines, device.sip_domain or None)
	return tuple(replace(line, password=clear(line.password)) for line in found)


def _wifi(device: Row, secrets: dict) -> Wifi | None:
	if not device.wifi_ssid:
		return None
	password = clear(secrets.get("wifi_password"))
	return Wifi(
		enabled=bool(device.wifi_enabled),
		ssid=device.wifi_ssid,
		password=password,
		ssid_5g=device.wifi_ssid_5g or device.wifi_ssid,
		password_5g=clear(secrets.get("wifi_password_5g")) or password,
	)


def _gpon(device: Row) -> Gpon | None:
	if device.equipment_type != "ONT":
		return None
	of = "" if device.olt_ip else "place_"
	ip, frame, slot, port, ont_id = (device[of + field] for field in PLUG)
	line_profile, service_profile = _profiles(device)
	return Gpon(
		serial=device.gpon_serial or (device.serial_number if is_gpon_serial(device.serial_number) else None),
		line_profile=line_profile,
		service_profile=service_profile,
		vlan=device.vlan or None,
		olt_ip=ip or None,
		frame=frame or 0,
		slot=slot or 0,
		port=port or 0,
		ont_id=ont_id or 0,
	)


def _profiles(device: Row) -> tuple[str | None, str | None]:
	"""The order writes them on the ONT; one that has none is asked for at its port."""
	own = (device.fibre_line_profile or None, device.fibre_service_profile or None)
	if all(own) or not device.place_fibre_drop:
		return own
	fields = ["line_profile", "service_profile"]
	port = frappe.db.get_value("Fibre Drop", device.place_fibre_drop, fields) or (None, None)
	return own[0] or port[0] or None, own[1] or port[1] or None


def _radius(device: Row, secrets: dict) -> Radius | None:
	"""The device's own account, else that of its subscription."""
	if device.radius_user:
		return Radius(device.radius_user, clear(secrets.get("radius_password")))
	if device.service_radius_user:
		return Radius(device.service_radius_user, clear(device.service_radius_password))
	return None


def _parameters(device: Row, configuration: Configuration) -> list[list]:
	if configuration == NOTHING:
		return []
	serials = (device.serial_number, device.gpon_serial, device.cwmp_serial, device.mac_address)
	profiles = device_profiles.enabled(device.profiles)
	profile = choose(profiles, device.brand, device.model, serials)
	return parameters(profile, configuration) if profile else []
