"""What the scheduler imports until the cut-over, and whom it tells when it cannot."""

from contextlib import contextmanager

import frappe
from frappe.utils import add_to_date, now
from frappe.utils.background_jobs import get_job

from gigafibre_fsm.legacy import jobs, locks, sync
from gigafibre_fsm.legacy.steps import of_the_legacy_database
from gigafibre_fsm.legacy.tests.small_case import SmallCase
from gigafibre_fsm.setup import memory
from gigafibre_fsm.testing.factories import make_legacy_import_reject, make_legacy_import_run, make_user


class TestSync(SmallCase):
	steps = tuple(of_the_legacy_database())

	def setUp(self):
		frappe.db.rollback()
		self.switch(1)
		self.addCleanup(self.switch, 0)

	def switch(self, on: int) -> None:
		frappe.db.set_single_value("FSM Settings", "legacy_sync", on)
		memory.forget(sync.TOLD)
		frappe.db.commit()  # a run commits as it goes

	def test_it_imports_what_changed(self):
		self.legacy.execute("update accord_paiement set montant = 99 where id = 2")
		self.addCleanup(self.legacy.execute, "update accord_paiement set montant = 80 where id = 2")
		sync.work()
		self.assertEqual(self.arrangement(2), ("C-920002", 99))
		self.assertEqual(frappe.get_last_doc("Legacy Import Run", {"step": "13b"}).updated, 1)

	def test_switched_off_it_does_nothing(self):
		self.switch(0)
		before = frappe.db.count("Legacy Import Run")
		sync.work()
		self.assertEqual(frappe.db.count("Legacy Import Run"), before)

	def test_a_run_that_is_under_way_is_left_alone(self):
		before = frappe.db.count("Legacy Import Run")
		with locks.only_run():
			sync.work()
			sync.run_if_on()
		self.assertEqual(frappe.db.count("Legacy Import Run"), before)
		self.assertFalse(jobs.is_queued())

	def test_the_scheduler_only_queues_a_job(self):
		if left_over := get_job(jobs.JOB):
			left_over.delete()
		sync.run_if_on()
		job = get_job(jobs.JOB)
		self.addCleanup(job.delete)
		self.assertEqual(job.kwargs["method"], "gigafibre_fsm.legacy.sync.work")

	def test_trouble_is_told_once_to_the_managers_and_anew_when_it_was_mended(self):
		manager = make_user("FSM Manager").name
		self.addCleanup(self.forget, manager)
		frappe.db.commit()  # the run rolls back
		for told in (1, 1):
			with self.table_gone():
				sync.work()
			self.assertEqual(len(self.told(manager)), told)
		self.assertIn("Import from the legacy database, step 13b", self.told(manager)[0].subject)
		self.assertEqual(
			frappe.db.get_value("Legacy Import Run", self.told(manager)[0].document_name, "status"), "Failed"
		)
		sync.work()
		with self.table_gone():
			sync.work()
		self.assertEqual(len(self.told(manager)), 2)

	@contextmanager
	def table_gone(self):
		self.legacy.execute("rename table accord_paiement to elsewhere")
		try:
			yield
		finally:
			self.legacy.execute("rename table elsewhere to accord_paiement")

	def told(self, user: str) -> list:
		return frappe.get_all("Notification Log", {"for_user": user}, ["subject", "document_name"])

	def forget(self, user: str) -> None:
		frappe.delete_doc("User", user, force=True)
		frappe.db.commit()  # so was the user

	def test_runs_that_changed_nothing_are_forgotten_after_a_day(self):
		first = self.run_of(inserted=0)
		kept = [
			self.run_of(inserted=1),
			self.run_of(status="Failed"),
			self.run_of(step="12a"),
			self.run_of(step="12a"),
			self.run_of(),
		]
		make_legacy_import_reject(import_run=kept[-1])
		long_ago = add_to_date(now(), days=-2)
		frappe.db.sql("update `tabLegacy Import Run` set modified = %s", long_ago)
		today = self.run_of(), self.run_of()
		sync._forget_uneventful()
		left = frappe.get_all("Legacy Import Run", pluck="name")
		self.assertNotIn(first, left)
		self.assertLessEqual({*kept, *today}, set(left))

	def run_of(self, step: str = "13b", status: str = "Completed", **values) -> str:
		return make_legacy_import_run(step=step, status=status, **values).name
