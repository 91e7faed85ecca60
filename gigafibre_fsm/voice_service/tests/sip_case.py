"""A phone line, and a SIP platform's gateway on this machine that it is told to."""

import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.gigafibre_fsm.delivery.message import COLUMNS, Message
from gigafibre_fsm.integrations.credentials import Credentials
from gigafibre_fsm.integrations.sip.client import SipClient
from gigafibre_fsm.integrations.sip.records import Account
from gigafibre_fsm.integrations.tests import systems
from gigafibre_fsm.integrations.tests.case import save
from gigafibre_fsm.testing import factories
from gigafibre_fsm.testing.servers.sip import SipServer
from gigafibre_fsm.voice_service.services.sip import sender

PASSWORD = "Secret4Registering"


def make_line(**values):
	username = f"gf{factories.unique_number()}"
	return factories.make_voip_line(**{"sip_username": username, "sip_password": PASSWORD, **values})


class SipCase(FrappeTestCase):
	"""Nothing is committed here: rows of the outbox are given to the sender as a delivery does."""

	def setUp(self):
		self.server = self.enterContext(SipServer())
		self.addCleanup(lambda: self.assertEqual(self.server.faults, []))
		self.addCleanup(frappe.db.rollback)
		save(**systems.sip(self.server), sip_enabled=1)

	def client(self) -> SipClient:
		return SipClient.from_settings(Credentials(frappe.get_doc("FSM Settings")))

	def account(self, username: str) -> Account | None:
		return self.client().find(username)

	def rows(self, line) -> list[Message]:
		about = {"reference_doctype": line.doctype, "reference_name": line.name, "channel": "SIP"}
		found = frappe.get_all("Outbox Message", about, [*COLUMNS], order_by="name", as_list=True)
		return [Message(*row) for row in found]

	def deliver(self, line) -> list[str | None]:
		"""Its rows, oldest first; each once."""
		told = [sender.sender().send(row) for row in self.rows(line)]
		frappe.db.delete("Outbox Message", {"reference_name": line.name})
		return told
