"""What a device is told when it names its serial, and when it is told nothing."""

import json

import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.exceptions import NotFound
from gigafibre_fsm.subscriber.services.devices import reading
from gigafibre_fsm.subscriber.services.devices.provisioning import provision
from gigafibre_fsm.subscriber.tests.order_case import OrderTestCase
from gigafibre_fsm.testing import factories
from gigafibre_fsm.testing.factories.devices import make_carried_line, make_ont, make_router

PARTS = ("wifi", "voip", "gpon", "radius")


class TestWhoIsMeant(FrappeTestCase):
	def test_every_spelling_is_the_same_device(self):
		ont = make_ont(serial_number="TPLG5EB23F9B", gpon_serial=None, cwmp_serial="21A2345678901")
		for spelled in (
			"TPLG5EB23F9B",
			"tplg-5eb2 3f9b",
			"TPLG:5EB23F9B",
			"54504C475EB23F9B",
			"54504c47-5eb23f9b",
			"21a-2345.678901",
		):
			with self.subTest(spelled):
				self.assertEqual(provision(spelled)["equipment"], ont.name)

	def test_a_mac_address_in_any_spelling(self):
		router = make_router(mac_address="403F8C5E0001")
		for spelled in ("403F8C5E0001", "40:3f:8c:5e:00:01", "40-3F-8C-5E-00-01", "403f.8c5e.0001"):
			with self.subTest(spelled):
				self.assertEqual(provision(spelled)["equipment"], router.name)

	def test_the_gpon_serial_of_a_device_that_has_another_one(self):
		ont = make_ont(serial_number="S12345678X", gpon_serial="RCMG5E000002")
		self.assertEqual(provision("52434D475E000002")["equipment"], ont.name)
		self.assertEqual(provision("rcmg5e000002")["gpon"]["serial"], "RCMG5E000002")

	def test_a_serial_that_was_recorded_again_is_the_one_in_use(self):
		serial = factories.unique_serial()
		make_ont(serial_number=serial, status="Retourné")
		now = make_ont(serial_number=serial)
		make_ont(serial_number=factories.unique_serial(), gpon_serial=serial, status="Défectueux")
		self.assertEqual(provision(serial)["equipment"], now.name)

	def test_nobody_knows_it(self):
		with self.assertRaises(NotFound) as refused:
			provision("TPLG-0000 0000")
		self.assertEqual(str(refused.exception), "There is no device TPLG-0000 0000.")
		self.assertEqual(refused.exception.http_status_code, 404)

	def test_half_a_serial_and_a_pattern_find_nothing(self):
		make_ont(serial_number="TPLG5EB20001")
		for spelled in ("TPLG5EB2", "TPLG%", "' or '1'='1", "TPLG5EB2000_"):
			self.assertRaises(NotFound, provision, spelled)


