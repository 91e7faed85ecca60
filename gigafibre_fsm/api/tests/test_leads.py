"""The endpoints of `api.leads`: what they take, refuse and answer. What is made of it: subscriber/tests/test_leads.py."""

import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.api import leads as api
from gigafibre_fsm.exceptions import InvalidRequest
from gigafibre_fsm.testing import factories


class TestLeadEndpoints(FrappeTestCase):
	def test_an_address_of_the_register_is_linked(self):
		street = factories.make_street(street="Rue du Registre", municipality="Saint-Registre").name
		address = factories.make_civic_address(street=street, civic_number=3, unit="2").name
		api.notify_me(name="Luc", email="luc@registre.example", address_id=address)
		lead = frappe.get_last_doc("Lead", {"email_id": "luc@registre.example"})
		self.assertEqual(
			(lead.civic_address, lead.address_line, lead.municipality, lead.postal_code),
			(address, "3 Rue du Registre, app. 2", "Saint-Registre", "J0S 1A1"),
		)

	def test_a_new_building_that_the_register_does_not_know_has_a_municipality(self):
		factories.make_street(municipality="Saint-Neuf")
		api.notify_me(name="Luc", email="luc@neuf.example", address="9999 rue Toute-Neuve, st-neuf")
		lead = frappe.get_last_doc("Lead", {"email_id": "luc@neuf.example"})
		self.assertEqual(
			(lead.address_line, lead.municipality, lead.civic_address),
			("9999 rue Toute-Neuve, st-neuf", "Saint-Neuf", None),
		)

	def test_a_place_that_nobody_knows_is_kept_as_it_was_typed(self):
		api.notify_me(name="Luc", email="luc@loin.example", municipality="Loin d'ici")
		self.assertEqual(
			frappe.get_last_doc("Lead", {"email_id": "luc@loin.example"}).municipality, "Loin d'ici"
		)

	def test_the_visitor_is_told_what_is_planned(self):
		factories.make_planned_municipality(
			municipality="Saint-Prévu", phase="Under Construction", expected_on="2027-01-31"
		)
		answer = api.notify_me(name="Luc", phone="450 272-2408", municipality="saint-prevu")
		self.assertEqual(answer["registered"], True)
		self.assertEqual(answer["coverage"]["phase"], "Under Construction")

	def test_every_argument_is_checked_before_anything_is_written(self):
		before = frappe.db.count("Lead")
		for arguments, sentence in (
			({"name": "x" * 141, "email": "a@b.ca"}, "name is too long: 140 characters at most."),
			({"name": "Luc", "email": "a@b"}, "email is no e-mail address: a@b."),
			({"name": "Luc", "phone": "12"}, "phone is no phone number: 12."),
			({"name": "Luc"}, "email or phone is missing"),
			({"name": "Luc", "email": "a@b.ca", "interest": "TV"}, "interest must be one of"),
		):
			with self.assertRaisesRegex(InvalidRequest, sentence):
				api.notify_me(**arguments)
		self.assertEqual(frappe.db.count("Lead"), before)
