"""A broken device and the one that takes its place: what moves, what stays, and what each remembers."""

import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.exceptions import InvalidRequest, InvalidState, NotFound, SerialInUse
from gigafibre_fsm.subscriber.services.installation.scanning import scan
from gigafibre_fsm.subscriber.services.installation.swapping import swap
from gigafibre_fsm.subscriber.tests.order_case import OrderTestCase
from gigafibre_fsm.testing import factories

PLUG = {
	"olt_name": "OLT Nord",
	"olt_ip": "10.1.1.1",
	"olt_frame": 0,
	"olt_slot": 3,
	"olt_port": 2,
	"ont_id": 7,
}
PROFILES = {"fibre_line_profile": "101", "fibre_service_profile": "4"}
WHY = "LOS light, no signal"
SECRETS = ("wifi_password", "sip_password", "radius_password")


def secrets(device) -> tuple:
	return tuple(device.get_password(field, raise_exception=False) for field in SECRETS)


def accounts(device) -> list:
	return [
		(row.line, row.sip_username, row.enabled, row.get_password("sip_password"))
		for row in device.sip_lines
	]


def lines_of(doctype: str, name: str) -> list[str]:
	told = {"reference_doctype": doctype, "reference_name": name, "comment_type": "Info"}
	return frappe.get_all("Comment", told, pluck="content")


class SwapCase(FrappeTestCase):
	def setUp(self):
		self.serial = factories.unique_serial()
		self.drop = factories.make_fibre_drop(ont_serial=self.serial)
		self.place = factories.make_service_location(
			status="Active", fibre_drop=self.drop.name, address_line="9 rang Sud", city="Saint-Aubin", **PLUG
		)
		self.ont = self.make_installed("ONT", serial_number=self.serial, **self.settings())

	def make_installed(self, kind: str, **facts):
		facts = {"status": "Actif", "service_location": self.place.name, **facts}
		return factories.make_service_equipment(equipment_type=kind, **facts)

	def settings(self) -> dict:
		return {
			**PLUG,
			**PROFILES,
			"sip_username": "g100",
			"sip_password": "first secret",
			"sip_lines": [{"line": 2, "sip_username": "g101", "sip_password": "second secret", "enabled": 1}],
			"radius_user": "u100@fibre",
			"radius_password": "radius secret",
			"wifi_enabled": 0,
			"wifi_ssid": "Gigafibre-Roy",
			"wifi_password": "wifi secret",
			"model": "XX230v",
		}

	def assert_refused(
		self, kind: type[Exception], words: str, equipment: str, code: str, why: str = WHY
	) -> None:
		before = frappe.db.count("Service Equipment"), self.ont.reload().modified
		with self.assertRaises(kind) as caught:
			swap(equipment, code, why)
		self.assertIn(words, str(caught.exception))
		self.assertEqual((frappe.db.count("Service Equipment"), self.ont.reload().modified), before)


