"""10a to 10g: each document is what typing it in would have left."""

import frappe

from gigafibre_fsm.domain.legacy.outcome import OWN, Change, Record
from gigafibre_fsm.legacy.engine.ledger import DOCTYPE as LEDGER
from gigafibre_fsm.legacy.tests.foundation_case import (
	FoundationCase,
	as_inserted,
	becomes,
	stored,
	targets,
	undone,
)
from gigafibre_fsm.legacy.tests.foundation_rows import ROWS

STEP_OF = {
	"account": "10a",
	"staff": "10b",
	"product": "10c",
	"delivery": "10d",
	"device": "10e",
	"service": "10f",
	"fibre": "10g",
}
# What nobody types: it comes from elsewhere as a document is saved.
DERIVED = {
	"Customer": {"email_id", "mobile_no", "first_name", "last_name", "represents_company"},
	"Contact": {"full_name", "email_id", "phone", "mobile_no", "user", "image"},
	"Employee": {"employee", "employee_name"},
	"Item": {"customer_code", "uoms", "item_defaults"},
	"Item Price": {"item_name", "item_description", "buying", "selling", "currency"},
	"Service Location": {"customer_name"},
	"Service Equipment": {"customer_name", "gpon_serial"},
	"Service Subscription": {"customer_name"},
	"Fibre Drop": set(),
	"OLT": set(),
	"Pricing Zone": set(),
}
# Where an Employee stands in the tree is compared by itself.
APART = {"Employee": ("lft", "rgt")}


class TestFoundation(FoundationCase):
	rows = ROWS
	steps = tuple(STEP_OF.values())

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.effects = {}
		for table, step in STEP_OF.items():
			cls.effects |= {
				(table, legacy_id): found
				for legacy_id, found in becomes(step, [row["id"] for row in ROWS[table]]).items()
			}

	def test_the_account_of_each_step_adds_up(self):
		counted = {
			step: (run.counts.rows_read, run.counts.inserted, run.counts.rejected)
			for step, run in self.runs.items()
		}
		self.assertEqual(
			counted,
			{
				"10a": (4, 4, 0),
				"10b": (2, 2, 0),
				"10c": (4, 3, 1),
				"10d": (4, 3, 1),
				"10e": (6, 4, 2),
				"10f": (6, 5, 1),
				"10g": (5, 4, 1),
			},
		)

	def test_each_document_is_what_insert_would_have_left(self):
		compared = set()
		for doctype, name, values in self.documents():
			typed = {key: value for key, value in values.items() if key not in DERIVED[doctype]}
			with self.subTest(doctype=doctype, name=name):
				without = APART.get(doctype, ())
				inserted = as_inserted(doctype, name, typed | self.later(doctype, name), without)
				self.assertEqual(differences(inserted, stored(doctype, name, without)), {})
			compared.add(doctype)
		self.assertEqual(compared, set(DERIVED))

	def documents(self):
		"""With the values that their rows become."""
		for row in made():
			effects = self.effects[row.source_table, int(row.legacy_id)]
			given = {one.doctype: one.values for one in effects if isinstance(one, Record)}
			for doctype, name in targets(row):
				yield doctype, name, given.get(doctype) or typed_as_it_stands(doctype, name)

	def later(self, doctype: str, name: str) -> dict:
		"""What other rows put on it."""
		found = {}
		for effects in self.effects.values():
			for one in effects:
				if isinstance(one, Change) and (one.doctype, one.name) == (doctype, name):
					found |= one.values
		now = stored(doctype, name)
		return {key: now[key] if value is OWN else value for key, value in found.items()}

	def test_each_document_opens_and_is_saved_without_a_change(self):
		for row in made():
			for doctype, name in targets(row):
				with self.subTest(doctype=doctype, name=name), undone():
					before, versions = stored(doctype, name), versions_of(name)
					document = frappe.get_doc(doctype, name)
					document.run_method("onload")
					document.save()
					self.assertEqual(differences(before, stored(doctype, name)), {})
					self.assertEqual(versions_of(name), versions)

	def test_a_second_run_changes_nothing(self):
		before = written()
		for run in self.run_again().values():
			self.assertEqual((run.counts.inserted, run.counts.updated), (0, 0), run.step)
		self.assertEqual(written(), before)

	def test_employees_stand_in_the_tree_as_erpnext_would_put_them(self):
		places = frappe.db.sql("select lft, rgt from tabEmployee order by lft")
		self.assertTrue(all(left < right for left, right in places))
		numbers = [number for place in places for number in place]
		self.assertEqual(len(set(numbers)), len(numbers))


def made() -> list:
	fields = ["source_table", "legacy_id", "target_doctype", "target", "others"]
	return frappe.get_all(LEDGER, {"outcome": "Inserted"}, fields, order_by="name")


def written() -> dict:
	return {
		(doctype, name): frappe.db.get_value(doctype, name, "modified")
		for row in made()
		for doctype, name in targets(row)
	}


def typed_as_it_stands(doctype: str, name: str) -> dict:
	"""Of an OLT or a zone, which is there now, its row says nothing any more."""
	return {key: value for key, value in stored(doctype, name).items() if value is not None}


def versions_of(name: str) -> int:
	return frappe.db.count("Version", {"docname": name})


def differences(one: dict, other: dict) -> dict:
	return {key: (one.get(key), other.get(key)) for key in one | other if one.get(key) != other.get(key)}
