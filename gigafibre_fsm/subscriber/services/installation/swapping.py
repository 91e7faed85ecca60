"""A broken device leaves its place and another one takes it over, with what belongs to the place. Each keeps its history."""

from dataclasses import dataclass
from datetime import datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import escape_html, get_link_to_form, now_datetime

from gigafibre_fsm.domain.devices import codes, matching
from gigafibre_fsm.domain.devices.codes import Code
from gigafibre_fsm.domain.devices.lookalikes import Unreadable
from gigafibre_fsm.domain.devices.matching import NoPlace, Place
from gigafibre_fsm.domain.orders.devices import ONT
from gigafibre_fsm.exceptions import InvalidRequest, InvalidState, NotFound
from gigafibre_fsm.gigafibre_fsm import language as languages
from gigafibre_fsm.gigafibre_fsm import locks, transaction
from gigafibre_fsm.subscriber.doctype.service_equipment.service_equipment import where
from gigafibre_fsm.subscriber.doctype.service_equipment.status import Status
from gigafibre_fsm.subscriber.services.installation import handover, job_locks, known_devices, scan_sentences
from gigafibre_fsm.subscriber.services.installation.assigning import LONGEST_CODE
from gigafibre_fsm.subscriber.services.ordering import removal, timeline

INSTALLED = (Status.EN_INVENTAIRE, Status.ACTIF)


@dataclass(frozen=True)
class Swap:
	old: Document
	code: Code
	text: str
	reason: str
	# Jobs that are not over and list the old one.
	jobs: list[Document]


def swap(equipment: str, code: str, reason: str) -> dict:
	"""`equipment` is broken, and the device with this code takes its place. The same call again answers the same.

	:raises NotFound: where there is no such equipment.
	:raises InvalidState: for equipment that is at no customer's, or was never scanned.
	:raises SerialInUse: where the new device is somewhere else.
	"""
	if not reason.strip():
		frappe.throw(_("{0} is missing.").format("reason"), InvalidRequest)
	return transaction.whole(lambda: _swap(equipment, code, reason.strip()))


def _swap(name: str, text: str, reason: str) -> dict:
	locks.hold(f"equipment:{name}")
	listing = job_locks.listing(name)
	old = _locked(name)
	code = _read(text, old.equipment_type)
	if not _is_done(old, code):
		_refuse_unswappable(old, code)
		_make(Swap(old, code, text, reason, listing))
	return _answer(old)


def _locked(name: str) -> Document:
	if not frappe.db.exists("Service Equipment", {"name": name}):
		frappe.throw(_("There is no equipment {0}.").format(name), NotFound)
	old = frappe.get_doc("Service Equipment", name, for_update=True)
	# Whose place it was stays theirs to ask about, also when the device has left it.
	has_left = old.replaced_by and not old.service_location
	seen = frappe.get_doc("Service Equipment", old.replaced_by) if has_left else old
	seen.check_permission("read")
	return old


def _read(text: str, kind: str) -> Code:
	read = codes.read(text)
	place = Place("", kind)
	if isinstance(read, Unreadable):
		scan_sentences.refuse_unreadable(read, expected=scan_sentences.expectation([place]))
	found = matching.find(read, [place], kind)
	if isinstance(found, NoPlace):
		scan_sentences.refuse_place(read, found, [place])
	return read


def _is_done(old: Document, code: Code) -> bool:
	if not old.replaced_by or old.service_location:
		return False
	known = known_devices.identities([old.replaced_by])
	return any(matching.is_of(Place("", "", *identity), code) for identity in known.values())


def _refuse_unswappable(old: Document, code: Code) -> None:
	if matching.is_of(Place("", "", old.serial_number, old.mac_address), code):
		frappe.throw(_("code: {0} is the device that is to be replaced.").format(code.shown), InvalidRequest)
	if old.status not in INSTALLED or not old.service_location:
		frappe.throw(
			_("{0} is {1} and at no customer's: only a device that is installed is swapped.").format(
				old.name, old.status
			),
			InvalidState,
		)
	if not (old.serial_number or old.mac_address):
		frappe.throw(_("{0} has no serial yet: scan it on its job.").format(old.name), InvalidState)


