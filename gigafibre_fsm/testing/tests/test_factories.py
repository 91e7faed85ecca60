import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.testing import factories

SIMPLE = [
	name
	for name in factories.__all__
	if name.startswith("make_") and name not in ("make_address", "make_contact")
]


class TestFactories(FrappeTestCase):
	def tearDown(self):
		frappe.db.rollback()

	def test_each_makes_two_valid_records_that_differ(self):
		for name in SIMPLE:
			with self.subTest(name):
				make = getattr(factories, name)
				self.assertNotEqual(make().name, make().name)

	def test_every_doctype_of_the_app_has_one(self):
		modules = frappe.get_all("Module Def", {"app_name": "gigafibre_fsm"}, pluck="name")
		doctypes = frappe.get_all(
			"DocType", {"module": ("in", modules), "istable": 0, "issingle": 0}, pluck="name"
		)
		missing = {f"make_{frappe.scrub(doctype)}" for doctype in doctypes} - set(factories.__all__)
		self.assertEqual(missing, set())

	def test_contact_and_address_belong_to_the_customer(self):
		customer = factories.make_customer().name
		for make in (factories.make_contact, factories.make_address):
			self.assertEqual(make(customer).links[0].link_name, customer)

	def test_what_hangs_on_a_location_is_its_customers(self):
		location = factories.make_service_location()
		for make in (
			factories.make_service_subscription,
			factories.make_service_equipment,
			factories.make_voip_line,
			factories.make_dispatch_job,
		):
			self.assertEqual(make(service_location=location.name).customer, location.customer, make.__name__)

	def test_an_override_wins_over_the_default(self):
		drop = factories.make_fibre_drop(ont_serial="TPLG00000001", max_speed=500)
		self.assertEqual((drop.max_speed, drop.state), (500, "connected"))
