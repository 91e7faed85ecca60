"""An outbox of its own, and providers on this machine. What was in the outbox before stands aside meanwhile."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import frappe
from frappe.tests.utils import FrappeTestCase
from frappe.utils import background_jobs

from gigafibre_fsm.gigafibre_fsm import outbox
from gigafibre_fsm.gigafibre_fsm.delivery import run
from gigafibre_fsm.integrations.tests import systems
from gigafibre_fsm.testing import factories
from gigafibre_fsm.testing.servers.base import closed_port
from gigafibre_fsm.testing.servers.mailjet import MailjetServer
from gigafibre_fsm.testing.servers.providers import SlackServer
from gigafibre_fsm.testing.servers.twilio import TwilioServer

CHILD = Path(__file__).with_name("delivery_child.py")
TABLE, ASIDE = "`tabOutbox Message`", "`_gigafibre_test_outbox`"
ON = {"twilio_enabled": 1, "mailjet_enabled": 1, "chat_enabled": 1}
SETTINGS = (("tabSingles", "doctype = 'FSM Settings'"), ("__Auth", "doctype = 'FSM Settings'"))
PHONE, MAIL = "+14502722408", "anne.roy@essai.example"
ABOUT = ("Role", "FSM Agent")
TO = {"SMS": PHONE, "Email": MAIL, "Chat": None}


@contextmanager
def queue_at(url: str) -> Iterator[None]:
	"""Another Redis for jobs: a worker of this bench would take part in a test that counts who did what."""
	before, frappe.local.conf.redis_queue = frappe.local.conf.redis_queue, url
	background_jobs._redis_queue_conn = None
	try:
		yield
	finally:
		frappe.local.conf.redis_queue = before
		background_jobs._redis_queue_conn = None


class DeliveryCase(FrappeTestCase):
	def setUp(self):
		self.enterContext(queue_at(f"redis://127.0.0.1:{closed_port()}"))
		self.twilio = self.enterContext(TwilioServer())
		self.mailjet = self.enterContext(MailjetServer())
		self.slack = self.enterContext(SlackServer())
		self.kept = {table: self.read(table, condition) for table, condition in SETTINGS}
		frappe.db.sql_ddl(f"rename table {TABLE} to {ASIDE}")
		frappe.db.sql_ddl(f"create table {TABLE} like {ASIDE}")
		self.addCleanup(self.put_back)
		self.event = f"event_{factories.unique_number()}"
		self.template("SMS", body="Bonjour {{ customer_name }}, commande {{ number }}.")
		self.template("Email", subject="Commande {{ number }}", body="Bonjour **{{ customer_name }}**.")
		self.template("Chat", body="Commande {{ number }} de {{ customer_name }}")
		self.settle(
			**systems.twilio(self.twilio), **systems.mailjet(self.mailjet), **systems.slack(self.slack), **ON
		)

	def read(self, table: str, condition: str) -> list[tuple]:
		return frappe.db.sql(f"select * from `{table}` where {condition}")

	def put_back(self):
		frappe.db.rollback()
		frappe.db.sql_ddl(f"drop table {TABLE}")
		frappe.db.sql_ddl(f"rename table {ASIDE} to {TABLE}")
		frappe.db.delete("Message Template", {"event": self.event})
		for table, condition in SETTINGS:
			frappe.db.sql(f"delete from `{table}` where {condition}")
			for values in self.kept[table]:
				frappe.db.sql(f"insert into `{table}` values ({', '.join(['%s'] * len(values))})", values)
		frappe.db.commit()  # what the deliveries committed
		frappe.clear_document_cache("FSM Settings", "FSM Settings")

	def settle(self, **values):
		frappe.get_doc("FSM Settings").update(values).save()
		frappe.db.commit()  # a delivery works in its own transactions

	def template(self, channel: str, **values):
		return factories.make_message_template(event=self.event, channel=channel, **values)

	def put(self, channel: str = "SMS", number: int = 1, recipient: str | None = None, **values) -> str:
		"""A row as an order leaves it, committed; the job that would deliver it is not queued."""
		variables = {"customer_name": "Anne Roy", "number": number}
		row = outbox.row(
			channel,
			self.event,
			recipient or TO.get(channel),
			*ABOUT,
			variables,
			"fr",
			occasion=str(number),
		)
		doc = frappe.get_doc({**row, **values}).insert()
		frappe.db.commit()  # as the request does
		return doc.name

	def drain(self, **options) -> int:
		return run.drain(**options)

	def row(self, name: str) -> frappe._dict:
		frappe.db.rollback()  # the look from before
		return frappe.db.get_value("Outbox Message", name, "*", as_dict=True)

	def rows(self, field: str = "status") -> list:
		frappe.db.rollback()  # the look from before
		return frappe.get_all("Outbox Message", pluck=field, order_by="name")

	def later(self):
		"""Time passes: what waits is due, what is being sent belongs to a process that is long gone."""
		frappe.db.sql(
			f"update {TABLE} set next_attempt_at = '2000-01-01' where status in ('Queued', 'Sending')"
		)
		frappe.db.commit()  # for other processes to see

	# -- what arrived

	def texts(self) -> list[str]:
		return [message["body"] for message in self.twilio.messages.values()]

	def mails(self) -> list[dict]:
		return list(self.mailjet.sent.values())

	def posts(self) -> list[str]:
		return [json.loads(request.body)["text"] for request in self.slack.requests]

	def arrived(self, channel: str) -> int:
		return len({"SMS": self.texts, "Email": self.mails, "Chat": self.posts}[channel]())

	# -- other processes

	def child(self, *arguments: str) -> subprocess.Popen:
		child = subprocess.Popen(
			[sys.executable, str(CHILD), *arguments],
			stdin=subprocess.PIPE,
			stdout=subprocess.PIPE,
			stderr=subprocess.STDOUT,
			text=True,
		)
		# The table can't go while a child has it open.
		self.addCleanup(child.communicate)
		self.addCleanup(child.kill)
		return child
