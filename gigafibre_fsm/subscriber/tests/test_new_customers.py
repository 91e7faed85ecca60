"""A new customer by ERPNext's own rules, without what a visitor must not cause or see."""

import os
import socket
from contextlib import contextmanager

import frappe

from gigafibre_fsm.domain.orders.party import Person
from gigafibre_fsm.subscriber.services.ordering import address_text, customers
from gigafibre_fsm.subscriber.tests.written_case import PLACE, WrittenCase
from gigafibre_fsm.testing import factories


class TestNewCustomers(WrittenCase):
	def setUp(self):
		frappe.db.savepoint("before_test")
		self.addCleanup(frappe.db.rollback, save_point="before_test")

	def person(self, name: str = "", **values) -> Person:
		name = name or f"Rose Fortin {factories.unique_number()}"
		return Person(
			**{
				"name": name,
				"email": "rose@essai.example",
				"phone": "+14502722408",
				"language": "fr",
				**values,
			}
		)

	def both(self, person: Person) -> list[str]:
		return [customers.create(person, PLACE, ordinary=ordinary) for ordinary in (False, True)]

	def test_namesakes_are_told_apart_and_nobody_hears_of_them(self):
		frappe.clear_messages()
		person = self.person()
		first, second, third = *self.both(person), customers.create(person, PLACE)
		self.assertEqual((first, second, third), (person.name, f"{person.name} - 1", f"{person.name} - 2"))
		self.assertEqual(frappe.get_message_log(), [])

	def test_names_from_a_series_where_the_site_has_chosen_one(self):
		self.choose_naming("Naming Series")
		first, second = self.both(self.person())
		numbers = [int(name.rsplit("-", 1)[1]) for name in (first, second)]
		self.assertTrue(first.startswith("CUST-"))
		self.assertEqual(numbers[1], numbers[0] + 1)

	def choose_naming(self, mode: str):
		before = frappe.db.get_default("cust_master_name")
		frappe.db.set_default("cust_master_name", mode)
		self.addCleanup(frappe.db.set_default, "cust_master_name", before)

	def test_a_name_with_dots_and_apostrophes(self):
		number = factories.unique_number()
		for name in (f"Entr. Jean-Guy O'Neil inc. {number}", f"D'Amour & Fils {number}"):
			person = self.person(name)
			names = [*self.both(person), customers.create(person, PLACE)]
			shown = [frappe.db.get_value("Customer", one, "customer_primary_address") for one in names]
			self.assertEqual(len(set(shown)), 3, shown)

	def test_the_name_of_a_customer_group_is_refused_both_ways(self):
		frappe.get_doc(
			{
				"doctype": "Customer Group",
				"customer_group_name": "Rose Essai",
				"parent_customer_group": frappe.db.get_value("Customer Group", {"is_group": 1}),
			}
		).insert()
		for ordinary in (False, True):
			frappe.db.savepoint("before_refusal")
			with self.assertRaises(frappe.NameError):
				customers.create(self.person("Rose Essai"), PLACE, ordinary=ordinary)
			frappe.db.rollback(save_point="before_refusal")

	def test_an_email_that_is_none_is_refused_both_ways(self):
		for ordinary in (False, True):
			frappe.db.savepoint("before_refusal")
			with self.assertRaises(frappe.InvalidEmailAddressError):
				customers.create(self.person(email="rose@@essai"), PLACE, ordinary=ordinary)
			frappe.db.rollback(save_point="before_refusal")

	def test_one_with_something_special_is_made_by_erpnext_and_once(self):
		"""A picture goes the ordinary way; by then the other documents of the customer wait to be written."""
		setter = {"doctype": "Customer", "fieldname": "image", "property": "default", "value": "/essai.png"}
		frappe.make_property_setter(setter, is_system_generated=False)
		self.addCleanup(frappe.clear_cache, doctype="Customer")
		# Frappe keeps them to the end of the request, and a request ends before the setter is used.
		frappe.local.new_doc_templates.clear()
		self.addCleanup(frappe.local.new_doc_templates.clear)
		person = self.person()
		self.assertEqual(customers.create(person, PLACE), person.name)
		self.assertEqual(frappe.db.get_value("Customer", person.name, "image"), "/essai.png")
		for doctype in ("Contact", "Address"):
			links = {"parenttype": doctype, "link_doctype": "Customer", "link_name": person.name}
			self.assertEqual(frappe.db.count("Dynamic Link", links), 1, doctype)

	def test_a_portal_users_contact_carries_the_user(self):
		user = factories.make_user()
		for name in self.both(self.person(email=user.name)):
			contact = frappe.db.get_value("Customer", name, "customer_primary_contact")
			self.assertEqual(frappe.db.get_value("Contact", contact, "user"), user.name)

	def test_the_territory_is_the_narrowest_that_carries_the_places_name(self):
		root = frappe.db.get_value("Territory", {"parent_territory": ("in", ("", None))}) or None
		if not frappe.db.exists("Territory", PLACE.city):
			frappe.get_doc(
				{"doctype": "Territory", "territory_name": PLACE.city, "parent_territory": root}
			).insert()
		for name in self.both(self.person()):
			self.assertEqual(frappe.db.get_value("Customer", name, "territory"), PLACE.city)

	def test_nobody_is_asked_for_a_portrait(self):
		"""Frappe does not ask while it tests; here it is told that it does not test, and the way out leads to us."""
		way_out = socket.create_server(("127.0.0.1", 0))
		self.addCleanup(way_out.close)
		way_out.setblocking(False)
		proxy = f"http://127.0.0.1:{way_out.getsockname()[1]}"
		for ordinary in (False, True):
			with environment(HTTPS_PROXY=proxy, https_proxy=proxy), not_testing():
				name = customers.create(self.person(), PLACE, ordinary=ordinary)
			contact = frappe.db.get_value("Customer", name, "customer_primary_contact")
			self.assertEqual(frappe.db.get_value("Contact", contact, "image"), "")
			with self.assertRaises(BlockingIOError):
				way_out.accept()

	def test_earlier_calls_wait_for_the_commit(self):
		"""ERPNext commits where it finds one."""
		number = f"450555{factories.unique_number() % 10000:04d}"
		values = {"id": f"essai-{number}", "from": number, "to": "1", "type": "Incoming"}
		call = frappe.get_doc({"doctype": "Call Log", **values}).insert()
		for name in self.both(self.person(phone=number)):
			contact = frappe.db.get_value("Customer", name, "customer_primary_contact")
		call.reload()
		self.assertEqual(call.links, [])
		self.assertIn(
			contact, [one.args[0] for one in frappe.db.after_commit._functions if _queues_calls(one)]
		)


