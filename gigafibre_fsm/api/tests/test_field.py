"""The technician's methods: who may call them, what they take, and that they are those of the services."""

import json

import frappe
from frappe.tests.utils import FrappeTestCase
from frappe.utils import add_days, getdate, now

from gigafibre_fsm.api import field
from gigafibre_fsm.exceptions import InvalidRequest, InvalidState, NotFound
from gigafibre_fsm.testing import factories

WRITES = ("en_route", "start", "complete")


class FieldCase(FrappeTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.user = factories.make_user("FSM Technician").name
		cls.technician = factories.make_employee(user_id=cls.user).name
		cls.place = factories.make_service_location().name

	def setUp(self):
		frappe.db.delete("Dispatch Job", {"assigned_technician": self.technician})
		self.job = self.make_job()
		frappe.set_user(self.user)

	def tearDown(self):
		frappe.set_user("Administrator")

	def make_job(self, **facts) -> str:
		device = factories.make_service_equipment(service_location=self.place)
		rows = [{"equipment": device.name, "equipment_type": "ONT", "required": 1}]
		return factories.make_dispatch_job(
			**{
				"service_location": self.place,
				"job_type": "Repair",
				"status": "Scheduled",
				"scheduled_date": getdate(),
				"assigned_technician": self.technician,
				"equipment_list": rows,
				**facts,
			}
		).name

	def refused(self, kind: type[Exception], words: str, method, *args, **kwargs) -> None:
		with self.assertRaises(kind) as caught:
			method(*args, **kwargs)
		self.assertIn(words, str(caught.exception))


class TestDay(FieldCase):
	def test_a_visit_from_morning_to_end(self):
		serial = factories.unique_serial()
		self.assertEqual([sheet["job"] for sheet in field.my_jobs()], [self.job])
		self.assertEqual(field.en_route(self.job)["status"], "En Route")
		self.assertEqual(field.start(self.job)["status"], "In Progress")
		self.assertEqual(field.scan(self.job, f"sn {serial.lower()}")["serial_number"], serial)
		[device] = field.job(self.job)["equipment"]
		self.assertEqual((device["serial_number"], bool(device["scanned_on"])), (serial, True))
		done = field.complete(self.job, note="Tout fonctionne", arrived_at=now(), left_at=now())
		self.assertEqual((done["job"], done["status"]), (self.job, "Completed"))
		self.assertEqual(field.complete(self.job), done)

	def test_a_device_that_broke_is_swapped(self):
		field.scan(self.job, factories.unique_serial())
		field.complete(self.job)
		old = field.job(self.job)["equipment"][0]["equipment"]
		self.refused(InvalidRequest, "reason", field.swap, old, factories.unique_serial(), " ")
		serial = factories.unique_serial()
		answer = field.swap(old, serial, "Plus de lumière")
		self.assertEqual((answer["replaced"], answer["serial_number"]), (old, serial))
		self.assertEqual(field.swap(old, serial, "Plus de lumière"), answer)

	def test_a_swap_takes_a_whole_label_and_a_long_reason_as_a_scan_does(self):
		field.scan(self.job, factories.unique_serial())
		old = field.job(self.job)["equipment"][0]["equipment"]
		serial = factories.unique_serial()
		label = "\n".join(["Model: XX230v", f"S/N: {serial}", "Password: " + "x" * 200])
		self.assertEqual(field.swap(old, label, "Plus de lumière. " * 20)["serial_number"], serial)
		self.refused(InvalidRequest, "code is too long", field.swap, old, "x" * 1001, "Plus de lumière")

	def test_the_answers_are_json(self):
		sheet = field.job(self.job)
		self.assertEqual(json.loads(json.dumps(sheet)), sheet)

	def test_another_day(self):
		tomorrow = str(add_days(getdate(), 1))
		self.assertEqual(field.my_jobs(tomorrow), [])
		self.refused(InvalidRequest, "day must be a date like", field.my_jobs, day="demain")

	def test_a_device_that_is_missing_needs_a_reason(self):
		self.refused(InvalidRequest, "missing_reason", field.complete, self.job)
		self.assertEqual(field.complete(self.job, missing_reason="ONT en rupture")["status"], "Completed")

	def test_what_was_done_offline(self):
		operation = {
			"id": f"op-{factories.unique_number()}",
			"at": now(),
			"method": "dance",
			"args": {"job": "x"},
		}
		for told in ([operation], json.dumps([operation])):
			[answer] = field.replay(told)
			self.assertEqual((answer["id"], answer["ok"]), (operation["id"], False))
			self.assertIn("operations[0].method must be one of", answer["error"])


class TestRefused(FieldCase):
	def test_what_is_missing_or_of_another_kind(self):
		for words, method, arguments in (
			("job is missing", field.start, {}),
			("job is missing", field.start, {"job": " "}),
			("job must be a text", field.en_route, {"job": ["x"]}),
			("name is missing", field.job, {}),
			("code is missing", field.scan, {"job": self.job, "code": ""}),
			("code is too long", field.scan, {"job": self.job, "code": "A" * 1001}),
			(
				"equipment_type must be one of",
				field.scan,
				{"job": self.job, "code": "A", "equipment_type": "TV"},
			),
			("arrived_at must be a date and time", field.complete, {"job": self.job, "arrived_at": "matin"}),
			("note is too long", field.complete, {"job": self.job, "note": "a" * 2001}),
			("operations is missing", field.replay, {}),
			("operations must be a list", field.replay, {"operations": "abc"}),
			("operations must be a list", field.replay, {"operations": '{"id": 1}'}),
		):
			with self.subTest(words, method=method.__name__):
				self.refused(InvalidRequest, words, method, **arguments)

	def test_no_such_job(self):
		for method in WRITES:
			self.refused(NotFound, "JOB-404", getattr(field, method), "JOB-404")

	def test_a_cancelled_job(self):
		frappe.db.set_value("Dispatch Job", self.job, "status", "Cancelled")
		for method in WRITES:
			self.refused(InvalidState, self.job, getattr(field, method), self.job)
		self.refused(InvalidState, self.job, field.scan, self.job, factories.unique_serial())

	def test_in_french(self):
		frappe.local.lang = "fr"
		self.addCleanup(setattr, frappe.local, "lang", "en")
		self.refused(NotFound, "Il n'y a pas d'intervention JOB-404", field.start, "JOB-404")


class TestWho(FieldCase):
	def as_role(self, role: str):
		frappe.set_user("Administrator")
		frappe.set_user(factories.make_user(role).name)

	def test_another_technician(self):
		frappe.set_user("Administrator")
		other = factories.make_user("FSM Technician").name
		factories.make_employee(user_id=other)
		frappe.set_user(other)
		self.assertEqual(field.my_jobs(), [])
		for method in (field.job, *(getattr(field, name) for name in WRITES)):
			self.refused(frappe.PermissionError, self.job, method, self.job)
		self.refused(frappe.PermissionError, self.job, field.scan, self.job, factories.unique_serial())

	def test_the_office(self):
		for role in ("FSM Agent", "FSM Dispatcher", "FSM Manager"):
			with self.subTest(role):
				self.as_role(role)
				self.assertEqual(field.job(self.job)["job"], self.job)
				self.assertEqual(field.en_route(self.job)["status"], "En Route")

	def test_nobody_else(self):
		for role in ("FSM ACS", "FSM Customer"):
			self.as_role(role)
			self.assert_closed()
		frappe.set_user("Guest")
		self.assert_closed()

	def assert_closed(self) -> None:
		for method, arguments in (
			(field.my_jobs, ()),
			(field.job, (self.job,)),
			(field.en_route, (self.job,)),
			(field.start, (self.job,)),
			(field.scan, (self.job, "TPLG0EB23F9B")),
			(field.complete, (self.job,)),
			(field.replay, ([],)),
		):
			with self.subTest(method.__name__), self.assertRaises(frappe.PermissionError):
				method(*arguments)
