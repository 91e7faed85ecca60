"""The endpoints of `api.availability`, as the desk and tests call them; over HTTP: e2e/test_guest_api.py."""

import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.api import availability as api
from gigafibre_fsm.exceptions import InvalidRequest, NotFound
from gigafibre_fsm.fibre_plant.tests.address_case import TOWN, AddressCase
from gigafibre_fsm.testing import factories

ANSWER = {
	"state",
	"available",
	"address",
	"fibre_id",
	"olt_port",
	"ont_id",
	"max_speed",
	"zone_tarifaire",
	"phone_available",
}


class TestSearch(AddressCase):
	def test_the_endpoint_answers_in_the_form_of_the_contract(self):
		found = api.search(q=f"2-20 rue principale {TOWN}", limit=1)[0]
		self.assertEqual(
			(found["address_id"], found["label"], found["unit"], found["postal_code"]),
			(
				self.addresses["Rue Principale", 20, "2"],
				f"20 Rue Principale, app. 2, {TOWN}, J0S 8X8",
				"2",
				"J0S 8X8",
			),
		)
		self.assertGreater(found["score"], 0.9)

	def test_a_street_is_answered_while_there_is_no_number(self):
		found = api.search(q=f"chemin riviere aux outardes {TOWN}")[0]
		self.assertEqual((found["address_id"], found["civic_number"]), (None, None))
		self.assertEqual(found["label"], f"Chemin de la Rivière-aux-Outardes, {TOWN}")

	def test_nothing_typed_is_nothing_found(self):
		self.assertEqual(api.search(q="  "), [])

	def test_arguments_are_checked(self):
		for arguments, sentence in (
			({}, "q is missing."),
			({"q": None}, "q is missing."),
			({"q": ["a"]}, "q must be a text."),
			({"q": "a", "limit": 0}, "limit must be from 1 to 50."),
			({"q": "a" * 201}, "q is too long: 200 characters at most."),
		):
			with self.assertRaisesRegex(InvalidRequest, sentence):
				api.search(**arguments)

	def test_a_building_is_checked_by_text(self):
		drop = factories.make_fibre_drop(civic_address=self.addresses["Rue Principale", 20, "10"])
		answer = api.check(q=f"20 rue principale {TOWN}")
		self.assertEqual((answer["state"], answer["fibre_id"]), ("available", drop.name))
		self.assertEqual(answer["address"]["unit"], "10")

	def test_a_text_that_fits_nothing_is_not_found(self):
		with self.assertRaisesRegex(NotFound, "No address was found for q: zzzz qqqq"):
			api.check(q="zzzz qqqq")


class TestCheck(FrappeTestCase):
	def test_the_answer_has_the_form_of_the_contract(self):
		address = factories.make_civic_address().name
		factories.make_fibre_drop(civic_address=address, legacy_fibre_id=factories.unique_number())
		answer = api.check(address_id=address)
		self.assertEqual(set(answer), ANSWER)
		self.assertIs(answer["phone_available"], True)
		self.assertEqual(api.check(fibre_id=answer["fibre_id"]), answer)
		self.assertEqual(api.check(address_id=address, fibre_id=str(answer["fibre_id"])), answer)

	def test_a_check_costs_one_query_and_one_more_where_nothing_is_covered(self):
		covered, bare = factories.make_civic_address().name, factories.make_civic_address().name
		factories.make_fibre_drop(civic_address=covered)
		with self.assertQueryCount(1):
			api.check(address_id=covered)
		with self.assertQueryCount(2):
			self.assertIsNone(api.check(address_id=bare)["coverage"])

	def test_a_guest_is_answered_without_a_right_on_any_record(self):
		address = factories.make_civic_address().name
		frappe.set_user("Guest")
		self.assertEqual(api.check(address_id=address)["state"], "not_covered")
