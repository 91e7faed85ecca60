"""The whole way of an account: a line of the app, the outbox, the gateway, Kamailio, a telephone that registers and calls."""

import frappe

from gigafibre_fsm.domain.orders import names
from gigafibre_fsm.gigafibre_fsm.tests.delivery_case import DeliveryCase
from gigafibre_fsm.integrations.tests import systems
from gigafibre_fsm.testing import factories
from gigafibre_fsm.voice_service.services.ending import cancel
from gigafibre_fsm.voice_service.services.provisioning import Wanted, provision
from gigafibre_fsm.voice_service.services.suspending import reactivate, suspend
from gigafibre_fsm.voice_service.tests.kamailio import Platform
from gigafibre_fsm.voice_service.tests.telephone import Diary, Telephone

IN, WHO, SUSPENDED, WHO_CALLS = 200, 401, 403, 407
WRONG, NEIGHBOUR, WHY = "WrongPassword1234567", "4505550100", "Demande du client"


class TestRegistering(DeliveryCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.platform = cls.enterClassContext(Platform())
		cls.diary = Diary()
		cls.addClassCleanup(cls.diary.write)

	def setUp(self):
		super().setUp()
		self.gateway = self.platform.gateway
		self.settle(**systems.sip(self.gateway), sip_enabled=1)
		self.addCleanup(lambda: self.assertEqual(self.gateway.faults, []))
		self.make_line()

	def make_line(self):
		place = factories.make_service_location(status="Active")
		did = factories.make_phone_number().name
		frappe.db.commit()  # a use case begins with nothing of others' in its transaction
		self.addCleanup(self.forget, place.customer, place.name, did)
		line = provision(Wanted(location=place.name, reason=WHY, did=did))
		self.line, self.username = line.name, line.sip_username
		self.deliver()

	def forget(self, customer: str, place: str, did: str):
		frappe.db.rollback()
		frappe.db.delete("E911 Request", {"did": did})
		for doctype, name in (
			("Phone Number", did),
			("VoIP Line", self.line),
			("Service Location", place),
			("Customer", customer),
		):
			frappe.delete_doc(doctype, name, force=True)
		frappe.db.commit()  # as the line was

	def deliver(self):
		frappe.db.commit()  # as the request does
		self.drain()
		told = frappe.get_all("Outbox Message", {"channel": "SIP"}, ["status", "last_error"])
		self.assertEqual({(row.status, row.last_error) for row in told}, {("Sent", None)})

	def do(self, operation, *values):
		operation(self.line, *values, WHY)
		self.deliver()

	def secret(self) -> str:
		return frappe.get_doc("VoIP Line", self.line).get_password("sip_password")

	def new_password(self):
		line = frappe.get_doc("VoIP Line", self.line)
		line.update({"sip_password": names.sip_password()}).save()
		self.deliver()

	def telephone(self, password: str | None = None) -> Telephone:
		domain, port = self.gateway.domains[0], self.platform.port
		return Telephone(port, self.username, domain, password or self.secret(), self.diary)

	def registers(self, when: str, password: str | None = None) -> int | None:
		return self.telephone(password).register(when)

	def calls(self, number: str, when: str, password: str | None = None) -> int | None:
		return self.telephone(password).call(number, when)

	def test_who_may_register(self):
		self.assertEqual(self.registers("active"), IN)
		self.assertEqual(self.registers("active, wrong password", WRONG), WHO)
		self.do(suspend)
		self.assertEqual(self.registers("suspended"), SUSPENDED)
		self.do(reactivate)
		self.assertEqual(self.registers("reactivated"), IN)
		old = self.secret()
		self.new_password()
		self.assertEqual(self.registers("another password"), IN)
		self.assertEqual(self.registers("another password, the old one", old), WHO)
		self.do(cancel)
		self.assertEqual(self.registers("cancelled"), WHO)

	def test_a_suspended_telephone_reaches_911_and_nobody_else(self):
		self.assertEqual(self.calls(NEIGHBOUR, "active"), IN)
		self.do(suspend)
		before = len(self.platform.called())
		self.assertEqual(self.calls(NEIGHBOUR, "suspended"), SUSPENDED)
		self.assertEqual(self.calls("911", "suspended"), IN)
		self.assertEqual(self.calls("911", "suspended, wrong password", WRONG), WHO_CALLS)
		self.assertEqual(self.platform.called()[before:], ["911"])
