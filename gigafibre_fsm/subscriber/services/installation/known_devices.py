"""What our own records say of a code: who has it, and what kind of device begins like it."""

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.model.document import Document

from gigafibre_fsm.domain.devices import makers
from gigafibre_fsm.domain.devices.codes import Code
from gigafibre_fsm.exceptions import InvalidState, SerialInUse
from gigafibre_fsm.subscriber.doctype.service_equipment.service_equipment import where
from gigafibre_fsm.subscriber.doctype.service_equipment.status import GONE, Status

OTHER = "Autre"
_BEGINNING_ALIKE = """
	select equipment_type, count(*) from `tabService Equipment`
	where mac_address between %s and %s group by equipment_type"""


def identities(names: Iterable[str]) -> dict[str, tuple[str | None, str | None]]:
	rows = frappe.get_all(
		"Service Equipment", {"name": ("in", list(names))}, ["name", "serial_number", "mac_address"]
	)
	return {row.name: (row.serial_number or None, row.mac_address or None) for row in rows}


def kind_of(code: Code, found: Document | None) -> str | None:
	"""The record of this very device says it; else those of its maker, where they are all of one kind."""
	if found and found.equipment_type != OTHER:
		return found.equipment_type
	return _by_experience(code.mac) if code.kinds == makers.MAC_KINDS else None


def _by_experience(mac: str) -> str | None:
	beginning = makers.prefix(mac)
	counted = frappe.db.sql(_BEGINNING_ALIKE, (f"{beginning}000000", f"{beginning}FFFFFF"))
	return makers.kind_by_experience(dict(counted))


def holder(code: Code, but: str | None) -> Document | None:
	"""The device, other than `but`, that has the code's serial or MAC address; locked.

	:raises InvalidState: where they belong to two devices.
	"""
	names = {
		name
		for fieldname, value in _given(code)
		if (name := frappe.db.get_value("Service Equipment", _live(fieldname, value, but)))
	}
	if len(names) > 1:
		refuse_two(code, *sorted(names))
	return frappe.get_doc("Service Equipment", names.pop(), for_update=True) if names else None


def refuse_two(code: Code, one: str, other: str) -> None:
	frappe.throw(
		_("The serial and the MAC address of {0} belong to two devices, {1} and {2}.").format(
			code.shown, one, other
		),
		InvalidState,
	)


def _given(code: Code) -> list[tuple[str, str]]:
	pairs = (("serial_number", code.serial), ("mac_address", code.mac))
	return [(fieldname, value) for fieldname, value in pairs if value]


def _live(fieldname: str, value: str, but: str | None = None) -> dict:
	return {fieldname: value, "status": ("not in", GONE), "name": ("!=", but or "")}


def refuse_elsewhere(device: Document, code: Code) -> None:
	if device.service_location or device.customer:
		sentence = _("{0} is already in use at {1}.").format(code.shown, where(device))
		frappe.throw(sentence, SerialInUse, title=_("Already in Use"))


def refuse_unusable(device: Document, kind: str, code: Code) -> None:
	"""A device of ours that cannot be put to use here: it is elsewhere, broken, or recorded as something else."""
	refuse_elsewhere(device, code)
	if device.status != Status.EN_INVENTAIRE:
		frappe.throw(
			_("{0} is {1} ({2}): bring it back to stock before it is installed.").format(
				code.shown, device.status, device.name
			),
			InvalidState,
		)
	if device.equipment_type not in (kind, OTHER):
		refuse_other_kind(device, kind, code)


def refuse_other_kind(device: Document, kind: str, code: Code) -> None:
	frappe.throw(
		_("{0} is recorded as {1} ({2}), not as {3}.").format(
			code.shown, device.equipment_type, device.name, kind
		),
		InvalidState,
	)
