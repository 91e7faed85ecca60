"""A small Gigafibre to look at: `bench --site SITE execute gigafibre_fsm.testing.demo.load`."""

from contextlib import contextmanager

import frappe
from frappe.utils.global_search import sync_global_search

from gigafibre_fsm.setup import catalogue, memory
from gigafibre_fsm.testing.demo import contacts, dispatch, money, orders, people, plant, subscribers
from gigafibre_fsm.testing.demo.stories import story

DEFAULT_PASSWORD = "gigafibre-demo"
LOADED = "demo_data"
COUNTED = (
	"Civic Address",
	"Fibre Drop",
	"Customer",
	"Service Location",
	"Service Subscription",
	"Service Equipment",
)


def load(password: str = DEFAULT_PASSWORD) -> dict:
	"""Loads what is missing; once it is all there, a further call does nothing, whatever was done with it since."""
	if not memory.recall(LOADED):
		with _quiet():
			_load(password)
		memory.remember(LOADED, True)
	users = {people.email(login): role for login, _first, _last, role in people.USERS}
	return {
		"users": users,
		"password": password,
		**{doctype: frappe.db.count(doctype) for doctype in COUNTED},
	}


def _load(password: str) -> None:
	if not catalogue.ensure():
		frappe.throw("The demo data need ERPNext's setup to be finished: run its setup wizard first.")
	people.load(password)
	plant.load()
	subscribers.load()
	orders.load()
	dispatch.load()
	money.load()
	contacts.load()
	_give_portal()
	# The hourly job would do it; a visitor searches in the first minute.
	sync_global_search()


def _give_portal() -> None:
	customer = frappe.get_doc("Customer", subscribers.customer_of(story("marc-andre.cote")))
	if not customer.portal_users:
		customer.append("portal_users", {"user": people.email("client")})
		customer.save(ignore_permissions=True)


@contextmanager
def _quiet():
	"""No e-mail goes out, and what is shown to a person in a form is not printed."""
	before = frappe.flags.mute_emails, frappe.flags.mute_messages
	frappe.flags.mute_emails = frappe.flags.mute_messages = True
	try:
		yield
	finally:
		frappe.flags.mute_emails, frappe.flags.mute_messages = before
