"""SIP accounts on the device that carries them: an ONT or an adapter holds one, or several in its child table."""

import frappe
from frappe.model.document import Document
from frappe.utils import cint
from frappe.utils.password import remove_encrypted_password

from gigafibre_fsm.domain.orders import names

ONT, ADAPTER = "ONT", "Téléphone IP"
# A device that is at the customer's, or on its way there.
STANDING = ("En inventaire", "Actif")


def make() -> dict:
	"""Of a new line. It is pushed to the SIP server later, so that nobody waits for it."""
	return {"sip_username": names.sip_username(), "sip_password": names.sip_password()}


def give(device: Document, accounts: list[dict]) -> None:
	"""Each on a line of its own."""
	for account in accounts:
		if device.sip_username:
			taken = [device.sip_line, *(row.line for row in device.sip_lines)]
			device.append("sip_lines", {"line": max(taken) + 1, "enabled": 1, **account})
		else:
			device.update(account)
	device.save(ignore_permissions=True)


def locked(device: str) -> Document:
	"""Two lines may change at one device at the same moment."""
	return frappe.get_doc("Service Equipment", device, for_update=True)


def of_line(line: Document) -> dict:
	return {
		"sip_username": line.sip_username,
		"sip_password": line.get_password("sip_password", raise_exception=False),
	}


def carrier(name: str | None) -> frappe._dict | None:
	fields = ["name", "equipment_type", "service_location"]
	return frappe.db.get_value("Service Equipment", name, fields, as_dict=True) if name else None


def ont_at(location: str | None) -> str | None:
	return _device_at(location, ONT)


def phone_at(location: str | None) -> str | None:
	"""What carries the phone there: its adapter, or the terminal where the settings say that the phone is on it."""
	on_ont = cint(frappe.get_cached_doc("FSM Settings").phone_on_ont)
	return _device_at(location, ADAPTER) or (_device_at(location, ONT) if on_ont else None)


def _device_at(location: str | None, kind: str) -> str | None:
	filters = {"service_location": location, "equipment_type": kind, "status": ("in", STANDING)}
	return frappe.db.get_value("Service Equipment", filters, order_by="creation desc") if location else None


def take_back(lines: list[Document]) -> None:
	"""Of lines that a device of the place carries, maybe beside others: its other accounts stay."""
	gone: dict[str, set[str]] = {}
	for line in lines:
		if line.equipment and line.sip_username:
			gone.setdefault(line.equipment, set()).add(line.sip_username)
	for name, usernames in gone.items():
		if frappe.db.exists("Service Equipment", {"name": name, "service_location": ("is", "set")}):
			_forget(locked(name), usernames)


def _forget(device: Document, usernames: set[str]) -> None:
	if device.sip_username in usernames:
		device.update({"sip_username": None, "sip_password": None})
	gone = [row for row in device.sip_lines if row.sip_username in usernames]
	device.set("sip_lines", [row for row in device.sip_lines if row not in gone])
	device.save(ignore_permissions=True)
	forget_secrets(gone)


def forget_secrets(rows: list[Document]) -> None:
	"""Frappe deletes a child row without its password."""
	for row in rows:
		remove_encrypted_password(row.doctype, row.name, "sip_password")