class TestWhatItIsTold(FrappeTestCase):
	def test_a_router_gets_its_wifi(self):
		router = make_router(
			model="Deco X20", wifi_ssid='Côté "d\'en haut" \\o/ 🦌', wifi_password='p"\\ss\tw0rdé'
		)
		answer = provision(router.mac_address)
		self.assertEqual(
			answer["wifi"],
			{
				"enabled": True,
				"ssid": 'Côté "d\'en haut" \\o/ 🦌',
				"password": 'p"\\ss\tw0rdé',
				"ssid_5g": 'Côté "d\'en haut" \\o/ 🦌',
				"password_5g": 'p"\\ss\tw0rdé',
			},
		)
		self.assertEqual([answer[part] for part in ("voip", "gpon", "radius")], [None] * 3)
		paths = [path for path, _value, _type in answer["parameters"]]
		self.assertEqual(
			paths[1:3], ["Device.WiFi.SSID.1.SSID", "Device.WiFi.AccessPoint.1.Security.KeyPassphrase"]
		)
		self.assertEqual(
			{
				key: answer[key]
				for key in ("serial", "equipment", "equipment_type", "status", "customer", "service_location")
			},
			{
				"serial": router.mac_address,
				"equipment": router.name,
				"equipment_type": "Routeur",
				"status": "Actif",
				"customer": router.customer,
				"service_location": router.service_location,
			},
		)

	def test_its_second_network_where_it_has_one(self):
		router = make_router(wifi_ssid_5g="En haut", wifi_password_5g="autre-secret", wifi_enabled=0)
		wifi = provision(router.mac_address)["wifi"]
		self.assertEqual(
			(wifi["enabled"], wifi["ssid_5g"], wifi["password_5g"]), (False, "En haut", "autre-secret")
		)

	def test_an_ont_gets_its_port_and_profiles(self):
		olt = factories.make_olt(line_profile_vlan=41)
		plug = {"olt_ip": olt.name, "olt_frame": 0, "olt_slot": 3, "olt_port": 2, "ont_id": 17}
		ont = make_ont(**plug, fibre_line_profile="102", fibre_service_profile="10")
		self.assertEqual(
			provision(ont.serial_number)["gpon"],
			{
				"serial": ont.serial_number,
				"line_profile": "102",
				"service_profile": "10",
				"vlan": 41,
				"olt_ip": olt.name,
				"frame": 0,
				"slot": 3,
				"port": 2,
				"ont_id": 17,
			},
		)

	def test_an_ont_without_a_port_has_that_of_its_place(self):
		drop = factories.make_fibre_drop(slot=5, line_profile="104", service_profile="11")
		plug = {"olt_ip": drop.olt, "olt_slot": 5, "olt_port": drop.port, "ont_id": drop.ont_id}
		place = factories.make_service_location(status="Active", fibre_drop=drop.name, **plug)
		gpon = provision(make_ont(service_location=place.name).serial_number)["gpon"]
		self.assertEqual(
			(
				gpon["olt_ip"],
				gpon["slot"],
				gpon["ont_id"],
				gpon["vlan"],
				gpon["line_profile"],
				gpon["service_profile"],
			),
			(drop.olt, 5, drop.ont_id, 40, "104", "11"),
		)

	def test_a_place_whose_drop_was_deleted(self):
		place = factories.make_service_location(status="Active")
		place.db_set("fibre_drop", "DROP-GONE")
		gpon = provision(make_ont(service_location=place.name).serial_number)["gpon"]
		self.assertEqual((gpon["line_profile"], gpon["service_profile"]), (None, None))

	def test_an_ont_carries_the_lines_of_its_place_and_its_own_accounts(self):
		ont = make_ont(
			sip_username="u-own",
			sip_password="own-secret",
			sip_lines=[{"line": 2, "sip_username": "u-two", "sip_password": "two-secret", "enabled": 1}],
		)
		line = make_carried_line(
			ont, sip_username="u-own", sip_password="line-secret", sip_domain="sip.a.example"
		)
		third = make_carried_line(ont)
		frappe.db.set_single_value("FSM Settings", "sip_domain", "sip.b.example")
		own = {"line": 1, "did": line.did, "username": "u-own", "password": "line-secret"}
		two = {"line": 2, "did": None, "username": "u-two", "password": "two-secret"}
		more = {
			"line": 3,
			"did": third.did,
			"username": third.sip_username,
			"password": third.get_password("sip_password"),
		}
		self.assertEqual(
			provision(ont.serial_number)["voip"]["lines"],
			[
				{**own, "domain": "sip.a.example", "enabled": True},
				{**two, "domain": "sip.b.example", "enabled": True},
				{**more, "domain": "sip.b.example", "enabled": True},
			],
		)

	def test_a_line_at_a_telephone_adapter_is_the_adapters(self):
		ont = make_ont()
		adapter = factories.make_service_equipment(
			equipment_type="Téléphone IP",
			status="Actif",
			mac_address=factories.unique_mac(),
			service_location=ont.service_location,
		)
		line = make_carried_line(ont, equipment=adapter.name)
		self.assertIsNone(provision(ont.serial_number)["voip"])
		self.assertEqual(provision(adapter.mac_address)["voip"]["lines"][0]["did"], line.did)

	def test_a_line_that_names_the_device_but_no_place(self):
		ont = make_ont()
		line = make_carried_line(ont, equipment=ont.name, service_location=None)
		self.assertEqual([row["did"] for row in provision(ont.serial_number)["voip"]["lines"]], [line.did])

	def test_a_line_and_its_device_that_are_both_of_no_place(self):
		"""The desk leaves an empty text in a link that somebody clears, an import leaves nothing."""
		service = factories.make_service_subscription(status="Active")
		for device_place, line_place in ((None, None), ("", ""), (None, ""), ("", None)):
			ont = make_ont(subscription=service.name)
			own = make_carried_line(ont, equipment=ont.name)
			ont.db_set("service_location", device_place)
			for line in (own, make_carried_line(make_ont())):
				line.db_set("service_location", line_place)
			with self.subTest(device=device_place, line=line_place):
				told = provision(ont.serial_number)["voip"]["lines"]
				self.assertEqual([row["did"] for row in told], [own.did])

	def test_a_router_is_not_told_of_telephones(self):
		router = make_router()
		make_carried_line(router)
		self.assertIsNone(provision(router.mac_address)["voip"])

	def test_radius_of_the_device_or_of_its_subscription(self):
		router = make_router(radius_user="roy@a", radius_password="r4dius-a")
		self.assertEqual(
			provision(router.mac_address)["radius"], {"username": "roy@a", "password": "r4dius-a"}
		)
		service = factories.make_service_subscription(
			radius_user="roy@b", radius_password="r4dius-b", status="Active"
		)
		router = make_router(subscription=service.name, service_location=service.service_location)
		frappe.db.set_value("Service Location", service.service_location, "status", "Active")
		self.assertEqual(
			provision(router.mac_address)["radius"], {"username": "roy@b", "password": "r4dius-b"}
		)

	def test_asked_again_it_is_told_the_same(self):
		ont = make_ont(sip_username="u-own", sip_password="own-secret")
		make_carried_line(ont)
		self.assertEqual(provision(ont.serial_number), provision(ont.serial_number))

	def test_the_answer_can_be_sent(self):
		router = make_router()
		self.assertEqual(json.loads(json.dumps(provision(router.mac_address)))["equipment"], router.name)


