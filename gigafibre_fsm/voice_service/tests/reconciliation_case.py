"""No lines but those of the test, a SIP platform and a 911 provider on this machine, and an outbox of its own.

A reconciliation commits: the tables that it reads and writes are empty ones while these tests run.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.gigafibre_fsm.delivery import run
from gigafibre_fsm.gigafibre_fsm.tests.delivery_case import SETTINGS, queue_at
from gigafibre_fsm.integrations.tests import systems
from gigafibre_fsm.testing import factories
from gigafibre_fsm.testing.servers.base import closed_port
from gigafibre_fsm.testing.servers.emergency import EmergencyServer
from gigafibre_fsm.testing.servers.sip import SipServer
from gigafibre_fsm.voice_service.services import reconciliation

DIFFERENCE, RUN = "Telephone Difference", "Telephone Reconciliation"
OWN = ("VoIP Line", "E911 Request", "Outbox Message", "Address Judgement", DIFFERENCE, RUN)
PLACE = {
	"e911_civic_number": "100",
	"e911_street": "Rue Principale",
	"e911_city": "Val-des-Bouleaux",
	"e911_state": "QC",
	"e911_zip": "J0S 1A1",
	"e911_last_name": "Roy",
}
HELD = {
	"last_name": "Roy",
	"street_number": "100",
	"street_name": "Rue Principale",
	"city": "Val-des-Bouleaux",
	"province": "QC",
	"postal_code": "J0S 1A1",
}


class ReconciliationCase(FrappeTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.enterClassContext(queue_at(f"redis://127.0.0.1:{closed_port()}"))
		cls.enterClassContext(own_tables())
		cls.enterClassContext(kept_settings())
		cls.customer = factories.make_customer().name
		cls.manager = factories.make_user("FSM Manager").name
		cls.addClassCleanup(cls.remove_people)

	@classmethod
	def remove_people(cls):
		frappe.db.rollback()
		for doctype, name in (("User", cls.manager), ("Customer", cls.customer)):
			frappe.delete_doc(doctype, name, force=True)
		frappe.db.commit()  # what the tests committed

	def setUp(self):
		self.sip = self.enterContext(SipServer())
		self.emergency = self.enterContext(EmergencyServer())
		self.settle(**systems.sip(self.sip), **systems.emergency(self.emergency), **self.switches())

	def tearDown(self):
		frappe.db.rollback()
		for doctype in OWN:
			frappe.db.delete(doctype)
		frappe.db.delete("Notification Log", {"document_type": RUN})
		frappe.db.delete("Error Log", {"method": ("like", "Telephone reconciliation%")})
		frappe.db.commit()  # for the next test
		self.assertEqual(self.sip.faults, [])

	def settle(self, **values):
		frappe.get_doc("FSM Settings").update(values).save()
		frappe.db.commit()  # a reconciliation works in its own transactions

	def switches(self, sip: bool = True, emergency: bool = True) -> dict:
		return {"sip_enabled": int(sip), "emergency_enabled": int(emergency)}

	# -- what there is

	def line(self, **values):
		"""In service and registered, unless a test says otherwise."""
		username = f"gf{factories.unique_number()}"
		given = {"status": "Active", "e911_status": "Synced", "sip_username": username, **PLACE, **values}
		secret = "Secret4Registering"
		line = factories.make_voip_line(
			customer=self.customer, service_location=None, sip_password=secret, **given
		)
		frappe.db.commit()  # a reconciliation works in its own transactions
		return line

	def account(self, line, **values) -> dict:
		enabled = values.pop("enabled", line.status != "Suspended")
		mark = {"site": frappe.local.site, "voipLine": line.name, "did": line.did, **values}
		return self.sip.hold(line.sip_username, enabled, mark)

	def held(self, line, status: str = "registered", **address) -> dict:
		return self.emergency.hold(line.did, {**HELD, **address}, status)

	def agreed(self, **values):
		"""A line as both providers have it."""
		line = self.line(**values)
		self.account(line)
		self.held(line)
		return line

	# -- what happens

	def reconcile(self):
		return frappe.get_doc(RUN, reconciliation.reconcile())

	def found(self, *statuses: str) -> list[tuple]:
		"""Kind, number and user of what is open."""
		frappe.db.rollback()  # the look from before
		rows = frappe.get_all(
			DIFFERENCE,
			{"status": ("in", statuses or ("Open",))},
			["kind", "did", "sip_username"],
			order_by="kind, did",
		)
		return [(row.kind, row.did, row.sip_username) for row in rows]

	def kinds(self, *statuses: str) -> list[str]:
		return [kind for kind, *_which in self.found(*statuses)]

	def only(self):
		frappe.db.rollback()  # the look from before
		[name] = frappe.get_all(DIFFERENCE, pluck="name")
		return frappe.get_doc(DIFFERENCE, name)

	def correct_all(self) -> dict:
		answer = reconciliation.correct(frappe.get_all(DIFFERENCE, {"status": "Open"}, pluck="name"))
		frappe.db.commit()  # as the request does
		return answer

	def deliver(self):
		run.drain()
		frappe.db.rollback()


@contextmanager
def own_tables() -> Iterator[None]:
	aside = {f"`tab{doctype}`": f"`_gigafibre_test_{frappe.scrub(doctype)}`" for doctype in OWN}
	for table, kept in aside.items():
		frappe.db.sql_ddl(f"rename table {table} to {kept}")
		frappe.db.sql_ddl(f"create table {table} like {kept}")
	try:
		yield
	finally:
		frappe.db.rollback()
		for table, kept in aside.items():
			frappe.db.sql_ddl(f"drop table {table}")
			frappe.db.sql_ddl(f"rename table {kept} to {table}")


@contextmanager
def kept_settings() -> Iterator[None]:
	kept = {
		table: frappe.db.sql(f"select * from `{table}` where {condition}") for table, condition in SETTINGS
	}
	try:
		yield
	finally:
		frappe.db.rollback()
		for table, condition in SETTINGS:
			frappe.db.sql(f"delete from `{table}` where {condition}")
			for values in kept[table]:
				frappe.db.sql(f"insert into `{table}` values ({', '.join(['%s'] * len(values))})", values)
		frappe.db.commit()  # what the tests committed
		frappe.clear_document_cache("FSM Settings", "FSM Settings")
