"""What a Quotation takes over from its customer, for many customers at once: the choices are ERPNext's."""

from collections import defaultdict
from collections.abc import Sequence

import frappe
from erpnext.accounts.party import render_address

_CUSTOMERS = """
	select customer.name, customer.customer_name, customer.customer_group, customer.territory, customer.language,
		coalesce(customer.tax_category, '') tax_category,
		coalesce(nullif(customer.payment_terms, ''), nullif(grouped.payment_terms, ''), %s) payment_terms_template
	from tabCustomer customer
	left join `tabCustomer Group` grouped on grouped.name = customer.customer_group
	where customer.name in %s"""
_CONTACTS = """
	select link.link_name customer, contact.name contact_person, contact.full_name contact_display,
		contact.email_id contact_email, contact.mobile_no contact_mobile, contact.is_primary_contact
	from `tabDynamic Link` link join tabContact contact on contact.name = link.parent
	where link.parenttype = 'Contact' and link.link_doctype = 'Customer' and link.link_name in %s
	order by contact.is_primary_contact desc, link.creation, link.name"""
_ADDRESSES = """
	select link.link_name customer, address.name, address.is_primary_address, address.is_shipping_address,
		address.address_type, coalesce(address.tax_category, '') tax_category
	from `tabDynamic Link` link join tabAddress address on address.name = link.parent
	where link.parenttype = 'Address' and link.link_doctype = 'Customer' and link.link_name in %s
		and address.disabled = 0
	order by address.is_primary_address desc, link.creation, link.name"""
_OF_CONTACT = ("contact_person", "contact_display", "contact_email", "contact_mobile")


def parties(customers: Sequence[str], company: str) -> dict[str, dict]:
	"""Columns of the Quotation, by customer."""
	if not customers:
		return {}
	terms = frappe.get_cached_value("Company", company, "payment_terms")
	contacts, addresses = _first_contacts(customers), _addresses(customers)
	from_shipping = (
		frappe.db.get_single_value("Accounts Settings", "determine_address_tax_category_from")
		== "Shipping Address"
	)
	return {
		row.name: {
			**_of_customer(row),
			**contacts.get(row.name, {}),
			**_of_addresses(addresses[row.name], row.tax_category, from_shipping),
		}
		for row in frappe.db.sql(_CUSTOMERS, (terms, tuple(customers)), as_dict=True)
	}


def _of_customer(row) -> dict:
	taken = ("customer_name", "customer_group", "territory", "language", "payment_terms_template")
	return {"title": row.customer_name, **{name: row[name] for name in taken}}


def _first_contacts(customers: Sequence[str]) -> dict[str, dict]:
	found = {}
	for row in frappe.db.sql(_CONTACTS, (tuple(customers),), as_dict=True):
		found.setdefault(row.customer, {name: row[name] for name in _OF_CONTACT})
	return found


def _addresses(customers: Sequence[str]) -> dict[str, list]:
	found = defaultdict(list)
	for row in frappe.db.sql(_ADDRESSES, (tuple(customers),), as_dict=True):
		found[row.customer].append(row)
	return found


def _of_addresses(addresses: list, tax_category: str, from_shipping: bool) -> dict:
	billing = addresses[0] if addresses else None
	shipping = _shipping(addresses)
	deciding = shipping if from_shipping else billing
	return {
		"tax_category": (deciding and deciding.tax_category) or tax_category,
		**_shown(billing, "customer_address", "address_display"),
		**_shown(shipping, "shipping_address_name", "shipping_address"),
	}


def _shipping(addresses: list):
	"""The one that is marked, else the only one of that kind."""
	marked = [one for one in addresses if one.is_shipping_address]
	fitting = marked or [one for one in addresses if one.address_type == "Shipping"]
	return fitting[0] if marked or len(fitting) == 1 else None


def _shown(address, name_field: str, text_field: str) -> dict:
	if not address:
		return {}
	return {name_field: address.name, text_field: render_address(address.name, check_permissions=False)}
