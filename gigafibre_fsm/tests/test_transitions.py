"""Every status table, tried move by move, through each door that writes."""

import json
from importlib import import_module
from tempfile import NamedTemporaryFile

import frappe
from frappe.client import set_value
from frappe.core.doctype.data_import.importer import Importer
from frappe.desk.form.save import savedocs
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.exceptions import InvalidState
from gigafibre_fsm.testing import factories

GUARDED = {
	"Service Location": "subscriber",
	"Service Subscription": "subscriber",
	"Service Equipment": "subscriber",
	"Phone Number": "voice_service",
	"VoIP Line": "voice_service",
	"E911 Request": "voice_service",
	"Number Port": "voice_service",
	"Telephone Reconciliation": "voice_service",
	"Telephone Difference": "voice_service",
	"Dispatch Job": "field_work",
	"Website Checkout": "receivables",
	"Payment Method": "receivables",
	"Payment Attempt": "receivables",
	"Payment Arrangement": "receivables",
	"Outbox Message": "gigafibre_fsm",
	"Provider Event": "gigafibre_fsm",
	"Legacy Import Run": "gigafibre_fsm",
	"Legacy Import Reject": "gigafibre_fsm",
	"Assistant Request": "gigafibre_fsm",
}
NEEDS = {("Dispatch Job", "Scheduled"): {"scheduled_date": "2026-12-01"}}


def make(doctype, **values):
	return getattr(factories, f"make_{frappe.scrub(doctype)}")(**values)


def status_module(doctype):
	name = frappe.scrub(doctype)
	return import_module(f"gigafibre_fsm.{GUARDED[doctype]}.doctype.{name}.status")


class TestTransitions(FrappeTestCase):
	def test_every_doctype_keeps_to_its_table(self):
		for doctype in GUARDED:
			self.try_all_moves(doctype, "status", status_module(doctype).MOVES)

	def test_the_911_registration_keeps_to_its_table(self):
		self.try_all_moves("VoIP Line", "e911_status", status_module("VoIP Line").E911_MOVES)

	def try_all_moves(self, doctype, fieldname, moves):
		for old in moves:
			for new in moves:
				if new != old:
					with self.subTest(doctype=doctype, old=old, new=new):
						self.try_move(doctype, fieldname, old, new, moves[old])

	def try_move(self, doctype, fieldname, old, new, legal):
		doc = make(doctype, **{fieldname: old}, **NEEDS.get((doctype, old), {}))
		doc.update({fieldname: new, **NEEDS.get((doctype, new), {})})
		if new in legal:
			doc.save()
			return
		with self.assertRaises(InvalidState) as refused:
			doc.save()
		self.assertIn(", ".join(legal) or "none", str(refused.exception))
		self.assertEqual(frappe.db.get_value(doctype, doc.name, fieldname), old)


class TestDoors(FrappeTestCase):
	"""The form, the API and the import all save through the controller."""

	def setUp(self):
		self.job = make("Dispatch Job", status="Completed")

	def assert_refused_and_unchanged(self, refused):
		self.assertIn("cannot go from Completed to Scheduled", str(refused.exception))
		self.assertEqual(refused.exception.http_status_code, 409)
		self.assertEqual(frappe.db.get_value("Dispatch Job", self.job.name, "status"), "Completed")

	def test_form(self):
		changed = {**self.job.as_dict(), "status": "Scheduled", "scheduled_date": "2026-12-01"}
		with self.assertRaises(InvalidState) as refused:
			savedocs(json.dumps(changed, default=str), "Save")
		self.assert_refused_and_unchanged(refused)

	def test_api(self):
		with self.assertRaises(InvalidState) as refused:
			set_value("Dispatch Job", self.job.name, {"status": "Scheduled", "scheduled_date": "2026-12-01"})
		self.assert_refused_and_unchanged(refused)

	def test_import(self):
		with NamedTemporaryFile("w", suffix=".csv", encoding="utf-8") as file:
			file.write(f"ID,Status,Scheduled Date\n{self.job.name},Scheduled,2026-12-01\n")
			file.flush()
			importer = Importer(
				"Dispatch Job", file_path=file.name, import_type="Update Existing Records", console=True
			)
			(row,) = importer.import_file.get_payloads_for_import()
		with self.assertRaises(InvalidState) as refused:
			importer.process_doc(row.doc)
		self.assert_refused_and_unchanged(refused)

	def test_a_status_an_adopted_site_left_may_be_mended(self):
		frappe.db.set_value("Dispatch Job", self.job.name, "status", "Terminé", update_modified=False)
		job = frappe.get_doc("Dispatch Job", self.job.name)
		job.status = "Completed"
		job.save()
		self.assertEqual(job.status, "Completed")
