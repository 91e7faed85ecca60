"""Oktopus's client: over USP and over CWMP, with a device that is there, away, busy or unwilling."""

import frappe

from gigafibre_fsm.domain.devices.spellings import spellings
from gigafibre_fsm.integrations.acs.adapter import Accepted
from gigafibre_fsm.integrations.acs.oktopus import OktopusClient
from gigafibre_fsm.integrations.credentials import Credentials
from gigafibre_fsm.integrations.errors import ConfigurationError, PermanentError, RetryableError
from gigafibre_fsm.integrations.tests import systems
from gigafibre_fsm.integrations.tests.case import ConnectionTestCase, impatient, save
from gigafibre_fsm.testing.servers.base import Reply
from gigafibre_fsm.testing.servers.device_trees import DECO, OLD_ONT
from gigafibre_fsm.testing.servers.oktopus import OktopusServer

SSID = "Device.WiFi.SSID.1.SSID"
KEY = "Device.WiFi.AccessPoint.1.Security.KeyPassphrase"
VALUES = [(SSID, "Roy & fils", "xsd:string"), (KEY, "secret-1234", "xsd:string")]
PARTS = ["Device.DeviceInfo", "Device.Optical", "Device.WiFi", "InternetGatewayDevice.DeviceInfo"]


class OktopusCase(ConnectionTestCase):
	way = "Mqtt"
	tree = DECO

	def setUp(self):
		self.server = self.enterContext(OktopusServer())
		save(**systems.oktopus(self.server))
		self.device = self.server.add("403F8CAABBCC", self.tree, way=self.way)
		self.client = self.fresh()
		self.handle = self.client.find(["403F8CAABBCC"])

	def fresh(self) -> OktopusClient:
		return OktopusClient.from_settings(Credentials(frappe.get_doc("FSM Settings")))

	def away(self):
		self.device.is_there = False
		self.handle = self.fresh().find(["403F8CAABBCC"])


class TestUsp(OktopusCase):
	def test_a_device_is_found_by_any_spelling(self):
		self.server.add("40:3f:8c:00:00:01", DECO)
		self.assertEqual(self.client.find(spellings(["403F8C000001"])).id, "40:3f:8c:00:00:01")
		self.assertEqual((self.handle.way, self.handle.root, self.handle.online), ("mqtt", "Device", True))
		self.assertIsNone(self.client.find(["nobody"]))

	def test_one_login_serves_all_calls_of_a_client(self):
		self.client.live(self.handle, PARTS)
		self.assertEqual(sum(request.path == "/api/auth/login" for request in self.server.requests), 1)

	def test_parts_that_the_device_has_not_are_left_out(self):
		live = self.client.live(self.handle, PARTS)
		self.assertEqual(live.parameters["Device.DeviceInfo.SoftwareVersion"], "1.6.2 Build 20260310")
		self.assertEqual(live.parameters[SSID], "Gigafibre-Roy")
		self.assertIs(live.online, True)

	def test_values_are_set_and_read_back(self):
		self.assertIs(self.client.set_values(self.handle, VALUES), Accepted.NOW)
		self.assertEqual((self.device.tree[SSID], self.device.tree[KEY]), ("Roy & fils", "secret-1234"))
		self.assertEqual(self.client.values(self.handle, [SSID, KEY]), {SSID: "Roy & fils", KEY: ""})

	def test_a_parameter_that_is_not_there_is_refused_and_nothing_is_set(self):
		with self.assertRaisesRegex(PermanentError, "The device refuses it: 7004 Set failure"):
			self.client.set_values(self.handle, [*VALUES, ("Device.Nothing.Here", "x", "xsd:string")])
		self.assertEqual(self.device.tree[SSID], "Gigafibre-Roy")

	def test_a_restart_and_a_refused_one(self):
		self.assertIs(self.client.reboot(self.handle), Accepted.NOW)
		self.device.refuses.add("Device.Reboot()")
		with self.assertRaisesRegex(PermanentError, "7022 Command failure"):
			self.client.reboot(self.handle)
		self.assertEqual(self.device.reboots, 1)

	def test_a_device_that_is_away_is_shown_so_and_told_nothing(self):
		self.away()
		self.assertIs(self.client.live(self.handle, PARTS).online, False)
		self.assertIs(self.client.refresh(self.handle, PARTS), Accepted.OFFLINE)
		for call in (
			lambda: self.client.reboot(self.handle),
			lambda: self.client.set_values(self.handle, VALUES),
		):
			with self.assertRaisesRegex(RetryableError, "does not answer Oktopus now"):
				call()
		self.assertFalse(self.client.is_waiting(self.handle, VALUES))


