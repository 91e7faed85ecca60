"""A channel that cannot send until a person changes something waits as a whole, and says why where it is mended.

A wrong key would otherwise use up the attempts of every message. One message tries the channel again after a while;
saving FSM Settings tries it at once.
"""

from datetime import datetime, timedelta

import frappe
from frappe.model.document import Document
from frappe.utils import get_datetime, now_datetime

from gigafibre_fsm.gigafibre_fsm.delivery import queue
from gigafibre_fsm.gigafibre_fsm.delivery.channels import SETTINGS, SYSTEMS

LENGTH = timedelta(minutes=15)


def until(channel: str) -> datetime | None:
	"""The end of the pause, which may be over: the channel has not been seen to work since."""
	field = _field(channel, "paused_until")
	# Frappe's get_single_value makes the year 1 of an empty Datetime.
	stored = field and frappe.db.get_value(
		"Singles", {"doctype": SETTINGS, "field": field}, "value", order_by=None
	)
	return get_datetime(stored) if stored else None


def is_on(channel: str) -> bool:
	end = until(channel)
	return bool(end and end > now_datetime())


def begin(channel: str, reason: str) -> datetime:
	end = now_datetime() + LENGTH
	_note(channel, end, reason)
	queue.put_off(channel, end, reason)
	return end


def end(channel: str) -> None:
	if until(channel):
		_note(channel, None, None)


def _note(channel: str, end: datetime | None, reason: str | None) -> None:
	if field := _field(channel, "paused_until"):
		values = {field: end, _field(channel, "paused_because"): reason}
		# `modified` stays: a form that is open elsewhere must still save.
		frappe.db.set_single_value(SETTINGS, values, update_modified=False)


def lift(settings: Document) -> bool:
	"""For a form that is being saved: what it changed may have been the trouble. Whether there was a pause."""
	paused = [channel for channel in SYSTEMS if until(channel)]
	for channel in paused:
		queue.bring_forward(channel)
	for channel in filter(_has_fields, SYSTEMS):
		settings.update({_field(channel, "paused_until"): None, _field(channel, "paused_because"): None})
	return bool(paused)


def _has_fields(channel: str) -> bool:
	return bool(_field(channel, "paused_until"))


def _field(channel: str, what: str) -> str | None:
	name = f"{SYSTEMS.get(channel)}_{what}"
	return name if frappe.get_meta(SETTINGS).has_field(name) else None
