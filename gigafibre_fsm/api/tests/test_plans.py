"""The endpoints of `api.plans` and `api.checkout.dates`, as tests call them; over HTTP: e2e/test_guest_api.py."""

import json

import frappe
from frappe.tests.utils import FrappeTestCase
from frappe.utils import getdate

from gigafibre_fsm.api import checkout, plans
from gigafibre_fsm.exceptions import InvalidRequest, NotFound, NotOrderable
from gigafibre_fsm.testing import factories

PLAN = {"sku", "name", "description", "price", "billing_interval", "speed_down", "speed_up", "requires"}
LINE = {"sku", "label", "qty", "rate", "amount"}
HOUSEHOLD = [{"sku": "FTTH80I"}, {"sku": "TVBSTANDARD"}, {"sku": "TELEPMENS", "qty": 2}]


class TestPlans(FrappeTestCase):
	def setUp(self):
		frappe.set_user("Guest")

	def tearDown(self):
		frappe.set_user("Administrator")

	def test_the_list_has_the_form_of_the_contract(self):
		found = plans.list_plans()
		self.assertEqual(list(found), ["internet", "tv", "tv_addons", "phone", "fees"])
		for plan in (plan for group in found.values() for plan in group):
			self.assertEqual(set(plan), PLAN)
		self.assertEqual([plan["sku"] for plan in found["fees"]], ["INSTFTTH", "SERV911", "ACTTELEP"])

	def test_only_what_the_place_can_have_is_listed(self):
		found = plans.list_plans(max_speed="80")
		self.assertEqual([plan["sku"] for plan in found["internet"]], ["FTTH25", "FTTH80I"])

	def test_a_quote_has_the_form_of_the_contract(self):
		found = plans.quote(services=HOUSEHOLD, commitment_months=24, activation_date="2026-12-15")
		self.assertEqual(
			set(found),
			{
				"monthly",
				"one_time",
				"credits",
				"monthly_total",
				"one_time_total",
				"monthly_taxes",
				"first_invoice",
				"messages",
			},
		)
		lines = (*found["monthly"], *found["one_time"], *found["credits"], *found["first_invoice"]["lines"])
		self.assertEqual({frozenset(line) for line in lines}, {frozenset(LINE)})
		# The example of docs/prices.md, with one box instead of two.
		self.assertEqual((found["monthly_total"], found["one_time_total"]), (144.23, 139.90))
		self.assertEqual(found["monthly_taxes"], {"tps": 7.21, "tvq": 14.39})
		invoice = found["first_invoice"]
		self.assertEqual((invoice["subtotal"], invoice["tps"], invoice["tvq"]), (218.99, 10.95, 21.84))
		self.assertEqual((invoice["total"], found["messages"]), (251.78, ["First TV box free"]))

	def test_a_form_sends_text(self):
		typed = plans.quote(services=json.dumps(HOUSEHOLD), tv_boxes="1", commitment_months="0")
		self.assertEqual(typed, plans.quote(services=HOUSEHOLD))

	def test_arguments_are_checked(self):
		one = [{"sku": "FTTH80I"}]
		for arguments, sentence in (
			({}, "services is missing"),
			({"services": "FTTH80I"}, "services must be a list"),
			({"services": {"sku": "FTTH80I"}}, "services must be a list"),
			({"services": "[{"}, "services must be a list"),
			({"services": ["FTTH80I"]}, r"services\[0\] must be an object"),
			({"services": [{"sku": "FTTH80I", "price": 1}]}, r"services\[0\].price is not known"),
			({"services": [{"qty": 1}]}, r"services\[0\].sku is missing"),
			({"services": [{"sku": "FTTH80I", "qty": 0}]}, r"services\[0\].qty must be from 1 to 99"),
			({"services": [{"sku": "FTTH80I", "qty": 1.5}]}, r"services\[0\].qty must be a whole number"),
			({"services": one * 41}, "services holds too many: 40 at most"),
			({"services": []}, "services: name at least one"),
			({"services": one, "max_speed": -1}, "max_speed must be 0 or more"),
			({"services": one, "tv_boxes": "two"}, "tv_boxes must be a whole number"),
			({"services": one, "activation_date": "12/15/2026"}, "activation_date must be a date like"),
			({"services": one, "zone": "x" * 141}, "zone is too long"),
		):
			with self.subTest(sentence), self.assertRaisesRegex(InvalidRequest, sentence):
				plans.quote(**arguments)

	def test_what_is_not_sold_is_refused(self):
		with self.assertRaisesRegex(NotOrderable, "TVBEVO.*Internet"):
			plans.quote(services=[{"sku": "TVBEVO"}])

	def test_an_unknown_zone_is_refused_by_both(self):
		for call in (plans.list_plans, lambda zone: plans.quote(services=HOUSEHOLD, zone=zone)):
			with self.assertRaisesRegex(InvalidRequest, "no pricing zone MARS"):
				call(zone="MARS")


class TestPricesOfACustomer(FrappeTestCase):
	def setUp(self):
		box = factories.make_service_location()
		self.customer = box.customer
		factories.make_service_equipment(
			equipment_type="Décodeur TV", status="Actif", service_location=box.name, customer=box.customer
		)
		self.agent = factories.make_user("FSM Agent").name

	def tearDown(self):
		frappe.set_user("Administrator")

	def credits_for(self, user: str, customer: str) -> list:
		frappe.set_user(user)
		return plans.quote(services=HOUSEHOLD, customer=customer)["credits"]

	def test_an_agent_is_told_that_the_next_box_is_no_first_one(self):
		self.assertEqual(self.credits_for(self.agent, self.customer), [])
		stranger = factories.make_customer().name
		self.assertEqual(len(self.credits_for(self.agent, stranger)), 1)

	def test_a_visitor_is_not_told_what_somebody_has(self):
		for customer in (self.customer, "nobody"):
			with self.assertRaisesRegex(frappe.PermissionError, "only an agent may name a customer"):
				self.credits_for("Guest", customer)

	def test_nor_is_a_customer_or_a_technician(self):
		for role in ("FSM Customer", "FSM Technician"):
			user = factories.make_user(role).name
			with self.assertRaises(frappe.PermissionError):
				self.credits_for(user, self.customer)
			frappe.set_user("Administrator")

	def test_a_customer_who_does_not_exist_is_not_found(self):
		with self.assertRaisesRegex(NotFound, "There is no customer nobody"):
			self.credits_for(self.agent, "nobody")


class TestDates(FrappeTestCase):
	def test_a_visitor_is_offered_days_and_places(self):
		factories.make_employee(technician_tags="Fibre, Installation")
		frappe.set_user("Guest")
		self.addCleanup(frappe.set_user, "Administrator")
		found = checkout.dates(zone="STD")
		self.assertTrue(found)
		for row in found:
			self.assertEqual(set(row), {"date", "free"})
			self.assertGreater(row["free"], 0)
			self.assertLess(getdate(row["date"]).weekday(), 5)
			self.assertGreater(getdate(row["date"]), getdate())
