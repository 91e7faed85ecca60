"""A new WiFi name and password: kept here first, told to the device by the outbox, and read back.

The row of the outbox holds no secret: what is told is what is kept at that moment.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import add_to_date, now_datetime

from gigafibre_fsm.domain.devices import wifi_change
from gigafibre_fsm.domain.devices.wifi_change import Problem
from gigafibre_fsm.exceptions import InvalidRequest, InvalidState
from gigafibre_fsm.gigafibre_fsm import language as languages
from gigafibre_fsm.gigafibre_fsm import outbox
from gigafibre_fsm.gigafibre_fsm.delivery import channels
from gigafibre_fsm.gigafibre_fsm.doctype.outbox_message.status import Status as Sending
from gigafibre_fsm.gigafibre_fsm.transaction import whole
from gigafibre_fsm.subscriber.doctype.service_equipment.status import Status
from gigafibre_fsm.subscriber.services.devices import allowance, servers

DOCTYPE = "Service Equipment"
CHANNEL = "ACS"
EVENT = "set_wifi"
WITH_WIFI = ("ONT", "Routeur")
IN_USE = (Status.EN_INVENTAIRE, Status.ACTIF)
ON_THE_WAY = (Sending.QUEUED, Sending.SENDING)
WAITING, DONE, FAILED, OFF, KEPT, HELD = "waiting", "done", "failed", "off", "kept", "held"
STATES = {
	Sending.QUEUED: WAITING,
	Sending.SENDING: WAITING,
	Sending.SENT: DONE,
	Sending.FAILED: FAILED,
	Sending.CANCELLED: OFF,
}
# A device reports before it takes what waits for it.
SESSION = 60


def set_wifi(equipment: str, ssid: str, password: str) -> dict:
	"""One network on both bands. The same asked again while it is on its way is the same change."""
	ssid = ssid.strip()
	_refuse_bad(ssid, password)
	return whole(lambda: _change(equipment, ssid, password))


def _refuse_bad(ssid: str, password: str) -> None:
	found = wifi_change.problem(ssid, password)
	if found:
		frappe.throw(_sentence(found), InvalidRequest)


def _sentence(found: Problem) -> str:
	sentences = {
		Problem.NO_NAME: _("ssid is missing."),
		Problem.LONG_NAME: _("ssid is too long: 32 bytes at most, and an accented letter takes two."),
		Problem.NAME_CHARACTERS: _("ssid has a character that cannot be shown."),
		Problem.PASSWORD_LENGTH: _("password must have 8 to 63 characters."),
		Problem.PASSWORD_CHARACTERS: _(
			"password must be of plain letters, digits and signs, without accents."
		),
		Problem.PASSWORD_SPACES: _("password must not begin or end with a space."),
	}
	return sentences[found]


def _change(name: str, ssid: str, password: str) -> dict:
	equipment = frappe.get_doc(DOCTYPE, name, for_update=True)
	_refuse_unfit(equipment)
	is_same = _has(equipment, ssid, password)
	if not is_same:
		_keep(equipment, ssid, password)
	if not servers.has_identity(equipment):
		# It is told when its serial is known and it first calls.
		return _answer(equipment, KEPT)
	if not allowance.of(equipment).network:
		# `provision` tells it when its service begins, or goes on.
		return _answer(equipment, HELD)
	if not (is_same and _is_on_its_way(name)):
		_queue(equipment)
	return _answer(equipment, OFF if channels.why_off(CHANNEL) else WAITING)


def _answer(equipment: Document, state: str) -> dict:
	return {"equipment": equipment.name, "ssid": equipment.wifi_ssid, "state": state}


def _refuse_unfit(equipment: Document) -> None:
	if equipment.equipment_type not in WITH_WIFI:
		frappe.throw(_("{0} has no WiFi.").format(_(equipment.equipment_type)), InvalidState)
	if equipment.status not in IN_USE:
		status = _(equipment.status, context=DOCTYPE)
		frappe.throw(_("This device is {0}: its WiFi cannot be changed.").format(status), InvalidState)


def _has(equipment: Document, ssid: str, password: str) -> bool:
	kept = equipment.get_password("wifi_password", raise_exception=False)
	return (equipment.wifi_ssid, kept, equipment.wifi_ssid_5g or "") == (ssid, password, "")


def _keep(equipment: Document, ssid: str, password: str) -> None:
	both = {"wifi_ssid_5g": None, "wifi_password_5g": None}
	equipment.update({"wifi_enabled": 1, "wifi_ssid": ssid, "wifi_password": password, **both})
	equipment.save(ignore_permissions=True)


def _queue(equipment: Document) -> None:
	reason = _("A later change takes its place.", lang=languages.of_office())
	outbox.cancel_queued([(DOCTYPE, equipment.name)], reason, [EVENT])
	outbox.put(CHANNEL, EVENT, None, equipment, {}, occasion=frappe.generate_hash(length=10))


def _is_on_its_way(equipment: str) -> bool:
	return bool(frappe.db.exists("Outbox Message", {**_about(equipment), "status": ("in", ON_THE_WAY)}))


def _about(equipment: str) -> dict:
	return {"reference_doctype": DOCTYPE, "reference_name": equipment, "channel": CHANNEL, "event": EVENT}


def latest(equipment: str) -> dict | None:
	"""What became of the last change."""
	fields = ["name as message", "status", "last_error as reason", "modified as at"]
	rows = frappe.get_all(
		"Outbox Message", _about(equipment), fields, order_by="creation desc, name desc", limit=1
	)
	return {**rows[0], "status": None, "state": STATES[rows[0].status]} if rows else None


def look_again(equipment: str) -> None:
	"""For when a device reports: what waits for it is looked at once it has had its session.

	Found by a plain read: an update that finds nothing would lock the gap into which others write their rows.
	"""
	soon = add_to_date(now_datetime(), seconds=SESSION)
	waiting = {**_about(equipment), "status": Sending.QUEUED, "next_attempt_at": (">", soon)}
	for name in frappe.get_all("Outbox Message", waiting, pluck="name"):
		frappe.db.set_value("Outbox Message", name, "next_attempt_at", soon, update_modified=False)
