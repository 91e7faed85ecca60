"""What the tests of completion share: an order whose installation is done but for the last word."""

from datetime import datetime

import frappe
from frappe.model.document import Document
from frappe.utils import now_datetime

from gigafibre_fsm.subscriber.services.installation.completing import complete
from gigafibre_fsm.subscriber.tests.order_case import OrderTestCase
from gigafibre_fsm.testing import factories

MAC_KINDS = ("Décodeur TV", "Téléphone IP")


class CompletionCase(OrderTestCase):
	def setUp(self):
		super().setUp()
		frappe.db.set_value("Phone Number", {"status": "Free"}, "status", "Quarantined")
		self.did = factories.make_phone_number().name
		for switch in ("twilio_enabled", "mailjet_enabled", "emergency_enabled"):
			frappe.db.set_single_value("FSM Settings", switch, 1)
		frappe.clear_document_cache("FSM Settings", "FSM Settings")

	def installed(self, **changes) -> dict:
		"""The answer to an order whose devices are all scanned and whose technician has begun."""
		answer = self.place(**changes)
		for name in answer["equipment"]:
			self.identify(name)
		self.begin(answer["dispatch_job"])
		return answer

	def identify(self, name: str) -> None:
		device = frappe.get_doc("Service Equipment", name)
		field, make = (
			("mac_address", factories.unique_mac)
			if device.equipment_type in MAC_KINDS
			else ("serial_number", factories.unique_serial)
		)
		device.update({field: make()}).save()

	def begin(self, job: str, at: datetime | None = None) -> None:
		document = frappe.get_doc("Dispatch Job", job)
		for status in ("Scheduled", "In Progress"):
			if document.status != status:
				document.update(
					{"status": status, "scheduled_date": document.scheduled_date or "2030-01-02"}
				).save()
		document.db_set("started_at", at or now_datetime().replace(microsecond=0))

	def complete(self, answer: dict, **told) -> dict:
		return complete(answer["dispatch_job"], **told)

	def documents(self, doctype: str, names: list[str]) -> list[Document]:
		return [frappe.get_doc(doctype, name) for name in names]

	def states(self, doctype: str, names: list[str]) -> set[str]:
		return {one.status for one in self.documents(doctype, names)}

	def said(self, channel: str, event: str, about: str) -> list[dict]:
		return frappe.get_all(
			"Outbox Message",
			{"channel": channel, "event": event, "reference_name": about},
			["recipient", "status", "payload", "last_error"],
		)
