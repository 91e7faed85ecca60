import json

import frappe
from frappe.handler import run_doc_method
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.exceptions import InvalidRequest
from gigafibre_fsm.gigafibre_fsm.doctype.fsm_settings.fsm_settings import FSMSettings
from gigafibre_fsm.integrations.tests import systems
from gigafibre_fsm.testing import factories
from gigafibre_fsm.testing.servers.stripe import StripeServer

WHO = {
	"FSM Manager": True,
	"System Manager": True,
	"FSM Agent": False,
	"FSM Dispatcher": False,
	"FSM Technician": False,
	"FSM ACS": False,
}


class TestFSMSettings(FrappeTestCase):
	def setUp(self):
		self.settings = frappe.get_doc("FSM Settings")
		self.settings.update({"combo_rules": [], "commitment_rules": [], "reminders": []})

	def assert_refused(self, words, **values):
		with self.assertRaises(frappe.ValidationError) as caught:
			self.settings.update(values).save()
		self.assertIn(words, str(caught.exception))
		self.settings.reload()

	def saved(self, **values):
		self.settings.update(values).save()
		return frappe.get_doc("FSM Settings")

	def messages(self):
		return " ".join(message["message"] for message in frappe.get_message_log())

	def test_addresses_are_cleaned(self):
		saved = self.saved(
			stripe_base_url="https://api.stripe.com/ ", llm_base_url="http://localhost:11434/v1/"
		)
		self.assertEqual(saved.stripe_base_url, "https://api.stripe.com")
		self.assertEqual(saved.llm_base_url, "http://localhost:11434/v1")

	def test_an_address_that_cannot_be_one_is_refused_by_name(self):
		self.assert_refused(
			"Traccar, Server URL: The address must begin with", traccar_base_url="traccar.example"
		)
		self.assert_refused("must not hold a user", sip_base_url="https://me:pw@sip.example")
		self.assert_refused("names no server", emergency_base_url="https://")
		self.assert_refused("before any", genieacs_base_url="http://acs:7557/?x=1")

	def test_plain_http_warns_outside_the_private_network_only(self):
		frappe.clear_messages()
		self.saved(genieacs_base_url="http://10.0.0.7:7557")
		self.assertNotIn("unencrypted", self.messages())
		self.saved(genieacs_base_url="http://acs.gigafibre.example")
		self.assertIn("unencrypted to acs.gigafibre.example", self.messages())

	def test_numbers_have_limits(self):
		for days in (0, -1, 61):
			self.assert_refused("Days Offered must be from 1 to 60", date_window_days=days)
		for fieldname in (
			"limit_search",
			"limit_guest_reads",
			"limit_guest_writes",
			"limit_otp",
			"jobs_per_day",
		):
			self.assert_refused("must be 0 or more", **{fieldname: -1})
		for port in (-1, 65536):
			self.assert_refused("Port must be from 1 to 65535", legacy_port=port)
		self.saved(date_window_days=60, limit_otp=0, legacy_port=3307)
		self.assertEqual(self.saved(legacy_port=0).legacy_port, 3306)

	def test_two_combo_rules_for_one_number_of_kinds_are_refused(self):
		item = factories.make_item().name
		rule = {"service_kinds": 2, "item": item}
		self.assert_refused("Combo Rules: 2 appears twice", combo_rules=[rule, dict(rule)])
		self.assert_refused("must be 2 or more", combo_rules=[{"service_kinds": 1, "item": item}])
		self.saved(combo_rules=[rule, {"service_kinds": 3, "item": item}])

	def test_two_commitment_rules_for_one_length_are_refused(self):
		item = factories.make_item().name
		rule = {"months": 24, "item": item}
		self.assert_refused("Commitment Rules: 24 appears twice", commitment_rules=[rule, dict(rule)])
		self.assert_refused("must be 1 or more", commitment_rules=[{"months": 0, "item": item}])
		self.saved(commitment_rules=[rule, {"months": 36, "item": item}])

	def test_one_reminder_per_day_and_channel(self):
		reminder = {"days_overdue": 3, "channel": "SMS"}
		self.assert_refused("3 · SMS appears twice", reminders=[reminder, dict(reminder)])
		self.saved(reminders=[reminder, {"days_overdue": 3, "channel": "Email"}])

	def test_the_sending_number_is_kept_as_twilio_wants_it(self):
		self.assertEqual(self.saved(twilio_from_number="450 272-2408").twilio_from_number, "+14502722408")
		for typed in ("555-0123", "911", "gigafibre"):
			self.assert_refused("is not a phone number", twilio_from_number=typed)

	def test_the_sender_is_one_address(self):
		self.assert_refused("not a valid Email", mailjet_from_email="facturation")
		self.assert_refused("takes one address", mailjet_from_email="a@example.org, b@example.org")
		self.saved(mailjet_from_email="a@example.org")

	def test_switching_on_what_cannot_work_yet_says_so(self):
		self.saved(traccar_enabled=0, traccar_base_url="", traccar_token="")
		frappe.clear_messages()
		self.saved(traccar_enabled=1)
		self.assertIn(
			"Traccar is on, but nothing can go through yet. Missing: Server URL, Token", self.messages()
		)
		frappe.clear_messages()
		self.saved(jobs_per_day=5)
		self.assertEqual(self.messages(), "")


class TestConnectionButton(FrappeTestCase):
	def setUp(self):
		self.server = self.enterContext(StripeServer())
		frappe.get_doc("FSM Settings").update(systems.stripe(self.server)).save()

	def test_who_may_press_it(self):
		for role, allowed in WHO.items():
			with self.subTest(role=role), self.set_user(factories.make_user(role).name):
				if allowed:
					self.assertTrue(frappe.get_doc("FSM Settings").test_connection("stripe")["ok"])
				else:
					with self.assertRaises(frappe.PermissionError):
						frappe.get_doc("FSM Settings").test_connection("stripe")

	def test_it_is_a_post_with_a_typed_argument(self):
		function = FSMSettings.test_connection
		self.assertEqual(frappe.allowed_http_methods_for_whitelisted_func[function], ["POST"])
		with self.assertRaises(frappe.exceptions.FrappeTypeError):
			frappe.get_doc("FSM Settings").test_connection({"system": "stripe"})

	def test_an_unknown_system_is_refused(self):
		for name in ("paypal", "__class__", ""):
			with self.assertRaises(InvalidRequest):
				frappe.get_doc("FSM Settings").test_connection(name)

	def test_a_form_with_another_address_does_not_get_the_saved_secret(self):
		with StripeServer() as thief:
			form = frappe.get_doc("FSM Settings").as_dict() | {"stripe_base_url": thief.url}
			self.call(docs=frappe.as_json(form))
			self.assertEqual(thief.requests, [])
		self.assertEqual(len(self.server.requests), 1)

	def test_the_form_calls_it_by_name(self):
		self.call(dt="FSM Settings", dn="FSM Settings")
		self.assertTrue(frappe.response["message"]["ok"])
		self.assertNotIn(self.server.key, frappe.as_json(frappe.response))

	def call(self, **document):
		frappe.local.request = frappe._dict(method="POST")
		self.addCleanup(delattr, frappe.local, "request")
		frappe.response.docs = []
		run_doc_method("test_connection", args=json.dumps({"system": "stripe"}), **document)
