"""ERPNext's own records, as this app's tests need them. They work whatever language ERPNext was set up in."""

import frappe
from frappe.model.document import Document
from frappe.utils import today

from gigafibre_fsm.setup.catalogue.site import find_company, find_uom, root
from gigafibre_fsm.testing.factories.base import insert, new
from gigafibre_fsm.testing.factories.unique import unique_number


def make_customer(**overrides) -> Document:
	"""`email_id`, `mobile_no`, `address_line1` and `city` make the primary contact and address, as the form does."""
	return insert(
		"Customer",
		overrides,
		customer_name=lambda: f"Client {unique_number()}",
		customer_type="Individual",
		customer_group=lambda: frappe.db.exists("Customer Group", "Résidentiel") or root("Customer Group"),
		territory=lambda: root("Territory"),
		country="Canada",
	)


def make_contact(customer: str, **overrides) -> Document:
	return insert(
		"Contact",
		overrides,
		first_name=lambda: f"Contact {unique_number()}",
		links=[{"link_doctype": "Customer", "link_name": customer}],
	)


def make_address(customer: str, **overrides) -> Document:
	return insert(
		"Address",
		overrides,
		address_title=customer,
		address_type="Billing",
		address_line1=lambda: f"{unique_number()} rue Principale",
		city="Val-des-Bouleaux",
		country="Canada",
		links=[{"link_doctype": "Customer", "link_name": customer}],
	)


def make_item(**overrides) -> Document:
	return insert(
		"Item",
		overrides,
		item_code=lambda: f"ART{unique_number()}",
		item_group=lambda: root("Item Group"),
		stock_uom=find_uom,
		is_stock_item=0,
		include_item_in_manufacturing=0,
		service_type="Internet",
	)


def make_project(**overrides) -> Document:
	return insert(
		"Project", overrides, project_name=lambda: f"Installation - {unique_number()}", company=find_company
	)


def make_task(**overrides) -> Document:
	return insert("Task", overrides, subject=lambda: f"Tâche {unique_number()}", company=find_company)


def make_issue(**overrides) -> Document:
	return insert("Issue", overrides, subject=lambda: f"Panne {unique_number()}", company=find_company)


def make_lead(**overrides) -> Document:
	return insert("Lead", overrides, first_name=lambda: f"Visiteur {unique_number()}", company=find_company)


def make_user(*roles: str, **overrides) -> Document:
	user = insert(
		"User",
		overrides,
		email=lambda: f"user{unique_number()}@gigafibre.example",
		first_name="Utilisateur",
		send_welcome_email=0,
	)
	user.add_roles(*roles)
	return user


def make_employee(**overrides) -> Document:
	return insert(
		"Employee",
		overrides,
		first_name=lambda: f"Technicien {unique_number()}",
		company=find_company,
		gender=_gender,
		date_of_birth="1990-01-01",
		date_of_joining="2020-01-01",
		status="Active",
	)


def _gender() -> str:
	existing = frappe.db.get_value("Gender", {})
	return (
		existing
		or frappe.get_doc({"doctype": "Gender", "gender": "Other"}).insert(ignore_permissions=True).name
	)


def make_quotation(**overrides) -> Document:
	return insert(
		"Quotation",
		overrides,
		quotation_to="Customer",
		party_name=lambda: make_customer().name,
		order_type="Sales",
		company=find_company,
		transaction_date=today,
		items=_lines,
	)


def make_sales_invoice(**overrides) -> Document:
	"""A draft. `items` is a list of `{item_code, qty, rate}`; `taxes` is filled where a template is named."""
	invoice = new(
		"Sales Invoice",
		overrides,
		company=find_company,
		customer=lambda: make_customer().name,
		set_posting_time=1,
		posting_date=today,
		due_date=today,
		items=_lines,
	)
	if invoice.taxes_and_charges and not invoice.taxes:
		invoice.append_taxes_from_master()
	return invoice.insert(ignore_permissions=True)


def _lines() -> list[dict]:
	return [{"item_code": make_item().name, "qty": 1, "rate": 100}]
