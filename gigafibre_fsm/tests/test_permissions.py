"""Who may do what: role × doctype × action, then which rows a technician meets."""

import frappe
import frappe.client
from frappe.permissions import has_permission
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.overrides import global_search
from gigafibre_fsm.testing import factories

ACTIONS = {
	"r": "read",
	"w": "write",
	"c": "create",
	"d": "delete",
	"s": "submit",
	"i": "import",
	"e": "export",
}
MANAGER, AGENT, DISPATCHER, TECHNICIAN = "FSM Manager", "FSM Agent", "FSM Dispatcher", "FSM Technician"
ROLES = (MANAGER, AGENT, DISPATCHER, TECHNICIAN, "FSM ACS", "FSM Customer", "Guest")

TABLE = {
	"OLT": {MANAGER: "rwcdie", AGENT: "re", DISPATCHER: "re"},
	"Fibre Drop": {MANAGER: "rwcdie", AGENT: "re", DISPATCHER: "re"},
	"Pricing Zone": {MANAGER: "rwcdie", AGENT: "re", DISPATCHER: "re"},
	"Street": {MANAGER: "rwcdie", AGENT: "re", DISPATCHER: "re"},
	"Civic Address": {MANAGER: "rwcdie", AGENT: "re", DISPATCHER: "re"},
	"Planned Municipality": {MANAGER: "rwcdie", AGENT: "re", DISPATCHER: "re"},
	"Service Location": {MANAGER: "rwcdie", AGENT: "rwcie", DISPATCHER: "re", TECHNICIAN: "r"},
	"Service Subscription": {MANAGER: "rwcdie", AGENT: "rwcie"},
	"Service Equipment": {MANAGER: "rwcdie", AGENT: "rwcie", DISPATCHER: "re", TECHNICIAN: "r"},
	"Device Profile": {MANAGER: "rwcdie", AGENT: "re"},
	"Device Denial": {MANAGER: "rde", AGENT: "re"},
	"Phone Number": {MANAGER: "rwcdie", AGENT: "re"},
	"VoIP Line": {MANAGER: "rwcdie", AGENT: "rwcie"},
	"Address Judgement": {MANAGER: "rwde", AGENT: "re"},
	"Number Port": {MANAGER: "rwcde", AGENT: "rwce"},
	"E911 Request": {MANAGER: "re", AGENT: "re"},
	"Telephone Reconciliation": {MANAGER: "rwde", AGENT: "re"},
	"Telephone Difference": {MANAGER: "rde", AGENT: "re"},
	"Dispatch Job": {MANAGER: "rwcdie", AGENT: "rwcie", DISPATCHER: "rwcie", TECHNICIAN: "rw"},
	"Service Work Order": {MANAGER: "rwcdie", AGENT: "rwcie", DISPATCHER: "rwcie", TECHNICIAN: "r"},
	"Field Operation": {MANAGER: "rde", AGENT: "re", DISPATCHER: "re"},
	"Payment Method": {MANAGER: "rwcdie", AGENT: "rwce"},
	"Payment Attempt": {MANAGER: "rwcdie", AGENT: "re"},
	"Website Checkout": {MANAGER: "rwde", AGENT: "rwe"},
	"Payment Arrangement": {MANAGER: "rwcdie", AGENT: "rwcie"},
	"FSM Settings": {MANAGER: "rwe"},
	"Message Template": {MANAGER: "rwcdie", AGENT: "re", DISPATCHER: "re"},
	"Outbox Message": {MANAGER: "rwde", AGENT: "re", DISPATCHER: "re"},
	"Provider Event": {MANAGER: "rwe"},
	"Legacy Import Run": {MANAGER: "rwde"},
	"Legacy Import Reject": {MANAGER: "rwde"},
	"Legacy Import Row": {MANAGER: "re"},
	"Assistant Request": {MANAGER: "rde", AGENT: "r"},
}
MONEY = (
	"Sales Invoice",
	"Payment Entry",
	"Quotation",
	"Item Price",
	"Service Subscription",
	"Payment Method",
	"Payment Attempt",
	"Website Checkout",
)


def rights(user, doctype):
	return "".join(letter for letter, action in ACTIONS.items() if may(user, action, doctype))


def may(user, action, doctype, doc=None):
	return has_permission(doctype, action, doc=doc, user=user, raise_exception=False)


def assert_no_contact_details(case, user):
	"""Frappe lets every user keep contacts and addresses of their own; others' stay closed."""
	customer = factories.make_customer()
	case.assertFalse(may(user, "read", "Contact", factories.make_contact(customer)))
	case.assertFalse(may(user, "read", "Address", factories.make_address(customer)))


class TestRoleTable(FrappeTestCase):
	def test_every_role_has_exactly_the_rights_of_the_table(self):
		for role in ROLES:
			user = "Guest" if role == "Guest" else factories.make_user(role).name
			for doctype, expected in TABLE.items():
				with self.subTest(role=role, doctype=doctype):
					self.assertEqual(rights(user, doctype), expected.get(role, ""))

	def test_no_doctype_of_ours_is_missing_from_the_table(self):
		modules = frappe.get_module_list("gigafibre_fsm")
		ours = frappe.get_all(
			"DocType", filters={"module": ("in", modules), "istable": 0, "custom": 0}, pluck="name"
		)
		self.assertEqual(set(ours), set(TABLE))

	def test_the_device_server_and_the_customer_reach_no_document(self):
		for role in ("FSM ACS", "FSM Customer"):
			user = factories.make_user(role).name
			for doctype in ("Customer", "Sales Invoice", "Project", "Task", "Employee"):
				with self.subTest(role=role, doctype=doctype):
					self.assertEqual(rights(user, doctype), "")
			assert_no_contact_details(self, user)

	def test_an_agent_reads_their_own_requests_to_the_assistant_only(self):
		agent, other = factories.make_user(AGENT).name, factories.make_user(AGENT).name
		with self.set_user(agent):
			mine = factories.make_assistant_request(user=agent)
		self.assertTrue(may(agent, "read", "Assistant Request", mine))
		self.assertFalse(may(other, "read", "Assistant Request", mine))


