"""Processes that scan one device at the same moment, and processes that die between two writes."""

import json
import signal
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import frappe
from frappe.tests.utils import FrappeTestCase
from pymysql.err import OperationalError

from gigafibre_fsm.subscriber.services.installation import job_locks
from gigafibre_fsm.testing import factories

CHILD = Path(__file__).with_name("scan_child.py")
PATIENCE = 120
TECHNICIANS = 6
IDENTITY = ["name", "serial_number", "service_location", "status"]
SAVED = "/subscriber.doctype.service_equipment.service_equipment:ServiceEquipment:validate"
INSTALLATION = "/subscriber.services.installation"
# Where a scan that takes a device from stock dies, and where a swap does.
SCAN_STEPS = (
	(f"{INSTALLATION}.handover:take_over+", 1),
	(f"{SAVED}+", 1),
	(f"{INSTALLATION}.assigning:_settle", 1),
	(f"{INSTALLATION}.handover:move_lines", 1),
	(f"{INSTALLATION}.handover:move_lines+", 1),
	(f"{INSTALLATION}.assigning:_dismiss+", 1),
)
SWAP_STEPS = (
	(f"{INSTALLATION}.handover:take_over+", 1),
	(f"{INSTALLATION}.handover:move_lines", 1),
	(f"{INSTALLATION}.swapping:_move_rows+", 1),
	(f"{INSTALLATION}.swapping:_move_drop+", 1),
	("/subscriber.services.ordering.removal:leave+", 1),
	(f"{INSTALLATION}.swapping:_tell+", 1),
)


class ProcessCase(FrappeTestCase):
	"""Rows are committed for the processes; each test takes its own away."""

	child = CHILD

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
		cls.processes = subprocess.Popen([sys.executable, str(cls.child)], text=True, **pipes)
		cls.addClassCleanup(cls.processes.communicate, timeout=PATIENCE)
		assert cls.processes.stdout.readline() == "ready\n"

	def setUp(self):
		self.made: list[tuple[str, str]] = []
		self.customer = self.keep(factories.make_customer())
		self.addCleanup(self.clear)

	def keep(self, document):
		self.made.append((document.doctype, document.name))
		return document

	def clear(self) -> None:
		frappe.db.rollback()
		places = [name for doctype, name in self.made if doctype == "Service Location"]
		for name in frappe.get_all("Service Equipment", {"service_location": ("in", places)}, pluck="name"):
			self.made.append(("Service Equipment", name))
		frappe.db.set_value("Service Equipment", {"service_location": ("in", places)}, "replaced_by", None)
		for doctype, name in reversed(self.made):
			frappe.delete_doc(doctype, name, force=True, ignore_missing=True)
		frappe.db.commit()  # as they were committed

	def make_job(self, **ont):
		place = self.keep(factories.make_service_location(customer=self.customer.name))
		device = self.keep(
			factories.make_service_equipment(
				service_location=place.name, sip_username="g1", sip_password="one secret", **ont
			)
		)
		job = factories.make_dispatch_job(
			service_location=place.name,
			status="Scheduled",
			scheduled_date="2031-03-10",
			equipment_list=[{"equipment": device.name, "equipment_type": "ONT"}],
		)
		return self.keep(job)

	def make_stock(self):
		return self.keep(factories.make_service_equipment(serial_number=factories.unique_serial()))

	def at_once(self, *orders: dict) -> list[str | int]:
		frappe.db.commit()  # the processes must see what was made
		self.processes.stdin.write(json.dumps(orders) + "\n")
		self.processes.stdin.flush()
		ended = json.loads(self.processes.stdout.readline())
		frappe.db.rollback()  # the look from before
		return ended

	def race(self, orders: list[list[str]]) -> Counter:
		return Counter(self.at_once(*({"work": work, "arguments": given} for work, *given in orders)))

	def end(self, order: list[str], **kill) -> str | int:
		work, *given = order
		(ended,) = self.at_once({"work": work, "arguments": given, **kill})
		return ended

	def live(self, serial: str) -> list[frappe._dict]:
		known = {"serial_number": serial, "status": ("not in", ("Retourné", "Perdu"))}
		return frappe.get_all("Service Equipment", known, IDENTITY)


class TestAtOnce(ProcessCase):
	def test_one_serial_scanned_on_six_jobs_is_on_one(self):
		serial = factories.unique_serial()
		jobs = [self.make_job() for _job in range(TECHNICIANS)]
		ended = self.race([["scan", job.name, serial] for job in jobs])
		self.assertEqual(ended, {"ended": 1, "SerialInUse": TECHNICIANS - 1})
		self.assertEqual(len(self.live(serial)), 1)
		self.assert_rows_show(jobs, serial)

	def test_one_device_from_stock_is_taken_by_one(self):
		stock = self.make_stock()
		jobs = [self.make_job() for _job in range(TECHNICIANS)]
		ended = self.race([["scan", job.name, stock.serial_number] for job in jobs])
		self.assertEqual(ended, {"ended": 1, "SerialInUse": TECHNICIANS - 1})
		(device,) = self.live(stock.serial_number)
		(job,) = self.assert_rows_show(jobs, stock.serial_number)
		self.assertEqual((device.name, device.service_location), (stock.name, job.service_location))

	def assert_rows_show(self, jobs: list, serial: str) -> list:
		showing = [job for job in jobs if job.reload().equipment_list[0].serial_number == serial]
		self.assertEqual(len(showing), 1)
		return showing

	def test_the_same_scan_from_six_telephones_is_one(self):
		job, stock = self.make_job(), self.make_stock()
		ended = self.race([["scan", job.name, stock.serial_number]] * TECHNICIANS)
		self.assertEqual(ended, {"ended": TECHNICIANS})
		said = {"reference_name": stock.name, "comment_type": "Info"}
		self.assertEqual(frappe.db.count("Comment", said), 1)

	def test_one_device_swapped_by_several_is_swapped_once(self):
		serial = factories.unique_serial()
		old = self.make_job(serial_number=factories.unique_serial()).equipment_list[0].equipment
		ended = self.race([["swap", old, serial, "no light"]] * TECHNICIANS)
		self.assertEqual(ended, {"ended": TECHNICIANS})
		self.assertEqual(len(self.live(serial)), 1)

	def test_two_broken_devices_do_not_get_the_same_new_one(self):
		stock = self.make_stock()
		broken = [
			self.make_job(serial_number=factories.unique_serial()).equipment_list[0].equipment
			for _job in range(2)
		]
		ended = self.race([["swap", old, stock.serial_number, "no light"] for old in broken])
		self.assertEqual(ended, {"ended": 1, "SerialInUse": 1})


