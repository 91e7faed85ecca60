"""The ONT at the end of a drop. From then on the drop is `connected`, and no order holds it any more."""

import frappe
from frappe import _
from frappe.model.document import Document

from gigafibre_fsm.exceptions import PortTaken


def connect(drop: str, serial: str, location: str | None) -> None:
	""":raises PortTaken: where it carries another ONT, or is held by an order for another place."""
	document = frappe.get_doc("Fibre Drop", drop, for_update=True)
	_refuse_other_ont(document, serial)
	_refuse_other_place(document, location)
	document.update({"ont_serial": serial, "reserved_for": None}).save(ignore_permissions=True)


def _refuse_other_ont(drop: Document, serial: str) -> None:
	if drop.ont_serial and drop.ont_serial != serial:
		frappe.throw(
			_("Fibre drop {0} carries ONT {1}: the office has to free it first.").format(
				drop.name, drop.ont_serial
			),
			PortTaken,
		)


def _refuse_other_place(drop: Document, location: str | None) -> None:
	"""A job without an order may be at a place whose port was given to a newer customer meanwhile."""
	held_at = drop.reserved_for and frappe.db.get_value("Project", drop.reserved_for, "service_location")
	if held_at and held_at != location:
		frappe.throw(
			_(
				"Fibre drop {0} is held by order {1} for another place: the office has to free it first."
			).format(drop.name, drop.reserved_for),
			PortTaken,
		)
