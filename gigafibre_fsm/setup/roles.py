"""The app's six roles."""

import frappe

from gigafibre_fsm.setup import memory

MANAGER = "FSM Manager"
AGENT = "FSM Agent"
DISPATCHER = "FSM Dispatcher"
TECHNICIAN = "FSM Technician"
ACS = "FSM ACS"
CUSTOMER = "FSM Customer"

DESK_ACCESS = {MANAGER: 1, AGENT: 1, DISPATCHER: 1, TECHNICIAN: 1, ACS: 0, CUSTOMER: 0}
MADE_ROLES = "roles"


def ensure() -> None:
	for role, desk_access in DESK_ACCESS.items():
		if not frappe.db.exists("Role", role):
			_make(role, desk_access)


def _make(role: str, desk_access: int) -> None:
	frappe.get_doc({"doctype": "Role", "role_name": role, "desk_access": desk_access, "is_custom": 0}).insert(
		ignore_permissions=True
	)
	memory.remember_also(MADE_ROLES, role)


def remove() -> None:
	for role in memory.recall(MADE_ROLES, []):
		frappe.db.delete("Has Role", {"role": role})
		frappe.delete_doc("Role", role, force=True, ignore_permissions=True, delete_permanently=True)
