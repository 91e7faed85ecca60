"""How the families of devices that the product knows are told their configuration. An administrator edits them."""

import frappe

from gigafibre_fsm.setup.catalogue.made import Made
from gigafibre_fsm.setup.catalogue.site import Site, document

FILE = "device_profiles.json"
LISTS = ("models", "serial_prefixes")


def ensure(site: Site, made: Made) -> None:
	for values in document(FILE):
		_ensure_profile(values, made)


def _ensure_profile(values: dict, made: Made) -> None:
	name = values["profile_name"]
	made.once(
		"Device Profile",
		name,
		find=lambda: frappe.db.exists("Device Profile", name),
		make=lambda: _make(values),
	)


def _make(values: dict) -> str:
	lines = {field: "\n".join(values[field]) for field in LISTS}
	profile = frappe.get_doc({"doctype": "Device Profile", "enabled": 1, **values, **lines})
	return profile.insert(ignore_permissions=True).name
