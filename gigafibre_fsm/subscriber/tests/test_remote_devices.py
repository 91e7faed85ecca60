"""What support sees of a device and does to it; what is kept of a WiFi change."""

from datetime import timedelta
from unittest.mock import patch

import frappe
from frappe.tests.utils import FrappeTestCase
from frappe.utils import now_datetime

from gigafibre_fsm.exceptions import InvalidRequest, InvalidState, UpstreamError
from gigafibre_fsm.gigafibre_fsm import language, outbox
from gigafibre_fsm.integrations.tests.case import impatient, save
from gigafibre_fsm.subscriber.services.devices import remote
from gigafibre_fsm.subscriber.tests.acs_case import NEW, SSID, WithServers
from gigafibre_fsm.testing import factories
from gigafibre_fsm.testing.servers.device_trees import ONT


class RemoteCase(WithServers, FrappeTestCase):
	def setUp(self):
		self.start_servers()
		save(**self.server_settings())
		self.make_router()

	def status(self, **options) -> dict:
		return remote.status(self.router.name, **options)

	def comments(self) -> list[str]:
		about = {"reference_doctype": "Service Equipment", "reference_name": self.router.name}
		return frappe.get_all("Comment", {**about, "comment_type": "Info"}, pluck="content")


class TestStatus(RemoteCase):
	def test_a_router(self):
		status = self.status()
		shown = {
			"server": "GenieACS",
			"known": True,
			"asked": None,
			"online": True,
			"wan_ip": "203.0.113.24",
			"firmware": "1.6.2 Build 20260310",
			"signal": None,
			"wifi_change": None,
		}
		self.assertEqual({key: status[key] for key in shown}, shown)
		self.assertAlmostEqual(status["last_seen"], now_datetime(), delta=timedelta(seconds=20))
		self.assertEqual([node["node"] for node in status["wifi"]], ["", "Sous-sol C012"])
		self.assertEqual(
			status["wifi"][1]["clients"],
			[{"name": "", "mac": "A483E7000003", "signal": -82, "words": "bad"}],
		)

	def test_a_terminal_and_its_light(self):
		self.make_router(equipment_type="ONT", model="XX530v", mac_address=None, serial_number="TPLG0EB23F9B")
		# As the device spells it.
		self.genieacs.add("54504C470EB23F9B", ONT)
		self.genieacs.devices.pop(self.device.id)
		status = self.status()
		self.assertEqual((status["rx_power"], status["tx_power"], status["signal"]), (-21.4, 2.3, "good"))

	def test_what_it_calls_itself_comes_before_its_label(self):
		self.router.db_set("cwmp_serial", "SN00000042")
		self.genieacs.devices.pop(self.device.id)
		self.genieacs.add("SN00000042", ONT)
		self.assertEqual(self.status()["firmware"], "1.3.0 0.9.1")

	def test_asked_for_a_refresh_the_device_itself_tells(self):
		self.device.tree["Device.DeviceInfo.SoftwareVersion"] = "2.0.0"
		self.assertEqual(self.status()["firmware"], "1.6.2 Build 20260310")
		status = self.status(refresh=True)
		self.assertEqual((status["firmware"], status["asked"], status["online"]), ("2.0.0", "now", True))

	def test_one_that_does_not_answer_is_offline_however_fresh_its_report(self):
		self.device.is_there = False
		self.assertIs(self.status()["online"], True)
		status = self.status(refresh=True)
		self.assertEqual((status["asked"], status["online"]), ("offline", False))

	def test_one_that_is_long_silent_is_offline(self):
		self.device.last_inform -= timedelta(hours=2)
		status = self.status()
		self.assertIs(status["online"], False)
		self.assertAlmostEqual(
			status["last_seen"], now_datetime() - timedelta(hours=2), delta=timedelta(seconds=20)
		)

	def test_one_that_its_server_does_not_know(self):
		self.genieacs.devices.clear()
		self.router.db_set("last_seen", "2026-11-01 10:00:00")
		status = self.status()
		self.assertEqual((status["known"], status["online"], status["wifi"]), (False, False, []))
		self.assertEqual(str(status["last_seen"]), "2026-11-01 10:00:00")

	def test_the_other_server(self):
		self.router.db_set("acs", "Oktopus")
		there = self.oktopus.add(self.router.mac_address, self.device.tree)
		status = self.status()
		self.assertEqual(
			(status["server"], status["online"], status["wan_ip"]), ("Oktopus", True, "203.0.113.24")
		)
		there.is_there = False
		status = self.status(refresh=True)
		self.assertEqual((status["online"], status["wan_ip"]), (False, None))

	def test_the_default_of_the_settings_counts_where_the_device_does_not_say(self):
		save(acs_default="Oktopus")
		self.assertEqual(self.status()["server"], "Oktopus")
		self.router.db_set("acs", "GenieACS")
		self.assertEqual(self.status()["server"], "GenieACS")

	def test_a_server_that_fails_is_said_in_one_sentence(self):
		for trouble, words in (
			("error_page", "GenieACS cannot answer now (502"),
			("hang_up", "hung up without an answer"),
			("silence", "did not answer within"),
			("other_page", "not as GenieACS does"),
		):
			self.genieacs.trouble = getattr(self.genieacs, trouble)
			with self.subTest(trouble), impatient(), self.assertRaises(UpstreamError) as caught:
				self.status()
			self.assertIn(words, str(caught.exception))

	def test_without_a_server_nothing_is_asked(self):
		save(acs_enabled=0)
		with self.assertRaisesRegex(UpstreamError, "switched off"):
			self.status()
		self.assertEqual(self.genieacs.requests, [])

	def test_a_device_without_a_serial_cannot_be_asked(self):
		self.make_router(mac_address=None)
		with self.assertRaisesRegex(InvalidState, "no serial number yet"):
			self.status()

	def test_an_old_record_shows_nothing_of_the_device_that_has_its_serial_now(self):
		self.router.db_set("status", "Retourné")
		self.assertTrue(self.status()["known"])
		again = factories.make_service_equipment(
			equipment_type="Routeur", mac_address=self.router.mac_address
		)
		for act in (remote.status, remote.reboot):
			with self.assertRaisesRegex(InvalidState, f"that of {again.name} now"):
				act(self.router.name)
		self.assertEqual(self.device.reboots, 0)
		self.assertTrue(remote.status(again.name)["known"])


