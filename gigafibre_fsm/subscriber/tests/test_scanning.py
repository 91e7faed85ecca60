"""Scans on jobs of real orders: which device gets the code, and what becomes of the others."""

from datetime import datetime

import frappe

from gigafibre_fsm.exceptions import InvalidRequest, InvalidState, NotFound, SerialInUse
from gigafibre_fsm.subscriber.services.installation.scanning import scan
from gigafibre_fsm.subscriber.services.ordering.submit import submit
from gigafibre_fsm.subscriber.tests.order_case import AGENT, make_covered_address, order_for
from gigafibre_fsm.subscriber.tests.scan_case import AT, TV_BOX, ScanCase, unknown_mac
from gigafibre_fsm.testing import factories


class TestScan(ScanCase):
	def test_an_ont_in_any_spelling(self):
		serial = factories.unique_serial()
		said = f" sn: {serial[:4].lower()}-{serial[4:]} "
		answer = self.scan(said)
		row = self.rows()["ONT"]
		expected = {
			"row": row.name,
			"equipment": row.equipment,
			"equipment_type": "ONT",
			"serial_number": serial,
			"mac_address": None,
			"scanned_on": "2026-12-01 10:30:00",
		}
		self.assertEqual(answer, expected)
		ont = self.device("ONT")
		self.assertEqual(
			(ont.serial_number, ont.gpon_serial, ont.scanned_code), (serial, serial, said.strip())
		)
		self.assertEqual((ont.status, row.serial_number, row.scanned_on), ("En inventaire", serial, AT))

	def test_the_hex_spelling_of_a_gpon_serial(self):
		serial = factories.unique_serial()
		self.assertEqual(self.scan(serial[:4].encode().hex() + serial[4:])["serial_number"], serial)

	def test_a_deco_and_the_wifi_that_waits_for_it(self):
		mac = factories.unique_mac()
		wifi = self.device("Routeur").get_password("wifi_password")
		answer = self.scan(mac.lower())
		router = self.device("Routeur")
		self.assertEqual((answer["equipment_type"], answer["mac_address"]), ("Routeur", mac))
		self.assertEqual((router.mac_address, router.get_password("wifi_password")), (mac, wifi))

	def test_a_label_with_both_codes(self):
		serial, mac = factories.unique_serial(), factories.unique_mac()
		answer = self.scan(f"S/N: {serial}\nMAC: {mac}")
		self.assertEqual((answer["serial_number"], answer["mac_address"]), (serial, mac))

	def test_the_same_scan_again_answers_the_same_and_writes_nothing(self):
		serial = factories.unique_serial()
		first = self.scan(serial)
		before = self.state()
		again = self.scan(f"SN:{serial}", at=datetime(2026, 12, 1, 11, 0))
		self.assertEqual((again, self.state()), (first, before))

	def test_a_mistaken_scan_is_replaced(self):
		self.scan(f"SN:{factories.unique_serial()};MAC:{factories.unique_mac()}")
		placeholder, serial = self.device("ONT").name, factories.unique_serial()
		self.scan(serial)
		ont = self.device("ONT")
		self.assertEqual((ont.name, ont.serial_number, ont.gpon_serial), (placeholder, serial, serial))
		self.assertEqual((ont.mac_address, self.rows()["ONT"].mac_address), (None, None))

	def test_the_other_bar_code_of_a_device_completes_it(self):
		mac, other = factories.unique_mac(), f"2194A5M{factories.unique_number()}"
		self.scan(mac)
		answer = self.scan(other, "Routeur")
		self.assertEqual((answer["serial_number"], answer["mac_address"]), (other, mac))

	def test_a_mac_of_an_unknown_maker_goes_where_one_kind_is_missing(self):
		self.scan(factories.unique_mac())
		self.assertEqual(self.scan(unknown_mac())["equipment_type"], TV_BOX)

	def test_a_mac_that_may_be_of_several_kinds_lists_them(self):
		mac = unknown_mac()
		self.assert_refused(InvalidRequest, f"{mac} may be of several kinds", mac)
		self.assert_refused(InvalidRequest, "Routeur, Décodeur TV", mac)
		self.assertEqual(self.scan(mac, TV_BOX)["equipment_type"], TV_BOX)

	def test_our_own_devices_tell_what_begins_like_them(self):
		beginning = f"06{factories.unique_number() % 0xFFFF:04X}"
		for number in range(5):
			factories.make_service_equipment(equipment_type=TV_BOX, mac_address=f"{beginning}00000{number}")
		self.assertEqual(self.scan(f"{beginning}AABBCC")["equipment_type"], TV_BOX)

	def test_a_code_that_was_taken_for_another_kind_is_moved(self):
		mac = factories.unique_mac()
		self.scan(mac)
		answer = self.scan(mac, TV_BOX)
		self.assertEqual((answer["equipment_type"], self.device(TV_BOX).mac_address), (TV_BOX, mac))
		self.assertFalse(self.device("Routeur").mac_address or self.rows()["Routeur"].scanned_on)

	def test_boxes_are_filled_one_after_the_other(self):
		self.address, _drop = make_covered_address()
		job = submit(order_for(self.address, tv_boxes=3), AGENT)["dispatch_job"]
		macs = [f"001A79{factories.unique_number() % 0xFFFFFF:06X}" for _box in range(3)]
		rows = [scan(job, mac)["row"] for mac in macs]
		self.assertEqual(len(set(rows)), 3)
		with self.assertRaisesRegex(InvalidRequest, "is not one of the devices that were scanned here"):
			scan(job, f"001A79{factories.unique_number() % 0xFFFFFF:06X}")

	def test_a_row_without_a_device_gets_one(self):
		job = factories.make_dispatch_job(
			status="Scheduled", scheduled_date="2031-03-10", equipment_list=[{"equipment_type": "ONT"}]
		)
		answer = scan(job.name, factories.unique_serial())
		ont = frappe.get_doc("Service Equipment", answer["equipment"])
		self.assertEqual((ont.service_location, ont.customer), (job.service_location, job.customer))


