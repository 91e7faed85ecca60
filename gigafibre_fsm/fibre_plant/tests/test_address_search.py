"""The site's search: with an index and without one it says the same."""

import json

import frappe
from frappe.desk.search import search_link

from gigafibre_fsm.exceptions import InvalidRequest
from gigafibre_fsm.fibre_plant.services import address_index, address_search
from gigafibre_fsm.fibre_plant.tests.address_case import TOWN, AddressCase
from gigafibre_fsm.testing import factories

QUERIES = (
	"12 rue principale saint-index-d'essai",
	"12 ch riviere aux outardes st index dessai",
	"2-20 rue principale saint-index",
	"20 rue Principale, Saint-Index-d'Essai",
	"14 J0S 8X8",
	"rue ste-anne saint-index d'essai",
	"10 4e rg saint index",
	"12 chemin riviere aux outrades saint-index",
	"nothing of this kind anywhere",
)


class TestAddressSearch(AddressCase):
	def test_the_database_answers_as_the_index_does(self):
		with_index = [address_search.search(query) for query in QUERIES]
		kept = address_index._folder() / address_index.CURRENT
		away = kept.with_suffix(".away")
		kept.rename(away)
		try:
			self.assertIsNone(address_index.current())
			without = [address_search.search(query) for query in QUERIES]
		finally:
			away.rename(kept)
		self.assertEqual(without, with_index)
		self.assertTrue(all(with_index[:-1]))

	def test_of_equals_the_one_with_a_drop_comes_first(self):
		first = address_search.search(f"20 rue principale {TOWN}")[0].address
		self.assertEqual(first.unit, "1")
		factories.make_fibre_drop(civic_address=self.addresses["Rue Principale", 20, "10"])
		self.assertEqual(address_search.search(f"20 rue principale {TOWN}")[0].address.unit, "10")

	def test_one_query_at_most_answers(self):
		address_search.search(f"20 rue principale {TOWN}")
		with self.assertQueryCount(1):
			address_search.search(f"20 rue principale {TOWN}")
		with self.assertQueryCount(0):
			address_search.search(f"12 rue principale {TOWN}", 1)

	def test_a_text_that_means_one_address_is_taken_for_it(self):
		meant = address_search.clearest(f"12 rue principale {TOWN}")
		self.assertEqual(
			(meant.address.address_id, meant.building), (self.addresses["Rue Principale", 12], False)
		)
		self.assertTrue(address_search.clearest(f"20 rue principale {TOWN}").building)
		self.assertFalse(address_search.clearest(f"20 rue principale app 2 {TOWN}").building)

	def test_a_text_that_fits_several_buildings_is_not_guessed(self):
		for street in ("Rue des Jumeaux", "Avenue des Jumeaux"):
			name = self.keep(factories.make_street(street=street, municipality=TOWN))
			self.address(name, 31)
		frappe.db.commit()  # the index reads over connections of its own
		address_index.build()
		with self.assertRaisesRegex(InvalidRequest, "q fits several addresses"):
			address_search.clearest(f"31 des jumeaux {TOWN}")
		self.assertIsNone(address_search.unmistakable(f"31 des jumeaux {TOWN}"))
		self.assertIsNotNone(address_search.unmistakable(f"31 avenue des jumeaux {TOWN}"))

	def test_a_street_without_a_number_is_asked_back_for(self):
		with self.assertRaisesRegex(InvalidRequest, "add the civic number"):
			address_search.clearest(f"rue principale {TOWN}")

	def test_what_is_nowhere_is_nowhere(self):
		self.assertIsNone(address_search.clearest("zzzz qqqq xxxx"))

	def test_of_a_building_with_apartments_no_apartment_is_taken(self):
		found = address_search.unmistakable(f"20 rue principale {TOWN}")
		self.assertEqual((found.address_id, found.unit, found.city), (None, None, TOWN))

	def test_a_municipality_is_spelled_as_the_register_does(self):
		self.assertEqual(address_search.municipality("SAINT-INDEX-D'ESSAI"), TOWN)
		self.assertEqual(address_search.municipality("st index d'essai"), TOWN)
		self.assertIsNone(address_search.municipality("Ailleurs"))
		self.assertIsNone(address_search.municipality(""))

	def test_the_place_of_an_unknown_address_is_read_from_its_end(self):
		self.assertEqual(address_search.municipality_in("1 rue Neuve, st-index d'essai, QC"), TOWN)
		self.assertIsNone(address_search.municipality_in("1 rue Neuve"))


class TestLinkField(AddressCase):
	def find(self, txt: str, **options) -> list[dict]:
		return search_link("Civic Address", txt, **options)

	def test_an_address_is_found_as_people_type_it(self):
		found = self.find("2-20 principale st-index d'essai")
		self.assertEqual(found[0]["value"], self.addresses["Rue Principale", 20, "2"])
		self.assertEqual(found[0]["description"], f"20 Rue Principale, app. 2, {TOWN}, J0S 8X8")

	def test_its_identifier_is_found_too(self):
		name = self.addresses["4e Rang", 14]
		self.assertEqual(self.find(name)[0]["value"], name)

	def test_filters_are_kept(self):
		filters = json.dumps({"street": self.streets["4e Rang"]})
		found = {row["value"] for row in self.find("", filters=filters)}
		self.assertEqual(found, {self.addresses["4e Rang", number] for number in (10, 12, 14)})

	def test_who_may_not_read_addresses_finds_none(self):
		frappe.set_user(factories.make_user("FSM Technician").name)
		self.assertEqual(address_search.find("Civic Address", "12 rue principale"), [])
		frappe.set_user(factories.make_user("FSM Agent").name)
		self.assertTrue(address_search.find("Civic Address", f"12 rue principale {TOWN}"))