class TestReboot(RemoteCase):
	def test_it_restarts_and_the_timeline_says_so(self):
		self.assertEqual(remote.reboot(self.router.name)["accepted"], "now")
		self.assertEqual(self.device.reboots, 1)
		self.assertEqual(self.comments(), [frappe._("Restarted from afar.", lang=language.of_office())])

	def test_an_offline_one_restarts_once_when_it_reports(self):
		self.device.is_there = False
		self.assertEqual(remote.reboot(self.router.name)["accepted"], "offline")
		self.assertEqual(remote.reboot(self.router.name)["accepted"], "later")
		self.genieacs.inform(self.device)
		self.assertEqual(self.device.reboots, 1)

	def test_a_refusal_leaves_no_line(self):
		self.device.refuses.add("reboot")
		with self.assertRaisesRegex(UpstreamError, "The device refuses it"):
			remote.reboot(self.router.name)
		self.assertEqual(self.comments(), [])

	def test_an_unknown_one(self):
		self.genieacs.devices.clear()
		with self.assertRaisesRegex(UpstreamError, "does not know this device"):
			remote.reboot(self.router.name)


class TestSetWifi(RemoteCase):
	def rows(self, **values) -> list:
		about = {"reference_name": self.router.name, "channel": "ACS", **values}
		return frappe.get_all("Outbox Message", about, pluck="status", order_by="creation")

	def test_one_network_on_both_bands_is_kept(self):
		self.router.update({"wifi_ssid_5g": "Gigafibre-Roy-5G", "wifi_password_5g": "autre-mot-42"}).save()
		answer = remote.set_wifi(self.router.name, **NEW)
		self.assertEqual(answer, {"equipment": self.router.name, "ssid": "Chez les Roy", "state": "waiting"})
		self.router.reload()
		self.assertEqual((self.router.wifi_ssid, self.router.wifi_ssid_5g), ("Chez les Roy", None))
		self.assertEqual((self.secret(), self.secret("wifi_password_5g")), (NEW["password"], None))
		self.assertEqual(self.genieacs.requests, [])

	def test_the_same_again_while_it_is_on_its_way_is_one_change(self):
		remote.set_wifi(self.router.name, **NEW)
		self.assertEqual(remote.set_wifi(self.router.name, **NEW)["state"], "waiting")
		self.assertEqual(self.rows(), ["Queued"])

	def test_the_same_again_later_is_told_again(self):
		"""A device that was reset by hand has forgotten it."""
		remote.set_wifi(self.router.name, **NEW)
		frappe.db.set_value("Outbox Message", {"reference_name": self.router.name}, "status", "Sent")
		remote.set_wifi(self.router.name, **NEW)
		self.assertEqual(self.rows(), ["Sent", "Queued"])

	def test_no_version_and_no_row_shows_the_password(self):
		# Frappe keeps no versions in tests.
		with patch.dict(frappe.flags, in_test=False):
			remote.set_wifi(self.router.name, **NEW)
		versions = frappe.get_all("Version", {"docname": self.router.name}, pluck="data")
		rows = frappe.get_all("Outbox Message", {"reference_name": self.router.name}, ["*"])
		self.assertIn("Chez les Roy", " ".join(versions))
		self.assertNotIn(NEW["password"], frappe.as_json([versions, rows]))
		self.assertNotIn("ancien-mot-42", frappe.as_json([versions, rows]))

	def test_before_its_serial_is_known_it_is_only_kept(self):
		self.make_router(mac_address=None, status="En inventaire")
		self.assertEqual(remote.set_wifi(self.router.name, **NEW)["state"], "kept")
		self.assertEqual((self.secret(), self.rows()), (NEW["password"], []))

	def test_where_no_service_is_it_waits_for_one(self):
		"""Pushed, it would reach a device that may not be told."""
		for status in ("Suspended", "Closed"):
			frappe.db.set_value("Service Location", self.router.service_location, "status", status)
			password = f"mot-de-{status}"
			with self.subTest(status):
				answer = remote.set_wifi(self.router.name, NEW["ssid"], password)
				self.assertEqual((answer["state"], self.secret(), self.rows()), ("held", password, []))
		self.make_router(status="En inventaire", service_location=None)
		self.assertEqual(remote.set_wifi(self.router.name, **NEW)["state"], "held")

	def test_what_cannot_be_is_refused_and_nothing_is_kept(self):
		for values, words in (
			({"ssid": "  "}, "ssid is missing"),
			({"ssid": "é" * 17}, "ssid is too long"),
			({"ssid": "a\x07b"}, "ssid has a character"),
			({"password": "court"}, "8 to 63"),
			({"password": "mot de passé"}, "without accents"),
			({"password": "espace-42 "}, "must not begin or end"),
		):
			with self.subTest(values), self.assertRaisesRegex(InvalidRequest, words):
				remote.set_wifi(self.router.name, **{**NEW, **values})
		self.assertEqual((self.secret(), self.rows()), ("ancien-mot-42", []))

	def test_a_device_without_wifi_or_out_of_service_is_refused(self):
		for values, words in (
			({"equipment_type": "Décodeur TV"}, "has no WiFi"),
			({"status": "Défectueux"}, "cannot be changed"),
			({"status": "Retourné"}, "cannot be changed"),
		):
			self.make_router(**values)
			with self.subTest(values), self.assertRaisesRegex(InvalidState, words):
				remote.set_wifi(self.router.name, **NEW)

	def test_a_failure_half_way_leaves_the_old_one(self):
		frappe.db.savepoint("half_way")
		with patch.object(outbox, "put", side_effect=RuntimeError("the database is gone")):
			with self.assertRaises(RuntimeError):
				remote.set_wifi(self.router.name, **NEW)
		frappe.db.rollback(save_point="half_way")
		self.assertEqual((self.secret(), self.rows()), ("ancien-mot-42", []))

	def test_nothing_is_asked_of_the_server_meanwhile(self):
		remote.set_wifi(self.router.name, **NEW)
		self.assertEqual((self.genieacs.requests, self.device.tree[SSID]), ([], "Gigafibre-Roy"))
