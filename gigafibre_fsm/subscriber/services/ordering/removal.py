"""Devices of an order that will not be: a placeholder was never a device, a scanned one goes back to stock."""

import frappe
from frappe.model.document import Document

from gigafibre_fsm.gigafibre_fsm import pointers
from gigafibre_fsm.subscriber.doctype.service_equipment.status import Status
from gigafibre_fsm.voice_service.services import accounts

# What ties a device to a customer; the device keeps its serial and its maker.
TIES = (
	"customer",
	"customer_name",
	"service_location",
	"subscription",
	"wifi_ssid",
	"wifi_password",
	"wifi_ssid_5g",
	"wifi_password_5g",
	"sip_username",
	"sip_password",
	"radius_user",
	"radius_password",
	"activated_on",
)
PROFILES = ("fibre_line_profile", "fibre_service_profile")
UNPLUGGED = {"olt_name": None, "olt_ip": None, "olt_frame": 0, "olt_slot": 0, "olt_port": 0, "ont_id": 0}


def take_back(equipment: list[Document]) -> None:
	placeholders = []
	for device in equipment:
		if device.serial_number or device.mac_address:
			leave(device, Status.EN_INVENTAIRE)
		else:
			_unlink(device.name)
			placeholders.append(device)
	pointers.delete(placeholders)


def leave(device: Document, status: str) -> None:
	"""Nothing of the place stays on it, and no secret."""
	held = list(device.sip_lines)
	nothing = {
		**dict.fromkeys((*TIES, *PROFILES, "ip_address")),
		**UNPLUGGED,
		"is_online": 0,
		"sip_lines": [],
	}
	device.update({"status": status, **nothing})
	device.save(ignore_permissions=True)
	accounts.forget_secrets(held)


def _unlink(name: str) -> None:
	for line in frappe.get_all("VoIP Line", {"equipment": name}, pluck="name"):
		frappe.db.set_value("VoIP Line", line, "equipment", None)
