"""Which drop answers for an address, from the database as it is now."""

import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.exceptions import NotFound, NotOrderable
from gigafibre_fsm.fibre_plant.services import availability, coverage
from gigafibre_fsm.testing import factories

BOX = {"box_installed": 0}
TAKEN = {"ont_serial": "TPLG0EB20001"}
HELD = {"reserved_note": "Held"}


class TestAvailability(FrappeTestCase):
	def setUp(self):
		self.street = factories.make_street(municipality="Saint-Essai").name

	def address(self, **values) -> str:
		values = {"street": self.street, "civic_number": 10, **values}
		return factories.make_civic_address(**values).name

	def drop(self, address: str | None, **values):
		return factories.make_fibre_drop(civic_address=address, **values)

	def test_each_state_of_a_drop_is_the_answer(self):
		for state, values in (("available", {}), ("no_box", BOX), ("reserved", HELD), ("connected", TAKEN)):
			with self.subTest(state):
				address = self.address(civic_number=factories.unique_number())
				self.drop(address, **values)
				found = availability.of_address(address)
				self.assertEqual((found.state, found.available), (state, state == "available"))

	def test_an_address_without_a_drop_is_not_covered(self):
		found = availability.of_address(self.address())
		self.assertEqual((found.state, found.fibre_id, found.olt_port), ("not_covered", None, None))
		self.assertEqual((found.address.civic_number, found.address.city), (10, "Saint-Essai"))

	def test_the_port_the_speed_and_the_zone_are_those_of_the_drop(self):
		zone = factories.make_pricing_zone().name
		address = self.address()
		self.drop(
			address,
			legacy_fibre_id=880001,
			frame=0,
			slot=3,
			port=2,
			ont_id=9,
			max_speed=500,
			pricing_zone=zone,
		)
		found = availability.of_address(address)
		self.assertEqual(
			(found.fibre_id, found.olt_port, found.ont_id, found.max_speed, found.zone),
			(880001, "0/3/2", 9, 500, zone),
		)

	def test_of_several_drops_the_free_one_answers(self):
		address = self.address()
		self.drop(address, **TAKEN)
		free = self.drop(address, max_speed=500)
		fastest = self.drop(address, max_speed=1500)
		self.assertEqual(availability.of_address(address).drop.name, fastest.name)
		fastest.update(HELD).save()
		self.assertEqual(availability.of_address(address).drop.name, free.name)

	def test_an_apartment_is_answered_by_its_own_drop(self):
		one, two = self.address(unit="1"), self.address(unit="2")
		self.drop(one, **TAKEN)
		free = self.drop(two)
		self.assertEqual(availability.of_address(one).state, "connected")
		self.assertEqual(availability.of_address(two).drop.name, free.name)

	def test_drops_of_the_whole_building_serve_its_apartments(self):
		building, three = self.address(), self.address(unit="3")
		noted = self.drop(building, unit="APP 3", **BOX)
		self.drop(building, unit="4")
		self.assertEqual(availability.of_address(three).drop.name, noted.name)
		shared = self.drop(building)
		self.assertEqual(availability.of_address(self.address(unit="5")).drop.name, shared.name)

	def test_a_suffix_is_another_building(self):
		self.drop(self.address(civic_suffix="A"))
		self.assertEqual(availability.of_address(self.address()).state, "not_covered")

	def test_the_drop_of_another_apartment_serves_nobody_else(self):
		self.drop(self.address(unit="1"))
		self.assertEqual(availability.of_address(self.address(unit="2")).state, "not_covered")

	def test_a_building_asked_for_by_text_is_answered_with_the_free_apartment(self):
		one, two = self.address(unit="1"), self.address(unit="2")
		self.drop(one, **TAKEN)
		free = self.drop(two)
		found = availability.of_address(one, building=True)
		self.assertEqual((found.drop.name, found.address.address_id), (free.name, two))

	def test_a_drop_is_found_by_its_legacy_number_and_by_its_name(self):
		drop = self.drop(self.address(), legacy_fibre_id=880002)
		for fibre_id in (880002, "880002", drop.name):
			self.assertEqual(availability.of_drop(fibre_id).drop.name, drop.name)
		self.assertEqual(availability.of_drop(drop.name).address.city, "Saint-Essai")

	def test_a_drop_that_is_not_linked_yet_answers_with_its_own_address(self):
		drop = self.drop(None, civic_number="77", street="CH DU LAC", city="ST-ESSAI")
		found = availability.of_drop(drop.name)
		self.assertEqual((found.state, found.fibre_id), ("available", drop.name))
		self.assertEqual(
			(found.address.address_id, found.address.civic_number, found.address.street),
			(None, 77, "CH DU LAC"),
		)

	def test_an_address_and_a_drop_must_belong_together(self):
		address = self.address()
		taken, free = self.drop(address, **TAKEN), self.drop(address)
		self.assertEqual(availability.of_address(address, taken.name).state, "connected")
		self.assertEqual(availability.of_address(address, free.name).state, "available")
		elsewhere = self.drop(self.address(civic_number=11))
		with self.assertRaisesRegex(NotOrderable, f"The fibre drop {elsewhere.name} does not serve"):
			availability.of_address(address, elsewhere.name)

	def test_what_does_not_exist_is_not_found(self):
		with self.assertRaisesRegex(NotFound, "There is no address nowhere"):
			availability.of_address("nowhere")
		with self.assertRaisesRegex(NotFound, "There is no fibre drop 889999"):
			availability.of_drop(889999)
		with self.assertRaisesRegex(NotFound, "There is no fibre drop DROP-x"):
			availability.of_address(self.address(), "DROP-x")

	def test_one_query_answers_and_another_change_is_seen_at_once(self):
		address = self.address()
		drop = self.drop(address)
		with self.assertQueryCount(1):
			self.assertEqual(availability.of_address(address).state, "available")
		frappe.db.set_value("Fibre Drop", drop.name, "reserved_note", "Held")
		with self.assertQueryCount(1):
			self.assertEqual(availability.of_address(address).state, "reserved")
		with self.assertQueryCount(1):
			self.assertEqual(availability.of_drop(drop.name).state, "reserved")

	def test_each_step_of_the_query_has_an_index(self):
		"""On a small table the optimizer may read all of it: what counts is that it need not."""
		address = self.address()
		self.drop(address)
		plan = frappe.db.sql("explain " + availability._BY_ADDRESS, address, as_dict=True)
		self.assertEqual(len(plan), 5)
		self.assertEqual([row.table for row in plan if not row.possible_keys], [])


class TestCoverage(FrappeTestCase):
	def test_a_municipality_is_found_however_it_is_written(self):
		factories.make_planned_municipality(
			municipality="Saint-Rémi-de-l'Essai", phase="Under Construction", expected_on="2027-05-01"
		)
		for written in ("saint-remi-de-l'essai", "ST-RÉMI DE L'ESSAI", "St Remi de l Essai"):
			found = coverage.of_municipality(written)
			self.assertEqual((found.phase, str(found.expected_on)), ("Under Construction", "2027-05-01"))
			self.assertTrue(found.is_planned)

	def test_a_place_in_service_is_no_longer_planned(self):
		factories.make_planned_municipality(municipality="Saint-Servi", phase="In Service")
		self.assertFalse(coverage.of_municipality("Saint-Servi").is_planned)

	def test_elsewhere_nothing_is_planned(self):
		self.assertIsNone(coverage.of_municipality("Nulle-Part"))
		self.assertIsNone(coverage.of_municipality(None))
