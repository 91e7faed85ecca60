"""A dry run writes nothing at all, and foresees what the real one does."""

import frappe

from gigafibre_fsm.legacy.tests.import_case import ImportCase

# That there was a dry run is told: its own account, and nothing else.
ACCOUNT = ("tabLegacy Import Run", "tabLegacy Import Run Line", "legacy_import_run_number_seq")


class TestDryRun(ImportCase):
	def test_nothing_is_written_and_everything_foreseen(self):
		before = self.state()
		foreseen = self.import_all(dry_run=1)
		self.assertCompleted(foreseen)
		self.assertUnchanged(before)
		real = self.import_all()
		self.assertCompleted(real)
		self.assertEqual(self.counts(foreseen), self.counts(real))
		self.assertEqual({run.step: dict(run.reasons) for run in foreseen}, self.reasons(real))
		self.dry_run_of_what_is_there()

	def dry_run_of_what_is_there(self):
		self.legacy.execute("update accord_paiement set montant = montant + 1 where montant > 0 limit 5")
		before = self.state()
		[run] = [run for run in self.import_all(dry_run=1) if run.step == "13b"]
		self.assertUnchanged(before)
		self.assertEqual((run.counts.inserted, run.counts.updated), (0, 5))

	def assertUnchanged(self, before: dict) -> None:
		now = self.state()
		self.assertEqual([name for name in now if now[name] != before.get(name)], [])

	def reasons(self, runs) -> dict:
		return {run.step: dict(run.reasons) for run in runs}

	def state(self) -> dict:
		frappe.db.rollback()  # the look from before
		return {name: state for name, state in self.tables.state().items() if not name.startswith(ACCOUNT)}
