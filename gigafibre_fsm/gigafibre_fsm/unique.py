"""What to say when a unique index of `setup/keys.py` refuses a row.

Controllers check first and say it better; the index is for what happens between their look and the write. Frappe's
own message would name the first column of the index, which for a key of several columns says little.
"""

import frappe
from frappe import _
from frappe.model.document import Document

from gigafibre_fsm.exceptions import InvalidState, SerialInUse


class UniqueKeysDocument(Document):
	def show_unique_validation_message(self, e):
		sentence = _SENTENCES.get((self.doctype, key_name(e)))
		if not sentence:
			return super().show_unique_validation_message(e)
		sentence(self)


def key_name(error: Exception) -> str:
	"""MariaDB: Duplicate entry '…' for key 'unique_serial_number'."""
	return str(error).split("'")[-2]


def _refuse(message: str, kind: type[Exception]) -> None:
	frappe.throw(message, kind, title=_("Already in Use"))


def _serial_in_use(doc: Document) -> None:
	_refuse_used(doc, "serial_number", _("The serial {0} is already in use at {1}."))


def _mac_in_use(doc: Document) -> None:
	_refuse_used(doc, "mac_address", _("The MAC address {0} is already in use at {1}."))


def _refuse_used(doc: Document, fieldname: str, message: str) -> None:
	_refuse(message.format(doc.get(fieldname), _where(fieldname, doc.get(fieldname), doc.name)), SerialInUse)


def _where(fieldname: str, value: str, own_name: str) -> str:
	"""The address, without a name: a technician may read this message, and not whose device it is."""
	holder = frappe.db.get_value(
		"Service Equipment",
		{fieldname: value, "status": ("not in", ("Retourné", "Perdu")), "name": ("!=", own_name)},
		["name", "service_location"],
		as_dict=True,
		for_update=True,  # the row that won may be younger than this transaction's view of the table
	)
	if not holder:
		return _("another device")
	place = holder.service_location and frappe.db.get_value(
		"Service Location", holder.service_location, ["address_line", "city"], as_dict=True
	)
	return ", ".join(filter(None, (place.address_line, place.city))) if place else holder.name


def _port_in_use(doc: Document) -> None:
	_refuse(
		_("The port {0} of OLT {1}, ONT {2}, already belongs to another drop.").format(
			f"{doc.frame}/{doc.slot}/{doc.port}", doc.olt, doc.ont_id
		),
		InvalidState,
	)


def _second_default_zone(doc: Document) -> None:
	_refuse(_("Another Pricing Zone has just become the default: load this one again."), InvalidState)


def _second_default_method(doc: Document) -> None:
	_refuse(_("Another Payment Method of this customer has just become the default."), InvalidState)


def _street_exists(doc: Document) -> None:
	_refuse(_("{0} in {1} exists already.").format(doc.street, doc.municipality), InvalidState)


_SENTENCES = {
	("Service Equipment", "unique_serial_number"): _serial_in_use,
	("Service Equipment", "unique_mac_address"): _mac_in_use,
	("Fibre Drop", "unique_olt_frame_slot_port_ont_id"): _port_in_use,
	("Pricing Zone", "unique_is_default"): _second_default_zone,
	("Payment Method", "unique_customer_is_default"): _second_default_method,
	("Street", "unique_street_municipality"): _street_exists,
}
