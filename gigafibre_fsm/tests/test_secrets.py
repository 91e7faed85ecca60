"""A secret goes in through the form and does not come out through a list, a report, a version or the resource."""

import frappe
import frappe.client
from frappe.desk.form.load import getdoc
from frappe.desk.reportview import get as report_view
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.testing import factories

FIRST, SECOND = "Premier-Secret-7731", "Second-Secret-9942"
HOLDERS = ("Service Subscription", "Service Equipment", "VoIP Line", "Payment Method", "FSM Settings")


def secret_fields(doctype):
	return [field.fieldname for field in frappe.get_meta(doctype).get("fields", {"fieldtype": "Password"})]


def holder_of(doctype, secret):
	values = dict.fromkeys(secret_fields(doctype), secret)
	if doctype == "Service Equipment":
		values["sip_lines"] = [{"line": 2, "sip_username": "u2", "sip_password": secret}]
	if doctype == "FSM Settings":
		return frappe.get_single(doctype).update(values).save()
	return getattr(factories, f"make_{frappe.scrub(doctype)}")(**values)


class TestSecrets(FrappeTestCase):
	def assert_silent(self, answer, what):
		text = frappe.as_json(answer)
		self.assertNotIn(FIRST, text, what)
		self.assertNotIn(SECOND, text, what)

	def each_holder(self):
		for doctype in HOLDERS:
			with self.subTest(doctype=doctype):
				self.assertTrue(secret_fields(doctype))
				yield doctype, holder_of(doctype, FIRST)

	def test_it_is_readable_one_at_a_time(self):
		for doctype, doc in self.each_holder():
			for fieldname in secret_fields(doctype):
				self.assertEqual(frappe.get_doc(doctype, doc.name).get_password(fieldname), FIRST)

	def test_document_list_and_report_say_nothing(self):
		for doctype, doc in self.each_holder():
			self.assert_silent(doc.as_dict(), "the saved document")
			self.assert_silent(frappe.client.get(doctype, doc.name), "the resource")
			if not doc.meta.issingle:
				self.assert_silent(frappe.get_list(doctype, fields=["*"]), "the list")
				self.assert_silent(frappe.get_list(doctype, fields=secret_fields(doctype)), "the list")
				self.assert_silent(self.report(doctype), "the report")

	def report(self, doctype):
		frappe.local.form_dict = frappe._dict(
			doctype=doctype,
			fields=frappe.as_json([f"`tab{doctype}`.`{name}`" for name in secret_fields(doctype)]),
		)
		return report_view()

	def test_the_form_and_its_versions_say_nothing(self):
		for doctype, doc in self.each_holder():
			doc.reload()
			doc.update(dict.fromkeys(secret_fields(doctype), SECOND))
			doc.save()
			versions = frappe.get_all("Version", filters={"ref_doctype": doctype}, pluck="data")
			self.assert_silent(versions, "the versions")
			frappe.response.docs = []
			getdoc(doctype, doc.name)
			self.assert_silent(frappe.response, "the form")

	def test_the_tables_hold_no_plain_secret(self):
		for doctype, doc in self.each_holder():
			if not doc.meta.issingle:
				self.assert_silent(frappe.db.sql(f"select * from `tab{doctype}`", as_dict=True), "the table")
		self.assert_silent(
			frappe.db.sql("select * from `tabEquipment SIP Line`", as_dict=True), "the child table"
		)
		self.assert_silent(frappe.db.sql("select * from tabSingles", as_dict=True), "the settings")
