import csv
import io
import json
from collections import Counter

import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.setup import memory
from gigafibre_fsm.testing import demo
from gigafibre_fsm.testing.demo import addresses, field, people, plant, subscribers
from gigafibre_fsm.testing.demo.stories import STORIES, story

COUNTED = (
	"Address",
	"Civic Address",
	"Contact",
	"Customer",
	"Dispatch Job",
	"Employee",
	"Fibre Drop",
	"Issue",
	"Lead",
	"OLT",
	"Outbox Message",
	"Payment Arrangement",
	"Payment Attempt",
	"Payment Entry",
	"Payment Method",
	"Phone Number",
	"Planned Municipality",
	"Project",
	"Quotation",
	"Sales Invoice",
	"Service Equipment",
	"Service Location",
	"Service Subscription",
	"Service Work Order",
	"Street",
	"Task",
	"User",
	"VoIP Line",
)


class Interrupted(Exception):
	pass


def counts() -> dict:
	return {doctype: frappe.db.count(doctype) for doctype in COUNTED}


def interrupt_after(customers: int) -> None:
	"""Loads the beginning, up to the middle of a customer."""
	people.load(demo.DEFAULT_PASSWORD)
	plant.load()
	for each in [one for one in STORIES if not one.is_order][:customers]:
		subscribers._load_customer(each)
	raise Interrupted


class TestAddresses(FrappeTestCase):
	def test_a_few_hundred_in_three_municipalities_each_once(self):
		found = addresses.all_addresses()
		self.assertEqual(len({address.municipality for address in found}), 3)
		self.assertEqual(len({(address.line, address.municipality) for address in found}), len(found))
		self.assertEqual(len(found), 329)

	def test_the_list_has_what_makes_addresses_hard(self):
		lines = " ".join(address.line for address in addresses.all_addresses())
		for odd in (
			"63A",
			"app. 101",
			"app. D",
			"3e Rang",
			"Montée",
			"Sainte-Anne",
			"l'Ermite",
			"Rivière-aux-Castors",
		):
			self.assertIn(odd, lines)

	def test_it_can_be_written_as_csv(self):
		file = io.StringIO()
		addresses.write_csv(file)
		rows = list(csv.DictReader(io.StringIO(file.getvalue())))
		self.assertEqual(len(rows), len(addresses.all_addresses()))
		self.assertEqual(rows[0]["identifiant_unique_adresse"], "DEMO00001")


