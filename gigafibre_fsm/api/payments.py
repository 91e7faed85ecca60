"""Payment links, a customer's payment methods, and Stripe's events."""

import frappe
from frappe import _

from gigafibre_fsm.api.endpoint import endpoint, needed
from gigafibre_fsm.exceptions import NotFound
from gigafibre_fsm.receivables.services import links, methods, stripe_events


@frappe.whitelist(methods=["POST"])
@endpoint()
def send_payment_link(customer: str, method: str) -> dict:
	return links.send(_customer(customer), needed("method", method))


@frappe.whitelist(methods=["POST"])
@endpoint()
def pull_methods(customer: str) -> dict:
	name = _customer(customer)
	return {"customer": name, "methods": methods.pull(name)}


@frappe.whitelist(methods=["POST"])
@endpoint()
def set_auto_pay(customer: str, provider: str) -> dict:
	"""`provider` None, as a word: nothing is taken by itself any more."""
	name = _customer(customer)
	return {"customer": name, "methods": methods.set_auto_pay(name, needed("provider", provider))}


@frappe.whitelist(allow_guest=True, methods=["POST"])
@endpoint()
def stripe_webhook() -> dict:
	"""Not counted against a visitor's limit: Stripe sends a month's events within minutes, and signs each."""
	signature = frappe.request.headers.get("Stripe-Signature") or ""
	return {"received": True, "new": stripe_events.receive(frappe.request.get_data(), signature)}


def _customer(name: str) -> str:
	"""For those who work with payment methods, and may see this customer."""
	frappe.has_permission("Payment Method", "write", throw=True)
	name = needed("customer", name)
	if not frappe.db.exists("Customer", name):
		frappe.throw(_("There is no customer {0}.").format(name), NotFound)
	frappe.has_permission("Customer", "read", doc=name, throw=True)
	return name
