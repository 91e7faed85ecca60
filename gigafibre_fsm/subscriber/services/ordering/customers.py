"""A new customer, as ERPNext's own form makes one: Customer, its first Contact and its first Address."""

from contextlib import contextmanager
from dataclasses import dataclass, field
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


@dataclass(frozen=True)
class NewCustomer:
	"""Named, with what is still to be written of it: together with the other documents of the use case, before them."""

	name: str
	documents: list[dict] = field(default_factory=list)
	recipes: dict[str, writing.Recipe] = field(default_factory=dict)


def create(person: Person, place: Place, ordinary: bool = False) -> str:
	customer = prepare(person, place, ordinary)
	writing.insert(customer.documents, recipes=customer.recipes)
	return customer.name


def prepare(person: Person, place: Place, ordinary: bool = False) -> NewCustomer:
	"""Where somebody listens it is written right here, as ERPNext's own form does it."""
	values = party_documents.customer(person, place)
	if not ordinary and not writing.is_listened_to(*DOCTYPES):
		try:
			return _together(values, place)
		except writing.NotPlain:
			pass
	return NewCustomer(_one_by_one(values, place))


def _one_by_one(values: dict, place: Place, name: str | None = None) -> str:
	"""Customer makes its Contact itself. Of its Address it wants to read what is shown, which a visitor may not."""
	customer = frappe.get_doc(party_documents.as_on_the_form(values, place))
	customer.create_primary_address = partial(_create_primary_address, customer, values, place)
	with _quietly():
		customer.insert(ignore_permissions=True, set_name=name)
	if customer.customer_primary_contact and frappe.db.sql("select 1 from `tabCall Log` limit 1"):
		_connect_calls(customer.customer_primary_contact)
	return customer.name


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


def _together(values: dict, place: Place) -> NewCustomer:
	party = _named(values, place)
	promises.make("Customer", [party.name])
	alone = partial(_one_by_one, values, place, party.name)
	return NewCustomer(party.name, party.documents, party.recipes(alone, _connect_calls))


def _named(values: dict, place: Place) -> party_documents.Party:
	"""By ERPNext's rule; a series without holding its row to the end of the order."""
	rule = frappe.defaults.get_global_default("cust_master_name")
	if rule == "Customer Name":
		try:
			return party_documents.named(values, values["customer_name"], place)
		except party_documents.Namesake:
			pass  # of whom ERPNext makes « Jean Roy - 1 »
	with _quietly():
		name = _from_series(values) if rule == "Naming Series" else _by_erpnext(values)
	return party_documents.named(values, name, place)


def _from_series(values: dict) -> str:
	return writing.name_in_series("Customer", values)


def _by_erpnext(values: dict) -> str:
	return writing.reserve_names({"Customer": 1}, {"Customer": values})["Customer"][0]


def _connect_calls(contact: str) -> None:
	"""Earlier calls from the customer's number, in a job of their own: ERPNext commits while it connects them."""
	frappe.db.after_commit.add(partial(_queue_calls, contact))


def _queue_calls(contact: str) -> None:
	background.hint(partial(frappe.enqueue, CONNECT, queue="short", contact=contact), contact)


def connect_calls(contact: str) -> None:
	link_existing_conversations(frappe.get_doc("Contact", contact), None)
