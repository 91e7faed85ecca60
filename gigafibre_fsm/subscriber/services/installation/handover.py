"""One device takes another's place: what belongs to the place goes with it, what belongs to the device stays."""

import frappe
from frappe.model.document import Document

from gigafibre_fsm.gigafibre_fsm import pointers
from gigafibre_fsm.subscriber.services.ordering.removal import PROFILES, UNPLUGGED
from gigafibre_fsm.subscriber.services.revealing import SECRETS

OF_PLACE = (
	"customer",
	"service_location",
	"subscription",
	*UNPLUGGED,
	*PROFILES,
	"wifi_enabled",
	"wifi_ssid",
	"wifi_ssid_5g",
	"sip_username",
	"sip_line",
	"radius_user",
)


def take_over(new: Document, old: Document) -> None:
	"""Its place's settings and secrets; `new` is not saved here."""
	new.update({field: old.get(field) for field in OF_PLACE})
	new.update(
		{field: old.get_password(field, raise_exception=False) for field in SECRETS["Service Equipment"]}
	)
	new.set("sip_lines", [_account(row) for row in old.sip_lines])
	new.replaced_by = None


def _account(row: Document) -> dict:
	return {
		"line": row.line,
		"sip_username": row.sip_username,
		"sip_password": row.get_password("sip_password", raise_exception=False),
		"enabled": row.enabled,
	}


def move_lines(old: Document, new: Document) -> None:
	"""The telephone lines that the old device carried."""
	for name in frappe.get_all("VoIP Line", {"equipment": old.name}, pluck="name", order_by="name"):
		line = frappe.get_doc("VoIP Line", name)
		line.equipment = new.name
		if line.ata_mac and line.ata_mac == old.mac_address:
			line.update({"ata_mac": new.mac_address, "ata_model": new.model})
		line.save(ignore_permissions=True)


def become(placeholder: Document, device: Document) -> None:
	"""The device is what the placeholder stood for: whatever pointed there points here, and the placeholder is gone."""
	pointers.move(placeholder, device)
	told = {"reference_doctype": placeholder.doctype, "reference_name": placeholder.name}
	frappe.db.set_value("Comment", told, "reference_name", device.name, update_modified=False)
	pointers.delete([placeholder])
