"""Processes that die while a card is charged, and processes that charge it at the same moment."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import frappe

from gigafibre_fsm.receivables import jobs
from gigafibre_fsm.receivables.services import links, stripe_events
from gigafibre_fsm.receivables.tests.stripe_case import age, own_queue
from gigafibre_fsm.receivables.tests.test_charges import ChargeCase
from gigafibre_fsm.testing.servers.base import HangUp

CHILD = Path(__file__).with_name("payment_child.py")
CHARGE = "charges:charge"
# Where it dies, and what of it Stripe has seen by then.
STEPS = (
	("charges:_ask_for_money", 0),
	("/integrations.stripe.client:StripeClient:payment_intent_create+", 1),
	("settling:_write", 1),
	("attempts:change", 1),
	("booking:receive", 1),
	("booking:receive+", 1),
	("notices:received", 1),
	("settling:_write+", 1),
)


class FaultCase(ChargeCase):
	def child(self, *arguments: str) -> subprocess.Popen:
		process = subprocess.Popen(
			[sys.executable, str(CHILD), *arguments],
			stdin=subprocess.PIPE,
			stdout=subprocess.PIPE,
			text=True,
			env={**os.environ, "GIGAFIBRE_QUEUE": own_queue()},
		)
		self.addCleanup(process.wait)
		self.addCleanup(process.kill)
		self.assertEqual(process.stdout.readline(), "ready\n")
		return process

	def run_child(self, *arguments: str) -> int:
		process = self.child(*arguments)
		process.communicate("go\n", timeout=120)
		frappe.db.rollback()  # the look from before
		return process.returncode


class TestKilled(FaultCase):
	def assert_settles(self, invoice: str) -> None:
		age(self.attempt(invoice).name, minutes=3)
		jobs.settle_payments()
		self.assert_paid_once(invoice)
		self.assertEqual(len(self.stripe.store.newest_first("payment_intent")), 1)

	def test_killed_at_each_step_it_is_paid_once_in_the_end(self):
		for step, seen in STEPS:
			with self.subTest(step=step):
				self.payer = self.customer()
				self.stripe.store.objects = {
					name: row
					for name, row in self.stripe.store.objects.items()
					if row["object"] != "payment_intent"
				}
				invoice = self.owing()
				before = self.charges_asked()
				number = "3" if step == "attempts:change" else "1"
				self.assertEqual(self.run_child(CHARGE, invoice, step, number), -signal.SIGKILL)
				self.assertEqual(self.charges_asked() - before, seen)
				self.assertEqual(self.attempt(invoice).status, "Processing")
				self.assertEqual(self.entries(), [])
				self.assert_settles(invoice)

	def test_killed_while_stripe_is_at_it(self):
		invoice = self.owing()
		child = self.child(CHARGE, invoice)

		def kill_then_answer(request):
			reply = self.stripe.answer(request)
			if request.path == "/v1/payment_intents" and request.method == "POST":
				child.kill()
				raise HangUp
			return reply

		self.stripe.trouble = kill_then_answer
		child.communicate("go\n", timeout=120)
		self.stripe.trouble = None
		frappe.db.rollback()  # the look from before
		self.assertEqual((child.returncode, self.attempt(invoice).status), (-signal.SIGKILL, "Processing"))
		self.assert_settles(invoice)

	def test_killed_between_refusal_and_link_the_customer_still_hears_of_it(self):
		for step in ("links:_session+", "settling:_fail", "notices:declined+"):
			with self.subTest(step=step):
				self.payer = self.customer()
				invoice = self.owing("pm_card_chargeCustomerFail")
				self.run_child(CHARGE, invoice, step, "1")
				self.assertEqual(self.attempt(invoice).status, "Processing")
				age(self.attempt(invoice).name, minutes=3)
				jobs.settle_payments()
				attempt = self.attempt(invoice)
				self.assertEqual(attempt.status, "Declined")
				told = {"event": "payment_declined", "reference_name": attempt.name}
				self.assertEqual(frappe.db.count("Outbox Message", told), 2)
				self.assertEqual(frappe.db.count("Task", {"name": attempt.task}), 1)


class TestAtOnce(FaultCase):
	def all_at_once(self, *orders: tuple[str, ...]) -> None:
		children = [self.child(*order) for order in orders]
		for child in children:
			child.stdin.write("go\n")
			child.stdin.flush()
		for child in children:
			child.communicate(timeout=120)
		frappe.db.rollback()  # the look from before

	def test_four_processes_charge_one_invoice_once(self):
		invoice = self.owing()
		self.all_at_once(*[(CHARGE, invoice)] * 4)
		self.assert_paid_once(invoice)
		self.assertEqual(self.charges_asked(), 1)

	def test_an_event_applied_by_several_is_applied_once(self):
		invoice = self.owing()
		self.run_child(CHARGE, invoice, "settling:_write", "1")
		(event,) = self.events("payment_intent.succeeded")
		self.receive(event)
		self.all_at_once(*[("stripe_events:apply", event["id"])] * 3, (CHARGE, invoice))
		self.assertTrue(stripe_events.apply(event["id"]))
		self.assert_paid_once(invoice)

	def test_a_link_asked_for_from_several_places_is_one_link_and_one_message(self):
		self.invoice(self.payer.name)
		self.all_at_once(*[("/receivables.tests.payment_child:send_link", self.payer.name)] * 3)
		self.assertEqual(frappe.db.count("Payment Attempt", {"customer": self.payer.name}), 1)
		attempt = frappe.db.get_value("Payment Attempt", {"customer": self.payer.name})
		self.assertEqual(frappe.db.count("Outbox Message", {"reference_name": attempt}), 2)
		self.assertEqual(set(links.send(self.payer.name, "both")["sent"]), {"sms", "email"})
