"""The app's rights on ERPNext's doctypes: given to its own roles, taken from nobody."""

import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.setup import definitions, memory, permissions, roles

LESS = (roles.TECHNICIAN, roles.ACS, roles.CUSTOMER)
EVERYONE = ("All", "Desk User", "Guest")
# doctype, role, right, granted
SAMPLES = (
	("Customer", roles.AGENT, "create", True),
	("Customer", roles.AGENT, "delete", False),
	("Customer", roles.DISPATCHER, "read", True),
	("Customer", roles.DISPATCHER, "write", False),
	("Quotation", roles.AGENT, "submit", True),
	("Quotation", roles.AGENT, "cancel", False),
	("Sales Invoice", roles.AGENT, "read", True),
	("Sales Invoice", roles.AGENT, "write", False),
	("Sales Invoice", roles.DISPATCHER, "read", False),
	("Sales Invoice", roles.MANAGER, "submit", True),
	("Payment Entry", roles.MANAGER, "cancel", True),
	("Payment Entry", roles.AGENT, "create", False),
	("Task", roles.DISPATCHER, "write", True),
	("Task", roles.DISPATCHER, "create", False),
	("Employee", roles.AGENT, "select", True),
	("Employee", roles.AGENT, "read", False),
	("Employee", roles.DISPATCHER, "read", True),
	("Account", roles.AGENT, "read", False),
)


def rights(doctype: str, role: str) -> dict:
	rows = frappe.get_all("Custom DocPerm", {"parent": doctype, "role": role, "permlevel": 0}, ["*"])
	return rows[0] if rows else {}


class TestPermissions(FrappeTestCase):
	def test_the_table_is_in_force(self):
		for doctype, granted in permissions.RIGHTS.items():
			for role, wanted in granted.items():
				row = rights(doctype, role)
				self.assertTrue(all(row.get(right) for right in wanted), f"{role} on {doctype}")

	def test_each_role_may_what_it_needs_and_no_more(self):
		for doctype, role, right, granted in SAMPLES:
			self.assertEqual(bool(rights(doctype, role).get(right)), granted, f"{role} {right} {doctype}")

	def test_technicians_devices_and_customers_get_nothing(self):
		for role in LESS:
			given = frappe.get_all("Custom DocPerm", {"role": role}, pluck="parent")
			self.assertEqual(set(given) - set(definitions.doctypes()), set(), role)

	def test_nobody_elses_rights_have_changed(self):
		for doctype in memory.recall(permissions.COPIED):
			others = [
				row for row in permissions._rows("Custom DocPerm", doctype) if row[0] not in roles.DESK_ACCESS
			]
			self.assertEqual(others, permissions._rows("DocPerm", doctype), doctype)

	def test_what_an_administrator_sets_stays(self):
		frappe.db.set_value("Custom DocPerm", {"parent": "Lead", "role": roles.AGENT}, "create", 0)
		permissions.ensure()
		self.assertEqual(rights("Lead", roles.AGENT)["create"], 0)

	def test_what_a_form_requires_can_be_chosen(self):
		for role in (roles.MANAGER, roles.AGENT, roles.DISPATCHER):
			for doctype in self.writable(role):
				for field in frappe.get_meta(doctype).get(
					"fields", {"fieldtype": "Link", "reqd": 1, "hidden": 0}
				):
					self.assertTrue(
						self.can_choose(role, field.options), f"{role}: {doctype}.{field.fieldname}"
					)

	def test_roles_enter_the_desk_as_they_should(self):
		for role, desk_access in roles.DESK_ACCESS.items():
			self.assertEqual(frappe.db.get_value("Role", role, "desk_access"), desk_access, role)

	def writable(self, role: str) -> list[str]:
		candidates = {*permissions.RIGHTS, *definitions.doctypes()}
		return [doctype for doctype in candidates if self.granted(doctype, (role,), ("write", "create"))]

	def can_choose(self, role: str, doctype: str) -> bool:
		# Frappe lets anybody choose a DocType.
		return doctype == "DocType" or self.granted(doctype, (role, *EVERYONE), ("select", "read"))

	def granted(self, doctype: str, of: tuple, any_of: tuple) -> bool:
		custom = frappe.db.exists("Custom DocPerm", {"parent": doctype})
		rows = frappe.get_all(
			"Custom DocPerm" if custom else "DocPerm", {"parent": doctype, "role": ("in", of)}, ["*"]
		)
		return any(row[right] for row in rows for right in any_of)
