"""Imports that are killed: whoever runs them again ends up where an undisturbed one does, to the last column.

`make test-site ARGS="gigafibre_fsm/legacy/tests/test_killed_imports.py -rP"` shows the log of it.
"""

import signal
from random import Random

import frappe

from gigafibre_fsm.legacy.tests.import_case import ImportCase
from gigafibre_fsm.legacy.tests.site_content import differences

KILLS = 8


class TestKilled(ImportCase):
	def test_killed_again_and_again(self):
		statements = self.finish()
		undisturbed = self.content()
		self.log(f"undisturbed: {statements} statements")
		self.assertGreater(len(undisturbed), 25)
		self.bring_back()
		moments = Random("killed").sample(range(1, statements // 2), KILLS)
		self.assertGreater(sum(map(self.kill, moments)), KILLS // 2)
		self.finish()
		found = differences(undisturbed, self.content())
		self.log(f"finished: {len(undisturbed)} tables compared, {len(found)} differences")
		self.assertFalse(found, "\n".join(found))
		self.assertTrue(differences(undisturbed, self.content_with_one_letter_more()))

	def content_with_one_letter_more(self) -> dict:
		"""What compares must see it."""
		frappe.db.sql("update `tabIP Assignment` set ip = concat(ip, '0') limit 1")
		frappe.db.commit()  # the comparison looks at what is committed
		return self.content()

	def finish(self) -> int:
		"""The number of statements."""
		child = self.child()
		output, _ = child.communicate(timeout=300)
		word, number = output.split()[-2:]
		self.assertEqual((child.returncode, word), (0, "completed"), output)
		return int(number)

	def kill(self, statement: int) -> bool:
		"""Whether it was: a run that has little left to do may come to its end before."""
		child = self.child(statement)
		output, _ = child.communicate(timeout=300)
		self.assertIn(child.returncode, (-signal.SIGKILL, 0), output)
		killed = child.returncode != 0
		self.log(f"statement {statement}: {'killed' if killed else 'nothing left to kill'}")
		return killed

	def log(self, what: str) -> None:
		frappe.db.rollback()  # the look from before
		completed = frappe.db.count("Legacy Import Run", {"status": "Completed"})
		rows = frappe.db.count("Legacy Import Row")
		print(f"{what}; {completed} runs completed, {rows} rows accounted for")
