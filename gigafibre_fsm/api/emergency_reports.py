"""The buttons of the three 911 reports, and the badge on forms (docs/emergency-reports.md)."""

import frappe
from frappe import _

from gigafibre_fsm.api.endpoint import endpoint, names_in, needed
from gigafibre_fsm.domain.emergency.findings import Verdict
from gigafibre_fsm.exceptions import InvalidRequest, NotFound
from gigafibre_fsm.voice_service.services import address_actions, address_badge, judgements

JUDGEMENTS = (Verdict.SAME, Verdict.DIFFERENT)


@frappe.whitelist(methods=["POST"])
@endpoint()
def update(names: list | str, reason: str) -> dict:
	"""The address of the place goes to the 911 provider, for each of these lines."""
	return address_actions.update(_lines(names), needed("reason", reason))


@frappe.whitelist(methods=["POST"])
@endpoint()
def deregister(names: list | str, reason: str) -> dict:
	return address_actions.deregister(_lines(names), needed("reason", reason))


@frappe.whitelist(methods=["POST"])
@endpoint()
def review(names: list | str, verdict: str, note: str) -> dict:
	frappe.has_permission(judgements.DOCTYPE, "write", throw=True)
	if verdict not in JUDGEMENTS:
		_refuse(_("{0} must be one of: {1}.").format("verdict", ", ".join(JUDGEMENTS)), InvalidRequest)
	return address_actions.review(_lines(names), Verdict(verdict), needed("note", note))


@frappe.whitelist(methods=["GET", "POST"])
@endpoint()
def badge(doctype: str, name: str) -> dict:
	if doctype not in address_badge.LINES_OF:
		_refuse(
			_("{0} must be one of: {1}.").format("doctype", ", ".join(address_badge.LINES_OF)), InvalidRequest
		)
	frappe.has_permission("VoIP Line", "read", throw=True)
	if not frappe.db.exists(doctype, name):
		_refuse(_("There is no {0} {1}.").format(_(doctype), name), NotFound)
	frappe.has_permission(doctype, "read", doc=name, throw=True)
	return address_badge.badge(doctype, name)


def _lines(given: list | str) -> list[str]:
	frappe.has_permission("VoIP Line", "write", throw=True)
	return names_in(given, address_actions.MOST_AT_ONCE)


def _refuse(sentence: str, kind: type[Exception]) -> None:
	frappe.throw(sentence, kind)