class TestTechnician(FrappeTestCase):
	def setUp(self):
		self.user = factories.make_user(TECHNICIAN).name
		self.mine = self.make_job(factories.make_employee(user_id=self.user).name)
		self.theirs = self.make_job(
			factories.make_employee(user_id=factories.make_user(TECHNICIAN).name).name
		)

	def make_job(self, technician):
		location = factories.make_service_location()
		device = factories.make_service_equipment(customer=location.customer, service_location=location.name)
		return factories.make_dispatch_job(
			customer=location.customer,
			service_location=location.name,
			assigned_technician=technician,
			equipment_list=[{"equipment": device.name, "equipment_type": device.equipment_type}],
		)

	def visible(self, doctype):
		with self.set_user(self.user):
			return frappe.get_list(doctype, pluck="name")

	def test_the_job_list_holds_their_own(self):
		self.assertEqual(self.visible("Dispatch Job"), [self.mine.name])

	def test_another_technicians_job_stays_closed(self):
		self.assertTrue(may(self.user, "write", "Dispatch Job", self.mine))
		for action in ("read", "write"):
			self.assertFalse(may(self.user, action, "Dispatch Job", self.theirs))

	def test_claiming_a_job_on_the_form_does_not_open_it(self):
		self.theirs.assigned_technician = self.mine.assigned_technician
		self.assertFalse(may(self.user, "write", "Dispatch Job", self.theirs))

	def test_places_and_devices_are_those_of_their_jobs(self):
		self.assertEqual(self.visible("Service Location"), [self.mine.service_location])
		self.assertEqual(self.visible("Service Equipment"), [self.mine.equipment_list[0].equipment])
		theirs = frappe.get_doc("Service Location", self.theirs.service_location)
		self.assertFalse(may(self.user, "read", "Service Location", theirs))

	def test_the_search_bar_leaves_out_what_is_others(self):
		mine, theirs = (
			[
				{"doctype": "Dispatch Job", "name": job.name},
				{"doctype": "Service Location", "name": job.service_location},
			]
			for job in (self.mine, self.theirs)
		)
		other = [{"doctype": "Note", "name": "not narrowed by us"}]
		with self.set_user(self.user):
			self.assertEqual(global_search.readable(mine + theirs + other), mine + other)

	def test_child_rows_are_as_narrow_as_their_parents(self):
		for job in (self.mine, self.theirs):
			place = frappe.get_doc("Service Location", job.service_location)
			place.append("ip_history", {"ip": "100.64.0.7"})
			place.append("address_history", {"address_line": "7 rang Ancien"})
			place.save()
			factories.make_service_work_order(
				dispatch_job=job.name,
				visits=[{"arrived_at": "2026-03-02 08:30:00"}],
				items=[{"description": "Câble"}],
			)
		expected = {
			("Dispatch Job", "Dispatch Job Equipment"): {self.mine.name},
			("Service Location", "IP Assignment"): {self.mine.service_location},
			("Service Location", "Former Address"): {self.mine.service_location},
		}
		for (parent, child), parents in expected.items():
			with self.subTest(child=child), self.set_user(self.user):
				rows = frappe.get_list(child, fields=["parent"], parent_doctype=parent)
				self.assertEqual({row.parent for row in rows}, parents)
		for child in ("Service Work Order Visit", "Service Work Order Item"):
			with self.subTest(child=child), self.set_user(self.user):
				self.assertEqual(len(frappe.get_list(child, parent_doctype="Service Work Order")), 1)

	def test_every_child_table_of_a_narrowed_doctype_is_narrowed(self):
		narrowed = frappe.get_hooks("permission_query_conditions")
		for parent in ("Dispatch Job", "Service Location", "Service Equipment", "Service Work Order"):
			for table in frappe.get_meta(parent).get_table_fields():
				self.assertIn(table.options, narrowed)

	def test_a_cancelled_job_opens_nothing_any_more(self):
		self.mine.status = "Cancelled"
		self.mine.save()
		self.assertEqual(self.visible("Service Location"), [])

	def test_a_technician_without_an_employee_record_sees_nothing(self):
		with self.set_user(factories.make_user(TECHNICIAN).name):
			self.assertEqual(frappe.get_list("Dispatch Job"), [])

	def test_money_and_customers_are_out_of_reach(self):
		for doctype in (*MONEY, "Customer", "Lead", "Payment Arrangement"):
			with self.subTest(doctype=doctype):
				self.assertEqual(rights(self.user, doctype), "")
		assert_no_contact_details(self, self.user)

	def test_a_work_order_shows_its_hours_without_its_amounts(self):
		order = factories.make_service_work_order(
			dispatch_job=self.mine.name, items=[{"description": "Câble", "qty": 2, "rate": 10}]
		)
		with self.set_user(self.user):
			seen = frappe.client.get("Service Work Order", order.name)
		self.assertIn("total_hours", seen)
		self.assertFalse({"subtotal", "tps", "tvq", "total"} & {key for key, value in seen.items() if value})
		self.assertFalse([line for line in seen["items"] if line.get("rate") or line.get("amount")])
