"""The ONT at the end of a drop. From then on the drop is `connected`, and no order holds it any more."""

import frappe
from frappe import _

from gigafibre_fsm.exceptions import PortTaken


def connect(drop: str, serial: str) -> None:
	document = frappe.get_doc("Fibre Drop", drop, for_update=True)
	if document.ont_serial and document.ont_serial != serial:
		frappe.throw(
			_("Fibre drop {0} carries ONT {1}: the office has to free it first.").format(
				document.name, document.ont_serial
			),
			PortTaken,
		)
	document.update({"ont_serial": serial, "reserved_for": None}).save(ignore_permissions=True)
