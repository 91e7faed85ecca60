"""A device whose serial came after its installation was completed: it goes in service as the others did."""

import frappe
from frappe.model.document import Document
from frappe.utils import now_datetime

from gigafibre_fsm.fibre_plant.services import connection
from gigafibre_fsm.field_work.doctype.dispatch_job.status import Status as JobStatus
from gigafibre_fsm.subscriber.doctype.service_equipment.status import Status
from gigafibre_fsm.subscriber.services.installation.installed import INSTALLATION, ONT

IDENTITIES = ("serial_number", "mac_address")
_COMPLETED = """
	select 1 from `tabDispatch Job Equipment` row
	join `tabDispatch Job` job on job.name = row.parent and job.status = %s and job.job_type = %s
	where row.parenttype = 'Dispatch Job' and row.equipment = %s limit 1"""


def activate(device: Document) -> None:
	"""While it is saved: who types the serial need not know the rest."""
	device.flags.came_late = _comes_late(device)
	if device.flags.came_late:
		device.update({"status": Status.ACTIF, "activated_on": device.activated_on or now_datetime()})


def connect(device: Document) -> None:
	"""Once it is saved: the port that the order still holds is the ONT's."""
	if not device.flags.came_late or device.equipment_type != ONT or not device.serial_number:
		return
	drop = frappe.db.get_value("Service Location", device.service_location, "fibre_drop")
	if drop:
		connection.connect(drop, device.serial_number, device.service_location)


def _comes_late(device: Document) -> bool:
	before = device.get_doc_before_save()
	waited = before and before.status == Status.EN_INVENTAIRE and not _is_identified(before)
	if not waited or not _is_identified(device) or device.status != Status.EN_INVENTAIRE:
		return False
	values = (JobStatus.COMPLETED, INSTALLATION, device.name)
	return bool(device.service_location and frappe.db.sql(_COMPLETED, values))


def _is_identified(device: Document) -> bool:
	return any(device.get(field) for field in IDENTITIES)
