"""Who is calling, as far as it changes what they may ask for."""

import frappe

AGENTS = ("FSM Agent", "FSM Manager", "System Manager")


def is_agent() -> bool:
	return not set(AGENTS).isdisjoint(frappe.get_roles())
