"""What the tests of a job's life share: two technicians, a dispatcher, a customer, and a job of today."""

from datetime import timedelta

import frappe
from frappe.tests.utils import FrappeTestCase
from frappe.utils import getdate

from gigafibre_fsm.testing import factories

TODAY = getdate()
TOMORROW = TODAY + timedelta(days=1)
EN_ROUTE = "technician_en_route"


def make_technician(name: str) -> tuple[str, str]:
	user = factories.make_user("FSM Technician").name
	return user, factories.make_employee(first_name=name, user_id=user).name


class JobCase(FrappeTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.user, cls.technician = make_technician("Luc Gagnon")
		cls.other_user, cls.other = make_technician("Ève Roy")
		cls.dispatcher = factories.make_user("FSM Dispatcher").name
		cls.customer = factories.make_customer(
			customer_name=f"Anne Côté {factories.unique_number()}", mobile_no="450 272-2408", language="en"
		)
		frappe.db.set_single_value("FSM Settings", "twilio_enabled", 1)
		cls.addClassCleanup(frappe.clear_document_cache, "FSM Settings", "FSM Settings")

	def setUp(self):
		plug = {"olt_name": "OLT-1", "olt_port": 6}
		self.place = factories.make_service_location(
			customer=self.customer.name, address_line="12 rue Principale", **plug
		)
		frappe.db.delete("Dispatch Job", {"assigned_technician": self.technician})
		self.job = self.make_job()

	def make_job(self, **facts):
		plan = {"status": "Scheduled", "scheduled_date": TODAY, "assigned_technician": self.technician}
		return factories.make_dispatch_job(**{"service_location": self.place.name, **plan, **facts})

	def row(self, *fields: str, job=None):
		return frappe.db.get_value("Dispatch Job", (job or self.job).name, fields or "status")

	def told(self, event: str, job=None) -> list:
		return frappe.get_all(
			"Outbox Message",
			{"reference_name": (job or self.job).name, "event": event},
			["channel", "recipient", "status", "payload"],
			order_by="name",
		)

	def timeline(self, words: str) -> int:
		said = {"reference_name": self.job.name, "content": ("like", f"%{words}%")}
		return frappe.db.count("Comment", said)

	def written(self) -> tuple:
		"""What any write would have changed."""
		counted = ("Comment", "Version", "Outbox Message")
		return (self.row("modified"), *(frappe.db.count(doctype) for doctype in counted))

	def assert_repeat_writes_nothing(self, call, *args) -> None:
		first, before = call(*args), self.written()
		self.assertEqual(call(*args), first)
		self.assertEqual(self.written(), before)