class TestCwmp(OktopusCase):
	way = "Cwmp"

	def test_parts_that_the_device_has_not_are_left_out(self):
		self.assertEqual(self.handle.way, "cwmp")
		live = self.client.live(self.handle, PARTS)
		self.assertEqual(live.parameters["Device.DeviceInfo.SoftwareVersion"], "1.6.2 Build 20260310")
		self.assertEqual(live.parameters[SSID], "Gigafibre-Roy")

	def test_few_sessions_are_asked_of_the_device(self):
		self.server.requests.clear()
		self.client.live(self.handle, PARTS)
		self.assertEqual(sum("/cwmp/" in request.path for request in self.server.requests), 3)

	def test_one_part_that_fails_below_does_not_take_the_others_with_it(self):
		live = self.client.live(self.handle, ["Device.DeviceInfo", "Device.WiFi.Nothing"])
		self.assertIn("Device.DeviceInfo.SoftwareVersion", live.parameters)

	def test_values_are_set_and_read_back(self):
		self.assertIs(self.client.set_values(self.handle, VALUES), Accepted.NOW)
		self.assertEqual(self.device.tree[SSID], "Roy & fils")
		self.assertEqual(
			self.client.values(self.handle, [SSID, KEY, "Device.No"]), {SSID: "Roy & fils", KEY: ""}
		)

	def test_a_change_that_waits_for_a_restart_is_for_later(self):
		self.device.set_status = 1
		self.assertIs(self.client.set_values(self.handle, VALUES), Accepted.LATER)

	def test_a_parameter_that_is_not_there_is_refused(self):
		with self.assertRaisesRegex(PermanentError, "9005 Invalid parameter name"):
			self.client.set_values(self.handle, [("Device.Nothing.Here", "x", "xsd:string")])

	def test_a_restart_and_a_refused_one(self):
		self.assertIs(self.client.reboot(self.handle), Accepted.NOW)
		self.device.refuses.add("Reboot")
		with self.assertRaisesRegex(PermanentError, "9000 Method not supported"):
			self.client.reboot(self.handle)
		self.assertEqual(self.device.reboots, 1)

	def test_a_busy_device_is_tried_again(self):
		self.device.is_busy = True
		with self.assertRaisesRegex(RetryableError, "Device is busy"):
			self.client.set_values(self.handle, VALUES)

	def test_a_device_that_cannot_be_called_is_tried_again(self):
		self.device.is_there = False
		with self.assertRaisesRegex(RetryableError, "connection refused"):
			self.client.set_values(self.handle, VALUES)

	def test_a_timeout_may_have_been_a_yes(self):
		self.server.once(lambda request: Reply.json("Request timeout", 408))
		with self.assertRaises(RetryableError) as caught:
			self.client.set_values(self.handle, VALUES)
		self.assertTrue(caught.exception.maybe_done)

	def test_a_device_that_talks_nonsense_is_no_trouble_of_the_server(self):
		self.server.once(lambda request: Reply.text("<soap:Envelope>cut of"))
		with self.assertRaisesRegex(PermanentError, "cannot be read"):
			self.client.set_values(self.handle, VALUES)


class TestOldModel(OktopusCase):
	way = "Cwmp"
	tree = OLD_ONT

	def test_its_root_is_found_by_asking(self):
		live = self.client.live(self.handle, PARTS)
		self.assertEqual(
			live.parameters,
			{
				path: value
				for path, value in OLD_ONT.items()
				if path.startswith("InternetGatewayDevice.DeviceInfo.")
			},
		)


class TestTroubles(OktopusCase):
	def test_a_token_that_is_refused_is_for_a_person_to_mend(self):
		self.server.once(lambda request: Reply(401))
		with self.assertRaises(ConfigurationError):
			self.client.find(["403F8CAABBCC"])

	def test_a_hang_up_may_be_tried_again_and_tells_no_secret(self):
		self.server.trouble = self.server.hang_up
		with impatient(), self.assertRaises(RetryableError) as caught:
			self.client.set_values(self.handle, VALUES)
		self.assertTrue(caught.exception.maybe_done)
		self.assert_silent(str(caught.exception))
