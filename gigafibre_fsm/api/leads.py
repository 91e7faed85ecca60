"""What a visitor can ask for where there is no fibre, or too little of it. A form without JavaScript may post it too.

`website` is a field that the page hides: what fills it in is a program, which gets the same answer and leaves nothing.
"""

import random

import frappe
from frappe import _
from frappe.utils import nowdate

from gigafibre_fsm.api.availability import shown_coverage
from gigafibre_fsm.api.endpoint import endpoint, needed, text
from gigafibre_fsm.domain.addresses.record import Address
from gigafibre_fsm.domain.addresses.record import line as address_line
from gigafibre_fsm.domain.contacts import canonical_email, canonical_phone
from gigafibre_fsm.domain.leads import Place
from gigafibre_fsm.exceptions import InvalidRequest
from gigafibre_fsm.fibre_plant.services import address_search, availability, coverage
from gigafibre_fsm.subscriber.services import leads

LONGEST_MESSAGE = 2000
LONGEST_ADDRESS = 140


@frappe.whitelist(allow_guest=True, methods=["POST"])
@endpoint(limit="limit_guest_writes")
def notify_me(
	name: str,
	email: str | None = None,
	phone: str | None = None,
	address: str | None = None,
	address_id: str | None = None,
	municipality: str | None = None,
	interest: str = "Internet",
	website: str | None = None,
) -> dict:
	visitor = leads.Visitor(needed("name", name), _email(email), _phone(phone))
	if not visitor.email and not visitor.phone:
		frappe.throw(_("email or phone is missing: we could not reach you."), InvalidRequest)
	if interest not in leads.INTERESTS:
		choices = ", ".join(leads.INTERESTS)
		frappe.throw(_("{0} must be one of: {1}.").format("interest", choices), InvalidRequest)
	place = _place(address, address_id, municipality)
	if not website:
		leads.notify_me(visitor, place, interest)
	return {
		"registered": True,
		"coverage": shown_coverage(coverage.of_municipality(place.municipality)),
	}


@frappe.whitelist(allow_guest=True, methods=["POST"])
@endpoint(limit="limit_guest_writes")
def business_quote(
	company: str,
	name: str,
	email: str,
	phone: str,
	address: str,
	message: str | None = None,
	website: str | None = None,
) -> dict:
	visitor = leads.Visitor(
		needed("name", name),
		_email(needed("email", email)),
		_phone(needed("phone", phone)),
		needed("company", company),
	)
	place = _place(needed("address", address, LONGEST_ADDRESS), None, None)
	message = _lines("message", message)
	if website:
		return {"lead": _decoy("CRM-LEAD"), "issue": _decoy("ISS")}
	lead, issue = leads.business_quote(visitor, place, message)
	return {"lead": lead.name, "issue": issue.name}


def _decoy(series: str) -> str:
	return f"{series}-{nowdate()[:4]}-{random.randint(1, 99999):05d}"


def _email(typed: str | None) -> str | None:
	try:
		return canonical_email(text("email", typed))
	except ValueError:
		frappe.throw(_("{0} is no e-mail address: {1}.").format("email", typed), InvalidRequest)


def _phone(typed: str | None) -> str | None:
	try:
		return canonical_phone(text("phone", typed, 40))
	except ValueError:
		frappe.throw(
			_("{0} is no phone number: {1}. Example: 450 272-2408.").format("phone", typed), InvalidRequest
		)


def _lines(name: str, typed: str | None) -> str:
	typed = (typed or "").strip()
	if len(typed) > LONGEST_MESSAGE:
		frappe.throw(
			_("{0} is too long: {1} characters at most.").format(name, LONGEST_MESSAGE), InvalidRequest
		)
	return typed


def _place(line: str | None, address_id: str | None, municipality: str | None) -> Place:
	line = text("address", line, LONGEST_ADDRESS)
	municipality = text("municipality", municipality)
	if address_id:
		return _of_register(availability.address(text("address_id", address_id)), "")
	typed = ", ".join(part for part in (line, municipality) if part)
	found = address_search.unmistakable(typed) if line else None
	if found:
		return _of_register(found, line)
	where = address_search.municipality(municipality) or municipality or address_search.municipality_in(line)
	return Place(line or None, where or None)


def _of_register(address: Address, line: str) -> Place:
	"""The visitor's own words stay where there are any."""
	return Place(line or address_line(address), address.city, address.postal_code, address.address_id)
