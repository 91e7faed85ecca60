from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.exceptions import InvalidRequest
from gigafibre_fsm.testing import factories


class TestServiceSubscription(FrappeTestCase):
	def test_the_location_is_one_of_the_customers(self):
		elsewhere = factories.make_service_location()
		customer = factories.make_customer().name
		with self.assertRaises(InvalidRequest) as refused:
			factories.make_service_subscription(customer=customer, service_location=elsewhere.name)
		self.assertIn(elsewhere.name, str(refused.exception))

	def test_it_ends_after_it_began(self):
		dates = {"start_date": "2026-03-02", "end_date": "2026-03-01"}
		with self.assertRaises(InvalidRequest) as refused:
			factories.make_service_subscription(**dates)
		self.assertIn("End Date", str(refused.exception))
		factories.make_service_subscription(start_date="2026-03-02", end_date="2026-03-02")


class TestServiceLocation(FrappeTestCase):
	def test_a_postal_code_is_kept_as_canada_post_writes_it(self):
		self.assertEqual(factories.make_service_location(postal_code="j0s1v0").postal_code, "J0S 1V0")
