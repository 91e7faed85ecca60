"""The switch after which this site leads."""

import frappe

from gigafibre_fsm.api import legacy_import as api
from gigafibre_fsm.exceptions import InvalidRequest, InvalidState
from gigafibre_fsm.legacy import cutover, ended, locks, sync
from gigafibre_fsm.legacy.runner import run_steps
from gigafibre_fsm.legacy.tests.foundation_case import remove
from gigafibre_fsm.legacy.tests.reconciliation_case import ReconciliationCase


class TestCutOver(ReconciliationCase):
	def setUp(self):
		self.settle()
		frappe.db.set_single_value("FSM Settings", "legacy_sync", 1)
		frappe.db.commit()  # the switch begins a transaction of its own
		self.addCleanup(self.settle)

	def settle(self):
		frappe.db.rollback()
		for field, value in (("legacy_sync", 0), (ended.FIELD, None)):
			frappe.db.set_single_value("FSM Settings", field, value)
		for comment in self.comments():
			remove("Comment", comment)
		frappe.clear_document_cache("FSM Settings", "FSM Settings")
		frappe.db.commit()  # so did the switch

	def comments(self) -> list[str]:
		return frappe.get_all("Comment", {"reference_doctype": "FSM Settings"}, pluck="name")

	def sync_is_on(self) -> bool:
		return bool(frappe.db.get_single_value("FSM Settings", "legacy_sync"))

	def test_it_is_refused_while_there_is_a_difference_and_says_where(self):
		self.legacy.execute("update accord_paiement set montant = 1 where id = 1")
		self.addCleanup(self.legacy.execute, "update accord_paiement set montant = 120.50 where id = 1")
		with self.assertRaisesRegex(
			InvalidState, r"2 differences, in: Amount: Open \(1\), Changed since the import \(1\)"
		):
			cutover.cut_over()
		self.assertIsNone(ended.since())
		self.assertTrue(self.sync_is_on())
		self.assertEqual(cutover.history(), [])

	def test_without_a_difference_nothing_is_imported_any_more(self):
		self.assertTrue(sync.is_on())
		cutover.cut_over()
		self.assertIsNotNone(ended.since())
		self.assertFalse(self.sync_is_on())
		self.assertFalse(sync.is_on())
		[remark] = cutover.history()
		self.assertEqual(
			(remark.content, remark.owner),
			("Cut over: reconciliation showed 0 differences.", "Administrator"),
		)
		with self.assertRaisesRegex(InvalidState, "this site leads, and nothing is imported any more"):
			run_steps(["13b"])
		with self.assertRaisesRegex(InvalidState, "this site leads"):
			api.start(step="13b")

	def test_afterwards_a_dry_run_still_looks_and_a_forced_run_still_writes(self):
		cutover.cut_over()
		for arguments in ({"dry_run": 1}, {"after_cut_over": 1}):
			[run] = run_steps(["13b"], **arguments)
			self.assertEqual(run.status, "Completed")

	def test_the_address_register_is_loaded_all_the_same(self):
		cutover.cut_over()
		[run] = run_steps(["12a"], path="/nowhere/rqa.csv")
		self.assertIn("there is no file", run.messages[0])

	def test_it_is_made_once(self):
		cutover.cut_over()
		with self.assertRaisesRegex(InvalidState, "already"):
			cutover.cut_over()
		self.assertEqual(len(cutover.history()), 1)

	def test_it_waits_for_no_import(self):
		with locks.only_run(), self.assertRaisesRegex(InvalidState, "An import is running"):
			cutover.cut_over()

	def test_a_form_neither_takes_it_back_nor_keeps_in_step(self):
		cutover.cut_over()
		form = frappe.get_doc("FSM Settings")
		form.update({"legacy_sync": 1, ended.FIELD: None})
		with self.assertRaisesRegex(InvalidState, "Keep in Step: the cut-over was on"):
			form.save()
		form = frappe.get_doc("FSM Settings")
		form.update({"legacy_sync": 0, ended.FIELD: None})
		form.save()
		self.assertIsNotNone(ended.since())

	def test_it_is_rolled_back_with_a_reason(self):
		cutover.cut_over()
		with self.assertRaisesRegex(InvalidRequest, "Reason: say why"):
			cutover.roll_back("  ")
		cutover.roll_back("Les <b>appels</b> tombent")
		self.assertIsNone(ended.since())
		self.assertFalse(self.sync_is_on())
		self.assertEqual(
			cutover.history()[0].content, "Cut-over rolled back: Les &lt;b&gt;appels&lt;/b&gt; tombent"
		)
		[run] = run_steps(["13b"])
		self.assertEqual(run.status, "Completed")

	def test_what_was_not_made_cannot_be_rolled_back(self):
		with self.assertRaisesRegex(InvalidState, "There was no cut-over"):
			cutover.roll_back("x")
