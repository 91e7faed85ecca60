"""The fields on ERPNext's doctypes, against the list of the data model."""

import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.setup import custom_fields, schema

INT_KEY = "Int key"
# doctype → field → what the data model says of it
CONTRACT = {
	"Customer": {
		"legacy_customer_id": INT_KEY,
		"stripe_id": "Data",
		"ppa_enabled": "Check",
		"is_commercial": "Check",
		"is_vip": "Check",
		"is_suspended": "Check",
		"suspended_since": "Datetime",
		"suspended_until": "Datetime",
		"suspension_reason": "Small Text",
	},
	"Project": {
		"fsm_order_key": "Data unique",
		"fsm_source": "Select website agent",
		"service_location": "Link Service Location",
		"fibre_drop": "Link Fibre Drop",
		"order_monthly_total": "Currency",
		"order_one_time_total": "Currency",
		"order_quote": "JSON",
		"stripe_setup_intent": "Data",
		"dispatch_job": "Link Dispatch Job",
	},
	"Task": {"fsm_team": "Select support dispatch tech", "service_location": "Link Service Location"},
	"Issue": {
		"service_location": "Link Service Location",
		"linked_project": "Link Project",
		"dispatch_job": "Link Dispatch Job",
		"device_serial": "Data",
	},
	"Lead": {
		"address_line": "Data",
		"municipality": "Data",
		"postal_code": "Data",
		"civic_address": "Link Civic Address",
		"interest": "Select Internet Phone Business",
		"requested_services": "Small Text",
		"planned_zone": "Link Planned Municipality",
	},
	"Quotation": {
		"legacy_soumission_id": INT_KEY,
		"service_location": "Link Service Location",
		"quote_title": "Data",
		"customer_po": "Data",
	},
	"Quotation Item": {"charge_type": "Select One-time Monthly"},
	"Item": {
		"service_type": "Select Internet TV Phone Equipment Fee Discount Other",
		"speed_down": "Int",
		"speed_up": "Int",
		"line_profile": "Data",
		"service_profile": "Data",
		"combo_ready": "Check",
		"requires_service_type": "Select Internet TV Phone Equipment",
		"legacy_product_id": INT_KEY,
	},
	"Sales Invoice": {
		"service_location": "Link Service Location",
		"billing_period_start": "Date",
		"billing_period_end": "Date",
		"billing_key": "Data unique",
	},
	"Employee": {"legacy_staff_id": INT_KEY, "technician_tags": "Small Text", "traccar_device_id": "Data"},
}
LAYOUT = ("Section Break", "Column Break")


class TestCustomFields(FrappeTestCase):
	def test_every_field_of_the_data_model_is_there_and_no_other(self):
		for doctype, fields in CONTRACT.items():
			ours = [field.fieldname for field in self.of_app(doctype) if field.fieldtype not in LAYOUT]
			self.assertCountEqual(ours, fields, doctype)

	def test_no_other_doctype_of_erpnext_has_fields_of_ours(self):
		doctypes = frappe.get_all("Custom Field", {"module": custom_fields.MODULE}, pluck="dt", distinct=True)
		self.assertCountEqual(doctypes, CONTRACT)

	def test_types_options_and_uniqueness_are_those_of_the_data_model(self):
		for doctype, fields in CONTRACT.items():
			for fieldname, description in fields.items():
				self.assertEqual(self.describe(doctype, fieldname), description, f"{doctype}.{fieldname}")

	def test_fields_are_in_one_collapsible_section_in_the_order_of_the_list(self):
		for doctype in CONTRACT:
			names = [field.fieldname for field in frappe.get_meta(doctype).fields]
			start = names.index(custom_fields.SECTION)
			wanted = custom_fields.names(doctype)
			self.assertEqual(names[start : start + len(wanted)], wanted, doctype)
			self.assertEqual(frappe.get_meta(doctype).get_field(custom_fields.SECTION).collapsible, 1)

	def test_a_key_is_not_copied_with_its_document(self):
		customer = frappe.new_doc("Customer", legacy_customer_id=7, stripe_id="cus_7")
		copy = frappe.copy_doc(customer, ignore_no_copy=False)
		self.assertFalse(copy.legacy_customer_id)
		self.assertFalse(copy.stripe_id)

	def of_app(self, doctype: str) -> list:
		return [
			field for field in frappe.get_meta(doctype).fields if field.get("module") == custom_fields.MODULE
		]

	def describe(self, doctype: str, fieldname: str) -> str:
		field = frappe.get_meta(doctype).get_field(fieldname)
		if field.fieldtype == "Int" and f"unique_{fieldname}" in schema.indexes(doctype):
			return INT_KEY
		words = [field.fieldtype, *(field.options or "").split("\n"), "unique" if field.unique else ""]
		return " ".join(word for word in words if word)
