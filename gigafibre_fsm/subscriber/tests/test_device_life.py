"""What a device tells of itself: that it is there, that nobody knows it, that it works."""

import frappe
from frappe.tests.utils import FrappeTestCase
from frappe.utils import add_to_date, now_datetime

from gigafibre_fsm.exceptions import InvalidState, NotFound
from gigafibre_fsm.subscriber.services.devices.activating import activated
from gigafibre_fsm.subscriber.services.devices.bootstrapping import Boot, bootstrap
from gigafibre_fsm.subscriber.services.devices.informing import inform
from gigafibre_fsm.subscriber.services.devices.presence import Sign
from gigafibre_fsm.testing import factories
from gigafibre_fsm.testing.factories.devices import make_ont

BOOT = Boot("00259E", "XX230v", "10.20.30.40", "1.2.3")


class DeviceLifeCase(FrappeTestCase):
	def row(self, device) -> frappe._dict:
		fields = [
			"is_online",
			"ip_address",
			"firmware",
			"model",
			"last_seen",
			"modified",
			"activated_on",
			"status",
		]
		return frappe.db.get_value("Service Equipment", device.name, fields, as_dict=True)

	def events(self, event: str, name: str) -> list:
		filters = {"channel": "Realtime", "event": event, "reference_name": name}
		return frappe.get_all("Outbox Message", filters, pluck="payload")

	def lines(self, device) -> list[str]:
		filters = {
			"reference_doctype": "Service Equipment",
			"reference_name": device.name,
			"comment_type": "Info",
		}
		return frappe.get_all("Comment", filters, pluck="content", order_by="creation")


class TestKnownDevice(DeviceLifeCase):
	def test_it_is_connected_and_what_it_tells_is_noted(self):
		device = make_ont(model=None)
		before = self.row(device)
		self.assertEqual(bootstrap(device.serial_number, BOOT), {"known": True, "equipment": device.name})
		after = self.row(device)
		self.assertEqual(
			(after.is_online, after.ip_address, after.firmware, after.model),
			(1, "10.20.30.40", "1.2.3", "XX230v"),
		)
		self.assertLess((now_datetime() - after.last_seen).total_seconds(), 60)
		# A form that is open meanwhile can still be saved.
		self.assertEqual(after.modified, before.modified)

	def test_a_model_that_is_known_is_left_alone(self):
		device = make_ont(model="XX530v")
		bootstrap(device.serial_number, BOOT)
		self.assertEqual(self.row(device).model, "XX530v")

	def test_one_event_each_time_it_comes_online(self):
		device = make_ont()
		for _ in range(3):
			bootstrap(device.serial_number, BOOT)
		[payload] = self.events("fsm_device_online", device.name)
		self.assertEqual(
			frappe.parse_json(payload)["variables"], {"equipment": device.name, "ip": "10.20.30.40"}
		)
		inform(device.serial_number, Sign(online=False))
		self.assertEqual(self.row(device).is_online, 0)
		inform(device.serial_number, Sign())
		self.assertEqual(len(self.events("fsm_device_online", device.name)), 2)

	def test_its_timeline_tells_the_first_time_and_new_firmware_and_no_restarts(self):
		device = make_ont()
		for firmware in ("1.2.3", "1.2.3", "2.0<b>", "2.0<b>"):
			bootstrap(device.serial_number, Boot(ip="10.20.30.40", firmware=firmware))
			inform(device.serial_number, Sign(online=False))
		first, second = self.lines(device)
		self.assertIn("10.20.30.40", first)
		self.assertIn("1.2.3", first)
		self.assertIn("2.0&lt;b&gt;", second)

	def test_an_inform_without_news_writes_nothing(self):
		device = make_ont()
		told = Sign(ip="10.20.30.40", firmware="1.2.3")
		self.assertEqual(inform(device.serial_number, told), {"known": True})
		writes = frappe.db.transaction_writes
		with self.assertQueryCount(1):
			self.assertEqual(inform(device.serial_number, told), {"known": True})
		self.assertEqual(frappe.db.transaction_writes, writes)

	def test_last_seen_is_kept_to_a_quarter_of_an_hour(self):
		device = make_ont()
		inform(device.serial_number, Sign())
		for minutes, written in ((14, False), (16, True)):
			then = add_to_date(now_datetime(), minutes=-minutes)
			frappe.db.set_value("Service Equipment", device.name, "last_seen", then, update_modified=False)
			inform(device.serial_number, Sign())
			self.assertEqual(self.row(device).last_seen > then, written)

	def test_what_is_not_told_is_left_as_it_is(self):
		device = make_ont(ip_address="10.0.0.9", firmware="1.0")
		inform(device.serial_number, Sign())
		row = self.row(device)
		self.assertEqual((row.ip_address, row.firmware, row.is_online), ("10.0.0.9", "1.0", 1))

	def test_a_device_that_leaves_was_not_seen_then(self):
		device = make_ont()
		inform(device.serial_number, Sign(online=False))
		self.assertIsNone(self.row(device).last_seen)
		self.assertEqual(self.lines(device), [])

	def test_an_unknown_one_is_told_so_and_makes_no_issue(self):
		serial = factories.unique_serial()
		self.assertEqual(inform(serial, Sign()), {"known": False})
		self.assertFalse(frappe.db.exists("Issue", {"device_serial": serial}))


