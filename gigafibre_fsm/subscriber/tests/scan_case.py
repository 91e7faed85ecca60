"""What the tests of scanning share: a job of a real order, and what its devices are."""

from datetime import datetime

import frappe

from gigafibre_fsm.subscriber.services.installation.scanning import scan
from gigafibre_fsm.subscriber.tests.order_case import OrderTestCase
from gigafibre_fsm.testing import factories

AT = datetime(2026, 12, 1, 10, 30)
IDENTITY = ["serial_number", "mac_address"]
TV_BOX = "Décodeur TV"


def unknown_mac() -> str:
	"""Of no maker that is listed."""
	return f"02DEAD{factories.unique_number() % 0xFFFFFF:06X}"


class ScanCase(OrderTestCase):
	def setUp(self):
		super().setUp()
		self.placed = self.place()
		self.job = self.placed["dispatch_job"]

	def scan(self, code: str, kind: str | None = None, at: datetime = AT) -> dict:
		return scan(self.job, code, kind, at)

	def rows(self, job: str | None = None) -> dict[str, frappe._dict]:
		return {
			row.equipment_type: row for row in frappe.get_doc("Dispatch Job", job or self.job).equipment_list
		}

	def device(self, kind: str):
		return frappe.get_doc("Service Equipment", self.rows()[kind].equipment)

	def assert_refused(self, kind: type[Exception], words: str, code: str, said: str | None = None) -> None:
		before = self.state()
		with self.assertRaises(kind) as caught:
			self.scan(code, said)
		self.assertIn(words, str(caught.exception))
		self.assertEqual(self.state(), before)

	def state(self) -> list:
		names = [row.equipment for row in self.rows().values()]
		devices = frappe.get_all(
			"Service Equipment", {"name": ("in", names)}, ["name", "modified", *IDENTITY], order_by="name"
		)
		return [frappe.db.get_value("Dispatch Job", self.job, "modified"), devices]