def _queues_calls(callback) -> bool:
	return getattr(callback, "func", None) is customers._queue_calls


@contextmanager
def environment(**values: str):
	before = {name: os.environ.get(name) for name in values}
	os.environ.update(values)
	try:
		yield
	finally:
		for name, value in before.items():
			os.environ.pop(name)
			if value is not None:
				os.environ[name] = value


@contextmanager
def not_testing():
	frappe.flags.in_test = False
	try:
		yield
	finally:
		frappe.flags.in_test = True


class TestAddressText(WrittenCase):
	def test_it_is_what_frappe_renders(self):
		address = factories.make_address(factories.make_customer().name)
		for template in frappe.get_all("Address Template", pluck="name"):
			country = frappe.db.get_value("Address Template", template, "country")
			values = {**address.as_dict(), "country": country, "phone": "450", "state": "<b>QC</b>"}
			source = frappe.db.get_value("Address Template", template, "template")
			self.assertEqual(address_text.text(values), frappe.render_template(source, values))

	def test_a_template_that_reaches_further_goes_through_frappe(self):
		address = factories.make_address(factories.make_customer().name)
		names = frozenset(address.as_dict())
		for source in (
			"{{ frappe.db.get_value('Company', {}, 'name') }}",
			"{{ address_line1|int }}",
			"{% include 'templates/x.html' %}",
			"{{ missing }}",
			"{% if %}",
		):
			self.assertIsNone(address_text._plain(source, names), source)
