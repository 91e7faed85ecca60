"""Replaying commits, so its tests work on rows that are there for every process, and take them away by hand."""

import json
import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import frappe
from frappe.tests.utils import FrappeTestCase
from frappe.utils import getdate, now_datetime

from gigafibre_fsm.subscriber.services.installation import replaying
from gigafibre_fsm.testing import factories

CHILD = Path(__file__).with_name("replay_child.py")
PATIENCE = 120
MADE_BY_JOBS = ("Service Work Order", "Field Operation", "Dispatch Job")


class ReplayCase(FrappeTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.before = frappe.db.get_single_value("FSM Settings", "twilio_enabled")
		frappe.db.set_single_value("FSM Settings", "twilio_enabled", 1)
		cls.user = factories.make_user("FSM Technician").name
		cls.technician = factories.make_employee(user_id=cls.user).name
		cls.other_user = factories.make_user("FSM Technician").name
		cls.other = factories.make_employee(user_id=cls.other_user).name
		cls.customer = factories.make_customer(mobile_no="450 272-2408").name
		cls.place = factories.make_service_location(customer=cls.customer).name
		frappe.db.commit()  # processes of their own must see them

	@classmethod
	def tearDownClass(cls):
		frappe.set_user("Administrator")
		frappe.db.rollback()
		for employee in (cls.technician, cls.other):
			frappe.delete_doc("Employee", employee, force=True)
		for user in (cls.user, cls.other_user):
			frappe.delete_doc("User", user, force=True)
		frappe.delete_doc("Service Location", cls.place, force=True)
		frappe.delete_doc("Customer", cls.customer, force=True)
		frappe.db.set_single_value("FSM Settings", "twilio_enabled", cls.before)
		frappe.clear_document_cache("FSM Settings", "FSM Settings")
		frappe.db.commit()  # as they were committed
		super().tearDownClass()

	def setUp(self):
		self.now = now_datetime().replace(microsecond=0)

	def tearDown(self):
		frappe.set_user("Administrator")
		frappe.db.rollback()
		for job in frappe.get_all("Dispatch Job", {"service_location": self.place}, pluck="name"):
			self.forget(job)
		for name in frappe.get_all(
			"Field Operation", {"user": ("in", (self.user, self.other_user))}, pluck="name"
		):
			frappe.delete_doc("Field Operation", name, force=True)
		for name in frappe.get_all("Service Equipment", {"service_location": self.place}, pluck="name"):
			frappe.delete_doc("Service Equipment", name, force=True)
		frappe.db.commit()  # the next test must not meet them

	def forget(self, job: str) -> None:
		frappe.db.delete("Outbox Message", {"reference_name": job})
		for name in frappe.get_all("Service Work Order", {"dispatch_job": job}, pluck="name"):
			frappe.delete_doc("Service Work Order", name, force=True)
		frappe.delete_doc("Dispatch Job", job, force=True)

	def make_job(self, **facts) -> str:
		device = factories.make_service_equipment(service_location=self.place)
		row = {"equipment": device.name, "equipment_type": "ONT", "required": 1}
		plan = {"status": "Scheduled", "scheduled_date": getdate(), "assigned_technician": self.technician}
		job = factories.make_dispatch_job(
			**{
				"service_location": self.place,
				"job_type": "Repair",
				"equipment_list": [row],
				**plan,
				**facts,
			}
		)
		frappe.db.commit()  # replaying begins transactions of its own
		return job.name

	def operation(self, method: str, job: str, minutes_ago: int = 5, **changes) -> dict:
		args = changes.pop("args", {})
		return {
			"id": f"op-{factories.unique_number()}",
			"at": self.told(minutes_ago),
			"method": method,
			"args": {"job": job, **args},
			**changes,
		}

	def told(self, minutes_ago: int) -> str:
		return self.at(minutes_ago).isoformat()

	def at(self, minutes_ago: int) -> datetime:
		return self.now - timedelta(minutes=minutes_ago)

	def visit(self, job: str, serial: str) -> list[dict]:
		"""A whole one, as it comes out of a pocket at the end of the day."""
		return [
			self.operation("en_route", job, 25),
			self.operation("start", job, 20),
			self.operation("scan", job, 15, args={"code": f"SN: {serial.lower()}"}),
			self.operation("complete", job, 5, args={"note": "Signal −18 dBm"}),
		]

	def replay(self, operations: list, user: str | None = None) -> list[dict]:
		frappe.db.rollback()
		with self.set_user(user or self.user):
			return replaying.replay(operations)

	def row(self, job: str, *fields: str):
		return frappe.db.get_value("Dispatch Job", job, fields or "status")

	def facts(self, job: str) -> dict:
		"""What the replay of a visit leaves, without names."""
		frappe.db.rollback()
		doc = frappe.get_doc("Dispatch Job", job)
		[device] = doc.equipment_list
		messages = frappe.get_all(
			"Outbox Message", {"reference_name": job}, ["channel", "event"], order_by="channel, name"
		)
		return {
			"status": doc.status,
			"times": [str(doc.get(field)) for field in ("en_route_at", "started_at", "completed_at")],
			"scanned": bool(device.serial_number),
			"messages": [(row.channel, row.event) for row in messages],
			"comments": frappe.db.count(
				"Comment",
				{"reference_doctype": "Dispatch Job", "reference_name": job, "comment_type": "Info"},
			),
			"work_orders": frappe.db.count("Service Work Order", {"dispatch_job": job}),
			"operations": frappe.db.count("Field Operation", {"job": job, "ok": 1}),
		}


class ReplayProcesses(ReplayCase):
	"""Replays in processes that can be killed."""

	def setUp(self):
		super().setUp()
		command = [sys.executable, str(CHILD), self.user]
		pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
		self.child = subprocess.Popen(command, cwd=os.environ["GIGAFIBRE_SITES_PATH"], text=True, **pipes)
		self.addCleanup(self.child.communicate, timeout=PATIENCE)
		self.assertEqual(self.child.stdout.readline(), "ready\n")

	def play(self, operations: list, **how) -> list:
		self.child.stdin.write(json.dumps({"operations": operations, **how}) + "\n")
		self.child.stdin.flush()
		return json.loads(self.child.stdout.readline())