class TestAnOrdersDevices(OrderTestCase):
	def test_what_the_order_made_is_what_the_devices_are_told(self):
		order = self.place(wifi={"ssid": "Chez Côté"})
		devices = {
			row.equipment_type: row.name
			for row in frappe.get_all(
				"Service Equipment", {"name": ("in", order["equipment"])}, ["name", "equipment_type"]
			)
		}
		serial, mac = factories.unique_serial(), factories.unique_mac()
		for kind, field, value in (("ONT", "serial_number", serial), ("Routeur", "mac_address", mac)):
			device = frappe.get_doc("Service Equipment", devices[kind])
			device.set(field, value)
			device.save()
		ont, router = provision(serial), provision(mac)
		self.assertEqual(router["wifi"]["ssid"], "Chez Côté")
		self.assertEqual(len(router["wifi"]["password"]), 12)
		[line] = ont["voip"]["lines"]
		did = frappe.db.get_value("VoIP Line", order["voip_lines"][0], "did")
		self.assertEqual((line["did"], line["line"], line["enabled"]), (did, 1, True))
		self.assertTrue(line["password"])
		self.assertEqual(ont["gpon"]["line_profile"], "101")
		self.assertEqual(ont["gpon"]["olt_ip"], frappe.db.get_value("Fibre Drop", self.drop, "olt"))


