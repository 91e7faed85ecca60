"""The buttons of Telephone Reconciliation and Telephone Difference."""

import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.api import telephone_reconciliation as api
from gigafibre_fsm.exceptions import InvalidRequest, NotFound
from gigafibre_fsm.gigafibre_fsm.tests.delivery_case import queue_at
from gigafibre_fsm.testing import factories
from gigafibre_fsm.testing.servers.base import closed_port
from gigafibre_fsm.voice_service import jobs

DECIDE, OTHERS = ("FSM Manager", "FSM Agent"), ("FSM Dispatcher", "FSM Technician")


class TestDeciding(FrappeTestCase):
	def setUp(self):
		self.switch(1)

	def tearDown(self):
		frappe.db.rollback()
		frappe.clear_document_cache("FSM Settings", "FSM Settings")

	def switch(self, on: int):
		frappe.db.set_single_value("FSM Settings", {"emergency_enabled": on, "sip_enabled": on})
		frappe.clear_document_cache("FSM Settings", "FSM Settings")

	def stored(self, difference, *fields):
		return frappe.db.get_value("Telephone Difference", difference.name, fields)

	def test_who_may(self):
		for role in (*DECIDE, *OTHERS):
			difference = factories.make_telephone_difference()
			with self.subTest(role=role), self.set_user(factories.make_user(role).name):
				if role in DECIDE:
					self.assertEqual(api.accept([difference.name], "Essai")["done"], [difference.name])
					self.assertEqual(api.reopen([difference.name])["done"], [difference.name])
					self.assertEqual(api.correct([difference.name])["done"], [difference.name])
				else:
					for method, *more in ((api.correct,), (api.accept, "Essai"), (api.reopen,)):
						self.assertRaises(frappe.PermissionError, method, [difference.name], *more)

	def test_only_managers_start_a_run_and_agents_see_it(self):
		with (
			queue_at(f"redis://127.0.0.1:{closed_port()}"),
			self.set_user(factories.make_user("FSM Agent").name),
		):
			self.assertRaises(frappe.PermissionError, api.start)

	def test_the_nightly_run_needs_a_channel_that_is_on(self):
		self.switch(0)
		# It would fail where it asked the queue.
		with queue_at(f"redis://127.0.0.1:{closed_port()}"):
			jobs.reconcile_telephone()

	def test_a_correction_says_who_and_when_and_is_a_row_of_the_outbox(self):
		difference = factories.make_telephone_difference()
		user = factories.make_user("FSM Agent").name
		with self.set_user(user):
			api.correct([difference.name])
		status, who, when = self.stored(difference, "status", "corrected_by", "corrected_on")
		self.assertEqual((status, who, bool(when)), ("Corrected", user, True))
		rows = frappe.get_all(
			"Outbox Message",
			{"reference_name": difference.name},
			["channel", "event", "recipient", "status"],
			as_list=True,
		)
		self.assertEqual(list(rows), [("E911", "deregister_stray", difference.did, "Queued")])

	def test_of_many_those_that_cannot_be_are_left_with_the_reason(self):
		line = factories.make_voip_line(status="Cancelled")
		kind = {"kind": "Missing Registration", "voip_line": line.name, "did": line.did}
		over, fit = factories.make_telephone_difference(**kind), factories.make_telephone_difference()
		decided = factories.make_telephone_difference(status="Corrected")
		answer = api.correct([over.name, fit.name, decided.name])
		self.assertEqual(answer["done"], [fit.name])
		reasons = {one["name"]: one["reason"] for one in answer["left"]}
		self.assertIn("cancelled", reasons[over.name])
		self.assertIn("Corrected", reasons[decided.name])
		self.assertEqual(self.stored(over, "status"), "Open")
		self.assertFalse(frappe.db.exists("E911 Request", {"voip_line": line.name}))

	def test_what_911_does_not_know_of_a_phone_in_service_is_not_accepted(self):
		difference = factories.make_telephone_difference(kind="Missing Registration", may_stay=0)
		[left] = api.accept([difference.name], "On verra")["left"]
		self.assertIn("911 must know", left["reason"])
		self.assertEqual(self.stored(difference, "status", "note"), ("Open", None))

	def test_nothing_is_corrected_while_its_channel_is_off(self):
		self.switch(0)
		difference = factories.make_telephone_difference()
		[left] = api.correct([difference.name])["left"]
		self.assertIn("FSM Settings", left["reason"])
		self.assertEqual(self.stored(difference, "status"), "Open")

	def test_what_is_asked_for_is_checked(self):
		difference = factories.make_telephone_difference()
		self.assertRaises(NotFound, api.correct, ["DIFF-none"])
		self.assertRaises(InvalidRequest, api.correct, [])
		self.assertRaises(InvalidRequest, api.accept, [difference.name], " ")
