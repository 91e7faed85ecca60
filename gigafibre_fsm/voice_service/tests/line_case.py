"""What the tests of line operations share: a place in service with its terminal, a number, and lines with both."""

from contextlib import contextmanager

import frappe
from frappe.model.document import Document
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.testing import factories
from gigafibre_fsm.voice_service.services.provisioning import Wanted, provision

WHY = "Demande du client"


class LineTestCase(FrappeTestCase):
	def setUp(self):
		frappe.db.set_single_value("FSM Settings", {"emergency_enabled": 1, "sip_enabled": 1})
		frappe.clear_document_cache("FSM Settings", "FSM Settings")
		self.place = factories.make_service_location(status="Active")
		self.number = factories.make_phone_number().name

	def ont_at(self, place: Document) -> Document:
		return factories.make_service_equipment(
			service_location=place.name, serial_number=factories.unique_serial(), status="Actif"
		)

	def other_place(self, **values) -> Document:
		return factories.make_service_location(
			customer=self.place.customer, civic_number="77", **{"status": "Active", **values}
		)

	def provisioned(self, **wanted) -> Document:
		return provision(Wanted(**{"location": self.place.name, "reason": WHY, "did": self.number, **wanted}))

	def registered(self, **wanted) -> Document:
		"""As the provider's answer leaves a line."""
		line = self.provisioned(**wanted)
		line.reload()
		return line.update({"e911_status": "Synced"}).save()

	def number_status(self, did: str) -> tuple:
		return frappe.db.get_value("Phone Number", did, ["status", "voip_line"])

	def asked(self, line: str, **filters) -> list[tuple]:
		"""What the 911 provider is asked for: action and number."""
		rows = frappe.get_all(
			"E911 Request",
			{"voip_line": line, **filters},
			["action", "did"],
			order_by="creation, name",
		)
		return [(row.action, row.did) for row in rows]

	def confirm_end(self, line: str) -> None:
		"""As the provider's answer to its deregistration leaves both."""
		request = frappe.get_last_doc("E911 Request", {"voip_line": line, "action": "Deregister"})
		request.update({"status": "Confirmed"}).save()
		line = frappe.get_doc("VoIP Line", line)
		if line.did == request.did:
			line.update({"e911_status": "Deregistered"}).save()

	def sip_rows(self, line: str) -> int:
		return frappe.db.count("Outbox Message", {"channel": "SIP", "reference_name": line})

	def said(self, line: str) -> str:
		rows = frappe.get_all(
			"Comment", {"reference_doctype": "VoIP Line", "reference_name": line}, pluck="content"
		)
		return "\n".join(rows)

	def state(self, line: str) -> dict:
		"""All that an operation may touch."""
		fields = "*"
		return {
			"line": frappe.db.get_value("VoIP Line", line, fields, as_dict=True),
			"numbers": frappe.get_all("Phone Number", {"voip_line": line}, fields),
			"requests": self.asked(line),
			"rows": frappe.db.count("Outbox Message", {"reference_name": line}),
			"comments": self.said(line),
			"ports": frappe.get_all("Number Port", {"voip_line": line}, fields),
			"accounts": frappe.get_all("Equipment SIP Line", fields),
		}

	@contextmanager
	def refused(self, kind: type[Exception], words: str):
		with self.assertRaises(kind) as caught:
			yield
		self.assertIn(words, str(caught.exception))
