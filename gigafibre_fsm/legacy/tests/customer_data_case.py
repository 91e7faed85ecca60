"""Customer data, imported after the foundation that it needs."""

import json

import frappe
from frappe.utils import now_datetime

from gigafibre_fsm.domain.legacy.outcome import Record
from gigafibre_fsm.legacy.engine.links import Links
from gigafibre_fsm.legacy.engine.reading import reader
from gigafibre_fsm.legacy.engine.step import importers
from gigafibre_fsm.legacy.tests.customer_data_rows import FOUNDATION
from gigafibre_fsm.legacy.tests.foundation_case import FoundationCase, as_inserted, stored, undone

NEEDED = ("10a", "10b", "10c", "10d", "10f")


class CustomerDataChecks:
	step: str

	def account(self, line: str, run=None) -> tuple[int, ...]:
		"""Read, inserted, updated, unchanged, rejected."""
		counts = (run or self.runs[self.step]).lines[line]
		return counts.rows_read, counts.inserted, counts.updated, counts.unchanged, counts.rejected

	def rejected(self, line: str) -> dict[int, str]:
		found = frappe.get_all("Legacy Import Reject", {"source_table": line}, ["legacy_id", "reason"])
		return {int(reject.legacy_id): reject.reason for reject in found}

	def kept_rows(self) -> str:
		return json.dumps(frappe.get_all("Legacy Import Reject", pluck="row"))

	def record_of(self, line: str, legacy_id: int) -> dict:
		"""What the importer says of a row, on the site as it is."""
		[importer] = [one for one in importers(self.step) if one.line == line]
		with reader() as source:
			rows = source.rows_by_id(importer, [legacy_id])
			known = Links(importer, now_datetime()).known(rows)
		[record] = [one for one in importer.becomes(rows[0], known) if isinstance(one, Record)]
		return record.values

	def assertAsInserted(
		self, doctype: str, name: str, line: str, legacy_id: int, derived: tuple[str, ...]
	) -> None:
		"""`derived` is what the controller makes by itself; it is not given to it."""
		values = {
			field: value for field, value in self.record_of(line, legacy_id).items() if field not in derived
		}
		self.assertEqual(stored(doctype, name), as_inserted(doctype, name, values))

	def assertSavedWithoutChange(self, doctype: str, name: str) -> None:
		before, versions = stored(doctype, name), self.versions(doctype, name)
		with undone():
			frappe.get_doc(doctype, name).save()
			self.assertEqual(before, stored(doctype, name))
			self.assertEqual(versions, self.versions(doctype, name))

	def versions(self, doctype: str, name: str) -> int:
		return frappe.db.count("Version", {"ref_doctype": doctype, "docname": name})

	def assertPrints(self, doctype: str, name: str, *texts: str) -> None:
		page = frappe.get_print(doctype, name)
		for text in texts:
			self.assertIn(text, page)


class CustomerDataCase(CustomerDataChecks, FoundationCase):
	tables: dict[str, list[dict]] = {}

	@classmethod
	def setUpClass(cls):
		cls.rows, cls.steps = {**FOUNDATION, **cls.tables}, (*NEEDED, cls.step)
		super().setUpClass()

	def again(self):
		"""The step's second run."""
		return self.run_again(self.step)[self.step]
