import frappe
from frappe.desk.search import search_link
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.gigafibre_fsm.search import spellings
from gigafibre_fsm.testing.factories import (
	make_service_equipment,
	make_service_location,
	make_user,
	make_voip_line,
	unique_mac,
	unique_number,
)


def found(doctype: str, txt: str, **options) -> list[str]:
	return [row["value"] for row in search_link(doctype, txt, **options)]


class TestSearch(FrappeTestCase):
	def test_a_device_is_found_by_any_spelling_of_its_mac_address(self):
		mac = unique_mac()
		device = make_service_equipment(mac_address=mac)
		pairs = [mac[i : i + 2] for i in range(0, 12, 2)]
		for spelling in (mac, mac.lower(), ":".join(pairs), "-".join(pairs)):
			self.assertEqual(found("Service Equipment", spelling), [device.name])

	def test_a_location_is_found_by_its_number_in_the_old_system_and_only_by_the_whole_of_it(self):
		old_id = 990_000_000 + unique_number()
		location = make_service_location(legacy_delivery_id=old_id)
		self.assertEqual(found("Service Location", str(old_id)), [location.name])
		self.assertNotIn(location.name, found("Service Location", str(old_id)[:-1]))

	def test_the_label_of_a_location_is_its_address(self):
		location = make_service_location()
		rows = search_link("Service Location", location.name)
		self.assertEqual([row["label"] for row in rows], [location.address_line])

	def test_a_filter_of_the_form_narrows_what_is_found(self):
		location = make_service_location()
		self.assertEqual(
			found("Service Location", location.name, filters={"customer": location.customer}), [location.name]
		)
		self.assertEqual(found("Service Location", location.name, filters={"customer": "Nobody"}), [])
		self.assertEqual(
			found("Service Location", location.name, filters={"customer": ["!=", location.customer]}), []
		)

	def test_nothing_is_found_that_the_user_may_not_read(self):
		line = make_voip_line()
		frappe.set_user(make_user("FSM Technician").name)
		self.addCleanup(frappe.set_user, "Administrator")
		self.assertEqual(found("VoIP Line", line.did), [])

	def test_the_canonical_spellings_follow_what_was_typed(self):
		self.assertEqual(spellings("54504C47-0EB23F9B"), ["54504C47-0EB23F9B", "TPLG0EB23F9B"])
		self.assertEqual(spellings("(450) 264-5550"), ["(450) 264-5550", "(450)2645550", "4502645550"])
