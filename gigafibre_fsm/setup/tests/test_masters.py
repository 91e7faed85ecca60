"""Customer groups and issue types, whatever language ERPNext was set up in."""

import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.setup import masters


class TestMasters(FrappeTestCase):
	def test_groups_are_below_the_root_and_issue_types_are_there(self):
		for name in ("Résidentiel", "Commercial"):
			parent = frappe.db.get_value("Customer Group", name, "parent_customer_group")
			self.assertEqual(parent, masters.root_customer_group())
		for name in ("Installation", "Support", "Réparation"):
			self.assertTrue(frappe.db.exists("Issue Type", name))

	def test_the_root_is_found_by_its_place_and_not_by_its_name(self):
		root = masters.root_customer_group()
		for unset in ("", None):
			frappe.db.set_value("Customer Group", root, "parent_customer_group", unset)
			self.assertEqual(masters.root_customer_group(), root)

	def test_without_a_root_there_is_nothing_to_do_yet(self):
		frappe.db.delete("Customer Group")
		masters.ensure_customer_groups()
		self.assertEqual(frappe.db.count("Customer Group"), 0)