class TestAnOrderThatIsCancelled(ProcessCase):
	"""While its technician is about to leave: nobody's step is lost, and nobody reads of documents that were changed."""

	ROUNDS = 6

	def make_order(self):
		job = self.make_job()
		order = factories.make_project(
			customer=self.customer.name,
			fsm_order_key=frappe.generate_hash(),
			dispatch_job=job.name,
			service_location=job.service_location,
		)
		self.keep(order)
		job.db_set("project", order.name)
		self.addCleanup(
			frappe.db.delete, "Outbox Message", {"reference_name": ("in", (order.name, job.name))}
		)
		return order, job

	def test_one_waits_for_the_other(self):
		for _round in range(self.ROUNDS):
			order, job = self.make_order()
			ended = self.at_once(
				{"work": "cancel", "arguments": [order.name, "moves away"]},
				{"work": "en_route", "arguments": [job.name]},
				{"work": "start", "arguments": [job.name]},
			)
			self.assertEqual(ended[0], "ended")
			self.assertLessEqual(set(ended), {"ended", "InvalidState"})
			self.assertEqual((order.reload().status, job.reload().status), ("Cancelled", "Cancelled"))


class TestAllJobsOfADevice(ProcessCase):
	def test_each_is_held_until_the_end(self):
		first = self.make_job(serial_number=factories.unique_serial())
		equipment = first.equipment_list[0].equipment
		rows = [{"equipment": equipment, "equipment_type": "ONT"}]
		second = self.keep(
			factories.make_dispatch_job(service_location=first.service_location, equipment_list=rows)
		)
		frappe.db.commit()  # another connection must see what was made
		held = job_locks.listing(equipment)
		self.assertEqual([job.name for job in held], [first.name, second.name])
		with closing(frappe.db.create_connection()) as other, other.cursor() as cursor:
			for job in held:
				with self.assertRaisesRegex(OperationalError, "Lock wait timeout"):
					cursor.execute(
						"select 1 from `tabDispatch Job` where name = %s for update nowait", job.name
					)


class TestKilled(ProcessCase):
	def state(self, *names: str) -> list:
		devices = frappe.get_all("Service Equipment", {"name": ("in", names)}, ["*"], order_by="name")
		rows = frappe.get_all("Dispatch Job Equipment", {"equipment": ("in", names)}, ["*"], order_by="name")
		lines = frappe.get_all("VoIP Line", {"equipment": ("in", names)}, ["*"], order_by="name")
		return [devices, rows, lines, frappe.db.count("Comment", {"reference_name": ("in", names)})]

	def test_a_scan_that_dies_leaves_everything_as_it_was_and_the_next_one_does_it(self):
		job, stock = self.make_job(), self.make_stock()
		placeholder = job.equipment_list[0].equipment
		line = self.keep(
			factories.make_voip_line(service_location=job.service_location, equipment=placeholder)
		)
		frappe.db.commit()  # the processes must see what was made
		order = ["scan", job.name, stock.serial_number]
		before = self.state(placeholder, stock.name)
		for step, call in SCAN_STEPS:
			with self.subTest(step=step):
				self.assertEqual(self.end(order, target=step, call=call), -signal.SIGKILL)
				self.assertEqual(self.state(placeholder, stock.name), before)
		self.assertEqual(self.end(order), "ended")
		self.assertEqual(frappe.db.get_value("VoIP Line", line.name, "equipment"), stock.name)
		self.assertFalse(frappe.db.exists("Service Equipment", placeholder))
		secret = frappe.get_doc("Service Equipment", stock.name).get_password("sip_password")
		self.assertEqual(secret, "one secret")

	def test_a_swap_that_dies_leaves_everything_as_it_was_and_the_next_one_does_it(self):
		job, stock = self.make_job(serial_number=factories.unique_serial()), self.make_stock()
		old = job.equipment_list[0].equipment
		self.keep(factories.make_voip_line(service_location=job.service_location, equipment=old))
		self.made.append(("Service Equipment", old))
		frappe.db.commit()  # the processes must see what was made
		order = ["swap", old, stock.serial_number, "no light"]
		before = self.state(old, stock.name)
		for step, call in SWAP_STEPS:
			with self.subTest(step=step):
				self.assertEqual(self.end(order, target=step, call=call), -signal.SIGKILL)
				self.assertEqual(self.state(old, stock.name), before)
		self.assertEqual(self.end(order), "ended")
		self.assertEqual(frappe.db.get_value("Service Equipment", old, "replaced_by"), stock.name)
		self.assertEqual(job.reload().equipment_list[0].equipment, stock.name)
