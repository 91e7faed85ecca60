import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.exceptions import InvalidRequest, SerialInUse
from gigafibre_fsm.testing import factories


class TestServiceEquipment(FrappeTestCase):
	def test_identifiers_are_kept_in_their_one_form(self):
		ont = factories.make_service_equipment(equipment_type="ONT", serial_number="54504c47-0eb2 3f9b")
		self.assertEqual((ont.serial_number, ont.gpon_serial), ("TPLG0EB23F9B", "TPLG0EB23F9B"))
		router = factories.make_service_equipment(equipment_type="Routeur", mac_address="40:3f:8c:aa:bb:cc")
		self.assertEqual(router.mac_address, "403F8CAABBCC")

	def test_what_is_no_mac_is_refused_by_the_name_of_its_field(self):
		with self.assertRaises(InvalidRequest) as refused:
			factories.make_service_equipment(mac_address="40:3f:8c")
		self.assertIn("MAC Address", str(refused.exception))
		self.assertIn("40:3f:8c", str(refused.exception))

	def test_a_serial_in_use_is_refused_with_where_it_is_and_without_a_name(self):
		location = factories.make_service_location(address_line="12 rang Double", city="Saint-Aubin")
		first = factories.make_service_equipment(
			customer=location.customer, service_location=location.name, serial_number="RCMG19E0ABCD"
		)
		with self.assertRaises(SerialInUse) as refused:
			factories.make_service_equipment(serial_number="rcmg-19e0-abcd")
		self.assertIn("12 rang Double, Saint-Aubin", str(refused.exception))
		self.assertNotIn(first.customer_name, str(refused.exception))
		self.assertEqual(refused.exception.http_status_code, 409)

	def test_the_serial_of_a_device_that_was_given_back_may_be_recorded_again(self):
		factories.make_service_equipment(serial_number="RCMG19E0ABCE", status="Retourné")
		again = factories.make_service_equipment(serial_number="RCMG19E0ABCE")
		self.assertTrue(frappe.db.exists("Service Equipment", again.name))

	def test_a_device_given_back_cannot_return_to_stock_beside_its_double(self):
		gone = factories.make_service_equipment(serial_number="RCMG19E0ABCF", status="Retourné")
		factories.make_service_equipment(serial_number="RCMG19E0ABCF")
		gone.status = "En inventaire"
		self.assertRaises(SerialInUse, gone.save)

	def test_a_sip_line_is_there_once(self):
		lines = [{"line": 2, "sip_username": "a"}, {"line": 2, "sip_username": "b"}]
		with self.assertRaises(InvalidRequest) as refused:
			factories.make_service_equipment(sip_lines=lines)
		self.assertIn("line 2", str(refused.exception))
		own = {"sip_username": "a", "sip_line": 1, "sip_lines": [{"line": 1, "sip_username": "b"}]}
		self.assertRaises(InvalidRequest, factories.make_service_equipment, **own)
