"""Profiles that an administrator edits: what is refused, and that those which come with the app are as its file says."""

import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.exceptions import InvalidRequest
from gigafibre_fsm.setup.catalogue.device_profiles import FILE, LISTS
from gigafibre_fsm.setup.catalogue.site import document
from gigafibre_fsm.subscriber.services.devices import device_profiles
from gigafibre_fsm.testing import factories


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
