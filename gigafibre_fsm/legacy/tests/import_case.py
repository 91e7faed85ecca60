"""The whole import of a small generated database, on a site that is as it was again afterwards."""

import os
import subprocess
import sys
from pathlib import Path

import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.legacy.runner import run_steps
from gigafibre_fsm.legacy.step_run import StepRun
from gigafibre_fsm.legacy.tests.site_content import SiteContent
from gigafibre_fsm.testing.legacy_database import legacy_database
from gigafibre_fsm.testing.site_tables import kept_site

VOLUME = 0.01
CHILD = Path(__file__).with_name("import_child.py")


class ImportCase(FrappeTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.tables = cls.enterClassContext(kept_site())
		cls.legacy = cls.enterClassContext(legacy_database(volume=VOLUME, for_children=True))
		cls.manifest = cls.legacy.manifest

	def bring_back(self):
		self.tables.bring_back(self.tables.before)

	def import_all(self, **arguments) -> list[StepRun]:
		return run_steps(**arguments)

	def import_step(self, step: str, **arguments) -> StepRun:
		[run] = run_steps([step], **arguments)
		return run

	def assertCompleted(self, runs: list[StepRun]) -> None:
		self.assertEqual({run.step: run.messages for run in runs if run.status != "Completed"}, {})

	def counts(self, runs: list[StepRun]) -> dict[str, tuple[int, ...]]:
		"""By line: read, inserted, updated, unchanged, rejected."""
		return {
			line: (one.rows_read, one.inserted, one.updated, one.unchanged, one.rejected)
			for run in runs
			for line, one in run.lines.items()
		}

	def content(self) -> dict[str, list[str]]:
		frappe.db.rollback()  # the look from before
		return SiteContent(self.tables).told()

	def child(self, *words: object) -> subprocess.Popen:
		environment = {
			**os.environ,
			"GIGAFIBRE_SITE": frappe.local.site,
			"GIGAFIBRE_SITES_PATH": str(Path(frappe.local.sites_path).resolve()),
		}
		command = [sys.executable, str(CHILD), *map(str, words)]
		pipe = subprocess.PIPE
		return subprocess.Popen(
			command, env=environment, stdin=pipe, stdout=pipe, stderr=subprocess.STDOUT, text=True
		)
