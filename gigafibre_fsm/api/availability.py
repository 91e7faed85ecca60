"""Address search and availability, for the website and the desk alike. Nothing here tells who lives at an address."""

import frappe
from frappe import _

from gigafibre_fsm.api.endpoint import endpoint, text
from gigafibre_fsm.domain.addresses.query import LONGEST
from gigafibre_fsm.domain.addresses.record import Address, label
from gigafibre_fsm.domain.availability import NOT_COVERED
from gigafibre_fsm.exceptions import InvalidRequest, NotFound
from gigafibre_fsm.fibre_plant.services import address_search, availability, coverage

MOST_RESULTS = 50


@frappe.whitelist(allow_guest=True, methods=["GET", "POST"])
@endpoint(limit="limit_search")
def search(q: str, limit: int = 8) -> list[dict]:
	if not 1 <= limit <= MOST_RESULTS:
		frappe.throw(_("{0} must be from {1} to {2}.").format("limit", 1, MOST_RESULTS), InvalidRequest)
	return [shown(hit.address, hit.score) for hit in address_search.search(text("q", q, LONGEST), limit)]


@frappe.whitelist(allow_guest=True, methods=["GET", "POST"])
@endpoint(limit="limit_guest_reads")
def check(address_id: str | None = None, q: str | None = None, fibre_id: str | int | None = None) -> dict:
	if address_id:
		found = availability.of_address(text("address_id", address_id), fibre_id)
	elif fibre_id:
		found = availability.of_drop(text("fibre_id", str(fibre_id)))
	else:
		found = _of_text(text("q", q, LONGEST))
	return _answer(found)


def _of_text(typed: str) -> availability.Availability:
	if not typed:
		frappe.throw(_("address_id, fibre_id or q is missing."), InvalidRequest)
	meant = address_search.clearest(typed)
	if meant is None:
		frappe.throw(_("No address was found for q: {0}.").format(typed), NotFound)
	return availability.of_address(meant.address.address_id, building=meant.building)


def _answer(found: availability.Availability) -> dict:
	answer = {
		"state": found.state,
		"available": found.available,
		"address": shown(found.address),
		"fibre_id": found.fibre_id,
		"olt_port": found.olt_port,
		"ont_id": found.ont_id,
		"max_speed": found.max_speed,
		"zone_tarifaire": found.zone,
		"phone_available": True,
	}
	if found.state == NOT_COVERED:
		answer["coverage"] = shown_coverage(coverage.of_municipality(found.address.city))
	return answer


def shown(address: Address, score: float = 1.0) -> dict:
	return {
		"address_id": address.address_id,
		"label": label(address),
		"civic_number": address.civic_number,
		"civic_suffix": address.civic_suffix,
		"unit": address.unit,
		"street": address.street,
		"city": address.city,
		"postal_code": address.postal_code,
		"latitude": address.latitude,
		"longitude": address.longitude,
		"score": score,
	}


def shown_coverage(found: coverage.Coverage | None) -> dict | None:
	return found and {"phase": found.phase, "expected_on": found.expected_on}
