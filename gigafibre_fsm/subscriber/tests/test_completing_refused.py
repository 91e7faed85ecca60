"""What cannot be completed stays as it was; who may, and what a missing serial costs."""

import frappe
from frappe.utils import getdate

from gigafibre_fsm.exceptions import InvalidRequest, InvalidState, NotFound, PortTaken
from gigafibre_fsm.subscriber.services import taxes
from gigafibre_fsm.subscriber.services.installation.completing import complete
from gigafibre_fsm.subscriber.services.ordering.cancelling import cancel
from gigafibre_fsm.subscriber.tests.completion_case import CompletionCase
from gigafibre_fsm.testing import factories


class TestMissingDevices(CompletionCase):
	def setUp(self):
		super().setUp()
		self.answer = self.place()
		self.ont, self.router, self.box = self.answer["equipment"]
		self.begin(self.answer["dispatch_job"])

	def test_a_required_device_without_a_serial_is_refused_by_its_kind(self):
		self.identify(self.ont)
		for reason in (None, "", "   "):
			with self.assertRaisesRegex(InvalidRequest, "no serial yet: Routeur, Décodeur TV"):
				self.complete(self.answer, missing_reason=reason)
		self.assertEqual(self.states("Project", [self.answer["order"]]), {"Open"})

	def test_with_a_reason_it_is_completed_and_the_office_finds_out(self):
		self.identify(self.ont)
		self.identify(self.router)
		answer = self.complete(self.answer, note="Fait", missing_reason="Étiquette <b>illisible</b>")
		self.assertEqual(answer["status"], "Completed")
		self.assertEqual(self.states("Service Equipment", [self.ont, self.router]), {"Actif"})
		self.assertEqual(self.states("Service Equipment", [self.box]), {"En inventaire"})
		job = frappe.get_doc("Dispatch Job", self.answer["dispatch_job"])
		self.assertEqual(job.completion_note, frappe.get_doc("Service Work Order", answer["work_order"]).note)
		self.assertEqual(job.completion_note.splitlines()[0], "Fait")
		self.assertIn("Étiquette <b>illisible</b>", job.completion_note)
		task = frappe.get_last_doc(
			"Task", {"service_location": self.answer["service_location"], "project": ("is", "not set")}
		)
		self.assertEqual((task.status, task.fsm_team), ("Open", "support"))
		self.assertIn("&lt;b&gt;illisible", task.description)
		self.assertEqual(self.states("Project", [self.answer["order"]]), {"Completed"})

	def test_without_an_ont_the_port_stays_held_by_the_order(self):
		self.identify(self.router)
		self.identify(self.box)
		self.complete(self.answer, missing_reason="Sera numérisé demain")
		drop = frappe.get_doc("Fibre Drop", self.drop)
		self.assertEqual((drop.state, drop.reserved_for), ("reserved", self.answer["order"]))

	def test_a_serial_that_comes_later_puts_the_device_in_service(self):
		self.identify(self.router)
		self.complete(self.answer, missing_reason="Étiquette illisible")
		for name in (self.ont, self.box):
			self.identify(name)
			device = frappe.get_doc("Service Equipment", name)
			self.assertEqual((device.status, bool(device.activated_on)), ("Actif", True))
		drop = frappe.get_doc("Fibre Drop", self.drop)
		serial = frappe.db.get_value("Service Equipment", self.ont, "serial_number")
		self.assertEqual((drop.state, drop.ont_serial, drop.reserved_for), ("connected", serial, None))

	def test_a_serial_that_comes_before_leaves_it_to_the_completion(self):
		self.identify(self.ont)
		self.assertEqual(self.states("Service Equipment", [self.ont]), {"En inventaire"})
		self.assertEqual(frappe.db.get_value("Fibre Drop", self.drop, "state"), "reserved")

	def test_what_is_not_required_may_be_missing(self):
		for row in frappe.get_doc("Dispatch Job", self.answer["dispatch_job"]).equipment_list:
			row.db_set("required", int(row.equipment == self.ont))
		self.identify(self.ont)
		self.assertEqual(self.complete(self.answer)["status"], "Completed")
		self.assertEqual(self.states("Service Equipment", [self.router, self.box]), {"En inventaire"})


