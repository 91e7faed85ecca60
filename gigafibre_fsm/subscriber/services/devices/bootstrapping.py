"""A device that calls the ACS for the first time, or again after a reset. One that nobody knows makes an Issue, once."""

from dataclasses import dataclass

import frappe
from frappe.utils import escape_html

from gigafibre_fsm.domain.identifiers import canonical_serial
from gigafibre_fsm.gigafibre_fsm import locks, outbox
from gigafibre_fsm.gigafibre_fsm.transaction import whole
from gigafibre_fsm.subscriber.services.devices import presence, unknown
from gigafibre_fsm.subscriber.services.devices.finding import find

ISSUE_TYPE = "Support"


@dataclass(frozen=True)
class Boot:
	oui: str | None = None
	product_class: str | None = None
	ip: str | None = None
	firmware: str | None = None


def bootstrap(spelled: str, boot: Boot) -> dict:
	device = find(spelled)
	if device:
		sign = presence.Sign(True, boot.ip, boot.firmware, boot.product_class)
		whole(lambda: presence.note(device, sign))
		return {"known": True, "equipment": device.name}
	serial = canonical_serial(spelled) or spelled
	return {"known": False, "issue": whole(lambda: _issue(serial, boot))}


def _issue(serial: str, boot: Boot) -> str:
	"""The look without the lock first: a device that nobody knows asks again every few minutes."""
	known = _open_issue(serial)
	if not known:
		locks.hold(f"unknown device {serial}")
		known = _open_issue(serial)
	return known or _open(serial, boot)


def _open_issue(serial: str) -> str | None:
	return next(iter(unknown.open_issues([serial])), None)


def _open(serial: str, boot: Boot) -> str:
	issue = frappe.get_doc(
		{
			"doctype": "Issue",
			"subject": unknown.SUBJECT.format(serial),
			"device_serial": serial,
			"issue_type": frappe.db.exists("Issue Type", ISSUE_TYPE),
			"company": frappe.get_cached_doc("FSM Settings").company,
			"description": _description(boot),
		}
	).insert(ignore_permissions=True)
	variables = {"issue": issue.name, "serial": serial, "product_class": boot.product_class, "ip": boot.ip}
	outbox.put("Realtime", "fsm_unknown_device", None, issue, variables)
	return issue.name


def _description(boot: Boot) -> str:
	"""As the device calls these itself, in TR-069's words."""
	facts = {
		"OUI": boot.oui,
		"ProductClass": boot.product_class,
		"IPAddress": boot.ip,
		"SoftwareVersion": boot.firmware,
	}
	return "<br>".join(f"{name}: {escape_html(value)}" for name, value in facts.items() if value)
