"""GenieACS's client: found, read, restarted, changed; and what it makes of each way that this can go wrong."""

import frappe

from gigafibre_fsm.domain.devices.spellings import spellings
from gigafibre_fsm.integrations.acs.adapter import Accepted
from gigafibre_fsm.integrations.acs.genieacs import GenieAcsClient
from gigafibre_fsm.integrations.credentials import Credentials
from gigafibre_fsm.integrations.errors import ConfigurationError, PermanentError, RetryableError
from gigafibre_fsm.integrations.tests import systems
from gigafibre_fsm.integrations.tests.case import ConnectionTestCase, impatient, save
from gigafibre_fsm.testing.servers.device_trees import DECO, OLD_ONT
from gigafibre_fsm.testing.servers.genieacs import GenieAcsServer

SERIAL = "403F8CAABBCC"
SSID = "Device.WiFi.SSID.1.SSID"
KEY = "Device.WiFi.AccessPoint.1.Security.KeyPassphrase"
VALUES = [(SSID, "Roy", "xsd:string"), (KEY, "secret-1234", "xsd:string")]


class GenieAcsCase(ConnectionTestCase):
	def setUp(self):
		self.server = self.enterContext(GenieAcsServer(("erp", "genieacs-password-0001")))
		save(**systems.genieacs(self.server))
		self.device = self.server.add("40-3f-8c-aa-bb-cc", DECO, id="403F8C-Deco%2DX20-403F8CAABBCC")
		self.client = GenieAcsClient.from_settings(Credentials(frappe.get_doc("FSM Settings")))
		self.handle = self.client.find(spellings([SERIAL]))

	def calls(self, verb: str) -> list[str]:
		return [request.path for request in self.server.requests if request.method == verb]


class TestFinding(GenieAcsCase):
	def test_a_device_is_found_by_any_spelling_of_its_serial(self):
		self.assertEqual(self.handle.id, self.device.id)
		self.assertEqual(self.handle.root, "Device")
		self.assertAlmostEqual(self.handle.last_seen.timestamp(), self.device.last_inform.timestamp(), 2)

	def test_the_older_data_model_is_told(self):
		self.server.add("RCMG19E0ABCD", OLD_ONT)
		self.assertEqual(self.client.find(["RCMG19E0ABCD"]).root, "InternetGatewayDevice")

	def test_a_device_is_found_by_the_servers_own_name_of_it(self):
		self.assertEqual(self.client.find([self.device.id]).id, self.device.id)

	def test_nobody_is_found_where_nobody_is(self):
		self.assertIsNone(self.client.find(["TPLG00000000"]))
		self.assertIsNone(self.client.find([]))

	def test_of_two_records_of_one_serial_the_one_that_reported_last_counts(self):
		newer = self.server.add("40-3f-8c-aa-bb-cc", DECO, id="other")
		self.server.inform(newer)
		self.assertEqual(self.client.find(spellings([SERIAL])).id, "other")

	def test_a_serial_that_is_a_pattern_finds_nothing(self):
		for pattern in ("/.*/", "*", "403F*"):
			self.assertIsNone(self.client.find(spellings([pattern])))


class TestReading(GenieAcsCase):
	def test_parameters_below_the_parts_that_are_asked_for(self):
		live = self.client.live(self.handle, ["Device.DeviceInfo", "Device.Hosts"])
		self.assertEqual(live.parameters["Device.DeviceInfo.SoftwareVersion"], "1.6.2 Build 20260310")
		self.assertNotIn(SSID, live.parameters)
		self.assertIsNone(live.online)
		self.assertIsNotNone(live.last_seen.tzinfo)

	def test_a_refresh_brings_what_the_device_holds_now_in_one_session(self):
		self.device.tree["Device.WiFi.SSID.1.SSID"] = "Changed at the device"
		self.assertEqual(self.client.live(self.handle, ["Device.WiFi"]).parameters[SSID], "Gigafibre-Roy")
		self.assertIs(self.client.refresh(self.handle, ["Device.DeviceInfo", "Device.WiFi"]), Accepted.NOW)
		self.assertEqual(
			self.client.live(self.handle, ["Device.WiFi"]).parameters[SSID], "Changed at the device"
		)
		called = [request for request in self.server.requests if "connection_request" in request.raw_query]
		self.assertEqual(len(called), 1)

	def test_a_refresh_of_an_offline_device_leaves_nothing_behind(self):
		self.device.is_there = False
		self.assertIs(
			self.client.refresh(self.handle, ["Device.DeviceInfo", "Device.WiFi"]), Accepted.OFFLINE
		)
		self.assertEqual(self.server.tasks, [])

	def test_a_refresh_that_takes_longer_than_our_patience_goes_on_without_us(self):
		with impatient():
			self.server.trouble = lambda request: (
				self.server.silence(request)
				if "connection_request" in request.raw_query
				else self.server.answer(request)
			)
			self.assertIs(self.client.refresh(self.handle, ["Device.WiFi"]), Accepted.LATER)

	def test_a_device_that_was_deleted_meanwhile(self):
		self.server.devices.clear()
		for call in (
			lambda: self.client.live(self.handle, ["Device"]),
			lambda: self.client.set_values(self.handle, VALUES),
		):
			with self.assertRaisesRegex(PermanentError, "GenieACS does not know this device"):
				call()


