"""ERPNext's tree of tasks stays a tree while orders and the desk write to it at the same moment, in processes."""

import os
import subprocess
import sys
from pathlib import Path

import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.subscriber.services.ordering import task_tree
from gigafibre_fsm.subscriber.tests.tree_child import BATCH
from gigafibre_fsm.testing import factories

CHILD = Path(__file__).with_name("tree_child.py")
ROUNDS = 8


class TestTaskTree(FrappeTestCase):
	def setUp(self):
		self.mark = f"Essai arbre {factories.unique_number()}"
		self.addCleanup(self.remove)

	def remove(self):
		"""The processes have committed."""
		frappe.db.rollback()
		tasks = frappe.get_all("Task", {"subject": ("like", f"{self.mark}%")}, pluck="name")
		frappe.db.delete("Task Depends On", {"parent": ("in", tasks)})
		frappe.db.delete("Task", {"name": ("in", tasks)})
		frappe.db.delete("Project", {"project_name": ("like", f"{self.mark}%")})
		frappe.db.commit()  # as the processes' own rows were

	def together(self, *kinds: str, rounds: int = ROUNDS) -> None:
		frappe.db.rollback()
		children = [self.start(kind, rounds, number) for number, kind in enumerate(kinds)]
		for child in children:
			self.assertEqual(child.stdout.readline().strip(), "ready", child.poll())
		for child in children:
			child.stdin.write("\n")
			child.stdin.flush()
		for child in children:
			_out, errors = child.communicate(timeout=300)
			self.assertEqual(child.returncode, 0, errors)
		frappe.db.rollback()

	def start(self, kind: str, rounds: int, number: int) -> subprocess.Popen:
		pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
		command = [sys.executable, str(CHILD), kind, str(rounds), f"{self.mark} {number}"]
		return subprocess.Popen(command, text=True, cwd=os.environ["GIGAFIBRE_SITES_PATH"], **pipes)

	def written(self) -> int:
		return frappe.db.count("Task", {"subject": ("like", f"{self.mark}%")})

	def test_without_the_lock_two_orders_take_the_same_places(self):
		self.together("unlocked", "unlocked", "unlocked", "unlocked")
		self.assertNotEqual(faults(), [])

	def test_orders_beside_one_another(self):
		self.together("orders", "orders", "orders", "orders")
		self.assertEqual(faults(), [])
		self.assertEqual(self.written(), 4 * ROUNDS * BATCH)

	def test_orders_beside_the_desk(self):
		self.together("orders", "erpnext", "orders", "groups")
		self.assertEqual(faults(), [])
		self.assertEqual(self.written(), 2 * ROUNDS * BATCH + ROUNDS + 2 * ROUNDS)

	def test_after_a_group_comes_what_is_not_in_it(self):
		group = factories.make_task(is_group=1)
		child = factories.make_task(is_group=1, parent_task=group.name)
		factories.make_task(parent_task=child.name)
		end = frappe.db.get_value("Task", group.name, "rgt")
		self.assertEqual(task_tree.places(2), [(end + 1, end + 2), (end + 3, end + 4)])


def faults() -> list[str]:
	"""Rows in the order of their left sides: each inside the one that is open, or after it."""
	found, opened = [], []
	seen: set[int] = set()
	for name, left, right in frappe.db.sql(
		"select name, lft, rgt from tabTask where lft > 0 order by lft, rgt desc"
	):
		while opened and opened[-1] < left:
			opened.pop()
		if left >= right or {left, right} & seen or (opened and right > opened[-1]):
			found.append(f"{name} {left} {right}")
		seen |= {left, right}
		opened.append(right)
	return found
