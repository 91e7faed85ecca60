"""After a refused login nothing more is sent to the 911 provider until someone acts.

Providers lock an account after a few failed logins (one of them after five), and then no address can be updated
at all. The field is emptied when other credentials are saved, or the same ones typed again.
"""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import format_datetime, get_datetime, now_datetime

from gigafibre_fsm.integrations.errors import ConfigurationError

SETTINGS = "FSM Settings"
FIELD = "emergency_refused_on"
LOGIN = ("emergency_username", "emergency_password")


def remember() -> None:
	"""In the caller's transaction: a job commits it before it gives up what it was doing."""
	# `modified` stays: a form that is open elsewhere must still save.
	frappe.db.set_single_value(SETTINGS, FIELD, now_datetime(), update_modified=False)


def refused_on() -> datetime | None:
	# Frappe's get_single_value makes the year 1 of an empty Datetime, which would lock the login out.
	stored = frappe.db.get_value("Singles", {"doctype": SETTINGS, "field": FIELD}, "value", order_by=None)
	return get_datetime(stored) if stored else None


def refuse(labels: str) -> None:
	"""`labels`: the fields to look at. Reads the database, since another process may have been refused just now."""
	since = refused_on()
	if not since:
		return
	raise ConfigurationError(
		_(
			"The 911 provider refused this login on {0}, and locks the account after a few failures: it was not asked again. Correct {1}, save, then test."
		).format(format_datetime(since), labels)
	)
