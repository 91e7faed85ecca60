"""Writes what a scan found: which device stands in the row now, and what becomes of the one that stood there.

A placeholder was never a device: the code gives it an identity, or a device from stock takes its place and it is gone.
"""

from dataclasses import dataclass
from datetime import datetime

import frappe
from frappe import _
from frappe.model.document import Document

from gigafibre_fsm.domain.devices import matching
from gigafibre_fsm.domain.devices.codes import Code
from gigafibre_fsm.domain.devices.matching import Place
from gigafibre_fsm.exceptions import InvalidState
from gigafibre_fsm.gigafibre_fsm import language as languages
from gigafibre_fsm.subscriber.doctype.service_equipment.status import Status
from gigafibre_fsm.subscriber.services.installation import handover, known_devices
from gigafibre_fsm.subscriber.services.ordering import removal, timeline

NO_IDENTITY = dict.fromkeys(("serial_number", "mac_address", "gpon_serial", "cwmp_serial", "scanned_code"))
LONGEST_CODE = 140


@dataclass(frozen=True)
class Scan:
	row: Document
	code: Code
	text: str
	at: datetime
	# The device of ours that the code is of, if it is not the row's own.
	found: Document | None = None


def assign(job: Document, scan: Scan) -> None:
	before = _device(scan.row)
	is_same = before and _is_same(before, scan)
	if before and not is_same:
		_refuse_in_service(before)
	if is_same and scan.found:
		known_devices.refuse_two(scan.code, before.name, scan.found.name)
	device = _taken(job, scan, before) if scan.found else _own(job, scan, before, is_same)
	device.update({"scanned_code": scan.text.strip()[:LONGEST_CODE], **_identity(device, scan.code)})
	device.save(ignore_permissions=True)
	_settle(job, scan, before, device, from_stock=bool(scan.found or (is_same and scan.row.from_stock)))


def vacate(row: Document, kind: str, code: Code) -> None:
	"""The device was taken for another kind than it is: its row waits for its own again."""
	device = _device(row)
	if device:
		_refuse_in_service(device)
		if row.from_stock:
			known_devices.refuse_other_kind(device, kind, code)
		device.update(NO_IDENTITY).save(ignore_permissions=True)
	row.update({"serial_number": None, "mac_address": None, "scanned_on": None})


def _device(row: Document) -> Document | None:
	known = row.equipment and frappe.db.exists("Service Equipment", row.equipment)
	return frappe.get_doc("Service Equipment", row.equipment, for_update=True) if known else None


def _is_same(device: Document, scan: Scan) -> bool:
	place = Place(scan.row.name, scan.row.equipment_type, device.serial_number, device.mac_address)
	return matching.is_of(place, scan.code) or matching.adds_to(place, scan.code)


def _refuse_in_service(device: Document) -> None:
	if device.status != Status.EN_INVENTAIRE:
		frappe.throw(
			_("{0} {1} is in service: swap it, so that its history stays its own.").format(
				device.equipment_type, device.serial_number or device.mac_address or device.name
			),
			InvalidState,
		)


def _taken(job: Document, scan: Scan, before: Document | None) -> Document:
	"""A device of ours: from stock it may be taken, from elsewhere not."""
	found = scan.found
	known_devices.refuse_unusable(found, scan.row.equipment_type, scan.code)
	_tie(found, job, scan.row, before)
	_note(found, _("Taken from stock for job {0}.", lang=languages.of_office()), job)
	return found


def _own(job: Document, scan: Scan, before: Document | None, is_same: bool) -> Document:
	"""The placeholder, or a device that nobody had recorded: in place of one from stock it is a record of its own."""
	if before and not scan.row.from_stock:
		return before if is_same else before.update(NO_IDENTITY)
	if is_same:
		return before
	device = frappe.get_doc({"doctype": "Service Equipment", "status": Status.EN_INVENTAIRE})
	_tie(device, job, scan.row, before)
	return device


def _tie(device: Document, job: Document, row: Document, before: Document | None) -> None:
	device.equipment_type = row.equipment_type
	if before:
		handover.take_over(device, before)
	else:
		device.update(
			{"customer": job.customer, "service_location": job.service_location, "replaced_by": None}
		)


def _identity(device: Document, code: Code) -> dict:
	serial = code.serial or device.serial_number
	stale = {"gpon_serial": None} if serial != device.serial_number else {}
	return {"serial_number": serial, "mac_address": code.mac or device.mac_address, **stale}


def _settle(job: Document, scan: Scan, before: Document | None, device: Document, from_stock: bool) -> None:
	"""The row shows the device; the one that stood there leaves."""
	was_from_stock = scan.row.from_stock
	scan.row.update(
		{
			"equipment": device.name,
			"serial_number": device.serial_number,
			"mac_address": device.mac_address,
			"scanned_on": scan.at,
			"from_stock": int(from_stock),
		}
	)
	job.save(ignore_permissions=True)
	if before and before.name != device.name:
		handover.move_lines(before, device)
		_dismiss(job, before, device, was_from_stock)


def _dismiss(job: Document, before: Document, device: Document, was_from_stock: bool) -> None:
	if not was_from_stock:
		handover.become(before, device)
		return
	removal.leave(before, Status.EN_INVENTAIRE)
	said = _("Back to stock: another device was scanned in its place on job {0}.", lang=languages.of_office())
	_note(before, said, job)


def _note(device: Document, said: str, job: Document) -> None:
	link = frappe.utils.get_link_to_form("Dispatch Job", job.name)
	comment = timeline.comment("Service Equipment", device.name, said.format(link))
	frappe.get_doc(comment).insert(ignore_permissions=True)
