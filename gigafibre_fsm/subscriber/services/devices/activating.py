"""The ACS has pushed a device's configuration, and the device works."""

import frappe
from frappe import _
from frappe.utils import now_datetime

from gigafibre_fsm.exceptions import NotFound
from gigafibre_fsm.gigafibre_fsm.transaction import whole
from gigafibre_fsm.subscriber.doctype.service_equipment.status import Status
from gigafibre_fsm.subscriber.services.devices.finding import find


def activated(spelled: str) -> dict:
	return whole(lambda: _mark(spelled))


def _mark(spelled: str) -> dict:
	device = find(spelled)
	if not device:
		frappe.throw(_("There is no device {0}.").format(spelled), NotFound)
	equipment = frappe.get_doc("Service Equipment", device.name, for_update=True)
	if equipment.status != Status.ACTIF or not equipment.activated_on:
		equipment.status = Status.ACTIF
		equipment.activated_on = equipment.activated_on or now_datetime()
		equipment.save(ignore_permissions=True)
	return {"equipment": equipment.name, "status": equipment.status}
