"""The service that hears Oktopus's events, as the process that an operator starts, at a real broker."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.integrations.tests.broker import LOGIN, Mosquitto
from gigafibre_fsm.testing import factories

PATIENCE = 40
FIELDS = ("oktopus_mqtt_host", "oktopus_mqtt_port", "oktopus_mqtt_username", "oktopus_mqtt_password")


class TestService(FrappeTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.mosquitto = cls.enterClassContext(Mosquitto())

	def setUp(self):
		self.log = Path(self.enterContext(tempfile.TemporaryDirectory())) / "service.log"
		self.process: subprocess.Popen | None = None
		self.before = {field: frappe.get_doc("FSM Settings").get(field) for field in FIELDS}
		self.serial = factories.unique_serial()
		self.unknown = factories.unique_serial()
		self.addCleanup(self.put_back)
		self.settle(LOGIN[1])
		self.device = factories.make_service_equipment(serial_number=self.serial, status="Actif")
		frappe.db.commit()  # for the other process to see

	def settle(self, password: str | None, **values):
		settings = frappe.get_doc("FSM Settings")
		told = ("127.0.0.1", self.mosquitto.port, LOGIN[0], password)
		settings.update({**dict(zip(FIELDS, told, strict=True)), **values}).save()
		frappe.db.commit()  # for the other process to see

	def put_back(self):
		self.end(signal.SIGKILL)
		frappe.db.rollback()
		for name in self.issues():
			frappe.db.delete("Outbox Message", {"reference_doctype": "Issue", "reference_name": name})
			frappe.delete_doc("Issue", name, force=True)
		frappe.db.delete("Outbox Message", {"reference_name": self.device.name})
		frappe.delete_doc("Service Equipment", self.device.name, force=True)
		frappe.get_doc("FSM Settings").update({**self.before, "oktopus_mqtt_password": None}).save()
		frappe.db.commit()  # what this test and the service committed

	def start(self) -> None:
		command = [
			"-m",
			"frappe.utils.bench_helper",
			"frappe",
			"--site",
			frappe.local.site,
			"gigafibre-acs-events",
		]
		with self.log.open("ab") as log:
			self.process = subprocess.Popen(
				[sys.executable, "-u", *command],
				cwd=os.environ["GIGAFIBRE_SITES_PATH"],
				stdout=log,
				stderr=log,
			)

	def end(self, number: int = signal.SIGTERM) -> int | None:
		if self.process:
			self.process.send_signal(number)
			return self.process.wait(PATIENCE)
		return None

	def wait(self, condition: Callable[[], object], what: str, keeps_lock: bool = False):
		end = time.monotonic() + PATIENCE
		while not (found := condition()):
			assert time.monotonic() < end, f"{what}: {self.log.read_text()}"
			time.sleep(0.05)
			if not keeps_lock:
				frappe.db.rollback()  # the look from before
		return found

	def said(self, words: str, times: int = 1, **options) -> None:
		self.wait(lambda: self.log.read_text().count(words) >= times, f"never said « {words} »", **options)

	def issues(self) -> list[str]:
		return frappe.get_all("Issue", {"subject": ("like", f"%{self.unknown}%")}, pluck="name")

	def is_online(self) -> bool:
		return bool(frappe.db.get_value("Service Equipment", self.device.name, "is_online"))

	def publish(self, serial: str, **told) -> None:
		self.mosquitto.publish((f"device/bootstrap/{serial}", json.dumps(told).encode()))

	def test_a_known_device_comes_online_and_an_unknown_one_makes_one_issue(self):
		self.start()
		self.said("listening to device/bootstrap/+")
		for _again in range(3):
			self.publish(self.unknown, OUI="403F8C", ProductClass="Deco X20")
		self.publish("", what="no serial")
		self.publish(self.serial.lower(), ip="203.0.113.9", Version="1.6.2")
		self.wait(self.is_online, "it did not come online")
		device = frappe.get_doc("Service Equipment", self.device.name)
		self.assertEqual((device.ip_address, device.firmware), ("203.0.113.9", "1.6.2"))
		self.assertEqual(len(self.issues()), 1)
		self.assertIn("Deco X20", frappe.db.get_value("Issue", self.issues()[0], "description"))
		self.said("ignored: no serial")
		self.assertEqual(self.end(), 0)

	def test_what_comes_while_it_is_down_is_heard_when_it_is_back(self):
		self.start()
		self.said("listening")
		self.end(signal.SIGKILL)
		self.publish(self.serial)
		self.start()
		self.wait(self.is_online, "the message was lost")

	def test_killed_half_way_it_hears_the_message_again(self):
		frappe.db.sql("select name from `tabService Equipment` where name = %s for update", self.device.name)
		self.start()
		self.said("listening", keeps_lock=True)
		self.publish(self.serial)
		self.wait(self.is_being_written, "it never came to the row that is held", keeps_lock=True)
		self.end(signal.SIGKILL)
		frappe.db.rollback()  # gives the row back
		self.assertFalse(self.is_online())
		self.start()
		self.wait(self.is_online, "the message was lost")

	def is_being_written(self) -> bool:
		waiting = """select count(*) from information_schema.processlist
			where db = %s and id <> connection_id() and info like %s"""
		name = f"%%update `tabService Equipment`%%{self.device.name}%%"
		return bool(frappe.db.sql(waiting, (frappe.conf.db_name, name))[0][0])

	def test_a_message_that_fails_for_a_reason_of_its_own_holds_up_nobody(self):
		setter = {"doctype": "Issue", "fieldname": "customer", "property": "reqd", "value": "1"}
		frappe.make_property_setter({**setter, "property_type": "Check"})
		frappe.db.commit()  # for the other process to see
		self.addCleanup(self.remove_setter)
		self.start()
		self.said("listening")
		self.publish(self.unknown)
		self.publish(self.serial)
		self.wait(self.is_online, "the message after it was not heard")
		self.said(f"failed: {self.unknown}", times=3)
		note = {"method": f"Bootstrap of {self.unknown} was given up"}
		self.assertEqual((frappe.db.count("Error Log", note), self.issues()), (1, []))

	def remove_setter(self):
		frappe.db.delete(
			"Property Setter", {"doc_type": "Issue", "field_name": "customer", "property": "reqd"}
		)
		frappe.db.delete("Error Log", {"method": ("like", f"%{self.unknown}%")})
		frappe.db.commit()  # what this test committed
		frappe.clear_cache(doctype="Issue")

	def test_a_broker_that_was_restarted_is_found_again(self):
		self.start()
		self.said("listening")
		self.mosquitto.stop()
		self.said("MQTT broker")
		self.mosquitto.start()
		self.said("listening", times=2)
		self.publish(self.serial)
		self.wait(self.is_online, "the message was lost")
		self.assertNotIn(LOGIN[1], self.log.read_text())

	def test_a_password_that_is_mended_is_used_without_a_restart(self):
		self.settle("wrong-password-0001")
		self.start()
		self.said("refuses the connection")
		self.settle(LOGIN[1])
		self.said("listening")
		self.assertNotIn("password-0001", self.log.read_text())

	def test_without_a_broker_in_the_settings_it_says_so(self):
		self.settle(None, oktopus_mqtt_host="")
		self.start()
		self.said("Missing: MQTT Host")
		self.assertEqual(self.end(), 0)
