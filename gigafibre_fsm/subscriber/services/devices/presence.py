"""What a device tells of itself: that it is there, from which address, with which firmware.

The document's own `modified` stays: a form that somebody has open must not be refused because a device rebooted.
"""

from dataclasses import dataclass
from datetime import timedelta

import frappe
from frappe import _
from frappe.utils import escape_html, now_datetime

from gigafibre_fsm.gigafibre_fsm import language as languages
from gigafibre_fsm.gigafibre_fsm import outbox
from gigafibre_fsm.subscriber.services.devices import unknown, wifi_changes
from gigafibre_fsm.subscriber.services.devices.servers import IDENTITIES

# « Last seen » is kept to a quarter of an hour: thousands of devices call every few minutes.
FRESH = timedelta(minutes=15)


@dataclass(frozen=True)
class Sign:
	"""What is None was not told, and is left as it is."""

	online: bool = True
	ip: str | None = None
	firmware: str | None = None
	model: str | None = None


def note(device: frappe._dict, sign: Sign) -> None:
	"""Nothing is written where nothing changed."""
	changes = _changes(device, sign)
	if not changes:
		return
	came_online = bool(changes.get("is_online")) and _turn_online(device.name)
	frappe.db.set_value("Service Equipment", device.name, changes, update_modified=False)
	if came_online:
		_tell_online(device, sign)
		wifi_changes.look_again(device.name)
	if sign.online:
		_add_line(device, sign, came_online)
		_resolve_issue(device)


def _changes(device: frappe._dict, sign: Sign) -> dict:
	now = now_datetime()
	told = {"is_online": int(sign.online), "ip_address": sign.ip, "firmware": sign.firmware}
	changes = {field: value for field, value in told.items() if value is not None and value != device[field]}
	if sign.model and not device.model:
		changes["model"] = sign.model
	if sign.online and (changes or not device.last_seen or now - device.last_seen > FRESH):
		changes["last_seen"] = now
	return changes


def _turn_online(name: str) -> bool:
	"""One of several that tell so at the same moment, and no other."""
	frappe.db.sql("update `tabService Equipment` set is_online = 1 where name = %s and is_online = 0", name)
	return frappe.db._cursor.rowcount == 1


def _tell_online(device: frappe._dict, sign: Sign) -> None:
	about = frappe._dict(doctype="Service Equipment", name=device.name)
	variables = {"equipment": device.name, "ip": sign.ip or device.ip_address}
	outbox.put("Realtime", "fsm_device_online", None, about, variables, occasion=str(now_datetime()))


def _add_line(device: frappe._dict, sign: Sign, came_online: bool) -> None:
	"""At its first sign of life and when its firmware changes. A line per restart would bury everything else."""
	language = languages.of_office()
	if came_online and not device.last_seen:
		said = _("First sign of life: address {0}, firmware {1}.", lang=language).format(
			sign.ip or "?", sign.firmware or "?"
		)
	elif sign.firmware and device.firmware and sign.firmware != device.firmware:
		said = _("Firmware {0} replaced {1}.", lang=language).format(sign.firmware, device.firmware)
	else:
		return
	comment(device.name, said)


def _resolve_issue(device: frappe._dict) -> None:
	"""For one that called at the very moment it was being recorded: neither transaction saw the other."""
	if not device.last_seen:
		unknown.resolve([device[field] for field in IDENTITIES], device.name)


def comment(equipment: str, said: str) -> None:
	frappe.get_doc(
		{
			"doctype": "Comment",
			"comment_type": "Info",
			"reference_doctype": "Service Equipment",
			"reference_name": equipment,
			"content": escape_html(said),
		}
	).insert(ignore_permissions=True)
