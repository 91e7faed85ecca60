"""Options added to ERPNext's Select fields, and taken back."""

import frappe
from frappe.custom.doctype.property_setter.property_setter import make_property_setter
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.setup import options
from gigafibre_fsm.testing import factories

SETTER = {"doc_type": "Lead", "field_name": "type", "property": "options"}


class TestOptions(FrappeTestCase):
	def setUp(self):
		frappe.db.savepoint("before_test")
		frappe.db.sql("update tabLead set type='' where type='Enterprise'")
		self.addCleanup(self.back)

	def back(self):
		frappe.db.rollback(save_point="before_test")
		frappe.clear_cache(doctype="Lead")

	def types(self) -> list[str]:
		return frappe.get_meta("Lead").get_options("type").split("\n")

	def test_a_lead_can_be_of_an_enterprise(self):
		self.assertIn("Enterprise", self.types())
		self.assertEqual(factories.make_lead(type="Enterprise").type, "Enterprise")

	def test_the_second_time_there_is_nothing_to_do(self):
		options.ensure()
		self.assertEqual(self.types().count("Enterprise"), 1)

	def test_it_is_taken_back_whole(self):
		options.remove()
		self.assertNotIn("Enterprise", self.types())
		self.assertFalse(frappe.db.exists("Property Setter", SETTER))

	def test_it_stays_while_a_lead_has_it(self):
		lead = factories.make_lead(type="Enterprise")
		options.remove()
		self.assertIn("Enterprise", self.types())
		lead.reload().save()

	def test_what_the_site_made_of_the_field_stays(self):
		options.remove()
		make_property_setter("Lead", "type", "options", "\nClient\nNeighbour", "Text")
		frappe.clear_cache(doctype="Lead")
		options.ensure()
		self.assertEqual(self.types(), ["", "Client", "Neighbour", "Enterprise"])
		options.remove()
		self.assertEqual(self.types(), ["", "Client", "Neighbour"])
