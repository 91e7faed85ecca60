"""Scans of devices that stand in stock: they take a placeholder's place, and go back as they were."""

import frappe

from gigafibre_fsm.exceptions import InvalidState
from gigafibre_fsm.subscriber.services.installation.scanning import scan
from gigafibre_fsm.subscriber.services.ordering.cancelling import cancel
from gigafibre_fsm.subscriber.services.ordering.submit import submit
from gigafibre_fsm.subscriber.tests.order_case import AGENT, make_covered_address, order_for
from gigafibre_fsm.subscriber.tests.scan_case import TV_BOX, ScanCase, unknown_mac
from gigafibre_fsm.testing import factories


class TestStock(ScanCase):
	def setUp(self):
		super().setUp()
		self.mac = factories.unique_mac()
		self.stock = factories.make_service_equipment(
			equipment_type="Routeur",
			mac_address=self.mac,
			brand="TP-Link",
			model="Deco X50",
			legacy_device_id=factories.unique_number(),
		)

	def test_a_device_from_stock_takes_the_placeholders_place_and_its_settings(self):
		placeholder = self.device("Routeur")
		secret = placeholder.get_password("wifi_password")
		answer = self.scan(self.mac)
		self.assertEqual((answer["equipment"], answer["mac_address"]), (self.stock.name, self.mac))
		router = self.device("Routeur")
		self.assertEqual(
			(router.service_location, router.customer, router.wifi_ssid, router.subscription),
			(
				placeholder.service_location,
				placeholder.customer,
				placeholder.wifi_ssid,
				placeholder.subscription,
			),
		)
		self.assertEqual((router.get_password("wifi_password"), router.model), (secret, "Deco X50"))
		self.assertFalse(frappe.db.exists("Service Equipment", placeholder.name))
		self.assertEqual(self.scan(self.mac), answer)

	def test_what_pointed_to_the_placeholder_points_to_the_device(self):
		placeholder = self.device("Routeur")
		placeholder.add_comment("Comment", "the customer wants another name for the WiFi")
		message = factories.make_outbox_message(
			reference_doctype="Service Equipment", reference_name=placeholder.name
		)
		old = factories.make_service_equipment(equipment_type="Routeur", replaced_by=placeholder.name)
		self.scan(self.mac)
		self.assertEqual(
			frappe.db.get_value("Outbox Message", message.name, "reference_name"), self.stock.name
		)
		self.assertEqual(frappe.db.get_value("Service Equipment", old.name, "replaced_by"), self.stock.name)
		said = {"reference_name": self.stock.name, "comment_type": "Comment"}
		self.assertEqual(frappe.db.count("Comment", said), 1)

	def test_the_phone_goes_with_the_ont(self):
		serial = factories.unique_serial()
		ont = factories.make_service_equipment(serial_number=serial)
		before = self.device("ONT")
		account = (before.sip_username, before.get_password("sip_password"), before.ont_id, before.olt_ip)
		self.scan(serial)
		after = self.device("ONT")
		self.assertEqual(after.name, ont.name)
		self.assertEqual(
			(after.sip_username, after.get_password("sip_password"), after.ont_id, after.olt_ip), account
		)
		(line,) = self.placed["voip_lines"]
		self.assertEqual(frappe.db.get_value("VoIP Line", line, "equipment"), ont.name)

	def test_further_telephone_accounts_go_along_with_their_secrets(self):
		services = [{"sku": "FTTH80I"}, {"sku": "TELEPMENS", "qty": 2}]
		job = submit(order_for(make_covered_address()[0], services=services), AGENT)["dispatch_job"]
		name = self.rows(job)["ONT"].equipment
		before = [
			(row.line, row.sip_username, row.get_password("sip_password"))
			for row in frappe.get_doc("Service Equipment", name).sip_lines
		]
		ont = factories.make_service_equipment(serial_number=factories.unique_serial())
		scan(job, ont.serial_number)
		ont.reload()
		self.assertEqual(len(before), 1)
		self.assertEqual(
			[(row.line, row.sip_username, row.get_password("sip_password")) for row in ont.sip_lines], before
		)

	def test_stock_that_was_scanned_by_mistake_goes_back_as_it_was(self):
		self.scan(self.mac)
		secret = self.device("Routeur").get_password("wifi_password")
		mac = factories.unique_mac()
		self.scan(mac)
		router = self.device("Routeur")
		self.assertEqual((router.mac_address, router.get_password("wifi_password")), (mac, secret))
		self.assertNotEqual(router.name, self.stock.name)
		self.stock.reload()
		self.assertEqual((self.stock.status, self.stock.mac_address), ("En inventaire", self.mac))
		self.assertFalse(self.stock.customer or self.stock.service_location or self.stock.wifi_ssid)
		self.assertIsNone(self.stock.get_password("wifi_password", raise_exception=False))
		said = frappe.get_all(
			"Comment",
			{"reference_name": self.stock.name, "comment_type": "Info"},
			pluck="content",
			order_by="creation",
		)
		self.assertEqual(len(said), 2)
		self.assertIn(self.job, said[0])

	def test_one_from_stock_after_another(self):
		other = factories.make_service_equipment(equipment_type="Routeur", mac_address=factories.unique_mac())
		ssid = self.device("Routeur").wifi_ssid
		for device in (self.stock, other, self.stock):
			self.scan(device.mac_address)
		self.assertEqual(
			(self.device("Routeur").name, self.device("Routeur").wifi_ssid), (self.stock.name, ssid)
		)
		self.assertFalse(frappe.db.get_value("Service Equipment", other.name, "service_location"))

	def test_the_record_tells_the_kind_before_the_makers_part(self):
		box = factories.make_service_equipment(equipment_type=TV_BOX, mac_address=factories.unique_mac())
		self.assertEqual(self.scan(box.mac_address)["equipment_type"], TV_BOX)
		self.assert_refused(InvalidState, "is recorded as Routeur", self.mac, TV_BOX)

	def test_a_device_that_was_recorded_without_a_kind_gets_the_rows(self):
		box = factories.make_service_equipment(equipment_type="Autre", mac_address=unknown_mac())
		self.scan(box.mac_address, TV_BOX)
		self.assertEqual(frappe.db.get_value("Service Equipment", box.name, "equipment_type"), TV_BOX)

	def test_cancelling_the_order_brings_scanned_devices_to_stock(self):
		self.scan(self.mac)
		serial = factories.unique_serial()
		ont = self.scan(serial)["equipment"]
		cancel(self.placed["order"], "moved away")
		for name in (self.stock.name, ont):
			device = frappe.get_doc("Service Equipment", name)
			self.assertEqual((device.status, device.service_location), ("En inventaire", None))

	def test_no_secret_of_a_cancelled_order_is_left_on_a_device(self):
		services = [{"sku": "FTTH80I"}, {"sku": "TELEPMENS", "qty": 2}]
		placed = submit(order_for(make_covered_address()[0], services=services), AGENT)
		serial = factories.unique_serial()
		ont = frappe.get_doc("Service Equipment", scan(placed["dispatch_job"], serial)["equipment"])
		names = [ont.name, *(row.name for row in ont.sip_lines)]
		self.assertEqual(frappe.db.count("__Auth", {"name": ("in", names)}), 2)
		cancel(placed["order"], "moved away")
		self.assertEqual(frappe.db.count("__Auth", {"name": ("in", names)}), 0)
