"""What support does with a device from afar: look at it, restart it, change its WiFi."""

from dataclasses import asdict
from datetime import datetime

import frappe
from frappe import _
from frappe.utils import now_datetime

from gigafibre_fsm.domain.devices import live
from gigafibre_fsm.exceptions import InvalidState
from gigafibre_fsm.gigafibre_fsm import clock
from gigafibre_fsm.gigafibre_fsm import language as languages
from gigafibre_fsm.integrations.acs.adapter import Accepted, Adapter, DeviceHandle, Live
from gigafibre_fsm.subscriber.services.devices import finding, presence, servers, wifi_changes
from gigafibre_fsm.subscriber.services.devices.wifi_changes import set_wifi

__all__ = ["reboot", "set_wifi", "status"]

FIELDS = ("name", "acs", "last_seen", "ip_address", "firmware", *servers.IDENTITIES)


def status(equipment: str, refresh: bool = False) -> dict:
	"""What its server knows of it; with `refresh`, asked of the device itself first."""
	device = _device(equipment)
	with servers.for_agent():
		adapter, handle = servers.look_up(device)
		found, accepted = _read(adapter, handle, refresh) if handle else (Live(), None)
	return {
		"equipment": device.name,
		"server": adapter.name,
		"known": bool(handle),
		"asked": accepted and accepted.value,
		"online": _is_online(found, accepted),
		"last_seen": _here(found.last_seen) or device.last_seen,
		**_shown(found),
		"wifi_change": wifi_changes.latest(device.name),
	}


def _read(adapter: Adapter, handle: DeviceHandle, refresh: bool) -> tuple[Live, Accepted | None]:
	parts = live.parts(handle.root)
	accepted = adapter.refresh(handle, parts) if refresh else None
	return adapter.live(handle, parts), accepted


def _shown(found: Live) -> dict:
	view = asdict(live.view(found.parameters))
	return {**view, "wifi": [{**node, "clients": list(node["clients"])} for node in view["wifi"]]}


def _is_online(found: Live, accepted: Accepted | None) -> bool | None:
	"""A device that was just asked has answered, or has not."""
	if accepted in (Accepted.NOW, Accepted.OFFLINE):
		return accepted is Accepted.NOW
	if found.online is not None:
		return found.online
	now = now_datetime().replace(tzinfo=clock.here())
	return live.is_online(found.last_seen, live.interval(found.parameters), now)


def _here(moment: datetime | None) -> datetime | None:
	return moment and moment.astimezone(clock.here()).replace(tzinfo=None, microsecond=0)


def reboot(equipment: str) -> dict:
	"""Straight away and not by the outbox: whoever asks is on the telephone, and hears whether the device was reached."""
	device = _device(equipment)
	with servers.for_agent():
		place = servers.locate(device)
		accepted = place.adapter.reboot(place.handle)
	presence.comment(device.name, _said(accepted))
	return {"equipment": device.name, "accepted": accepted.value}


def _said(accepted: Accepted) -> str:
	language = languages.of_office()
	if accepted.is_done:
		return _("Restarted from afar.", lang=language)
	return _("Restart asked for: it happens when the device next reports.", lang=language)


def _device(equipment: str) -> frappe._dict:
	device = frappe.db.get_value("Service Equipment", equipment, FIELDS, as_dict=True)
	if not servers.has_identity(device):
		frappe.throw(_("This device has no serial number yet."), InvalidState)
	# Nobody looks into, or restarts, a device at another customer's by its old record.
	if other := finding.successor(device):
		frappe.throw(_("The serial of this device is that of {0} now.").format(other), InvalidState)
	return device
