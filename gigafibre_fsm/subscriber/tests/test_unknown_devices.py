"""The Issue of a device that nobody knew, once somebody has recorded the device."""

from unittest.mock import patch

import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.gigafibre_fsm import writing
from gigafibre_fsm.subscriber.services.devices import unknown
from gigafibre_fsm.subscriber.services.devices.bootstrapping import Boot, bootstrap
from gigafibre_fsm.subscriber.services.devices.informing import inform
from gigafibre_fsm.subscriber.services.devices.presence import Sign
from gigafibre_fsm.subscriber.tests.scan_case import ScanCase
from gigafibre_fsm.testing import factories
from gigafibre_fsm.testing.factories.devices import make_ont


def report(serial: str) -> str:
	"""A device calls, and nobody knows it."""
	return bootstrap(serial, Boot(product_class="XX230v"))["issue"]


def status(issue: str) -> str:
	return frappe.db.get_value("Issue", issue, "status")


def lines(issue: str) -> list[str]:
	filters = {"reference_doctype": "Issue", "reference_name": issue, "comment_type": "Info"}
	return frappe.get_all("Comment", filters, pluck="content")


class TestRecorded(FrappeTestCase):
	def assert_resolved(self, issue: str, equipment: str):
		self.assertEqual(status(issue), "Resolved")
		[line] = lines(issue)
		self.assertIn(f"/app/service-equipment/{equipment}", line)
		self.assertIn(frappe.db.get_value("Issue", issue, "device_serial"), line)

	def test_by_whichever_of_its_names_it_called(self):
		for field, spelled in (
			("serial_number", factories.unique_serial().lower()),
			("gpon_serial", factories.unique_serial().encode()[:4].hex() + "0EB2AA01"),
			("cwmp_serial", f"21-{factories.unique_number()}"),
			("mac_address", "40:3f:8c:" + "5e:77:01"),
		):
			with self.subTest(field):
				issue = report(spelled)
				device = factories.make_service_equipment(equipment_type="Routeur", **{field: spelled})
				self.assert_resolved(issue, device.name)

	def test_when_a_device_that_is_known_gets_its_serial(self):
		device = factories.make_service_equipment()
		serial = factories.unique_serial()
		issue = report(serial)
		device.save()
		self.assertEqual(status(issue), "Open")
		device.serial_number = serial
		device.save()
		self.assert_resolved(issue, device.name)

	def test_written_together_with_others(self):
		serial = factories.unique_serial()
		issue = report(serial)
		(name,) = writing.reserve_names({"Service Equipment": 1})["Service Equipment"]
		values = {"equipment_type": "ONT", "status": "En inventaire", "serial_number": serial}
		writing.insert([{"doctype": "Service Equipment", "name": name, **values}])
		self.assert_resolved(issue, name)

	def test_one_that_somebody_works_on_counts_as_open(self):
		serial = factories.unique_serial()
		issue = report(serial)
		frappe.db.set_value("Issue", issue, "status", "On Hold")
		self.assert_resolved(issue, make_ont(serial_number=serial).name)

	def test_what_is_closed_already_stays_so(self):
		serial = factories.unique_serial()
		issue = report(serial)
		frappe.db.set_value("Issue", issue, "status", "Closed")
		make_ont(serial_number=serial)
		self.assertEqual((status(issue), lines(issue)), ("Closed", []))

	def test_a_customers_issue_about_the_device_is_left_alone(self):
		serial = factories.unique_serial()
		issue = frappe.get_doc(
			{"doctype": "Issue", "subject": "No internet since noon", "device_serial": serial}
		).insert()
		make_ont(serial_number=serial)
		self.assertEqual((status(issue.name), lines(issue.name)), ("Open", []))

	def test_a_field_that_became_mandatory_meanwhile_stops_nobody(self):
		serial = factories.unique_serial()
		issue = report(serial)
		setter = {"doctype": "Issue", "fieldname": "customer", "property": "reqd", "value": "1"}
		frappe.make_property_setter({**setter, "property_type": "Check"})
		self.addCleanup(self.remove_setter)
		self.assert_resolved(issue, make_ont(serial_number=serial).name)

	def remove_setter(self):
		frappe.db.delete(
			"Property Setter", {"doc_type": "Issue", "field_name": "customer", "property": "reqd"}
		)
		frappe.clear_cache(doctype="Issue")

	def test_it_is_reopened_by_nothing_and_a_second_one_is_not_made(self):
		serial = factories.unique_serial()
		issue = report(serial)
		device = make_ont(serial_number=serial)
		self.assertEqual(bootstrap(serial, Boot()), {"known": True, "equipment": device.name})
		self.assertEqual(frappe.get_all("Issue", {"device_serial": serial}, pluck="name"), [issue])
		self.assert_resolved(issue, device.name)


class TestAtTheSameMoment(FrappeTestCase):
	def test_the_first_sign_of_life_resolves_what_recording_could_not_see(self):
		"""The Issue was committed after the look of the transaction that recorded the device."""
		for sign_of_life in (lambda serial: bootstrap(serial, Boot()), lambda serial: inform(serial, Sign())):
			serial = factories.unique_serial()
			issue = report(serial)
			with patch.object(unknown, "recorded"):
				make_ont(serial_number=serial)
			self.assertEqual(status(issue), "Open")
			sign_of_life(serial.lower())
			self.assertEqual((status(issue), len(lines(issue))), ("Resolved", 1))


class TestHalfWay(FrappeTestCase):
	def setUp(self):
		self.serial = factories.unique_serial()
		self.issue = report(self.serial)
		frappe.db.savepoint("half_way")

	def test_a_device_that_is_not_recorded_after_all_leaves_its_issue_open(self):
		make_ont(serial_number=self.serial)
		self.assertEqual(status(self.issue), "Resolved")
		frappe.db.rollback(save_point="half_way")
		self.assertEqual((status(self.issue), lines(self.issue)), ("Open", []))

	def test_an_issue_that_cannot_be_saved_leaves_the_device_unrecorded(self):
		refuse = patch("erpnext.support.doctype.issue.issue.Issue.validate", side_effect=RuntimeError)
		with refuse, self.assertRaises(RuntimeError):
			make_ont(serial_number=self.serial)
		frappe.db.rollback(save_point="half_way")
		self.assertFalse(frappe.db.exists("Service Equipment", {"serial_number": self.serial}))
		self.assertEqual(status(self.issue), "Open")


class TestQuestions(FrappeTestCase):
	def test_a_device_without_a_new_serial_asks_nothing(self):
		for device in (factories.make_service_equipment(), make_ont()):
			device.load_doc_before_save()
			with self.subTest(device.serial_number), self.assertQueryCount(0):
				unknown.recorded(device)

	def test_a_new_serial_is_one_question_answered_by_an_index(self):
		serial = factories.unique_serial()
		with self.assertQueryCount(1):
			unknown.resolve([serial, None, serial.lower()], "EQP-000000")
		statement = frappe.db.last_query
		(plan,) = frappe.db.sql(f"explain {statement}", as_dict=True)
		self.assertIn("device_serial_index", plan.possible_keys.split(","))


class TestScanned(ScanCase):
	def test_a_scan_resolves_the_issue_of_the_device_that_waits_for_it(self):
		serial = factories.unique_serial()
		issue = report(serial)
		self.scan(serial)
		self.assertEqual(status(issue), "Resolved")
		self.assertIn(self.device("ONT").name, lines(issue)[0])
