"""A discount is a line of its own with a negative rate, which ERPNext refuses to submit until it is told to allow it."""

import frappe

from gigafibre_fsm.setup.catalogue.made import Made
from gigafibre_fsm.setup.catalogue.site import Site

SETTINGS, SWITCH = "Selling Settings", "allow_negative_rates_for_items"


def ensure(site: Site, made: Made) -> None:
	if frappe.get_meta(SETTINGS).has_field(SWITCH):
		made.once(SETTINGS, SWITCH, find=_is_on, make=_switch_on)


def _is_on() -> int:
	return frappe.db.get_single_value(SETTINGS, SWITCH)


def _switch_on() -> str:
	frappe.db.set_single_value(SETTINGS, SWITCH, 1)
	return SWITCH
