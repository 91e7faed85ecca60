"""The addresses that a drop may be at, in the words of a page: label, distance, and what differs."""

from collections.abc import Collection

import frappe
from frappe import _

from gigafibre_fsm.domain.addresses.link import linker_of
from gigafibre_fsm.domain.addresses.link_types import Candidate, Verdict
from gigafibre_fsm.domain.addresses.record import Address, label
from gigafibre_fsm.exceptions import InvalidState
from gigafibre_fsm.fibre_plant.services import address_index
from gigafibre_fsm.fibre_plant.services.linking import as_drop

PARTS = ("number", "suffix", "unit", "street", "city", "postal_code")
FIELD_OF = {"number": "civic_number", "suffix": "civic_suffix"}


def of_drop(doc, most: int) -> list[dict]:
	index = address_index.current()
	if not index:
		frappe.throw(_("The address index is being built. Try again in a minute."), InvalidState)
	link = linker_of(index).link(as_drop(doc), candidates=most)
	# The register may have lost an address since the index was built.
	there = _existing([one.address.address_id for one in link.candidates])
	linked = _linked_drops(there, doc.name)
	return [_shown(doc, one, linked) for one in link.candidates if one.address.address_id in there]


def _existing(names: list[str]) -> set[str]:
	return set(frappe.get_all("Civic Address", {"name": ("in", names)}, pluck="name")) if names else set()


def _linked_drops(addresses: Collection[str], drop: str) -> dict[str, int]:
	"""How many other drops are at each address already."""
	if not addresses:
		return {}
	rows = frappe.get_all(
		"Fibre Drop",
		{"civic_address": ("in", list(addresses)), "name": ("!=", drop)},
		["civic_address", "count(name) as drops"],
		group_by="civic_address",
	)
	return {row.civic_address: row.drops for row in rows}


def _shown(doc, one: Candidate, linked: dict[str, int]) -> dict:
	address = one.address
	return {
		"address": address.address_id,
		"label": label(address),
		"latitude": address.latitude,
		"longitude": address.longitude,
		"metres": None if one.metres is None else round(one.metres),
		"score": one.score,
		"drops_there": linked.get(address.address_id, 0),
		"parts": [_part(doc, one, part) for part in PARTS],
	}


def _part(doc, one: Candidate, part: str) -> dict:
	verdict = getattr(one.parts, part)
	register = _register_text(one.address, part)
	return {
		"part": part,
		"label": _part_label(part),
		"written": doc.get(FIELD_OF.get(part, part)) or "",
		"register": register,
		"verdict": str(verdict),
		"note": _note(part, verdict, register),
	}


def _register_text(address: Address, part: str) -> str:
	values = {"number": address.civic_number, "suffix": address.civic_suffix}
	return str(values.get(part, getattr(address, part, None)) or "")


def _part_label(part: str) -> str:
	labels = {
		"number": _("Civic Number"),
		"suffix": _("Civic Suffix"),
		"unit": _("Unit"),
		"street": _("Street"),
		"city": _("City"),
		"postal_code": _("Postal Code"),
	}
	return labels[part]


def _note(part: str, verdict: Verdict, register: str) -> str | None:
	if verdict == Verdict.SIMILAR:
		notes = {
			"street": _("The street is spelled differently"),
			"city": _("The city is spelled differently or cut short"),
			"postal_code": _("The postal code has a slip"),
			"unit": _("The unit is not told apart in the register"),
		}
		return notes.get(part, _("Read in another way than it is written"))
	if verdict == Verdict.DIFFERENT:
		notes = {
			"number": _("Another civic number"),
			"street": _("Another street, type, saint or direction"),
			"suffix": _("Another suffix"),
			"unit": _("Another unit"),
			"city": _("Another city"),
			"postal_code": _("Another postal code"),
		}
		return notes[part]
	if verdict == Verdict.NOT_GIVEN and register and part in ("suffix", "unit"):
		return _("The drop does not name it")
	return None


def labels(names: Collection[str]) -> dict[str, str]:
	"""Of civic addresses."""
	if not names:
		return {}
	address, street = frappe.qb.DocType("Civic Address"), frappe.qb.DocType("Street")
	rows = (
		frappe.qb.from_(address)
		.left_join(street)
		.on(address.street == street.name)
		.select(
			address.name,
			address.civic_number,
			address.civic_suffix,
			address.unit,
			street.street,
			street.municipality,
			address.postal_code,
		)
		.where(address.name.isin(list(names)))
	).run()
	return {row[0]: label(Address(*row[:4], row[4] or "", row[5] or "", row[6])) for row in rows}