class TestRefusals(CompletionCase):
	def nothing_changed(self, answer: dict) -> None:
		self.assertEqual(self.states("Service Location", [answer["service_location"]]), {"Pending Install"})
		self.assertEqual(self.states("Service Subscription", answer["subscriptions"]), {"Pending"})
		self.assertEqual(self.states("VoIP Line", answer["voip_lines"]), {"Pending"})
		self.assertEqual(self.states("Service Equipment", answer["equipment"]), {"En inventaire"})
		self.assertEqual(self.states("Dispatch Job", [answer["dispatch_job"]]), {"In Progress"})
		self.assertEqual(self.states("Project", [answer["order"]]), {"Open"})
		self.assertEqual(frappe.db.get_value("Fibre Drop", self.drop, "state"), "reserved")
		self.assertFalse(frappe.db.exists("Service Work Order", {"dispatch_job": answer["dispatch_job"]}))
		self.assertFalse(frappe.db.exists("Sales Invoice", {"project": answer["order"]}))
		self.assertEqual(self.said("SMS", "service_activated", answer["order"]), [])

	def assert_fails_whole(self, answer: dict, kind: type[Exception], words: str) -> None:
		frappe.db.savepoint("before_completion")
		with self.assertRaisesRegex(kind, words):
			self.complete(answer)
		# As the end of the request does it. A commit on the way would have ended the savepoint.
		frappe.db.rollback(save_point="before_completion")
		self.nothing_changed(answer)

	def test_a_job_that_is_not_there(self):
		with self.assertRaises(NotFound):
			complete("JOB-999999")

	def test_a_cancelled_order(self):
		answer = self.installed()
		cancel(answer["order"], "Déménagement")
		with self.assertRaisesRegex(InvalidState, "was cancelled"):
			self.complete(answer)
		self.assertFalse(frappe.db.exists("Sales Invoice", {"project": answer["order"]}))

	def test_a_cancelled_job_without_an_order(self):
		job = factories.make_dispatch_job(status="Cancelled", job_type="Repair")
		with self.assertRaisesRegex(InvalidState, f"Job {job.name} was cancelled"):
			complete(job.name)

	def test_a_completed_order_is_not_cancelled_any_more(self):
		answer = self.installed()
		self.complete(answer)
		with self.assertRaises(InvalidState):
			cancel(answer["order"], "Déménagement")

	def test_a_port_with_another_ont_undoes_it_all(self):
		answer = self.installed()
		frappe.db.set_value("Fibre Drop", self.drop, "ont_serial", "TPLG0EB23F9B")
		frappe.db.savepoint("before_completion")
		with self.assertRaisesRegex(PortTaken, "TPLG0EB23F9B"):
			self.complete(answer)
		frappe.db.rollback(save_point="before_completion")
		frappe.db.set_value("Fibre Drop", self.drop, "ont_serial", None)
		self.nothing_changed(answer)
		self.assertEqual(self.complete(answer)["status"], "Completed")

	def test_taxes_that_are_not_set_undo_it_all(self):
		answer = self.installed()
		template = frappe.db.get_single_value("FSM Settings", "tax_template")
		frappe.db.set_single_value("FSM Settings", "tax_template", None)
		frappe.clear_document_cache("FSM Settings", "FSM Settings")
		self.assert_fails_whole(answer, taxes.TaxesNotSet, "TPS and TVQ")
		frappe.db.set_single_value("FSM Settings", "tax_template", template)
		frappe.clear_document_cache("FSM Settings", "FSM Settings")
		self.assertEqual(self.complete(answer)["status"], "Completed")

	def test_books_that_are_closed_undo_it_all(self):
		answer = self.installed()
		frappe.db.set_single_value("Accounts Settings", "acc_frozen_upto", getdate())
		with self.set_user(self.agent()):
			self.assert_fails_whole(answer, frappe.ValidationError, "")
		frappe.db.set_single_value("Accounts Settings", "acc_frozen_upto", "")
		self.assertEqual(self.complete(answer)["status"], "Completed")

	def agent(self) -> str:
		return factories.make_user("FSM Agent").name


class TestWhoCompletes(CompletionCase):
	def technician(self) -> tuple[str, str]:
		user = factories.make_user("FSM Technician").name
		return user, factories.make_employee(user_id=user).name

	def test_a_technician_completes_their_own_job_and_nobody_elses(self):
		mine, other = self.technician(), self.technician()
		answer = self.installed()
		frappe.db.set_value("Dispatch Job", answer["dispatch_job"], "assigned_technician", mine[1])
		with self.set_user(other[0]), self.assertRaises(frappe.PermissionError):
			self.complete(answer)
		self.assertEqual(self.states("Dispatch Job", [answer["dispatch_job"]]), {"In Progress"})
		with self.set_user(mine[0]):
			done = self.complete(answer)
		invoice = frappe.get_doc("Sales Invoice", done["sales_invoice"])
		self.assertEqual((invoice.docstatus, invoice.owner), (1, mine[0]))
		self.assertEqual(self.states("Service Equipment", answer["equipment"]), {"Actif"})
