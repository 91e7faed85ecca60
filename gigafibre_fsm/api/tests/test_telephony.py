"""The endpoints of `api.telephony` and `api.customers`, as the desk calls them."""

import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.api import customers, telephony
from gigafibre_fsm.exceptions import InvalidRequest, NotFound
from gigafibre_fsm.testing import factories

WHY = "Le client ne trouve plus son mot de passe"
SECRET = "Un-Secret-5591"


class ApiTestCase(FrappeTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.agent = factories.make_user("FSM Agent").name
		cls.technician = factories.make_user("FSM Technician").name

	def refused(self, kind, words, call, *args, **kwargs):
		with self.assertRaises(kind) as caught:
			call(*args, **kwargs)
		self.assertIn(words, str(caught.exception))


class TestTelephony(ApiTestCase):
	def setUp(self):
		self.place = factories.make_service_location(status="Active")
		self.number = factories.make_phone_number().name

	def provision(self, **given) -> dict:
		with self.set_user(self.agent):
			return telephony.provision(**{"location": self.place.name, "reason": WHY, **given})

	def test_an_agent_makes_a_line_and_changes_it_step_by_step(self):
		made = self.provision(did=f"+1 {self.number}")
		self.assertEqual((made["did"], made["status"]), (self.number, "Active"))
		other = factories.make_phone_number().name
		there = factories.make_service_location(customer=self.place.customer, status="Active").name
		steps = (
			(telephony.suspend, {}, "status", "Suspended"),
			(telephony.reactivate, {}, "status", "Active"),
			(telephony.change_number, {"did": other}, "did", other),
			(telephony.move, {"location": there}, "moving_to", there),
			(telephony.stay, {}, "moving_to", None),
			(telephony.cancel, {}, "status", "Cancelled"),
		)
		with self.set_user(self.agent):
			for call, given, field, value in steps:
				with self.subTest(call.__name__):
					seen = str(frappe.db.get_value("VoIP Line", made["line"], "modified"))
					answer = call(line=made["line"], reason=WHY, seen=seen, **given)
					self.assertEqual(answer[field], value)

	def test_lines_of_a_customer_without_their_secrets(self):
		line = factories.make_voip_line(sip_username="gf-test", sip_password=SECRET)
		with self.set_user(self.agent):
			answer = telephony.lines(line.customer)
		(found,) = answer["lines"]
		self.assertEqual((found["name"], found["did"]), (line.name, line.did))
		self.assertTrue(found["address_line"])
		self.assertNotIn(SECRET, frappe.as_json(answer))

	def test_a_malformed_call_names_the_field(self):
		line = factories.make_voip_line().name
		with self.set_user(self.agent):
			self.refused(InvalidRequest, "reason", telephony.suspend, line=line, reason="  ")
			self.refused(InvalidRequest, "did", telephony.change_number, line=line, reason=WHY, did="12")
			self.refused(NotFound, "LINE-none", telephony.cancel, line="LINE-none", reason=WHY)
			self.refused(NotFound, "Nobody", telephony.lines, "Nobody")

	def test_a_technician_changes_and_lists_no_line(self):
		line = factories.make_voip_line()
		with self.set_user(self.technician):
			for call in (telephony.suspend, telephony.reactivate, telephony.cancel, telephony.stay):
				with self.subTest(call.__name__), self.assertRaises(frappe.PermissionError):
					call(line=line.name, reason=WHY)
			with self.assertRaises(frappe.PermissionError):
				telephony.lines(line.customer)
			with self.assertRaises(frappe.PermissionError):
				telephony.provision(location=self.place.name, reason=WHY)

	def test_what_people_set_on_a_line_is_checked(self):
		line = factories.make_voip_line()
		cases = (
			("caller_id", "272-2408", "Caller ID"),
			("max_calls", 100, "Max Calls"),
			("call_timeout", 4, "Call Timeout"),
			("country_whitelist", "FR, ZZ", "ZZ"),
		)
		for fieldname, value, words in cases:
			with self.subTest(fieldname):
				doc = frappe.get_doc("VoIP Line", line.name).update({fieldname: value})
				self.refused(InvalidRequest, words, doc.save)
		line.update({"caller_id": "450-272-2408", "country_whitelist": "fr us", "max_calls": 2}).save()
		self.assertEqual((line.caller_id, line.country_whitelist), ("4502722408", "FR, US"))

	def test_what_an_import_left_does_not_stop_another_change(self):
		line = factories.make_voip_line()
		frappe.db.set_value("VoIP Line", line.name, "country_whitelist", "Canada")
		frappe.get_doc("VoIP Line", line.name).update({"max_calls": 2}).save()


class TestReveal(ApiTestCase):
	def setUp(self):
		# Each test is somebody who has asked for nothing yet.
		self.agent = factories.make_user("FSM Agent").name
		self.line = factories.make_voip_line(vm_password=SECRET)

	def reveal(self, doctype="VoIP Line", name=None, fieldname="vm_password", reason=WHY) -> str:
		answer = customers.reveal(
			doctype=doctype, name=name or self.line.name, fieldname=fieldname, reason=reason
		)
		return answer["secret"]

	def said(self, doctype, name) -> list[frappe._dict]:
		about = {"reference_doctype": doctype, "reference_name": name, "comment_type": "Info"}
		return frappe.get_all("Comment", about, ["content", "owner", "creation"])

	def test_an_agent_sees_one_secret_and_the_timeline_says_so(self):
		with self.set_user(self.agent):
			self.assertEqual(self.reveal(), SECRET)
		(line,) = self.said("VoIP Line", self.line.name)
		self.assertEqual(line.owner, self.agent)
		self.assertIn("Voicemail Password", line.content)
		self.assertIn(WHY, line.content)
		self.assertNotIn(SECRET, line.content)

	def test_an_account_of_a_device_is_noted_at_the_device(self):
		device = factories.make_service_equipment(
			sip_lines=[{"line": 2, "sip_username": "u2", "sip_password": SECRET}]
		)
		with self.set_user(self.agent):
			self.assertEqual(
				self.reveal("Equipment SIP Line", device.sip_lines[0].name, "sip_password"), SECRET
			)
		self.assertIn("u2", self.said("Service Equipment", device.name)[0].content)

	def test_nobody_else_and_nothing_else(self):
		with self.set_user(self.technician), self.assertRaises(frappe.PermissionError):
			self.reveal()
		with self.set_user(self.agent):
			self.refused(InvalidRequest, "reason", self.reveal, reason=" ")
			self.refused(InvalidRequest, "no secret", self.reveal, fieldname="did")
			self.refused(InvalidRequest, "no secret", self.reveal, "User", self.agent, "api_secret")
			self.refused(NotFound, "nothing is stored", self.reveal, fieldname="sip_password")
			self.refused(NotFound, "LINE-none", self.reveal, name="LINE-none")
		self.assertEqual(self.said("VoIP Line", self.line.name), [])

	def test_a_person_who_asks_for_one_after_another_is_stopped(self):
		with self.set_user(self.agent):
			for _time in range(customers.MOST_SECRETS):
				self.reveal()
			with self.assertRaises(frappe.RateLimitExceededError):
				self.reveal()
