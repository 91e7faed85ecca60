"""Telephone adapters that a line knows by their MAC address."""

import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.exceptions import NotFound
from gigafibre_fsm.subscriber.services.devices.provisioning import provision
from gigafibre_fsm.testing import factories
from gigafibre_fsm.testing.factories.devices import make_carried_line, make_ont


class TestRecordedAdapter(FrappeTestCase):
	def setUp(self):
		self.ont = make_ont()
		self.mac = factories.unique_mac()
		self.adapter = factories.make_service_equipment(
			equipment_type="Téléphone IP",
			status="Actif",
			mac_address=self.mac,
			service_location=self.ont.service_location,
		)

	def test_a_line_that_names_its_mac_is_its_own_and_not_the_onts(self):
		line = make_carried_line(self.ont, ata_mac=self.mac)
		[told] = provision(self.mac)["voip"]["lines"]
		self.assertEqual(
			(told["did"], told["username"], told["enabled"]), (line.did, line.sip_username, True)
		)
		self.assertEqual(told["password"], line.get_password("sip_password"))
		self.assertIsNone(provision(self.ont.serial_number)["voip"])

	def test_a_line_that_names_the_ont_stays_with_it(self):
		make_carried_line(self.ont, ata_mac=factories.unique_mac(), equipment=self.ont.name)
		self.assertEqual(len(provision(self.ont.serial_number)["voip"]["lines"]), 1)

	def test_a_line_without_an_adapter_is_the_onts(self):
		make_carried_line(self.ont)
		self.assertIsNone(provision(self.mac)["voip"])


class TestAdapterWithoutARecord(FrappeTestCase):
	def setUp(self):
		self.place = factories.make_service_location(status="Active")
		self.mac = factories.unique_mac()
		frappe.db.set_single_value("FSM Settings", "sip_domain", "sip.a.example")
		self.line = self.make_line(ata_model="HT802")

	def make_line(self, **values):
		number = factories.unique_number()
		account = {"sip_username": f"u{number}", "sip_password": f"Sip{number}", "status": "Active"}
		place = {"service_location": self.place.name, "ata_mac": self.mac}
		return factories.make_voip_line(**{**account, **place, **values})

	def lines(self) -> list[dict] | None:
		voip = provision(self.mac)["voip"]
		return voip and voip["lines"]

	def test_it_is_told_the_account_of_its_line(self):
		answer = provision(":".join(self.mac[at : at + 2] for at in range(0, 12, 2)).lower())
		account = {"username": self.line.sip_username, "password": self.line.get_password("sip_password")}
		told = {"line": 1, "did": self.line.did, "domain": "sip.a.example", "enabled": True, **account}
		self.assertEqual(answer["voip"]["lines"], [told])
		self.assertEqual((answer["serial"], answer["equipment"]), (self.mac, None))
		self.assertEqual(answer["service_location"], self.place.name)

	def test_a_second_line_is_its_second_one(self):
		self.make_line()
		self.assertEqual([row["line"] for row in self.lines()], [1, 2])

	def test_a_suspended_line_still_reaches_911(self):
		self.line.update({"status": "Suspended"}).save()
		[told] = self.lines()
		self.assertEqual((told["enabled"], bool(told["password"])), (True, True))

	def test_a_cancelled_line_is_switched_off_without_its_password(self):
		frappe.db.set_value("VoIP Line", self.line.name, "status", "Cancelled")
		[told] = self.lines()
		self.assertEqual((told["enabled"], told["password"]), (False, None))

	def test_what_lives_now_is_told_and_not_what_was(self):
		frappe.db.set_value("VoIP Line", self.line.name, "status", "Cancelled")
		now = self.make_line()
		self.assertEqual([row["username"] for row in self.lines()], [now.sip_username])

	def test_at_a_closed_place_nothing_is_told(self):
		frappe.db.set_value("Service Location", self.place.name, "status", "Closed")
		self.assertIsNone(self.lines())

	def test_parameters_are_those_of_its_model(self):
		model = f"HT-{factories.unique_number()}"
		factories.make_device_profile(models=model, voice="v1")
		frappe.db.set_value("VoIP Line", self.line.name, "ata_model", model)
		values = [value for _path, value, _kind in provision(self.mac)["parameters"]]
		self.assertIn(self.line.sip_username, values)

	def test_it_costs_one_statement_more(self):
		provision(self.mac)  # profiles are in the process
		with self.assertQueryCount(2):
			provision(self.mac)

	def test_a_mac_that_no_line_knows(self):
		with self.assertRaises(NotFound):
			provision(factories.unique_mac())
