"""Lines whose 911 address goes to a provider on this machine, through an outbox of their own."""

import os

import frappe

from gigafibre_fsm.gigafibre_fsm.tests.delivery_case import DeliveryCase, queue_at
from gigafibre_fsm.integrations.tests import systems
from gigafibre_fsm.testing import factories
from gigafibre_fsm.testing.servers.base import closed_port
from gigafibre_fsm.testing.servers.emergency import EmergencyServer
from gigafibre_fsm.voice_service.services import emergency

OLD_NUMBER = "4505550188"
REASON = "Le client a appelé"
DOOR = {"civic_number": "125", "street": "Rue Principale", "city": "Val-des-Bouleaux", "zip": "J0S 1A1"}
# Nobody listens on it: a worker of this bench would take part.
NO_QUEUE = f"redis://127.0.0.1:{closed_port()}"


class EmergencyCase(DeliveryCase):
	def setUp(self):
		super().setUp()
		self.provider = self.enterContext(EmergencyServer())
		self.settle(**systems.emergency(self.provider), emergency_enabled=1)
		self.dids = {OLD_NUMBER}
		self.line = self.make_line()

	def make_line(self, **values):
		line = factories.make_voip_line(**{"status": "Active", **values})
		frappe.db.commit()  # a delivery works in its own transactions
		self.dids.add(line.did)
		self.addCleanup(self.take_away, line)
		return line

	def take_away(self, line):
		frappe.db.rollback()
		frappe.db.delete("E911 Request", {"voip_line": line.name})
		frappe.db.delete("Task", {"subject": ("like", f"%{line.did}%")})
		frappe.db.delete("VoIP Line", {"name": line.name})
		frappe.db.delete("Service Location", {"name": line.service_location})
		frappe.db.commit()  # what the test committed

	# -- what is asked

	def update(self, line=None, address=DOOR, reason=REASON) -> str:
		request = emergency.update(self.fresh(line), address, reason)
		frappe.db.commit()  # as the request does
		return request

	def deregister(self, line=None, did=None) -> str:
		request = emergency.deregister(self.fresh(line), REASON, did=did)
		frappe.db.commit()  # as the request does
		return request

	def fresh(self, line=None):
		frappe.db.rollback()  # the look from before
		return frappe.get_doc("VoIP Line", (line or self.line).name)

	# -- what is there

	def request(self, name: str):
		frappe.db.rollback()  # the look from before
		return frappe.get_doc("E911 Request", name)

	def row_of(self, request: str):
		return self.row(self.request(request).outbox_message)

	def state(self, line=None) -> str:
		return self.fresh(line).e911_status

	def held(self, did: str | None = None) -> dict | None:
		row = self.provider.registrations.get(did or self.line.did)
		return row and row["address"]

	def done(self) -> list[str]:
		"""With the lines of this test: the site may have others that wait."""
		return [verb for verb, phone in self.provider.done if phone in self.dids]

	def tasks(self) -> list[str]:
		frappe.db.rollback()  # the look from before
		return frappe.get_all(
			"Task", {"subject": ("like", f"%{self.line.did}%")}, pluck="status", order_by="name"
		)

	# -- other requests

	def in_another_request(self, act) -> None:
		"""In another thread than the test's, such as the provider's while it has not answered yet."""
		frappe.init(site=os.environ["GIGAFIBRE_SITE"], sites_path=os.environ["GIGAFIBRE_SITES_PATH"])
		frappe.connect()
		try:
			with queue_at(NO_QUEUE):
				act(frappe.get_doc("VoIP Line", self.line.name))
				frappe.db.commit()  # as the request does
		finally:
			frappe.destroy()