class TestSecrets(FrappeTestCase):
	def setUp(self):
		self.secrets = {
			"wifi_password": "wifi-secret-9",
			"sip_password": "sip-secret-9",
			"radius_password": "radius-secret-9",
		}
		self.device = make_ont(wifi_ssid="Réseau", sip_username="u9", radius_user="r9", **self.secrets)

	def assert_told(self, *names: str):
		answer = json.dumps(provision(self.device.serial_number))
		told = {name for name, secret in self.secrets.items() if secret in answer}
		self.assertEqual(told, set(names))
		if not names:
			self.assertEqual([json.loads(answer)[part] for part in PARTS], [None] * 4)
			self.assertEqual(json.loads(answer)["parameters"], [])

	def place(self, status: str):
		frappe.db.set_value("Service Location", self.device.service_location, "status", status)

	def test_an_open_installation_and_an_active_service_are_told(self):
		for status in ("Pending Install", "Active"):
			self.place(status)
			self.assert_told(*self.secrets)
		self.assertFalse(frappe.db.exists("Device Denial", {"equipment": self.device.name}))

	def test_a_closed_place_is_not(self):
		self.place("Closed")
		self.assert_told()

	def test_a_suspended_one_keeps_its_phone_for_911(self):
		self.place("Suspended")
		self.assert_told("sip_password")

	def test_a_device_in_stock_is_not(self):
		self.device.db_set({"status": "En inventaire", "service_location": None})
		self.assert_told()

	def test_a_device_that_is_lost_is_not(self):
		self.device.db_set("status", "Perdu")
		self.assert_told()

	def test_who_was_denied_is_noted_once_a_minute(self):
		self.place("Closed")
		for _ in range(3):
			provision(self.device.serial_number)
		filters = {"equipment": self.device.name}
		[row] = frappe.get_all(
			"Device Denial", filters, ["name", "serial", "reason", "times", "first_seen", "last_seen"]
		)
		self.assertEqual(
			(row.serial, row.reason, row.times), (self.device.serial_number, "Service Closed", 1)
		)
		earlier = frappe.utils.add_to_date(row.last_seen, seconds=-61)
		frappe.db.set_value("Device Denial", row.name, {"first_seen": earlier, "last_seen": earlier})
		provision(self.device.serial_number)
		again = frappe.get_doc("Device Denial", row.name)
		self.assertEqual((again.times, again.first_seen), (2, earlier))
		self.assertGreater(again.last_seen, earlier)
		self.place("Suspended")
		provision(self.device.serial_number)
		self.assertEqual(frappe.db.count("Device Denial", filters), 2)

	def test_a_denial_is_kept_though_a_get_is_rolled_back_otherwise(self):
		frappe.local.flags.commit = False
		self.addCleanup(frappe.local.flags.pop, "commit", None)
		self.place("Closed")
		provision(self.device.serial_number)
		self.assertTrue(frappe.local.flags.commit)

	def test_no_secret_is_noted_anywhere(self):
		self.place("Closed")
		provision(self.device.serial_number)
		noted = frappe.as_json(frappe.get_all("Device Denial", {"equipment": self.device.name}, ["*"]))
		self.assertEqual([secret for secret in self.secrets.values() if secret in noted], [])


class TestQueries(FrappeTestCase):
	def assert_statements(self, most: int, serial: str):
		provision(serial)  # profiles are in the process
		with self.assertQueryCount(most):
			provision(serial)

	def test_a_device_is_answered_by_one_statement(self):
		router = make_router()
		self.assert_statements(1, router.mac_address)
		ont = make_ont(
			fibre_line_profile="102",
			fibre_service_profile="10",
			sip_username="u",
			sip_password="s",
			sip_lines=[{"line": 2, "sip_username": "v", "sip_password": "s"}],
		)
		for _ in range(4):
			make_carried_line(ont)
		self.assert_statements(1, ont.serial_number)

	def test_one_more_where_the_profiles_are_those_of_the_port(self):
		place = factories.make_service_location(status="Active", fibre_drop=factories.make_fibre_drop().name)
		self.assert_statements(2, make_ont(service_location=place.name).serial_number)

	def test_a_denied_one_asks_when_it_was_noted_last(self):
		router = make_router()
		frappe.db.set_value("Service Location", router.service_location, "status", "Closed")
		self.assert_statements(2, router.mac_address)

	def test_every_table_is_looked_up_by_an_index(self):
		"""Which of them is used depends on how many rows there are: a table of three is read whole."""
		plan = self.plan({"serial": "TPLG0EB23F9B", "mac": "403F8CAABBCC"})
		self.assertGreater(len(plan), 12)
		self.assertEqual({row.table for row in plan if not (row.key or row.possible_keys)}, set())
		[device] = [row for row in plan if row.table == "device"]
		wanted = {"unique_serial_number", "unique_mac_address", "gpon_serial", "cwmp_serial"}
		self.assertLessEqual(wanted, set(device.possible_keys.split(",")))

	def plan(self, asked: dict) -> list:
		return frappe.db.sql(f"explain {reading._STATEMENT}", asked, as_dict=True)
