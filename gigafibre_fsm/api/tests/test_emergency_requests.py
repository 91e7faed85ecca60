"""What is asked of the 911 provider: who may, with which address, and what is kept of it."""

import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.api import telephony
from gigafibre_fsm.exceptions import InvalidRequest, InvalidState
from gigafibre_fsm.testing import factories
from gigafibre_fsm.voice_service.services import emergency

WHY = "Le client a déménagé à l'étage"
DOOR = {"civic_number": "125", "unit": "2", "street": "Rue Principale", "city": "Val-des-Bouleaux"}


class TestRequests(FrappeTestCase):
	def setUp(self):
		frappe.db.set_single_value("FSM Settings", "emergency_enabled", 1)
		self.line = factories.make_voip_line(status="Active", e911_status="Synced")

	def update(self, **given) -> dict:
		return telephony.update_911(**{"line": self.line.name, "address": DOOR, "reason": WHY, **given})

	def refused(self, words: str, kind=InvalidRequest, **given):
		with self.assertRaises(kind) as caught:
			self.update(**given)
		self.assertIn(words, str(caught.exception))

	def test_who_asked_and_why_is_kept(self):
		agent = factories.make_user("FSM Agent").name
		with self.set_user(agent):
			answer = self.update()
		request = frappe.get_doc("E911 Request", answer["request"])
		self.assertEqual((answer["line"], answer["e911_status"]), (self.line.name, "Pending"))
		self.assertEqual(
			(request.requested_by, request.reason, request.action, request.did),
			(agent, WHY, "Register", self.line.did),
		)
		self.assertIn("125 Rue Principale, app. 2", request.address)
		self.assertTrue(request.requested_on)
		row = frappe.get_doc("Outbox Message", request.outbox_message)
		self.assertEqual((row.channel, row.event, row.recipient), ("E911", "register", self.line.did))
		self.assertEqual((row.reference_doctype, row.reference_name), ("VoIP Line", self.line.name))

	def test_nobody_changes_what_was_asked_and_nobody_deletes_it(self):
		request = frappe.get_doc("E911 Request", self.update()["request"])
		with self.assertRaises(frappe.CannotChangeConstantError):
			request.update({"reason": "Autre chose"}).save()
		with self.assertRaises(InvalidState):
			frappe.get_doc("E911 Request", request.name).delete()

	def test_without_an_address_it_is_that_of_the_place(self):
		frappe.db.set_value("Service Location", self.line.service_location, "civic_number", "99")
		self.update(address=None)
		self.line.reload()
		self.assertEqual(
			(self.line.e911_civic_number, self.line.e911_last_name), ("99", self.line.customer_name)
		)

	def test_an_address_is_given_whole_and_a_person_in_part(self):
		self.line.update({"e911_suffix": "A", "e911_first_name": "Anne", "e911_last_name": "Roy"}).save()
		self.update(address={**DOOR, "first_name": "Luc"})
		self.line.reload()
		self.assertEqual(
			(self.line.e911_suffix, self.line.e911_first_name, self.line.e911_last_name), ("", "Luc", "Roy")
		)

	def test_what_is_wrong_is_said_by_the_name_of_its_field(self):
		self.refused("Street", address={**DOOR, "street": ""})
		self.refused("Civic Number", address={"street": "Rue Principale", "city": "Val-des-Bouleaux"})
		self.refused("rue", address={**DOOR, "rue": "Principale"})
		self.refused("City", address={**DOOR, "city": ["Val-des-Bouleaux"]})
		self.refused("Street", address={**DOOR, "street": "x" * 141})
		self.refused("Unit", address={**DOOR, "unit": "x" * 31})
		self.refused("address", address={})
		self.refused("reason", reason=" ")
		self.assertEqual(frappe.db.count("E911 Request", {"voip_line": self.line.name}), 0)

	def test_who_may(self):
		for role in ("FSM Technician", "FSM Dispatcher", "FSM Customer"):
			with self.subTest(role), self.set_user(factories.make_user(role).name):
				self.refused("", frappe.PermissionError)

	def test_a_cancelled_line_has_no_address_any_more(self):
		self.line.update({"status": "Cancelled"}).save()
		self.refused("cancelled", InvalidState)

	def test_deregistered_once(self):
		self.line.update({"status": "Cancelled"}).save()
		answer = telephony.deregister_911(line=self.line.name, reason=WHY)
		request = frappe.get_doc("E911 Request", answer["request"])
		self.assertEqual((request.action, request.reason), ("Deregister", WHY))
		self.assertEqual(answer["e911_status"], "Synced", "until the provider has done it")
		frappe.db.set_value("VoIP Line", self.line.name, "e911_status", "Deregistered")
		with self.assertRaises(InvalidState):
			telephony.deregister_911(line=self.line.name, reason=WHY)

	def test_the_newest_takes_the_place_of_the_older_ones_of_its_number(self):
		old_number = emergency.deregister(self.line, WHY, did="4505550177")
		first, second = self.update()["request"], self.update()["request"]
		states = [frappe.db.get_value("E911 Request", one, "status") for one in (old_number, first, second)]
		self.assertEqual(states, ["Queued", "Superseded", "Queued"])
		rows = [frappe.db.get_value("E911 Request", one, "outbox_message") for one in (first, second)]
		row, newest = (frappe.get_doc("Outbox Message", name) for name in rows)
		self.assertEqual((row.status, newest.status), ("Cancelled", "Queued"))
		self.assertTrue(row.last_error)
		self.assertFalse(newest.last_error)

	def test_no_secret_of_the_line_is_in_it(self):
		self.line.update({"sip_password": "Un-Secret-77", "vm_password": "Un-Autre-88"}).save()
		request = frappe.get_doc("E911 Request", self.update()["request"])
		row = frappe.get_doc("Outbox Message", request.outbox_message)
		for text in (str(request.as_dict()), str(row.as_dict())):
			self.assertNotIn("Un-Secret-77", text)
			self.assertNotIn("Un-Autre-88", text)
