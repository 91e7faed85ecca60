"""Devices at a place in service."""

from frappe.model.document import Document

from gigafibre_fsm.testing.factories.subscriber import make_service_equipment, make_service_location
from gigafibre_fsm.testing.factories.unique import unique_mac, unique_number, unique_serial
from gigafibre_fsm.testing.factories.voice import make_voip_line


def make_ont(**overrides) -> Document:
	values = {"equipment_type": "ONT", "status": "Actif", "model": "XX230v", "serial_number": unique_serial()}
	return _placed({**values, **overrides})


def make_router(**overrides) -> Document:
	number = unique_number()
	network = {"wifi_ssid": f"Gigafibre-{number}", "wifi_password": f"Wifi{number}"}
	values = {"equipment_type": "Routeur", "status": "Actif", "mac_address": unique_mac()}
	return _placed({**values, **network, **overrides})


def make_carried_line(device: Document, **overrides) -> Document:
	"""A phone line of the device's place, with its SIP account."""
	number = unique_number()
	account = {"sip_username": f"u{number}", "sip_password": f"Sip{number}", "status": "Active"}
	owner = {"service_location": device.service_location, "customer": device.customer}
	return make_voip_line(**{**owner, **account, **overrides})


def _placed(values: dict) -> Document:
	if "service_location" not in values:
		values["service_location"] = make_service_location(status="Active").name
	return make_service_equipment(**values)
