import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.exceptions import InvalidRequest
from gigafibre_fsm.testing import factories


class TestVoIPLine(FrappeTestCase):
	def test_a_number_is_kept_as_ten_digits(self):
		self.assertEqual(factories.make_voip_line(did="+1 (450) 272-2408").did, "4502722408")

	def test_what_is_no_number_is_refused_by_the_name_of_its_field(self):
		with self.assertRaises(InvalidRequest) as refused:
			factories.make_voip_line(did="272-2408")
		self.assertIn("Phone Number (DID)", str(refused.exception))

	def test_a_number_is_on_one_line(self):
		factories.make_voip_line(did="4502722409")
		with self.assertRaises(frappe.UniqueValidationError):
			factories.make_voip_line(did="450-272-2409")

	def test_lines_may_wait_for_their_number(self):
		waiting = [factories.make_voip_line(did=None) for _ in range(2)]
		self.assertEqual([line.did for line in waiting], [None, None])

	def test_synced_follows_the_911_status(self):
		line = factories.make_voip_line(e911_status="Pending", e911_synced=1)
		self.assertEqual(line.e911_synced, 0)
		line.e911_status = "Synced"
		line.save()
		self.assertEqual(line.e911_synced, 1)


class TestPhoneNumber(FrappeTestCase):
	def test_its_name_is_its_ten_digits(self):
		self.assertEqual(factories.make_phone_number(did="1 450 272 2410").name, "4502722410")
