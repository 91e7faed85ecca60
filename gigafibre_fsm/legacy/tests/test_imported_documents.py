"""Whatever the import wrote opens, saves and prints as if somebody had typed it, and saving changes nothing."""

import random

import frappe

from gigafibre_fsm.legacy.tests.import_case import ImportCase

SAMPLE = 12
# When a document was saved, and what its form asks anew each time.
_OF_SAVING = ("modified", "modified_by")
DOCTYPES = (
	"Customer",
	"Contact",
	"Employee",
	"Item",
	"Item Price",
	"Service Location",
	"Service Equipment",
	"Service Subscription",
	"OLT",
	"Fibre Drop",
	"Quotation",
	"Terms and Conditions",
	"Payment Arrangement",
	"Service Work Order",
	"Payment Method",
	"VoIP Line",
)


class TestImportedDocuments(ImportCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.assertCompleted(cls("test_each_doctype_was_written"), cls.import_all(cls))
		cls.random = random.Random(6)

	def sample(self, doctype: str) -> list[str]:
		"""Only what the import wrote; what was there before is not its work."""
		rows = frappe.get_all(
			"Legacy Import Row", {"outcome": "Inserted"}, ["target_doctype", "target", "others"]
		)
		names = {row.target for row in rows if row.target_doctype == doctype}
		names |= {
			name for row in rows for kind, name in frappe.parse_json(row.others or "[]") if kind == doctype
		}
		return self.random.sample(sorted(names), min(len(names), SAMPLE))

	def test_each_doctype_was_written(self):
		self.assertEqual([doctype for doctype in DOCTYPES if not self.sample(doctype)], [])

	def test_they_save_without_a_change(self):
		for doctype in DOCTYPES:
			for name in self.sample(doctype):
				with self.subTest(doctype=doctype, name=name):
					frappe.db.savepoint("saving")
					before = self.stored(doctype, name)
					frappe.get_doc(doctype, name).save()
					self.assertEqual(self.stored(doctype, name), before)
					frappe.db.rollback(save_point="saving")

	def stored(self, doctype: str, name: str) -> dict:
		"""Of the tables, not of what the controller makes of them."""
		document = frappe.get_doc(doctype, name)
		rows = {(doctype, name): document.get_valid_dict()}
		rows |= {(child.doctype, child.name): child.get_valid_dict() for child in document.get_all_children()}
		return {
			key: {field: value for field, value in row.items() if field not in _OF_SAVING}
			for key, row in rows.items()
		}

	def test_they_print(self):
		for doctype in DOCTYPES:
			for name in self.sample(doctype)[:3]:
				with self.subTest(doctype=doctype, name=name):
					self.assertIn("print-format", frappe.get_print(doctype, name))

	def test_nothing_points_to_what_is_not_there(self):
		for doctype in DOCTYPES:
			meta = frappe.get_meta(doctype)
			for field in meta.get_link_fields():
				with self.subTest(doctype=doctype, field=field.fieldname):
					self.assertEqual(self.dangling(doctype, field), [])

	def dangling(self, doctype: str, field) -> list[str]:
		return frappe.db.sql_list(
			f"""select here.`name` from `tab{doctype}` here left join `tab{field.options}` there
			on there.`name` = here.`{field.fieldname}`
			where coalesce(here.`{field.fieldname}`, '') <> '' and there.`name` is null limit 5"""
		)