class TestSwap(SwapCase):
	def test_the_new_ont_stands_where_the_old_one_stood(self):
		serial = factories.unique_serial()
		answer = swap(self.ont.name, f"S/N: {serial}", WHY)
		new = frappe.get_doc("Service Equipment", answer["equipment"])
		self.assertEqual(
			answer,
			{
				"replaced": self.ont.name,
				"equipment": new.name,
				"equipment_type": "ONT",
				"status": "Actif",
				"service_location": self.place.name,
				"serial_number": serial,
				"mac_address": None,
			},
		)
		self.assertEqual({field: new.get(field) for field in (*PLUG, *PROFILES)}, {**PLUG, **PROFILES})
		self.assertEqual((new.gpon_serial, new.customer, new.wifi_enabled), (serial, self.place.customer, 0))
		self.assertEqual(
			(new.sip_username, new.radius_user, new.wifi_ssid), ("g100", "u100@fibre", "Gigafibre-Roy")
		)
		self.assertEqual(secrets(new), ("wifi secret", "first secret", "radius secret"))
		self.assertEqual(accounts(new), [(2, "g101", 1, "second secret")])
		self.assertTrue(new.activated_on)
		self.assertFalse(new.model)

	def test_the_old_one_is_broken_at_nobodys_and_keeps_no_secret(self):
		children = [row.name for row in self.ont.sip_lines]
		answer = swap(self.ont.name, factories.unique_serial(), WHY)
		self.ont.reload()
		self.assertEqual((self.ont.status, self.ont.replaced_by), ("Défectueux", answer["equipment"]))
		self.assertEqual((self.ont.serial_number, self.ont.model), (self.serial, "XX230v"))
		for field in (
			"customer",
			"customer_name",
			"service_location",
			"sip_username",
			"radius_user",
			"wifi_ssid",
			"olt_ip",
			"ont_id",
			*PROFILES,
		):
			self.assertFalse(self.ont.get(field), field)
		self.assertEqual((secrets(self.ont), self.ont.sip_lines), ((None, None, None), []))
		self.assertFalse(
			frappe.db.exists("__Auth", {"doctype": "Equipment SIP Line", "name": ("in", children)})
		)

	def test_all_three_tell_what_happened(self):
		new = swap(self.ont.name, factories.unique_serial(), WHY + " <b>")["equipment"]
		(of_old,) = lines_of("Service Equipment", self.ont.name)
		(of_new,) = lines_of("Service Equipment", new)
		(of_place,) = lines_of("Service Location", self.place.name)
		self.assertIn("at 9 rang Sud, Saint-Aubin: LOS light, no signal &lt;b&gt;", of_old)
		self.assertIn(new, of_old)
		self.assertIn(self.ont.name, of_new)
		self.assertTrue(of_place.startswith("ONT: ") and new in of_place and self.ont.name in of_place)
		for said in (of_old, of_new, of_place):
			self.assertNotIn("secret", said)

	def test_the_drop_carries_the_new_serial(self):
		serial = factories.unique_serial()
		swap(self.ont.name, serial, WHY)
		drop = frappe.get_doc("Fibre Drop", self.drop.name)
		self.assertEqual((drop.ont_serial, drop.state), (serial, "connected"))

	def test_a_drop_that_carries_another_ont_in_use_is_left_alone(self):
		other = self.make_installed("ONT", serial_number=factories.unique_serial())
		self.drop.update({"ont_serial": other.serial_number}).save()
		swap(self.ont.name, factories.unique_serial(), WHY)
		self.assertEqual(frappe.db.get_value("Fibre Drop", self.drop.name, "ont_serial"), other.serial_number)

	def test_a_serial_that_nothing_in_use_has_is_corrected(self):
		self.drop.update({"ont_serial": factories.unique_serial()}).save()
		serial = factories.unique_serial()
		swap(self.ont.name, serial, WHY)
		self.assertEqual(frappe.db.get_value("Fibre Drop", self.drop.name, "ont_serial"), serial)

	def test_another_kind_of_device_does_not_touch_the_drop(self):
		router = self.make_installed("Routeur", mac_address=factories.unique_mac())
		mac = factories.unique_mac()
		self.assertEqual(swap(router.name, mac, WHY)["mac_address"], mac)
		self.assertEqual(frappe.db.get_value("Fibre Drop", self.drop.name, "ont_serial"), self.serial)

	def test_the_telephone_lines_follow(self):
		line = factories.make_voip_line(service_location=self.place.name, equipment=self.ont.name)
		new = swap(self.ont.name, factories.unique_serial(), WHY)["equipment"]
		self.assertEqual(frappe.db.get_value("VoIP Line", line.name, "equipment"), new)

	def test_a_line_that_names_its_adapter_names_the_new_one(self):
		ata = self.make_installed("Téléphone IP", mac_address=factories.unique_mac())
		line = factories.make_voip_line(
			service_location=self.place.name, equipment=ata.name, ata_mac=ata.mac_address, ata_model="HT801"
		)
		stock = factories.make_service_equipment(
			equipment_type="Téléphone IP", mac_address=factories.unique_mac(), model="HT802"
		)
		swap(ata.name, stock.mac_address, WHY)
		found = frappe.db.get_value("VoIP Line", line.name, ["equipment", "ata_mac", "ata_model"])
		self.assertEqual(found, (stock.name, stock.mac_address, "HT802"))

	def test_a_device_from_stock_keeps_its_history(self):
		stock = factories.make_service_equipment(
			serial_number=factories.unique_serial(),
			model="XX530v",
			legacy_device_id=factories.unique_number(),
		)
		self.assertEqual(swap(self.ont.name, stock.serial_number, WHY)["equipment"], stock.name)
		stock.reload()
		self.assertEqual(
			(stock.status, stock.model, stock.service_location), ("Actif", "XX530v", self.place.name)
		)

	def test_the_same_call_again_answers_the_same(self):
		serial = factories.unique_serial()
		first = swap(self.ont.name, serial, WHY)
		before = frappe.db.count("Service Equipment"), self.ont.reload().modified
		self.assertEqual(swap(self.ont.name, f"sn:{serial.lower()}", "again"), first)
		self.assertEqual((frappe.db.count("Service Equipment"), self.ont.reload().modified), before)

	def test_the_successor_may_be_swapped_too_and_the_first_be_repaired(self):
		serial = factories.unique_serial()
		second = swap(self.ont.name, serial, WHY)["equipment"]
		self.ont.reload().update({"status": "En inventaire"}).save()
		third = swap(second, self.serial, WHY)
		self.assertEqual(third["equipment"], self.ont.name)
		self.assertEqual(frappe.db.get_value("Fibre Drop", self.drop.name, "ont_serial"), self.serial)
		self.assertFalse(frappe.db.get_value("Service Equipment", self.ont.name, "replaced_by"))