class TestChanging(GenieAcsCase):
	def test_values_are_set_and_read_back(self):
		self.assertIs(self.client.set_values(self.handle, VALUES), Accepted.NOW)
		self.assertEqual((self.device.tree[SSID], self.device.tree[KEY]), ("Roy", "secret-1234"))
		self.assertEqual(self.client.values(self.handle, [SSID, KEY]), {SSID: "Roy", KEY: ""})

	def test_a_parameter_that_is_not_there_does_not_read_back(self):
		unknown = ("Device.WiFi.SSID.9.SSID", "Roy", "xsd:string")
		self.assertIs(self.client.set_values(self.handle, [unknown]), Accepted.NOW)
		self.assertEqual(self.client.values(self.handle, [unknown[0]]), {})

	def test_for_an_offline_device_they_wait_at_the_server(self):
		self.device.is_there = False
		self.assertIs(self.client.set_values(self.handle, VALUES), Accepted.OFFLINE)
		self.assertTrue(self.client.is_waiting(self.handle, VALUES))
		self.assertFalse(self.client.is_waiting(self.handle, [(SSID, "Other", "xsd:string")]))
		self.server.inform(self.device)
		self.assertFalse(self.client.is_waiting(self.handle, VALUES))
		self.assertEqual(self.device.tree[SSID], "Roy")

	def test_what_the_device_refuses_is_told_and_does_not_stay(self):
		self.device.refuses.add("setParameterValues")
		with self.assertRaisesRegex(
			PermanentError, r"The device refuses it: cwmp\.9000 Method not supported"
		):
			self.client.set_values(self.handle, VALUES)
		self.assertEqual((self.server.tasks, self.server.faults), ([], []))

	def test_what_the_device_refuses_later_is_found_when_asked(self):
		self.device.is_there = False
		self.client.set_values(self.handle, VALUES)
		self.device.refuses.add("setParameterValues")
		self.server.inform(self.device)
		with self.assertRaisesRegex(PermanentError, "cwmp.9000"):
			self.client.is_waiting(self.handle, VALUES)
		self.assertEqual(self.server.tasks, [])

	def test_what_waits_can_be_taken_back_and_nothing_else_goes_with_it(self):
		other = self.server.add("TPLG0EB23F9B", DECO, is_there=False)
		self.device.is_there = False
		there = self.client.find(["TPLG0EB23F9B"])
		for handle in (self.handle, there):
			self.client.set_values(handle, VALUES)
		self.client.reboot(self.handle)
		self.client.withdraw(self.handle)
		self.client.withdraw(self.handle)
		self.assertEqual(
			sorted((task["device"], task["name"]) for task in self.server.tasks),
			sorted([(self.device.id, "reboot"), (other.id, "setParameterValues")]),
		)

	def test_a_restart(self):
		self.assertIs(self.client.reboot(self.handle), Accepted.NOW)
		self.assertEqual(self.device.reboots, 1)

	def test_a_restart_asked_twice_while_the_device_is_away_happens_once(self):
		self.device.is_there = False
		self.assertIs(self.client.reboot(self.handle), Accepted.OFFLINE)
		self.assertIs(self.client.reboot(self.handle), Accepted.LATER)
		self.server.inform(self.device)
		self.assertEqual(self.device.reboots, 1)


class TestTroubles(GenieAcsCase):
	def raised(self, trouble: str, kind: type[Exception]) -> Exception:
		self.server.trouble = getattr(self.server, trouble)
		with impatient(), self.assertRaises(kind) as caught:
			self.client.set_values(self.handle, VALUES)
		self.assert_silent(str(caught.exception))
		self.assertNotIn("secret-1234", str(caught.exception))
		return caught.exception

	def test_a_connection_closed_without_an_answer_may_be_tried_again(self):
		self.assertTrue(self.raised("hang_up", RetryableError).maybe_done)

	def test_silence_may_have_been_a_yes(self):
		self.assertTrue(self.raised("silence", RetryableError).maybe_done)

	def test_an_error_page_is_passing_trouble(self):
		self.raised("error_page", RetryableError)

	def test_another_server_at_its_address_is_for_a_person_to_mend(self):
		self.raised("other_page", ConfigurationError)

	def test_a_wrong_login_is_for_a_person_to_mend(self):
		self.server.login = ("erp", "changed")
		with self.assertRaises(ConfigurationError):
			self.client.find([SERIAL])

	def test_no_task_kills_the_server(self):
		self.client.refresh(self.handle, ["Device.WiFi"])
		self.client.reboot(self.handle)
		self.client.set_values(self.handle, VALUES)
		self.assertEqual(self.server.crashes, 0)
