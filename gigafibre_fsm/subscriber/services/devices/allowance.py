"""What may be said to a device at this moment, for whoever has its document: `provisioning` reads the same in its one statement."""

import frappe
from frappe.model.document import Document

from gigafibre_fsm.domain.devices.entitlement import Entitlement, entitlement


def of(equipment: Document) -> Entitlement:
	place = _status("Service Location", equipment.service_location)
	return entitlement(equipment.status, place, _status("Service Subscription", equipment.subscription))


def _status(doctype: str, name: str | None) -> str | None:
	return frappe.db.get_value(doctype, name, "status") if name else None
