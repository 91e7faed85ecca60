"""Devices of an order that will not be: a placeholder was never a device, a scanned one goes back to stock."""

import frappe
from frappe.model.document import Document
from frappe.utils.password import remove_encrypted_password

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
	"activated_on",
)
UNPLUGGED = {"olt_name": None, "olt_ip": None, "olt_frame": 0, "olt_slot": 0, "olt_port": 0, "ont_id": 0}


def take_back(equipment: list[Document]) -> None:
	for device in equipment:
		if device.serial_number or device.mac_address:
			_to_stock(device)
		else:
			_unlink(device.name)
			device.delete(ignore_permissions=True)


def _to_stock(device: Document) -> None:
	accounts = list(device.sip_lines)
	device.update({"status": "En inventaire", **dict.fromkeys(TIES), **UNPLUGGED, "sip_lines": []})
	device.save(ignore_permissions=True)
	forget_secrets(accounts)


def forget_secrets(accounts: list[Document]) -> None:
	"""Frappe deletes a child row without its password."""
	for row in accounts:
		remove_encrypted_password(row.doctype, row.name, "sip_password")


def take_accounts_back(lines: list[Document]) -> None:
	"""Of lines that a device of the place carries beside others: an ONT that was there before the order."""
	gone: dict[str, set[str]] = {}
	for line in lines:
		if line.equipment and line.sip_username:
			gone.setdefault(line.equipment, set()).add(line.sip_username)
	for name, usernames in gone.items():
		if frappe.db.exists("Service Equipment", {"name": name, "service_location": ("is", "set")}):
			_forget_accounts(frappe.get_doc("Service Equipment", name), usernames)


def _forget_accounts(device: Document, usernames: set[str]) -> None:
	if device.sip_username in usernames:
		device.update({"sip_username": None, "sip_password": None})
	gone = [row for row in device.sip_lines if row.sip_username in usernames]
	device.set("sip_lines", [row for row in device.sip_lines if row not in gone])
	device.save(ignore_permissions=True)
	forget_secrets(gone)


def _unlink(name: str) -> None:
	for line in frappe.get_all("VoIP Line", {"equipment": name}, pluck="name"):
		frappe.db.set_value("VoIP Line", line, "equipment", None)
