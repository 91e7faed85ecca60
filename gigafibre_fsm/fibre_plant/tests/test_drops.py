import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.testing import factories


class TestFibreDrop(FrappeTestCase):
	def test_its_state_follows_its_fields_in_this_order(self):
		drop = factories.make_fibre_drop(box_installed=0)
		self.assertEqual(drop.state, "no_box")
		for change, state in (
			({"box_installed": 1}, "available"),
			({"reserved_note": "Held for the neighbour"}, "reserved"),
			({"box_installed": 0}, "reserved"),
			({"ont_serial": "TPLG0EB23F9C"}, "connected"),
		):
			drop.update(change).save()
			self.assertEqual(drop.state, state)

	def test_its_state_follows_raw_sql_too(self):
		drop = factories.make_fibre_drop()
		frappe.db.sql("update `tabFibre Drop` set reserved_note='x' where name=%s", drop.name)
		self.assertEqual(frappe.db.get_value("Fibre Drop", drop.name, "state"), "reserved")

	def test_nobody_writes_its_state(self):
		drop = factories.make_fibre_drop(state="connected")
		self.assertEqual(drop.state, "available")
		drop.state = "connected"
		drop.save()
		self.assertEqual(drop.state, "available")

	def test_its_serial_is_kept_in_its_one_form(self):
		self.assertEqual(factories.make_fibre_drop(ont_serial="tplg-0eb2 3f9d").ont_serial, "TPLG0EB23F9D")


class TestPricingZone(FrappeTestCase):
	def test_there_is_one_default(self):
		first = factories.make_pricing_zone(is_default=1)
		second = factories.make_pricing_zone(is_default=1)
		self.assertEqual(frappe.get_all("Pricing Zone", {"is_default": 1}, pluck="name"), [second.name])
		self.assertEqual(frappe.db.get_value("Pricing Zone", first.name, "is_default"), 0)
