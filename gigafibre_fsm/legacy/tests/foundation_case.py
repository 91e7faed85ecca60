"""A small legacy database with the foundation's tables, imported; what an import leaves beside what `insert()` leaves."""

from collections import defaultdict
from contextlib import ExitStack, contextmanager

import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import Rejected
from gigafibre_fsm.legacy.engine.importer import Importer
from gigafibre_fsm.legacy.engine.ledger import DOCTYPE as LEDGER
from gigafibre_fsm.legacy.engine.links import Links
from gigafibre_fsm.legacy.engine.reading import reader
from gigafibre_fsm.legacy.engine.step import importers
from gigafibre_fsm.legacy.runner import run_steps
from gigafibre_fsm.legacy.steps import of_the_legacy_database
from gigafibre_fsm.legacy.tests.foundation_rows import OLT, ZONE
from gigafibre_fsm.testing.legacy_database import legacy_database

# When and by whom a row was written, and the names of child rows.
_AT = ("creation", "modified", "owner", "modified_by")
CHILD_ONLY = ("name", "parent", *_AT)


class FoundationCase(FrappeTestCase):
	rows: dict[str, list[dict]] = {}
	steps: tuple[str, ...] = ()

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		open_until_the_end = ExitStack()
		cls.addClassCleanup(open_until_the_end.close)
		cls.legacy = open_until_the_end.enter_context(legacy_database(cls.rows))
		cls.addClassCleanup(forget_import)
		forget_import()
		cls.addClassCleanup(cls.after_import)
		cls.before_import()
		cls.runs = {run.step: run for run in run_steps(cls.steps)} if cls.steps else {}

	@classmethod
	def before_import(cls):
		"""What the site has already."""

	@classmethod
	def after_import(cls):
		"""It goes again."""

	def run_again(self, *steps: str) -> dict:
		return {run.step: run for run in run_steps(steps or self.steps)}

	def of(self, doctype: str, field: str, legacy_id: int):
		return frappe.get_doc(doctype, {field: legacy_id})


def forget_import() -> None:
	"""What an import committed, with what stands beside it."""
	made = defaultdict(set)
	for row in frappe.get_all(LEDGER, {"outcome": ("!=", "Linked")}, ["target_doctype", "target", "others"]):
		for doctype, name in targets(row):
			made[doctype].add(name)
	# A drop that changed says no more that it brought them.
	made["OLT"].add(OLT)
	made["Pricing Zone"].add(ZONE)
	for doctype, names in made.items():
		remove(doctype, *names)
	frappe.db.delete(LEDGER)
	frappe.db.delete("Legacy Import Reject", {"step": ("in", of_the_legacy_database())})
	if runs := frappe.get_all("Legacy Import Run", {"step": ("in", of_the_legacy_database())}, pluck="name"):
		remove("Legacy Import Run", *runs)
	frappe.db.commit()  # the import's own commits are undone with it


def targets(row: dict) -> list[tuple[str, str]]:
	"""Of a row of the ledger, its own document first."""
	own = [(row.target_doctype, row.target)] if row.target else []
	return own + [tuple(one) for one in frappe.parse_json(row.others or "[]")]


def remove(doctype: str, *names: str) -> None:
	frappe.db.delete(doctype, {"name": ("in", names)})
	for table in frappe.get_meta(doctype).get_table_fields():
		frappe.db.delete(table.options, {"parent": ("in", names), "parenttype": doctype})
	frappe.db.delete("__Auth", {"doctype": doctype, "name": ("in", names)})
	frappe.db.delete("Version", {"ref_doctype": doctype, "docname": ("in", names)})
	for name in names:
		frappe.clear_document_cache(doctype, name)


def becomes(step: str, legacy_ids: list[int]) -> dict[int, list]:
	"""What the importer says of rows of the legacy database, on the site as it is; nothing of those that it rejects."""
	importer: Importer = importers(step)[0]
	with reader() as source:
		importer.prepare(source)
		rows = source.rows_by_id(importer, legacy_ids)
		known = Links(importer, frappe.utils.now_datetime()).known(rows)
	return {row["id"]: _effects(importer, row, known) for row in rows}


def _effects(importer: Importer, row: dict, known: Known) -> list:
	try:
		return list(importer.becomes(row, known))
	except Rejected:
		return []


@contextmanager
def undone():
	frappe.db.savepoint("undone")
	try:
		yield
	finally:
		frappe.db.rollback(save_point="undone")


def stored(doctype: str, name: str, without: tuple[str, ...] = ()) -> dict:
	"""Every column of the document and of its child rows, but for times and generated names."""
	[row] = frappe.db.sql(f"select * from `tab{doctype}` where name = %s", name, as_dict=True)
	found = {key: value for key, value in row.items() if key not in (*_AT, *without)}
	for table in frappe.get_meta(doctype).get_table_fields():
		rows = frappe.db.sql(
			f"""select * from `tab{table.options}` where parent = %s and parenttype = %s and parentfield = %s
			order by idx""",
			(name, doctype, table.fieldname),
			as_dict=True,
		)
		found[table.fieldname] = [
			{key: value for key, value in row.items() if key not in CHILD_ONLY} for row in rows
		]
	return found


def as_inserted(doctype: str, name: str, values: dict, without: tuple[str, ...] = ()) -> dict:
	"""The same document taken away and typed in again."""
	with undone():
		remove(doctype, name)
		document = frappe.get_doc({"doctype": doctype, **values})
		document.insert(ignore_permissions=True, set_name=name)
		return stored(doctype, document.name, without)
