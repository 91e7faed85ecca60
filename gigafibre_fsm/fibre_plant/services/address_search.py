"""What people type, answered by the index or, where this worker has none yet, by the database."""

import threading
from collections.abc import Collection
from dataclasses import dataclass, replace

import frappe
from frappe import _

from gigafibre_fsm.domain.addresses import search as core
from gigafibre_fsm.domain.addresses.index_source import IndexSource
from gigafibre_fsm.domain.addresses.record import Address, label
from gigafibre_fsm.domain.addresses.street_name import read_place
from gigafibre_fsm.exceptions import InvalidRequest
from gigafibre_fsm.fibre_plant.services import address_index, coverage
from gigafibre_fsm.fibre_plant.services.address_database import DatabaseSource, Streets, read_streets
from gigafibre_fsm.gigafibre_fsm import search as identifiers
from gigafibre_fsm.setup import memory

# How much better than any other building the first one must be to be taken for what was meant.
LEAD, LEAD_OF_EXACT, EXACT = 0.1, 0.025, 0.005
LOOKED_AT = 12

_streets: dict[str, Streets] = {}
_reading = threading.Lock()


def search(text: str, limit: int = 8) -> list[core.Hit]:
	return core.search(_source(), text, limit, with_drop) if text else []


def with_drop(address_ids: list[str]) -> Collection[str]:
	return set(
		frappe.db.sql(
			"select civic_address from `tabFibre Drop` where civic_address in %s", (address_ids,), pluck=True
		)
	)


def _source() -> core.Source:
	index = address_index.current()
	if index is None:
		return DatabaseSource(_streets_now())
	_streets.pop(frappe.local.site, None)
	return IndexSource(index)


def _streets_now() -> Streets:
	site, stamp = frappe.local.site, memory.recall(address_index.STAMP)
	with _reading:
		if site not in _streets or _streets[site].stamp != stamp:
			_streets[site] = read_streets(stamp)
		return _streets[site]


@dataclass(frozen=True)
class Meant:
	address: Address
	# No unit was typed, and the building has several.
	building: bool


def clearest(text: str) -> Meant | None:
	"""The one address that a text means; None where there is none. Where several would fit nothing is guessed."""
	hits = _likely(text)
	if hits and hits[0].address.address_id is None:
		frappe.throw(_("q names a street: add the civic number."), InvalidRequest)
	if hits and not _stands_alone(hits):
		frappe.throw(
			_("q fits several addresses: choose one of them and pass its address_id."), InvalidRequest
		)
	return _meant(hits) if hits else None


def unmistakable(text: str) -> Address | None:
	"""The same without a question back; of a building with units, the building."""
	hits = _likely(text)
	if not hits or hits[0].address.address_id is None or not _stands_alone(hits):
		return None
	meant = _meant(hits)
	return replace(meant.address, address_id=None, unit=None) if meant.building else meant.address


def _likely(text: str) -> list[core.Hit]:
	hits = search(text, LOOKED_AT)
	return hits if hits and hits[0].cost <= core.DOUBTFUL else []


def _stands_alone(hits: list[core.Hit]) -> bool:
	first = hits[0]
	lead = LEAD_OF_EXACT if first.cost <= EXACT else LEAD
	others = (hit for hit in hits if _building(hit.address) != _building(first.address))
	return all(hit.cost >= first.cost + lead for hit in others)


def _meant(hits: list[core.Hit]) -> Meant:
	first = hits[0]
	equals = [hit for hit in hits if hit.cost <= first.cost + core.TIE]
	return Meant(first.address, building=len(equals) > 1)


def _building(address: Address) -> tuple:
	return (address.street, address.city, address.civic_number, (address.civic_suffix or "").upper())


def municipality(name: str) -> str | None:
	"""As the register or the list of planned places spells it, however it was typed."""
	wanted = read_place(name).words
	if not wanted:
		return None
	planned = coverage.of_municipality(name)
	known = frappe.db.sql("select distinct municipality from `tabStreet`", pluck=True)
	spelled = (one for one in known if read_place(one).words == wanted)
	return next(spelled, planned and planned.municipality)


def municipality_in(text: str) -> str | None:
	"""Of an address that the register does not know: the last part between commas that is a place."""
	return next(filter(None, map(municipality, reversed(text.split(",")))), None)


@frappe.whitelist(methods=["GET", "POST"])
def find(
	doctype: str,
	txt: str,
	searchfield: str = "name",
	start: int = 0,
	page_length: int = 10,
	filters: str | dict | list | None = None,
	as_dict: bool = False,
	reference_doctype: str | None = None,
	ignore_user_permissions: bool = False,
):
	"""Answers link fields to Civic Address, as the `standard_queries` hook asks; only what the user may read is found."""
	if not any(frappe.has_permission(doctype, right) for right in ("read", "select")):
		return []
	if not txt.strip() or frappe.parse_json(filters):
		return identifiers.find(
			doctype, txt, searchfield, start, page_length, filters, as_dict, reference_doctype
		)
	labels = _labels(txt, start + page_length)
	readable = set(frappe.get_list(doctype, {"name": ("in", list(labels))}, pluck="name", limit=0))
	found = [(name, text) for name, text in labels.items() if name in readable][start:]
	return [{"name": name, "description": text} for name, text in found] if as_dict else found


def _labels(txt: str, limit: int) -> dict[str, str]:
	hits = [hit.address for hit in search(txt, limit) if hit.address.address_id]
	named = {txt.strip(): ""} if frappe.db.exists("Civic Address", txt.strip()) else {}
	return named | {address.address_id: label(address) for address in hits}
