"""Phone lines: what agents do with them, and what the 911 provider reports (docs/phone-lines.md)."""

import json
import time

import frappe
from frappe import _

from gigafibre_fsm.api.endpoint import endpoint, needed, text
from gigafibre_fsm.domain.identifiers import canonical_did
from gigafibre_fsm.exceptions import InvalidRequest, NotFound
from gigafibre_fsm.gigafibre_fsm import language as languages
from gigafibre_fsm.integrations.credentials import Credentials
from gigafibre_fsm.integrations.emergency import webhook
from gigafibre_fsm.voice_service.services import (
	emergency,
	ending,
	listing,
	moving,
	provisioning,
	renumbering,
	suspending,
)
from gigafibre_fsm.voice_service.services.emergency import changing


@frappe.whitelist(methods=["GET", "POST"])
@endpoint()
def lines(customer: str) -> dict:
	name = _customer(customer)
	return {"customer": name, "lines": listing.of_customer(name)}


@frappe.whitelist(methods=["POST"])
@endpoint()
def provision(
	location: str,
	reason: str,
	did: str | None = None,
	subscription: str | None = None,
	equipment: str | None = None,
) -> dict:
	"""A new line at an active place; without `did` it gets a free number."""
	frappe.has_permission("VoIP Line", "create", throw=True)
	wanted = provisioning.Wanted(
		location=needed("location", location),
		reason=_reason(reason),
		did=_did(did),
		subscription=text("subscription", subscription) or None,
		equipment=text("equipment", equipment) or None,
	)
	return listing.brief(provisioning.provision(wanted))


@frappe.whitelist(methods=["POST"])
@endpoint()
def suspend(line: str, reason: str, seen: str | None = None) -> dict:
	"""`seen`, here and below: the `modified` of the line as the caller saw it."""
	return listing.brief(suspending.suspend(_line(line), _reason(reason), seen))


@frappe.whitelist(methods=["POST"])
@endpoint()
def reactivate(line: str, reason: str, seen: str | None = None) -> dict:
	return listing.brief(suspending.reactivate(_line(line), _reason(reason), seen))


@frappe.whitelist(methods=["POST"])
@endpoint()
def cancel(line: str, reason: str, seen: str | None = None) -> dict:
	return listing.brief(ending.cancel(_line(line), _reason(reason), seen))


@frappe.whitelist(methods=["POST"])
@endpoint()
def move(line: str, location: str, reason: str, seen: str | None = None) -> dict:
	place = needed("location", location)
	return listing.brief(moving.move(_line(line), place, _reason(reason), seen))


@frappe.whitelist(methods=["POST"])
@endpoint()
def stay(line: str, reason: str, seen: str | None = None) -> dict:
	"""Takes a move back that 911 has not confirmed."""
	return listing.brief(moving.stay(_line(line), _reason(reason), seen))


@frappe.whitelist(methods=["POST"])
@endpoint()
def change_number(line: str, reason: str, did: str | None = None, seen: str | None = None) -> dict:
	return listing.brief(renumbering.change(_line(line), _did(did), _reason(reason), seen))


@frappe.whitelist(methods=["POST"])
@endpoint()
def update_911(line: str, reason: str, address: dict | str | None = None) -> dict:
	"""`address` {civic_number, suffix, unit, street, city, state, zip, first_name, last_name, info, enhanced}; without it
	the address of the line's place.
	"""
	return changing.by_agent(_line(line), _address(address), _reason(reason))


@frappe.whitelist(methods=["POST"])
@endpoint()
def deregister_911(line: str, reason: str) -> dict:
	return changing.deregister_by_agent(_line(line), _reason(reason))


@frappe.whitelist(allow_guest=True, methods=["POST"])
@endpoint()
def e911_callback() -> dict:
	"""Not counted against a visitor's limit: after a review the provider reports many at once, and signs each."""
	report = _e911_report()
	with languages.in_office():
		is_ours = emergency.ask_about(report.phone, report.id)
	if not is_ours:
		# For us to look at; the answer says to nobody which numbers are ours.
		frappe.log_error(
			"911 provider: a report about a number that is not ours", f"{report.phone}, {report.id}"
		)
	return {"received": True}


def _e911_report() -> webhook.Report:
	secret = Credentials(frappe.get_cached_doc("FSM Settings")).optional("emergency_callback_secret")
	header = frappe.request.headers.get(webhook.HEADER) or ""
	try:
		return webhook.verify(frappe.request.get_data(), header, secret, time.time())
	except webhook.BadSignature:
		frappe.throw(_("This request is not signed by the 911 provider, or is too old."), InvalidRequest)


def _customer(name: str) -> str:
	"""For those who work with phone lines, and may see this customer."""
	frappe.has_permission("VoIP Line", "read", throw=True)
	name = needed("customer", name)
	if not frappe.db.exists("Customer", name):
		frappe.throw(_("There is no customer {0}.").format(name), NotFound)
	frappe.has_permission("Customer", "read", doc=name, throw=True)
	return name


def _address(given: dict | str | None) -> dict | None:
	"""A form can send an object only as text. An empty one is no address, and not that of the place."""
	try:
		address = json.loads(given) if isinstance(given, str) else given
	except ValueError:
		address = given
	if address is not None and not isinstance(address, dict):
		frappe.throw(_("{0} must be {1}.").format("address", _("an object")), InvalidRequest)
	if address == {}:
		frappe.throw(_("{0} is missing.").format("address"), InvalidRequest)
	return address


def _reason(given: str) -> str:
	"""Kept in the timeline, and with what is asked of the 911 provider."""
	return needed("reason", given)


def _did(given: str | None) -> str | None:
	try:
		return canonical_did(given)
	except ValueError:
		frappe.throw(
			_("{0}: {1}, not {2}.").format(
				"did", _("a phone number has ten digits, area code included"), given
			),
			InvalidRequest,
		)


def _line(name: str) -> str:
	"""The argument `line` of those who change lines: the name of one that they may change."""
	frappe.has_permission("VoIP Line", "write", throw=True)
	name = needed("line", name)
	if not frappe.db.exists("VoIP Line", name):
		frappe.throw(_("There is no phone line {0}.").format(name), NotFound)
	frappe.has_permission("VoIP Line", "write", doc=name, throw=True)
	return name