class TestQueries(ScanCase):
	"""A technician stands there and waits, on a weak network."""

	def router(self) -> str:
		return factories.make_service_equipment(
			equipment_type="Routeur", mac_address=factories.unique_mac()
		).mac_address

	def test_a_scan_asks_a_bounded_number_of_questions(self):
		# A process that is not new has read what there is to know of the doctypes.
		scan(submit(order_for(make_covered_address()[0]), AGENT)["dispatch_job"], self.router())
		serial, router = factories.unique_serial(), self.router()
		for code, most in ((serial, 50), (serial, 15), (router, 90)):
			with self.subTest(code=code), self.assertQueryCount(most):
				self.scan(code)


class TestRefusals(ScanCase):
	def test_what_is_no_code_is_told_with_what_is_expected(self):
		for code, words in (
			("4502722408", "4502722408 looks like a telephone number. Still to be scanned: ONT"),
			("036000291452", "bar code of a product"),
			("403F8CAABBC", "has 11 characters, and a MAC address has twelve"),
			("RCMG19EOABCD", "Is it RCMG19E0ABCD?"),
			("RCMG19E0ABC", "has 7 characters after its four letters"),
			("https://deco.example", "is a web address without a serial"),
			("WIFI:S:Deco;P:secret-of-the-label;;", "holds no serial"),
			(
				"",
				"code is missing. Still to be scanned: ONT (serial such as RCMG19E0ABCD), Routeur (MAC address",
			),
			("hello", "is no serial and no MAC address"),
		):
			self.assert_refused(InvalidRequest, words, code)

	def test_a_wifi_label_does_not_repeat_its_password(self):
		with self.assertRaises(InvalidRequest) as caught:
			self.scan("WIFI:S:Deco;P:secret-of-the-label;;")
		self.assertNotIn("secret-of-the-label", str(caught.exception))

	def test_a_kind_that_the_job_has_not(self):
		self.assert_refused(
			InvalidRequest, "looks like Téléphone IP, of which this job has none", "000B82123456"
		)
		self.assert_refused(
			InvalidRequest, "equipment_type must be one of: ONT, Routeur", "000B82123456", "Modem"
		)
		self.assert_refused(InvalidRequest, "is not the serial of an ONT", factories.unique_mac(), "ONT")
		self.assert_refused(
			InvalidRequest, "is the serial of an ONT, not of: Routeur", "TPLG0EB23F9B", "Routeur"
		)
		self.assert_refused(InvalidRequest, "Routeur, Décodeur TV", "2194A5M000123")

	def test_what_is_expected_gets_shorter(self):
		for code in (factories.unique_serial(), factories.unique_mac()):
			self.scan(code)
		with self.assertRaises(InvalidRequest) as caught:
			self.scan("hello")
		self.assertIn(
			"Still to be scanned: Décodeur TV (MAC address such as 403F8CAABBCC).", str(caught.exception)
		)
		self.scan(unknown_mac())
		self.assert_refused(InvalidRequest, "Everything on this job is scanned.", "hello")

	def test_a_device_that_is_elsewhere_is_told_by_its_address_without_a_name(self):
		place = factories.make_service_location(
			address_line="7 rang Nord", city="Saint-Aubin", status="Active"
		)
		serial = factories.unique_serial()
		there = factories.make_service_equipment(
			serial_number=serial, service_location=place.name, status="Actif"
		)
		self.assert_refused(SerialInUse, f"{serial} is already in use at 7 rang Nord, Saint-Aubin.", serial)
		box = factories.make_service_equipment(
			equipment_type="Téléphone IP",
			mac_address=unknown_mac(),
			service_location=place.name,
			status="Actif",
		)
		# Whatever else would be said of it: this job has no such device.
		self.assert_refused(SerialInUse, "is already in use at 7 rang Nord", box.mac_address)
		with self.assertRaises(SerialInUse) as caught:
			self.scan(serial)
		self.assertNotIn(there.customer_name, str(caught.exception))

	def test_a_device_of_another_order_is_elsewhere(self):
		mac = factories.unique_mac()
		address, _drop = make_covered_address()
		scan(submit(order_for(address), AGENT)["dispatch_job"], mac)
		self.assert_refused(SerialInUse, f"{mac} is already in use at 12", mac)

	def test_what_was_given_back_may_come_again(self):
		serial = factories.unique_serial()
		gone = factories.make_service_equipment(serial_number=serial, status="Retourné")
		self.assertNotEqual(self.scan(serial)["equipment"], gone.name)
		self.assertEqual(frappe.db.get_value("Service Equipment", gone.name, "status"), "Retourné")

	def test_a_broken_device_is_not_installed(self):
		serial = factories.unique_serial()
		factories.make_service_equipment(serial_number=serial, status="Défectueux")
		self.assert_refused(InvalidState, "bring it back to stock", serial)

	def test_a_device_in_service_is_swapped_and_not_scanned_over(self):
		place = factories.make_service_location(status="Active")
		ont = factories.make_service_equipment(
			serial_number=factories.unique_serial(), service_location=place.name, status="Actif"
		)
		job = factories.make_dispatch_job(
			service_location=place.name,
			job_type="Repair",
			status="In Progress",
			equipment_list=[{"equipment": ont.name, "equipment_type": "ONT"}],
		)
		with self.assertRaisesRegex(InvalidState, "is in service: swap it"):
			scan(job.name, factories.unique_serial())
		self.assertEqual(scan(job.name, ont.serial_number)["equipment"], ont.name)

	def test_the_serial_and_the_mac_of_two_devices(self):
		serial, mac = factories.unique_serial(), factories.unique_mac()
		factories.make_service_equipment(serial_number=serial)
		factories.make_service_equipment(equipment_type="Routeur", mac_address=mac)
		self.assert_refused(InvalidState, "belong to two devices", f"SN:{serial};MAC:{mac}")

	def test_when_a_job_is_not_worked_on(self):
		serial, other = factories.unique_serial(), factories.unique_serial()
		first = self.scan(serial)
		for status in ("In Progress", "Completed"):
			frappe.get_doc("Dispatch Job", self.job).update({"status": status}).save()
		self.assert_refused(InvalidState, "is Completed: devices are scanned while", other)
		self.assertEqual(self.scan(serial), first)
		waiting = submit(order_for(make_covered_address()[0], preferred_dates=[], contact_me=True), AGENT)
		with self.assertRaisesRegex(InvalidState, "is To Schedule: devices are scanned while"):
			scan(waiting["dispatch_job"], other)

	def test_a_job_that_there_is_not(self):
		with self.assertRaisesRegex(NotFound, "There is no job JOB-x"):
			scan("JOB-x", factories.unique_serial())

	def test_another_technician_may_not(self):
		user = factories.make_user(roles=[{"role": "FSM Technician"}])
		factories.make_employee(user_id=user.name)
		with self.set_user(user.name), self.assertRaises(frappe.PermissionError):
			self.scan(factories.unique_serial())
