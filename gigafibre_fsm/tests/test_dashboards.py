import frappe
from frappe.tests.utils import FrappeTestCase

OURS = {
	"Customer": {"Service Location", "Service Equipment", "VoIP Line", "Dispatch Job", "Payment Arrangement"},
	"Employee": {"Dispatch Job"},
	"Issue": {"Dispatch Job", "Service Work Order", "Service Location", "Project"},
	"Project": {
		"Service Subscription",
		"Fibre Drop",
		"Dispatch Job",
		"Service Work Order",
		"Service Location",
	},
}
ERPNEXTS_OWN = {"Customer": {"Sales Invoice", "Issue"}, "Issue": {"Task"}, "Project": {"Task", "Issue"}}


def connections(doctype: str) -> dict:
	return frappe.get_meta(doctype).get_dashboard_data()


def shown(doctype: str) -> set[str]:
	return {item for group in connections(doctype)["transactions"] for item in group["items"]}


class TestDashboards(FrappeTestCase):
	def test_each_record_leads_to_ours_and_keeps_erpnexts_own(self):
		for doctype, ours in OURS.items():
			self.assertLessEqual(ours | ERPNEXTS_OWN.get(doctype, set()), shown(doctype), doctype)

	def test_every_connection_goes_by_a_field_that_exists(self):
		for doctype, ours in OURS.items():
			data = connections(doctype)
			for target in ours:
				internal = data.get("internal_links", {}).get(target)
				owner = doctype if internal else target
				field = internal or data.get("non_standard_fieldnames", {}).get(target, data.get("fieldname"))
				self.assertTrue(frappe.get_meta(owner).has_field(field), f"{doctype} → {target} by {field}")
