"""The three documents of a new customer as values, and what their controllers make of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import frappe
from erpnext.selling.doctype.customer.customer import parse_full_name
from frappe import _
from frappe.contacts.doctype.contact.contact import get_full_name
from frappe.model.document import Document
from frappe.model.naming import append_number_if_name_exists

from gigafibre_fsm.domain.orders.party import Person, Place
from gigafibre_fsm.gigafibre_fsm import writing
from gigafibre_fsm.subscriber.services.ordering import address_text

RESIDENTIAL, COMMERCIAL = "Résidentiel", "Commercial"
INDIVIDUAL, COMPANY = "Individual", "Company"
BILLING = "Billing"
_ON_THE_FORM = ("address_line1", "city", "state", "pincode", "country")
_ADDED_LATER = ("customer_primary_contact", "customer_primary_address", "primary_address")

_TERRITORIES = """
	select name from tabTerritory where name in %s or coalesce(parent_territory, '') = '' order by lft"""


class Namesake(writing.NotPlain):
	"""Somebody has this name as a Customer."""


@dataclass
class Party:
	customer: dict
	contact: dict | None
	address: dict
	user: str | None
	has_calls: bool
	_written: Document | None = None
	_is_alone: bool = False

	@property
	def name(self) -> str:
		return self.customer["name"]

	@property
	def documents(self) -> list[dict]:
		version = {"doctype": "Version", "ref_doctype": "Customer", "docname": self.name}
		return [one for one in (self.customer, self.contact, self.address, version) if one]

	def recipes(
		self, alone: Callable[[], object], connect_calls: Callable[[str], None]
	) -> dict[str, writing.Recipe]:
		"""`alone` inserts the Customer the ordinary way, which makes the others as well."""

		def go_alone(_values: dict) -> None:
			self._is_alone = True
			alone()

		def contact(document: Document) -> None:
			self._contact(document)
			if self.has_calls:
				connect_calls(document.name)

		return {
			"Customer": writing.Recipe(self._step(self._customer), self._step(self._show_address), go_alone),
			"Contact": writing.Recipe(self._step(contact), alone=self._unless_made),
			"Address": writing.Recipe(self._step(self._address), alone=self._unless_made),
			"Version": writing.Recipe(self._step(self._version), alone=self._unless_made),
		}

	def _step(self, derive: Callable[[Document], None]) -> writing.Step:
		def each(documents: Sequence[Document]) -> None:
			if self._is_alone:
				raise writing.NotPlain
			for document in documents:
				derive(document)

		return each

	def _unless_made(self, values: dict) -> None:
		if not self._is_alone:
			writing.insert_one_by_one([values])

	def _customer(self, document: Document) -> None:
		document.represents_company = ""
		if self.contact:
			document.customer_primary_contact = self.contact["name"]
		document.customer_primary_address = self.address["name"]

	def _show_address(self, document: Document) -> None:
		"""After the checks of values, as ERPNext sets it: it is made by a template, not by a visitor."""
		document.primary_address = address_text.text(_shown(self.address))
		self._written = document

	def _version(self, document: Document) -> None:
		"""ERPNext first inserts the Customer and then adds these, which makes a line in the timeline."""
		document.set_diff(writing.as_stored(self._written, dict.fromkeys(_ADDED_LATER)), self._written)

	def _contact(self, document: Document) -> None:
		self._title_links(document)
		document.full_name = document._get_full_name()
		document.set_primary_email()
		document.set_primary("phone")
		document.set_primary("mobile_no")
		document.user = self.user
		if document.email_id:
			document.image = ""

	def _address(self, document: Document) -> None:
		self._title_links(document)

	def _title_links(self, document: Document) -> None:
		for link in document.links:
			link.link_title = self.customer["customer_name"]


def customer(person: Person, place: Place) -> dict:
	return {
		"doctype": "Customer",
		"customer_name": person.name.strip(),
		"customer_type": COMPANY if person.is_commercial else INDIVIDUAL,
		"customer_group": COMMERCIAL if person.is_commercial else RESIDENTIAL,
		"territory": _territory(place),
		"language": person.language,
		"is_commercial": int(person.is_commercial),
		"stripe_id": person.stripe_id,
		"email_id": person.email or None,
		"mobile_no": person.phone or None,
	}


def _territory(place: Place) -> str | None:
	"""The narrowest that carries the name of the place, as ERPNext reads it from an address; else the whole."""
	named = (place.city, place.province or "", place.country)
	found = frappe.db.sql(_TERRITORIES, [named], pluck=True)
	return next((name for name in named if name in found), found[0] if found else None)


def contact(values: dict, customer_name: str) -> dict | None:
	"""ERPNext makes none of somebody who cannot be reached."""
	email, phone = values["email_id"], values["mobile_no"]
	if not email and not phone:
		return None
	return {
		"doctype": "Contact",
		"is_primary_contact": 1,
		"links": [_link(customer_name)],
		"email_ids": [{"email_id": email, "is_primary": 1}] if email else [],
		"phone_nos": [{"phone": phone, "is_primary_phone": 0, "is_primary_mobile_no": 1}] if phone else [],
		**_called(values),
	}


def _called(values: dict) -> dict:
	if values["customer_type"] != INDIVIDUAL:
		return {"company_name": values["customer_name"]}
	first, middle, last = parse_full_name(values["customer_name"])
	return {"first_name": first, "middle_name": middle, "last_name": last}


def as_on_the_form(values: dict, place: Place) -> dict:
	"""Where Customer and Address are filled together."""
	given = address(values, "", place)
	return {**values, **{field: given[field] for field in _ON_THE_FORM}}


def address(values: dict, customer_name: str, place: Place) -> dict:
	return {
		"doctype": "Address",
		"address_title": values["customer_name"],
		"address_type": BILLING,
		"address_line1": place.address_line,
		"city": place.city,
		"state": place.province,
		"pincode": place.postal_code,
		"country": place.country,
		"is_primary_address": 1,
		"is_shipping_address": 1,
		"links": [_link(customer_name)],
	}


def _link(customer_name: str) -> dict:
	return {"link_doctype": "Customer", "link_name": customer_name}


def named(values: dict, name: str, place: Place) -> Party:
	"""With the names that the controllers would give."""
	person, place_of_bills = contact(values, name), address(values, name, place)
	titles = {"Address": f"{values['customer_name']}-{_(BILLING)}".strip()}
	if person:
		titles["Contact"] = f"{_full_name(person)}-{name}"
	taken = _taken({**titles, "Customer": name, "Customer Group": name}, values["email_id"])
	if "Customer Group" in taken:
		raise writing.NotPlain
	if "Customer" in taken:
		raise Namesake
	if person:
		person["name"] = _contact_name(titles["Contact"], "Contact" in taken)
	place_of_bills["name"] = _address_name(values["customer_name"], titles["Address"], "Address" in taken)
	return Party({**values, "name": name}, person, place_of_bills, taken.get("User"), "Call Log" in taken)


def _full_name(person: dict) -> str:
	parts = ("first_name", "middle_name", "last_name", "company_name")
	return get_full_name(*(person.get(part) for part in parts))


def _taken(asked: dict[str, str], email: str | None) -> dict[str, str]:
	"""Which of the names are there already, any phone call, and the user whose e-mail this is, in one question."""
	parts = [f"select %s, name from `tab{doctype}` where name = %s" for doctype in asked]
	parts.append("(select 'Call Log', name from `tabCall Log` limit 1)")
	values = [part for pair in asked.items() for part in pair]
	if email:
		parts.append("(select 'User', name from `tabUser` where email = %s order by creation desc limit 1)")
		values.append(email)
	return dict(frappe.db.sql(" union all ".join(parts), values))


def _contact_name(name: str, is_taken: bool) -> str:
	return append_number_if_name_exists("Contact", name) if is_taken else name


def _address_name(title: str, name: str, is_taken: bool) -> str:
	if not is_taken:
		return name
	return writing.from_series(f"{title}-{BILLING}-.#", 1, {}, is_checked=False)[0]


def _shown(values: dict) -> dict:
	"""What the template is given: every column of an Address, as after it was read back."""
	return {**dict.fromkeys(writing.columns("Address")), **values}
