"""A new customer, as ERPNext's own form makes one: Customer, its first Contact and its first Address."""

from contextlib import contextmanager
from functools import partial

import frappe
from erpnext.telephony.doctype.call_log.call_log import link_existing_conversations
from frappe.model.document import Document

from gigafibre_fsm.domain.orders.party import Person, Place
from gigafibre_fsm.gigafibre_fsm import background, writing
from gigafibre_fsm.gigafibre_fsm.writing import promises
from gigafibre_fsm.subscriber.services.ordering import address_text, party_documents

DOCTYPES = ("Customer", "Contact", "Address", "Version")
CONNECT = "gigafibre_fsm.subscriber.services.ordering.customers.connect_calls"


def create(person: Person, place: Place, ordinary: bool = False) -> str:
	values = party_documents.customer(person, place)
	name, contact = _one_by_one(values, place) if ordinary else _as_the_site_wants(values, place)
	if contact:
		_connect_calls(contact)
	return name


def _as_the_site_wants(values: dict, place: Place) -> tuple[str, str | None]:
	if writing.is_listened_to(*DOCTYPES):
		return _one_by_one(values, place)
	try:
		return _together(values, place)
	except writing.NotPlain:
		return _one_by_one(values, place)


def _one_by_one(values: dict, place: Place) -> tuple[str, str | None]:
	"""Customer makes its Contact itself. Of its Address it wants to read what is shown, which a visitor may not."""
	customer = frappe.get_doc(party_documents.as_on_the_form(values, place))
	customer.create_primary_address = partial(_create_primary_address, customer, values, place)
	with _quietly():
		customer.insert(ignore_permissions=True)
	return customer.name, customer.customer_primary_contact


def _create_primary_address(customer: Document, values: dict, place: Place) -> None:
	address = frappe.get_doc(party_documents.address(values, customer.name, place))
	address.insert(ignore_permissions=True)
	customer.db_set("customer_primary_address", address.name)
	customer.db_set("primary_address", address_text.text(address.as_dict()))


@contextmanager
def _quietly():
	"""No question to Gravatar, no commit for old phone calls; no word to a visitor about a namesake."""
	shown = len(frappe.local.message_log)
	frappe.flags.contact_of_an_order = True
	try:
		yield
	finally:
		frappe.flags.contact_of_an_order = False
	del frappe.local.message_log[shown:]


def _together(values: dict, place: Place) -> tuple[str, str | None]:
	with _quietly():
		name = _customer_name(values)
		party = party_documents.named(values, name, place)
		writing.insert_together(party.documents, party.recipes, strictly=["Customer"])
	return name, party.contact and party.contact["name"]


def _customer_name(values: dict) -> str:
	"""By ERPNext's rule; a series without holding its row to the end of the order."""
	if frappe.defaults.get_global_default("cust_master_name") == "Naming Series":
		return writing.name_in_series("Customer", values)
	name = values["customer_name"]
	if _is_named_after_themselves() and not frappe.db.sql("select 1 from tabCustomer where name = %s", name):
		promises.make("Customer", [name])
		return name
	return writing.reserve_names({"Customer": 1}, {"Customer": values})["Customer"][0]


def _is_named_after_themselves() -> bool:
	"""Most are the first of their name; of the others ERPNext makes « Jean Roy - 1 »."""
	return frappe.defaults.get_global_default("cust_master_name") == "Customer Name"


def _connect_calls(contact: str) -> None:
	"""Earlier calls from the customer's number, in a job of their own: ERPNext commits while it connects them."""
	if frappe.db.sql("select 1 from `tabCall Log` limit 1"):
		frappe.db.after_commit.add(partial(_queue_calls, contact))


def _queue_calls(contact: str) -> None:
	background.hint(partial(frappe.enqueue, CONNECT, queue="short", contact=contact), contact)


def connect_calls(contact: str) -> None:
	link_existing_conversations(frappe.get_doc("Contact", contact), None)
