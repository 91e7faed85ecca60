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


def refuse_used_identity(doc: Document) -> None:
	"""The look before the write, for a device that is in use: its serial and MAC must not be in use elsewhere."""
	for fieldname in ("serial_number", "mac_address"):
		if doc.get(fieldname) and (holder := _holder(doc, fieldname)):
			_refuse_used(doc, fieldname, holder)


def _serial_in_use(doc: Document) -> None:
	_lost_the_race(doc, "serial_number")


def _mac_in_use(doc: Document) -> None:
	_lost_the_race(doc, "mac_address")


def _lost_the_race(doc: Document, fieldname: str) -> None:
	# The row that won may be younger than this transaction's view of the table: a locking read sees it.
	_refuse_used(doc, fieldname, _holder(doc, fieldname, for_update=True))


def _refuse_used(doc: Document, fieldname: str, holder: dict | None) -> None:
	_refuse(
		_("{0} {1} is already in use at {2}.").format(
			_(doc.meta.get_label(fieldname)), doc.get(fieldname), _where(holder)
		),
		SerialInUse,
	)


def _holder(doc: Document, fieldname: str, for_update: bool = False) -> dict | None:
	return frappe.db.get_value(
		"Service Equipment",
		{
			fieldname: doc.get(fieldname),
			"status": ("not in", ("Retourné", "Perdu")),
			"name": ("!=", doc.name or ""),
		},
		["name", "service_location"],
		as_dict=True,
		for_update=for_update,
	)


def _where(holder: dict | None) -> str:
	"""The address, without a name: a technician may read this message, and not whose device it is."""
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
