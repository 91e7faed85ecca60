"""A scanned code becomes the identity of the device that it belongs to. What a code may look like: domain/devices/codes.py;
which row it belongs to: domain/devices/matching.py."""

from dataclasses import dataclass
from datetime import datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now_datetime

from gigafibre_fsm.domain.devices import codes, makers, matching
from gigafibre_fsm.domain.devices.codes import Code
from gigafibre_fsm.domain.devices.lookalikes import Unreadable
from gigafibre_fsm.domain.devices.matching import NoPlace, Place
from gigafibre_fsm.exceptions import InvalidRequest, InvalidState
from gigafibre_fsm.field_work.doctype.dispatch_job.status import Status
from gigafibre_fsm.field_work.services import job_sheets, jobs
from gigafibre_fsm.gigafibre_fsm import transaction
from gigafibre_fsm.subscriber.services.installation import assigning, job_locks, known_devices, scan_sentences
from gigafibre_fsm.subscriber.services.installation.assigning import Scan

WORKING = (Status.SCHEDULED, Status.EN_ROUTE, Status.IN_PROGRESS)


@dataclass(frozen=True)
class Told:
	"""What the technician gave."""

	text: str
	read: Code | Unreadable
	kind: str | None
	at: datetime


def scan(job: str, code: str, equipment_type: str | None = None, at: datetime | None = None) -> dict:
	"""The row that the device is in now. The same code again answers the same.

	:raises InvalidRequest: for what is no device's code, or may belong to several rows.
	:raises SerialInUse: for a device that is somewhere else.
	:raises InvalidState: before the job has a day, and once it is over.
	"""
	_refuse_unknown_kind(equipment_type)
	told = Told(code, codes.read(code), equipment_type or None, (at or now_datetime()).replace(microsecond=0))
	return transaction.whole(lambda: _scan(job, told))


def _refuse_unknown_kind(kind: str | None) -> None:
	if kind and kind not in makers.KINDS:
		choices = ", ".join(makers.KINDS)
		frappe.throw(_("{0} must be one of: {1}.").format("equipment_type", choices), InvalidRequest)


def _scan(name: str, told: Told) -> dict:
	job = job_locks.locked(name)
	jobs.require_technician(job)
	places = _places(job)
	held = matching.holding(told.read, places) if isinstance(told.read, Code) else None
	if held and _says_nothing_new(told, held):
		return _answer(job, held.row)
	_refuse_idle(job)
	if isinstance(told.read, Unreadable):
		scan_sentences.refuse_unreadable(told.read, places)
	found = _found(told.read, held and _row(job, held.row))
	place = _place(told, places, held, found)
	if held and held.row != place.row:
		assigning.vacate(_row(job, held.row), place.kind, told.read)
	assigning.assign(job, Scan(_row(job, place.row), told.read, told.text, told.at, found))
	return _answer(job, place.row)


def _places(job: Document) -> list[Place]:
	"""What the devices themselves say; a row's own columns are for rows without one."""
	names = [row.equipment for row in job.equipment_list if row.equipment]
	devices = known_devices.identities(names) if names else {}
	return [
		Place(row.name, row.equipment_type, *devices.get(row.equipment, (row.serial_number, row.mac_address)))
		for row in job.equipment_list
	]


def _says_nothing_new(told: Told, held: Place) -> bool:
	code = told.read
	if told.kind and told.kind != held.kind:
		return False
	return (code.serial or held.serial) == held.serial and (code.mac or held.mac) == held.mac


def _refuse_idle(job: Document) -> None:
	if job.status not in WORKING:
		frappe.throw(
			_("Job {0} is {1}: devices are scanned while it is scheduled, en route or in progress.").format(
				job.name, _(job.status, context=job.doctype)
			),
			InvalidState,
		)


def _found(code: Code, held: Document | None) -> Document | None:
	"""The device of ours that the code is of, where it can be had: a technician should hear first that it cannot."""
	found = known_devices.holder(code, held and held.equipment)
	if found:
		known_devices.refuse_elsewhere(found, code)
	return found


def _place(told: Told, places: list[Place], held: Place | None, found: Document | None) -> Place:
	if held and told.kind in (None, held.kind):
		return held
	known = None if told.kind else known_devices.kind_of(told.read, found)
	row = matching.find(told.read, places, told.kind, known)
	if isinstance(row, NoPlace):
		scan_sentences.refuse_place(told.read, row, places)
	return row


def _row(job: Document, name: str) -> Document:
	return next(row for row in job.equipment_list if row.name == name)


def _answer(job: Document, name: str) -> dict:
	row = _row(job, name)
	return {
		"row": row.name,
		"equipment": row.equipment,
		"equipment_type": row.equipment_type,
		"serial_number": row.serial_number or None,
		"mac_address": row.mac_address or None,
		"scanned_on": job_sheets.text(row.scanned_on),
	}
