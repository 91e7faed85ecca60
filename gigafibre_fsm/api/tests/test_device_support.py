"""The endpoints of `api.devices` for support: who may call them, what they refuse, what they answer."""

import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.api import devices as api
from gigafibre_fsm.exceptions import InvalidRequest, NotFound, UpstreamError
from gigafibre_fsm.integrations.tests.case import save
from gigafibre_fsm.subscriber.tests.acs_case import NEW, WithServers
from gigafibre_fsm.testing import factories


class TestSupport(WithServers, FrappeTestCase):
	def setUp(self):
		self.start_servers()
		save(**self.server_settings())
		self.make_router()

	def calls(self, equipment: str):
		yield lambda: api.status(equipment=equipment)
		yield lambda: api.reboot(equipment=equipment)
		yield lambda: api.set_wifi(equipment=equipment, **NEW)

	def test_agents_and_managers_alone_may(self):
		for role in ("FSM Agent", "FSM Manager"):
			with self.subTest(role=role), self.set_user(factories.make_user(role).name):
				for call in self.calls(self.router.name):
					call()
		for role in ("FSM Dispatcher", "FSM Technician", "FSM ACS", "FSM Customer"):
			with self.subTest(role=role), self.set_user(factories.make_user(role).name):
				for call in self.calls(self.router.name):
					self.assertRaises(frappe.PermissionError, call)

	def test_visitors_may_not(self):
		with self.set_user("Guest"):
			for call in self.calls(self.router.name):
				self.assertRaises(frappe.PermissionError, call)

	def test_an_unknown_device_is_said_to_be_unknown(self):
		for call in self.calls("EQP-999999"):
			with self.assertRaisesRegex(NotFound, "There is no device EQP-999999"):
				call()

	def test_every_argument_is_checked(self):
		name = self.router.name
		for call, sentence in (
			(lambda: api.status(), "equipment is missing"),
			(lambda: api.status(equipment=""), "equipment is missing"),
			(lambda: api.status(equipment=name, refresh="perhaps"), "refresh must be"),
			(lambda: api.reboot(equipment=["x"]), "equipment must be a text"),
			(lambda: api.set_wifi(equipment=name, ssid="Roy"), "password is missing"),
			(lambda: api.set_wifi(equipment=name, ssid=None, password="x" * 8), "ssid is missing"),
			(lambda: api.set_wifi(equipment=name, ssid="Roy", password="court"), "8 to 63 characters"),
		):
			with self.assertRaisesRegex(InvalidRequest, sentence):
				call()

	def test_the_answers(self):
		name = self.router.name
		status = api.status(equipment=name, refresh=True)
		self.assertEqual(
			set(status),
			{
				"equipment",
				"server",
				"known",
				"asked",
				"online",
				"last_seen",
				"rx_power",
				"tx_power",
				"signal",
				"wan_ip",
				"firmware",
				"wifi",
				"wifi_change",
			},
		)
		self.assertEqual(api.reboot(equipment=name), {"equipment": name, "accepted": "now"})
		changed = api.set_wifi(equipment=name, **NEW)
		self.assertEqual(changed, {"equipment": name, "ssid": NEW["ssid"], "state": "waiting"})
		self.assertEqual(api.status(equipment=name)["wifi_change"]["state"], "waiting")
		for secret in (NEW["password"], "ancien-mot-42", "genieacs-password-0001"):
			self.assertNotIn(secret, frappe.as_json([status, changed]))

	def test_a_server_that_fails_is_an_upstream_error(self):
		self.genieacs.trouble = self.genieacs.error_page
		for call in (
			lambda: api.status(equipment=self.router.name),
			lambda: api.reboot(equipment=self.router.name),
		):
			with self.assertRaisesRegex(UpstreamError, "GenieACS cannot answer now") as caught:
				call()
			self.assertEqual(caught.exception.http_status_code, 502)
		# What is kept here first does not need it.
		self.assertEqual(api.set_wifi(equipment=self.router.name, **NEW)["state"], "waiting")
