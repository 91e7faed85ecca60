"""Loads of small files on a real site. The tables that were there stand aside meanwhile, whatever is in them."""

import csv
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.domain.addresses.rqa import COLUMNS
from gigafibre_fsm.legacy.address_register import spool, tables
from gigafibre_fsm.legacy.runner import run_steps
from gigafibre_fsm.legacy.step_run import StepRun
from gigafibre_fsm.testing.factories import make_fibre_drop

ASIDE = {tables.STREET: "_gigafibre_test_street", tables.ADDRESS: "_gigafibre_test_civic_address"}
CHILD = Path(__file__).with_name("child.py")
VALUES = {"latitude": 45.2, "longitude": -74.1, "code_postal": "J0S 1M0", "nom_municipalite": "Saint-Anicet"}


def address(identifier: str, civic: int, street: str = "Rue Principale", **values) -> dict:
	"""A row of the register. `suffix` and `unit` are short for its own long names."""
	row = {**VALUES, "identifiant_unique_adresse": identifier, "numero_municipal": civic}
	row |= {"odonyme_recompose_normal": street, "numero_unite": values.pop("unit", "")}
	row |= {"numero_municipal_suffixe": values.pop("suffix", "")}
	return {**row, **values}


def street_of(addresses: int, street: str = "Rue Principale", start: int = 1) -> list[dict]:
	return [
		address(f"{street[4:5]}{number:05d}", number, street) for number in range(start, start + addresses)
	]


class RegisterCase(FrappeTestCase):
	def setUp(self):
		self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
		spool.of_site().clear()
		for table, aside in ASIDE.items():
			frappe.db.sql_ddl(f"rename table `{table}` to `{aside}`")
			frappe.db.sql_ddl(f"create table `{table}` like `{aside}`")
			frappe.db.sql_ddl(f"alter table `{table}` comment = ''")
		self.first_run = self.last_run()
		self.addCleanup(self.put_back)

	def put_back(self):
		frappe.db.rollback()
		spool.of_site().clear()
		for table, aside in ASIDE.items():
			frappe.db.sql_ddl(
				f"drop table if exists `{tables.NEXT[table]}`, `{tables.PREVIOUS[table]}`, `{table}`"
			)
			frappe.db.sql_ddl(f"rename table `{aside}` to `{table}`")
		for run in frappe.get_all("Legacy Import Run", {"name": (">", self.first_run)}, pluck="name"):
			frappe.db.delete("Legacy Import Reject", {"import_run": run})
			frappe.db.delete("Legacy Import Run", run)
		frappe.db.commit()  # what the loads committed

	def last_run(self) -> str:
		return frappe.db.get_value("Legacy Import Run", {}, "name", order_by="name desc") or ""

	def write(self, rows: list[dict], name: str = "rqa.csv") -> str:
		path = self.folder / name
		with path.open("w", encoding="utf-8", newline="") as file:
			writer = csv.DictWriter(file, COLUMNS)
			writer.writeheader()
			writer.writerows(rows)
		return str(path)

	def load(self, rows: list[dict] | str, dry_run: int = 0, **arguments) -> StepRun:
		path = rows if isinstance(rows, str) else self.write(rows)
		[run] = run_steps(["12a"], dry_run, path=path, **arguments)
		return run

	def counts(self, run: StepRun) -> tuple[int, ...]:
		"""Read, inserted, updated, unchanged, rejected."""
		counts = run.counts
		return counts.rows_read, counts.inserted, counts.updated, counts.unchanged, counts.rejected

	def point_to(self, *names: str) -> list[str]:
		"""A fibre drop at each of the addresses, there for other connections as well."""
		drops = [make_fibre_drop(civic_address=name) for name in names]
		frappe.db.commit()  # a load looks through its own connection
		for drop in drops:
			self.addCleanup(self.forget, drop)
		return [drop.name for drop in drops]

	def forget(self, drop) -> None:
		frappe.db.delete("Fibre Drop", drop.name)
		frappe.db.delete("OLT", drop.olt)
		frappe.db.commit()  # so was the drop

	def names(self) -> list[str]:
		return frappe.get_all("Civic Address", order_by="name", pluck="name")

	def content(self) -> tuple:
		"""Both tables but for the dates of writing, which no two loads share."""
		return self._rows(tables.ADDRESS), self._rows(tables.STREET)

	def _rows(self, table: str) -> list[tuple]:
		found = frappe.db.sql(f"select * from `{table}` order by name", as_dict=True)
		dates = ("creation", "modified")
		return [tuple((key, value) for key, value in row.items() if key not in dates) for row in found]

	def child(self, path: str, *words: str, **options) -> subprocess.Popen:
		"""A process of its own that loads the file, and does at a certain point what `words` say."""
		environment = {**os.environ, "GIGAFIBRE_SITE": frappe.local.site}
		command = [sys.executable, str(CHILD), path, *words]
		return subprocess.Popen(
			command,
			env=environment,
			stdin=subprocess.PIPE,
			stdout=subprocess.PIPE,
			stderr=subprocess.STDOUT,
			text=True,
		)
