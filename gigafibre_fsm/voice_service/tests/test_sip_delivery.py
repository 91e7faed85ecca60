"""Accounts on their way through the outbox, with what a delivery commits."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from unittest.mock import patch

import frappe
import pymysql
from pymysql.connections import Connection

from gigafibre_fsm.gigafibre_fsm import locks
from gigafibre_fsm.gigafibre_fsm.tests.delivery_case import DeliveryCase
from gigafibre_fsm.integrations.tests import systems
from gigafibre_fsm.testing import factories
from gigafibre_fsm.testing.servers.base import Reply, Request
from gigafibre_fsm.testing.servers.sip import SipServer
from gigafibre_fsm.voice_service.services import sip
from gigafibre_fsm.voice_service.tests.sip_case import PASSWORD

SECRET = "sip-secret-0001"


class TestDelivery(DeliveryCase):
	def setUp(self):
		super().setUp()
		self.server = self.enterContext(SipServer(secret=SECRET))
		self.settle(**systems.sip(self.server), sip_enabled=1)
		self.customer = factories.make_customer().name
		self.addCleanup(self.forget)
		self.lines = [self.make_line() for _ in range(2)]
		frappe.db.commit()  # as the request does

	def make_line(self):
		line = factories.make_voip_line(
			customer=self.customer,
			service_location=None,
			sip_username=f"gf{factories.unique_number()}",
			sip_password=PASSWORD,
		)
		sip.request(line, "made")
		return line

	def forget(self):
		frappe.db.rollback()
		for line in self.lines:
			frappe.delete_doc("VoIP Line", line.name, force=True)
		frappe.delete_doc("Customer", self.customer, force=True)
		frappe.db.commit()  # as they were

	def of(self, line) -> frappe._dict:
		frappe.db.rollback()  # the look from before
		return frappe.get_last_doc("Outbox Message", {"reference_name": line.name})

	def test_a_refused_key_pauses_the_channel_until_someone_acts(self):
		self.server.trouble = self.server.login_refused
		self.drain()
		self.assertEqual(len(self.server.requests), 1)
		for line in self.lines:
			row = self.of(line)
			self.assertEqual((row.status, row.attempts), ("Queued", 0))
			self.assertIn("refuses the credentials (401", row.last_error)
		self.assertIn("refuses the credentials", frappe.get_doc("FSM Settings").sip_paused_because)
		self.later()
		self.drain()
		self.assertEqual(len(self.server.requests), 1)
		self.server.trouble = None
		self.settle(sip_access_key_secret=SECRET)
		self.drain()
		self.assertEqual({self.of(line).status for line in self.lines}, {"Sent"})
		self.assertEqual(len(self.server.agents), 2)
		self.assertIsNone(frappe.get_doc("FSM Settings").sip_paused_until)

	def test_an_answer_that_was_lost_leaves_one_account_and_a_row_that_is_sent(self):
		self.server.lose_answer_to("POST", "/v1/agents")
		self.drain()
		self.assertEqual(sorted(self.of(line).status for line in self.lines), ["Queued", "Sent"])
		self.later()
		self.drain()
		self.assertEqual({self.of(line).status for line in self.lines}, {"Sent"})
		self.assertEqual(len(self.server.made()), 4)

	def test_a_busy_platform_is_asked_again_later(self):
		self.server.trouble = self.server.busy
		self.drain()
		row = self.of(self.lines[0])
		self.assertEqual((row.status, row.attempts, row.in_doubt), ("Queued", 1, 0))
		self.assertGreater(row.next_attempt_at, frappe.utils.now_datetime())

	def test_no_password_in_rows_and_logs(self):
		before = frappe.db.count("Error Log")
		self.server.trouble = quoting(self.server)
		self.drain()
		rows = str(frappe.get_all("Outbox Message", fields=["*"]))
		self.assertIn("weak: •••", rows)
		self.assertNotIn(PASSWORD, rows)
		self.assertEqual(frappe.db.count("Error Log"), before)

	def test_nothing_is_asked_of_a_change_that_is_rolled_back(self):
		self.drain()
		asked = len(self.server.requests)
		self.lines[0].reload().update({"status": "Cancelled"}).save()
		frappe.db.rollback()
		self.drain()
		self.assertEqual(len(self.server.requests), asked)

	def test_while_another_process_is_at_the_account_its_row_waits(self):
		"""Else the slower of two could leave it as it found the line before."""
		line = self.lines[0]
		with another_process(f"sip account {line.sip_username}"), patch.object(locks, "PATIENCE", 0):
			self.drain()
			self.assertIn("Another process", self.of(line).last_error)
			self.assertIsNone(self.server.agent(line.sip_username))
		self.later()
		self.drain()
		self.assertEqual(self.of(line).status, "Sent")

	def test_the_lock_is_kept_while_the_platform_is_asked(self):
		lock, connection = f"sip account {self.lines[0].sip_username}", self.enterContext(_connection())
		name, held = locks.server_name(lock), []

		def looking(request: Request) -> Reply:
			held.append(is_used(connection, name))
			return self.server.answer(request)

		self.server.trouble = looking
		self.drain(limit=1)
		self.assertEqual(set(held), {True})
		self.assertFalse(is_used(connection, name))


def quoting(server: SipServer) -> Callable[[Request], Reply]:
	"""It says in its refusal what it was sent."""

	def answer(request: Request) -> Reply:
		if request.method == "GET":
			return server.answer(request)
		return Reply.json({"code": 3, "message": f"weak: {dict(request.json())['password']}"}, 400)

	return answer


def _connection() -> closing:
	conf = frappe.conf
	login = {"user": conf.db_name, "password": conf.db_password}
	return closing(pymysql.connect(host=conf.db_host or "127.0.0.1", port=int(conf.db_port or 3306), **login))


@contextmanager
def another_process(lock: str) -> Iterator[None]:
	"""Which holds it."""
	with _connection() as connection, connection.cursor() as cursor:
		cursor.execute("select get_lock(%s, 0)", (locks.server_name(lock),))
		yield


def is_used(connection: Connection, name: str) -> bool:
	with connection.cursor() as cursor:
		cursor.execute("select is_used_lock(%s) is not null", (name,))
		return bool(cursor.fetchone()[0])