class TestDemo(FrappeTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		if memory.recall(demo.LOADED):
			raise AssertionError("The demo data belong on a site of their own: this one already has them.")
		cls.emails_before = frappe.db.count("Email Queue")
		try:
			interrupt_after(customers=3)
		except Interrupted:
			demo.load()

	def values(self, doctype: str, field: str, **filters) -> Counter:
		return Counter(frappe.get_all(doctype, filters=filters, pluck=field))

	def test_loading_again_changes_nothing(self):
		before = counts()
		demo.load()
		self.assertEqual(counts(), before)

	def test_a_load_that_does_not_know_of_the_first_adds_nothing(self):
		before = counts()
		memory.forget(demo.LOADED)
		demo.load()
		self.assertEqual(counts(), before)

	def test_no_email_went_out(self):
		self.assertEqual(frappe.db.count("Email Queue"), self.emails_before)

	def test_drops_in_every_state(self):
		states = self.values("Fibre Drop", "state", olt=("in", [olt["ip"] for olt in plant.OLTS]))
		self.assertEqual(set(states), {"available", "reserved", "connected", "no_box"})
		self.assertEqual(sum(states.values()), 124)

	def test_ten_customers_in_every_stage(self):
		names = [each.customer_name for each in STORIES]
		locations = self.values("Service Location", "status", customer=("in", names))
		self.assertEqual(locations, {"Pending Install": 3, "Active": 5, "Suspended": 1, "Closed": 1})
		jobs = self.values("Dispatch Job", "status", customer=("in", names))
		self.assertLessEqual({"To Schedule", "Scheduled", "In Progress", "Completed", "Cancelled"}, set(jobs))
		lines = self.values("VoIP Line", "e911_status", customer=("in", names))
		self.assertLessEqual({"Not Registered", "Synced", "Mismatch"}, set(lines))
		self.assertEqual(
			set(self.values("Payment Arrangement", "status", customer=("in", names))), {"Open", "Broken"}
		)

	def test_a_cancelled_line_is_still_registered_for_911(self):
		line = frappe.get_doc("VoIP Line", {"customer": "Diane Ouellet"})
		self.assertEqual((line.status, line.e911_synced), ("Cancelled", 1))
		self.assertEqual(frappe.db.get_value("Phone Number", line.did, "status"), "Quarantined")

	def test_customers_have_contact_and_address(self):
		for each in STORIES:
			customer = frappe.get_doc("Customer", each.customer_name)
			self.assertTrue(customer.customer_primary_contact and customer.customer_primary_address, each.key)
			self.assertEqual(customer.email_id, each.email)

	def test_the_discount_is_subtracted_and_both_taxes_are_on_the_invoice(self):
		invoice = frappe.get_doc("Sales Invoice", {"billing_key": "demo-marc-andre.cote"})
		# 99.95 + 35 + 15 - 5 = 144.95; TPS 7.2475, TVQ 14.4587625
		self.assertEqual(invoice.docstatus, 1)
		self.assertEqual([f"{row.tax_amount:.2f}" for row in invoice.taxes], ["7.25", "14.46"])
		self.assertEqual(f"{invoice.grand_total:.2f}", "166.66")
		self.assertEqual(invoice.outstanding_amount, 0)

	def test_a_live_customer_is_on_the_drop_and_an_order_reserves_it(self):
		live, ordered = story("marc-andre.cote"), story("julie.tremblay")
		ont = frappe.get_doc("Service Equipment", {"customer": live.customer_name, "equipment_type": "ONT"})
		self.assertEqual(subscribers.drop_of(live).ont_serial, ont.serial_number)
		self.assertEqual(subscribers.drop_of(ordered).reserved_for, field.project_of(ordered))

	def test_tasks_have_their_team_and_the_port(self):
		tasks = frappe.get_all(
			"Task", {"project": field.project_of(story("sylvie.roy"))}, ["subject", "fsm_team", "status"]
		)
		self.assertEqual(len(tasks), 7)  # no telephone to set up
		self.assertTrue(all(task.fsm_team and "{" not in task.subject for task in tasks))
		self.assertEqual(Counter(task.status for task in tasks), {"Completed": 4, "Open": 3})

	def test_hours_are_on_the_work_order(self):
		hours = frappe.db.get_value("Service Work Order", {"customer": "Marc-André Côté"}, "total_hours")
		self.assertEqual(hours, 4)

	def test_the_outbox_has_messages_in_every_resting_state(self):
		statuses = self.values("Outbox Message", "status")
		self.assertEqual(set(statuses), {"Queued", "Sent", "Failed", "Cancelled"})

	def test_orders_on_their_way_are_placed_by_an_agent(self):
		for each in (one for one in STORIES if one.is_order):
			project = frappe.get_doc("Project", field.project_of(each))
			self.assertEqual((project.owner, project.fsm_source), (people.email("agent"), "agent"))
			self.assertEqual(json.loads(project.order_quote)["answer"]["order"], project.name)
			sold = frappe.get_all("Service Subscription", {"project": project.name}, pluck="item")
			self.assertEqual(sorted(sold), sorted(each.services))
			self.assertEqual(subscribers.drop_of(each).reserved_for, project.name)

	def test_a_user_for_every_role_can_log_in(self):
		from frappe.utils.password import check_password

		for login, _first, _last, role in people.USERS:
			self.assertIn(role, frappe.get_roles(people.email(login)))
			self.assertEqual(check_password(people.email(login), demo.DEFAULT_PASSWORD), people.email(login))
