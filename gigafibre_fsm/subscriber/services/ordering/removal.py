"""Devices of an order that will not be: a placeholder was never a device, a scanned one goes back to stock."""

import frappe
from frappe.model.document import Document

# What ties a device to a customer; the device keeps its serial and its maker.
TIES = (
	"customer",
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
	"olt_name",
	"olt_ip",
	"activated_on",
)
PLUG = ("olt_frame", "olt_slot", "olt_port", "ont_id")


def take_back(equipment: list[Document]) -> None:
	for device in equipment:
		if device.serial_number or device.mac_address:
			_to_stock(device)
		else:
			_unlink(device.name)
			device.delete(ignore_permissions=True)


def _to_stock(device: Document) -> None:
	device.update(
		{"status": "En inventaire", **dict.fromkeys(TIES), **dict.fromkeys(PLUG, 0), "sip_lines": []}
	)
	device.save(ignore_permissions=True)


def _unlink(name: str) -> None:
	for line in frappe.get_all("VoIP Line", {"equipment": name}, pluck="name"):
		frappe.db.set_value("VoIP Line", line, "equipment", None)
