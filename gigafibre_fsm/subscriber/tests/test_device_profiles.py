"""Profiles that an administrator edits: what is refused, which is told, and that the app's own are as its file says."""

import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.exceptions import InvalidRequest
from gigafibre_fsm.setup.catalogue.device_profiles import FILE, LISTS
from gigafibre_fsm.setup.catalogue.site import document
from gigafibre_fsm.subscriber.services.devices import device_profiles
from gigafibre_fsm.subscriber.services.devices.provisioning import provision
from gigafibre_fsm.testing import factories
from gigafibre_fsm.testing.factories.devices import make_router


class TestDeviceProfile(FrappeTestCase):
	def make(self, **values):
		name = f"Profil {factories.unique_number()}"
		return frappe.get_doc(
			{"doctype": "Device Profile", "profile_name": name, "data_model": "TR-181", **values}
		).insert()

	def refused(self, words: str, **values):
		with self.assertRaises(InvalidRequest) as caught:
			self.make(**values)
		self.assertIn(words, str(caught.exception))

	def test_lines_are_tidied(self):
		made = self.make(
			models="  *xx999* \n\n *yy* ", serial_prefixes=" abcd\n", ppp_path=" Device.PPP.Interface.2. "
		)
		self.assertEqual((made.models, made.serial_prefixes), ("*xx999*\n*yy*", "ABCD"))
		self.assertEqual(made.ppp_path, "Device.PPP.Interface.2")

	def test_a_network_without_its_access_point_is_refused(self):
		self.refused("Access Point Instance (5 GHz)", ssid_5=3)
		self.make(ssid_5=3, data_model="TR-098")

	def test_a_path_of_the_other_data_model_is_refused(self):
		self.refused(
			"InternetGatewayDevice.X does not begin with Device.", vlan_path="InternetGatewayDevice.X"
		)
		row = {"path": "Device.Time.Enable", "value": "1", "type": "xsd:boolean"}
		self.refused("Device.Time.Enable does not begin", data_model="TR-098", parameters=[row])

	def test_a_value_of_another_type_is_refused_with_its_row(self):
		rows = [
			{"path": "Device.Time.Enable", "value": "1", "type": "xsd:boolean"},
			{"path": "Device.Time.Enable", "value": "maybe", "type": "xsd:boolean"},
		]
		self.refused("Row 2: maybe is not of the type xsd:boolean", parameters=rows)

	def test_those_that_come_with_the_app_are_read_as_its_file_says(self):
		wanted = {row["profile_name"]: row for row in document(FILE)}
		stamp = frappe.db.sql(f"select {device_profiles.STAMP}")[0][0]
		found = {one.name: one for one in device_profiles.enabled(stamp) if one.name in wanted}
		self.assertEqual(set(found), set(wanted))
		for name, row in wanted.items():
			profile = found[name]
			self.assertEqual(
				[list(profile.patterns), list(profile.serial_prefixes)], [row[field] for field in LISTS]
			)
			bands = [(band.ssid, band.access_point) for band in (profile.band_24, profile.band_5)]
			self.assertEqual(
				bands,
				[
					(row["ssid_24"], row.get("access_point_24", 0)),
					(row["ssid_5"], row.get("access_point_5", 0)),
				],
			)
			self.assertEqual(
				(profile.data_model, profile.voice, profile.vlan_path, profile.ppp_path, profile.voice_lines),
				(
					row["data_model"],
					row.get("voice", "None"),
					row.get("vlan_path"),
					row.get("ppp_path"),
					row.get("voice_lines", 2),
				),
			)
			self.assertEqual([vars(extra) for extra in profile.extras], row["parameters"])


class TestWhichIsTold(FrappeTestCase):
	def setUp(self):
		model = f"Banc {factories.unique_number()}"
		self.router = make_router(model=model)
		spelled = {"data_model": "TR-181", "models": f"*{model.lower()}*", "ssid_24": 7, "access_point_24": 8}
		self.profile = frappe.get_doc(
			{"doctype": "Device Profile", "profile_name": model, **spelled}
		).insert()

	def paths(self) -> list[str]:
		return [path for path, _value, _type in provision(self.router.mac_address)["parameters"]]

	def test_a_change_is_told_at_once(self):
		self.assertEqual(self.paths()[1], "Device.WiFi.SSID.7.SSID")
		self.profile.ssid_24 = 9
		self.profile.save()
		self.assertEqual(self.paths()[1], "Device.WiFi.SSID.9.SSID")

	def test_one_that_is_off_or_gone_is_not_used(self):
		self.profile.enabled = 0
		self.profile.save()
		self.assertIn("Device.WiFi.SSID.5.SSID", self.paths())  # a Deco's, by its serial
		self.profile.enabled = 1
		self.profile.save()
		self.assertEqual(self.paths()[1], "Device.WiFi.SSID.7.SSID")
		frappe.delete_doc("Device Profile", self.profile.name)
		self.assertIn("Device.WiFi.SSID.5.SSID", self.paths())

	def test_a_device_of_no_family_is_told_what_but_not_how(self):
		router = make_router(mac_address="020000" + factories.unique_mac()[6:])
		answer = provision(router.mac_address)
		self.assertEqual((answer["wifi"]["ssid"], answer["parameters"]), (router.wifi_ssid, []))