class TestUnknownDevice(DeviceLifeCase):
	def setUp(self):
		self.serial = factories.unique_serial()

	def issues(self) -> list:
		return frappe.get_all(
			"Issue",
			{"device_serial": self.serial},
			["name", "subject", "status", "description", "issue_type"],
		)

	def test_one_issue_for_however_many_retries_and_spellings(self):
		answers = [
			bootstrap(spelled, BOOT)
			for spelled in (self.serial, self.serial.lower(), f"{self.serial[:4]}-{self.serial[4:]}")
		]
		[issue] = self.issues()
		self.assertEqual(answers, [{"known": False, "issue": issue.name}] * 3)
		self.assertEqual(
			(issue.subject, issue.status, issue.issue_type),
			(f"Unknown device {self.serial}", "Open", "Support"),
		)
		for fact in ("00259E", "XX230v", "10.20.30.40", "1.2.3"):
			self.assertIn(fact, issue.description)
		self.assertEqual(len(self.events("fsm_unknown_device", issue.name)), 1)

	def test_another_one_once_the_first_is_closed(self):
		first = bootstrap(self.serial, BOOT)["issue"]
		frappe.db.set_value("Issue", first, "status", "Closed")
		self.assertNotEqual(bootstrap(self.serial, BOOT)["issue"], first)
		self.assertEqual(sorted(issue.status for issue in self.issues()), ["Closed", "Open"])

	def test_what_the_device_says_of_itself_is_shown_as_text(self):
		bootstrap(self.serial, Boot(product_class="<img src=x onerror=alert(1)>"))
		self.assertNotIn("<img", self.issues()[0].description)

	def test_it_is_known_once_somebody_recorded_it(self):
		bootstrap(self.serial, BOOT)
		device = make_ont(serial_number=self.serial)
		self.assertEqual(bootstrap(self.serial, BOOT), {"known": True, "equipment": device.name})


class TestActivated(DeviceLifeCase):
	def test_it_is_marked_once_and_repeats_answer_the_same(self):
		device = make_ont(status="En inventaire")
		answer = {"equipment": device.name, "status": "Actif"}
		self.assertEqual(activated(device.serial_number), answer)
		first = self.row(device)
		self.assertEqual((first.status, bool(first.activated_on)), ("Actif", True))
		self.assertEqual(activated(device.serial_number.lower()), answer)
		self.assertEqual(self.row(device), first)

	def test_one_that_is_active_already_gets_its_date(self):
		device = make_ont(status="Actif")
		activated(device.serial_number)
		self.assertTrue(self.row(device).activated_on)

	def test_a_device_that_was_given_back_is_refused(self):
		device = make_ont(status="Retourné")
		with self.assertRaises(InvalidState):
			activated(device.serial_number)
		self.assertEqual((self.row(device).status, self.row(device).activated_on), ("Retourné", None))

	def test_an_unknown_one_is_refused(self):
		self.assertRaises(NotFound, activated, factories.unique_serial())
