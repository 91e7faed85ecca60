"""Names for a whole order: like those of insert(), each once, and nobody waits for another's commit."""

import os
import subprocess
import sys
from pathlib import Path

import frappe
import pymysql
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.gigafibre_fsm import writing
from gigafibre_fsm.gigafibre_fsm.writing import series
from gigafibre_fsm.testing import factories

CHILD = Path(__file__).with_name("series_child.py")


def number_of(name: str) -> int:
	return int(name.rsplit("-", 1)[1])


class TestReservedNames(FrappeTestCase):
	def setUp(self):
		frappe.db.rollback()

	def test_they_look_like_those_of_insert(self):
		names = writing.reserve_names({"Service Location": 2, "Project": 1, "Task": 2})
		location, task = factories.make_service_location(), factories.make_task()
		project = factories.make_project()
		self.assertEqual(number_of(location.name), number_of(names["Service Location"][-1]) + 1)
		self.assertEqual(number_of(task.name), number_of(names["Task"][-1]) + 1)
		self.assertEqual(number_of(project.name), number_of(names["Project"][-1]) + 1)
		self.assertEqual(task.name[:10], names["Task"][0][:10])

	def test_numbered_doctypes_take_one_question(self):
		counts = {"Service Location": 1, "Service Subscription": 5, "Service Equipment": 4, "VoIP Line": 1}
		writing.reserve_names(counts)
		before = questions()
		names = writing.reserve_names(counts)
		# One, and the one that asks how many.
		self.assertEqual(questions() - before, 2)
		self.assertEqual({doctype: len(set(given)) for doctype, given in names.items()}, counts)

	def test_numbers_stay_taken_when_the_order_fails(self):
		first = writing.reserve_names({"Task": 3})["Task"]
		frappe.db.rollback()
		second = writing.reserve_names({"Task": 1})["Task"]
		self.assertEqual(number_of(second[0]), number_of(first[-1]) + 1)

	def test_the_row_of_the_series_is_free_before_the_commit(self):
		factories.make_customer()
		name = writing.reserve_names({"Project": 1})["Project"][0]
		other = frappe.db.create_connection()
		self.addCleanup(other.close)
		with other.cursor() as cursor:
			cursor.execute("select current from tabSeries where name = 'PROJ-' for update nowait")
			self.assertEqual(cursor.fetchone()[0], number_of(name))

	def test_a_transaction_that_holds_the_row_itself_does_not_wait_for_itself(self):
		task = factories.make_task()
		names = writing.reserve_names({"Task": 2})["Task"]
		self.assertEqual([number_of(name) for name in names], [number_of(task.name) + n for n in (1, 2)])

	def test_a_new_series_begins_at_one(self):
		prefix = f"ESSAI-{factories.unique_number()}-"
		self.addCleanup(self.remove_series, prefix)
		self.assertEqual(series.take([(prefix, 3)]), [[1, 2, 3]])
		self.assertEqual(series.take([(prefix, 2), (f"{prefix}B-", 1), (prefix, 1)]), [[4, 5], [1], [6]])

	def remove_series(self, prefix: str):
		frappe.db.rollback()
		frappe.db.delete("Series", {"name": prefix})
		frappe.db.commit()  # as the numbers were taken

	def test_a_connection_that_the_server_closed_is_replaced(self):
		writing.reserve_names({"Task": 1})
		idle = series._idle[os.getpid(), frappe.conf.db_name]
		frappe.db.sql(f"kill {idle[-1].thread_id()}")
		self.assertEqual(len(writing.reserve_names({"Task": 2})["Task"]), 2)

	def test_a_forked_process_opens_its_own_connection(self):
		writing.reserve_names({"Task": 1})
		thread = series._idle[os.getpid(), frappe.conf.db_name][-1].thread_id()
		child = os.fork()
		if not child:
			os._exit(0 if _takes_with_another_connection(thread) else 1)
		self.assertEqual(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), 0)
		self.assertEqual(len(writing.reserve_names({"Task": 1})["Task"]), 1)

	def test_processes_take_each_number_once(self):
		children = [self.start() for _number in range(4)]
		for child in children:
			self.assertEqual(child.stdout.readline().strip(), "ready")
		for child in children:
			child.stdin.write("\n")
			child.stdin.flush()
		names = [name for child in children for name in child.communicate(timeout=120)[0].split()]
		self.assertEqual(len(names), 4 * 25 * 4)
		self.assertEqual(len(set(names)), len(names))

	def start(self) -> subprocess.Popen:
		pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
		command = [sys.executable, str(CHILD), "25"]
		return subprocess.Popen(command, text=True, cwd=os.environ["GIGAFIBRE_SITES_PATH"], **pipes)


def _takes_with_another_connection(thread: int) -> bool:
	try:
		series.take([("ESSAI-FORK-", 1)])
	except pymysql.err.Error:
		return False
	return series._idle[os.getpid(), frappe.conf.db_name][-1].thread_id() != thread


def questions() -> int:
	return int(frappe.db.sql("show session status like 'Questions'")[0][1])
