"""Who asked for secrets and got none: one row per device and reason, however often it asks."""

import frappe
from frappe.utils import add_to_date, now_datetime

from gigafibre_fsm.subscriber.services.devices.finding import told

INTERVAL = 60  # seconds between two writes of a row


def note(device: frappe._dict, reason: str) -> None:
	"""In one statement, so that two that ask at the same moment make one row. A GET commits it too."""
	now = now_datetime()
	key = f"{device.name}:{reason}"
	last = frappe.db.sql("select last_seen from `tabDevice Denial` where name = %s", key)
	if last and last[0][0] > add_to_date(now, seconds=-INTERVAL):
		return
	_write(key, device, reason, now)
	frappe.local.flags.commit = True


def _write(key: str, device: frappe._dict, reason: str, now) -> None:
	values = {"name": key, "serial": told(device), "equipment": device.name, "reason": reason, "now": now}
	frappe.db.sql(
		"""insert into `tabDevice Denial`
			(name, creation, modified, owner, modified_by, serial, equipment, reason, times, first_seen, last_seen)
		values (%(name)s, %(now)s, %(now)s, %(user)s, %(user)s, %(serial)s, %(equipment)s, %(reason)s, 1, %(now)s, %(now)s)
		on duplicate key update times = times + 1, last_seen = values(last_seen), serial = values(serial),
			modified = values(modified), modified_by = values(modified_by)""",
		{**values, "user": frappe.session.user},
	)