def _make(swap: Swap) -> None:
	old, location, address = swap.old, swap.old.service_location, where(swap.old)
	new = _successor(swap)
	handover.take_over(new, old)
	new.update({"status": old.status, "activated_on": _now() if old.status == Status.ACTIF else None})
	new.save(ignore_permissions=True)
	handover.move_lines(old, new)
	_move_rows(swap, new)
	_move_drop(old, new)
	old.replaced_by = new.name
	removal.leave(old, Status.DEFECTUEUX)
	_tell(swap, new, location, address)


def _successor(swap: Swap) -> Document:
	"""From stock, or one that nobody had recorded."""
	new = known_devices.holder(swap.code, swap.old.name)
	if new:
		known_devices.refuse_unusable(new, swap.old.equipment_type, swap.code)
	else:
		new = frappe.get_doc({"doctype": "Service Equipment"})
	new.update(
		{
			"equipment_type": swap.old.equipment_type,
			"serial_number": swap.code.serial or new.serial_number,
			"mac_address": swap.code.mac or new.mac_address,
			"scanned_code": swap.text.strip()[:LONGEST_CODE],
		}
	)
	return new


def _move_rows(swap: Swap, new: Document) -> None:
	for job in swap.jobs:
		for row in job.equipment_list:
			if row.equipment == swap.old.name:
				# No scan may make another device of it: it has a history by now.
				row.update({"equipment": new.name, **_identities(new), "scanned_on": _now(), "from_stock": 1})
		job.save(ignore_permissions=True)


def _move_drop(old: Document, new: Document) -> None:
	"""A port that is connected carries the new ONT; one that waits for its installation gets it from there."""
	name = frappe.db.get_value("Service Location", old.service_location, "fibre_drop")
	if old.equipment_type != ONT or not name:
		return
	drop = frappe.get_doc("Fibre Drop", name, for_update=True)
	if drop.ont_serial and not _is_of_another(drop.ont_serial, old):
		drop.update({"ont_serial": new.serial_number}).save(ignore_permissions=True)


def _is_of_another(serial: str, old: Document) -> bool:
	"""What an import brought may be the serial of the ONT before; that of another one in use is left alone."""
	in_use = {"serial_number": serial, "status": Status.ACTIF, "name": ("!=", old.name)}
	return bool(frappe.db.exists("Service Equipment", in_use))


def _tell(swap: Swap, new: Document, location: str, address: str) -> None:
	language, old = languages.of_office(), swap.old
	links = {device.name: get_link_to_form("Service Equipment", device.name) for device in (old, new)}
	place, reason = escape_html(address), escape_html(swap.reason)
	gone = _("Replaced by {0} at {1}: {2}", lang=language).format(links[new.name], place, reason)
	came = _("Took the place of {0} at {1}: {2}", lang=language).format(links[old.name], place, reason)
	both = _("{0}: {1} took the place of {2}: {3}", lang=language).format(
		old.equipment_type, links[new.name], links[old.name], reason
	)
	lines = (("Service Equipment", old.name, gone), ("Service Equipment", new.name, came))
	for doctype, name, said in (*lines, ("Service Location", location, both)):
		frappe.get_doc(timeline.comment(doctype, name, said)).insert(ignore_permissions=True)


def _answer(old: Document) -> dict:
	new = frappe.get_doc("Service Equipment", old.replaced_by)
	return {
		"replaced": old.name,
		"equipment": new.name,
		"equipment_type": new.equipment_type,
		"status": new.status,
		"service_location": new.service_location,
		**_identities(new),
	}


def _identities(device: Document) -> dict:
	return {"serial_number": device.serial_number or None, "mac_address": device.mac_address or None}


def _now() -> datetime:
	return now_datetime().replace(microsecond=0)