class TestRefusals(SwapCase):
	def test_what_cannot_be_swapped(self):
		serial = factories.unique_serial()
		stock = factories.make_service_equipment(serial_number=factories.unique_serial())
		placeholder = self.make_installed("Routeur", status="En inventaire")
		refused = self.assert_refused
		refused(NotFound, "There is no equipment EQP-x", "EQP-x", serial)
		refused(InvalidRequest, "reason is missing", self.ont.name, serial, "  ")
		refused(InvalidState, "is En inventaire and at no customer's", stock.name, serial)
		refused(
			InvalidState, "has no serial yet: scan it on its job", placeholder.name, factories.unique_mac()
		)
		refused(InvalidRequest, "is the device that is to be replaced", self.ont.name, f"SN:{self.serial}")

	def test_a_code_that_is_none_or_of_another_kind(self):
		refused = self.assert_refused
		refused(
			InvalidRequest,
			"looks like a telephone number. Still to be scanned: ONT (",
			self.ont.name,
			"4502722408",
		)
		refused(InvalidRequest, "is not the serial of an ONT", self.ont.name, factories.unique_mac())
		router = self.make_installed("Routeur", mac_address=factories.unique_mac())
		refused(
			InvalidRequest, "is the serial of an ONT, not of: Routeur", router.name, factories.unique_serial()
		)

	def test_a_new_device_that_is_elsewhere_or_broken(self):
		away = factories.make_service_location(address_line="1 rue Loin", city="Ailleurs", status="Active")
		there = factories.make_service_equipment(
			serial_number=factories.unique_serial(), service_location=away.name, status="Actif"
		)
		broken = factories.make_service_equipment(
			serial_number=factories.unique_serial(), status="Défectueux"
		)
		self.assert_refused(
			SerialInUse, "already in use at 1 rue Loin, Ailleurs", self.ont.name, there.serial_number
		)
		self.assert_refused(InvalidState, "bring it back to stock", self.ont.name, broken.serial_number)

	def test_swapped_already_for_another(self):
		swap(self.ont.name, factories.unique_serial(), WHY)
		with self.assertRaisesRegex(InvalidState, "is Défectueux and at no customer's"):
			swap(self.ont.name, factories.unique_serial(), WHY)

	def test_a_technician_swaps_at_the_places_of_their_jobs_only(self):
		user = factories.make_user(roles=[{"role": "FSM Technician"}])
		employee = factories.make_employee(user_id=user.name)
		serial = factories.unique_serial()
		with self.set_user(user.name), self.assertRaises(frappe.PermissionError):
			swap(self.ont.name, serial, WHY)
		factories.make_dispatch_job(
			service_location=self.place.name, job_type="Repair", assigned_technician=employee.name
		)
		with self.set_user(user.name):
			first = swap(self.ont.name, serial, WHY)
			self.assertEqual(swap(self.ont.name, serial, WHY), first)


class TestOnAJob(OrderTestCase):
	def test_a_device_that_is_dead_on_arrival(self):
		job = self.place()["dispatch_job"]
		dead, alive = factories.unique_serial(), factories.unique_serial()
		old = scan(job, dead)["equipment"]
		answer = swap(old, alive, "dead on arrival")
		row = next(
			row for row in frappe.get_doc("Dispatch Job", job).equipment_list if row.equipment_type == "ONT"
		)
		self.assertEqual((row.equipment, row.serial_number), (answer["equipment"], alive))
		self.assertEqual((answer["status"], answer["serial_number"]), ("En inventaire", alive))
		self.assertEqual(
			frappe.db.get_value("Service Equipment", old, ["status", "serial_number"]), ("Défectueux", dead)
		)
		self.assertEqual(scan(job, alive)["equipment"], answer["equipment"])
		drop = frappe.get_doc("Fibre Drop", self.drop)
		self.assertEqual((drop.state, drop.ont_serial or None), ("reserved", None))

	def test_the_next_scan_takes_no_identity_from_a_device_that_took_the_place(self):
		job = self.place()["dispatch_job"]
		stock = factories.make_service_equipment(serial_number=factories.unique_serial())
		dead = scan(job, factories.unique_serial())["equipment"]
		swap(dead, stock.serial_number, "dead on arrival")
		third = scan(job, factories.unique_serial())["equipment"]
		self.assertNotIn(third, (dead, stock.name))
		known = stock.serial_number
		stock.reload()
		self.assertEqual(
			(stock.serial_number, stock.status, stock.service_location), (known, "En inventaire", None)
		)

	def test_a_job_that_is_over_keeps_what_was_installed(self):
		answer = self.place()
		old = scan(answer["dispatch_job"], factories.unique_serial())["equipment"]
		frappe.db.set_value("Dispatch Job", answer["dispatch_job"], "status", "Completed")
		swap(old, factories.unique_serial(), "no light")
		rows = frappe.get_doc("Dispatch Job", answer["dispatch_job"]).equipment_list
		self.assertIn(old, [row.equipment for row in rows])
