"""What FSM Settings must say before some tables can be imported."""

import frappe
from frappe import _

from gigafibre_fsm.exceptions import InvalidState


def chosen(field: str, **out_of_use: int) -> str:
	"""`out_of_use`: how the doctype that the field links to says so, where it can."""
	value = frappe.db.get_single_value("FSM Settings", field)
	link = frappe.get_meta("FSM Settings").get_field(field)
	if not value or (out_of_use and frappe.db.exists(link.options, {"name": value, **out_of_use})):
		frappe.throw(
			_("FSM Settings, {0}: choose one that is in use, then import.").format(
				_(link.label, context="FSM Settings")
			),
			InvalidState,
		)
	return value
