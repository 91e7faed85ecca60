"""The frame of the steps: what it prints and how it ends, and what a killed step's run says."""

import contextlib
import io
import threading

import frappe

from gigafibre_fsm import legacy
from gigafibre_fsm.gigafibre_fsm.numbering import next_name, next_names
from gigafibre_fsm.legacy import locks, printing
from gigafibre_fsm.legacy.address_register import loaded, source
from gigafibre_fsm.legacy.progress import Progress
from gigafibre_fsm.legacy.server import execute, open_connection, value
from gigafibre_fsm.legacy.step_run import Counts
from gigafibre_fsm.legacy.tests.register_case import RegisterCase, street_of
from gigafibre_fsm.testing.factories import make_legacy_import_run


class TestRunner(RegisterCase):
	def printed(self, **arguments) -> tuple[str, int]:
		output, status = io.StringIO(), 0
		with contextlib.redirect_stdout(output):
			try:
				legacy.run(["12a"], **arguments)
			except SystemExit as end:
				status = end.code
		return output.getvalue(), status

	def test_the_closing_table_has_the_counts(self):
		output, status = self.printed(path=self.write(street_of(1234)))
		[line] = [line for line in output.splitlines() if line.startswith("12a  ") and "%" not in line]
		self.assertEqual(line.split()[:6], ["12a", "1,234", "1,234", "0", "0", "0"])
		self.assertIn("Completed", line)
		self.assertEqual(status, 0)

	def test_a_step_that_failed_ends_with_a_sentence_and_status_1(self):
		output, status = self.printed(path="/nowhere/rqa.csv")
		self.assertIn("path: there is no file /nowhere/rqa.csv on this server.", output)
		self.assertEqual(status, 1)
		self.assertNotIn("Traceback", output)

	def test_a_refusal_before_the_first_step_is_one_sentence(self):
		output, status = self.printed(paht="x")
		self.assertEqual((output, status), ("No step that was asked for takes paht.\n", 1))

	def test_a_run_that_nobody_is_behind_any_more_is_interrupted_and_taken_up(self):
		dead = make_legacy_import_run(step="12a").name
		other = make_legacy_import_run(step="13a").name
		frappe.db.commit()  # as a run that was killed had done
		run = self.load(street_of(2))
		self.assertEqual((run.name, run.status), (dead, "Completed"))
		self.assertEqual(frappe.db.get_value("Legacy Import Run", other, "status"), "Interrupted")

	def test_a_statement_that_outlived_its_process_is_ended(self):
		orphan, heir = open_connection(), open_connection()
		self.addCleanup(heir.close)
		locks.take_over(orphan)
		at_work = threading.Thread(target=self.sleep_until_killed, args=(orphan,))
		at_work.start()
		locks.take_over(heir)
		at_work.join(timeout=30)
		self.assertFalse(at_work.is_alive())
		self.assertEqual(value(heir, "select is_used_lock(%s)", locks.server_name("work")), heir.thread_id())

	def sleep_until_killed(self, connection) -> None:
		with contextlib.suppress(connection.OperationalError, connection.InternalError):
			execute(connection, "select sleep(25)")

	def test_the_lock_says_whether_something_runs(self):
		self.assertFalse(locks.is_running())
		with locks.only_run():
			self.assertTrue(locks.is_running())
		self.assertFalse(locks.is_running())

	def test_counts_that_do_not_add_up_are_known(self):
		self.assertTrue(Counts(10, 1, 2, 3, 4).add_up())
		self.assertFalse(Counts(10, 1, 2, 3, 3).add_up())

	def test_the_progress_says_how_long_it_takes_yet(self):
		run = frappe._dict(name="RUN-1", step="12a", dry_run=False, counts=Counts(500))
		told = []
		progress = Progress(run, told.append)
		progress._began -= 10
		progress.at(0.25, "Reading")
		self.assertAlmostEqual(told[0]["seconds_left"], 30, delta=1)
		self.assertIn("25.0 %  Reading: 500 rows, 50/s, 30 s left", printing.line(told[0]))

	def test_many_numbers_at_once_are_those_that_come_one_by_one(self):
		names = next_names("Legacy Import Reject", 900)
		self.assertEqual(len(set(names)), 900)
		self.assertGreater(next_name("Legacy Import Reject"), max(names))

	def test_other_rules_for_search_keys_load_the_same_file_again(self):
		rows = street_of(3)
		self.load(rows)
		frappe.db.sql("update tabStreet set normalized = 'as it was before'")
		frappe.db.commit()  # a load looks through its own connection
		self.assertEqual(loaded.read_from_site()["rules"], source.rules())
		self.assertEqual(self.counts(self.load(rows)), (3, 0, 0, 3, 0))
		self.assertEqual(frappe.get_last_doc("Street").normalized, "principale")

	def test_an_error_that_nobody_foresaw_is_in_the_run_and_in_the_error_log(self):
		path = self.write(street_of(3))
		frappe.db.sql_ddl("alter table `tabCivic Address` drop column register_hash")
		errors = io.StringIO()
		with contextlib.redirect_stderr(errors):
			_output, status = self.printed(path=path)
		self.assertEqual(status, 1)
		self.assertIn("register_hash", errors.getvalue())
		run = frappe.get_doc("Legacy Import Run", self.last_run())
		self.assertEqual(run.status, "Failed")
		self.assertIn("Unknown column 'register_hash'", run.message)
		log = frappe.get_last_doc("Error Log", {"method": f"Step 12a, {run.name}"})
		self.assertIn("Unknown column", log.error)
		frappe.delete_doc("Error Log", log.name)
