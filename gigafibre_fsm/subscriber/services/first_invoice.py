"""An invoice of the pricing rules as ERPNext takes it: the same lines, rates and taxes, to the cent."""

import frappe
from frappe import _

from gigafibre_fsm.domain.pricing.invoice import Invoice
from gigafibre_fsm.domain.pricing.lines import Line, Part
from gigafibre_fsm.subscriber.services import taxes

ONCE = (Part.INSTALLATION, Part.ACTIVATION, Part.BOX, Part.FIRST_BOX)


def values(invoice: Invoice) -> dict:
	"""For `frappe.get_doc({"doctype": "Sales Invoice", **values(…), …})`."""
	template = taxes.template()
	return {
		"company": template.company,
		"currency": taxes.CURRENCY,
		"conversion_rate": 1,
		# The price is what was sold: no rule or price list of ERPNext's changes it any more.
		"ignore_pricing_rule": 1,
		"items": [_item(line, invoice) for line in invoice.lines],
		"taxes_and_charges": template.name,
		"taxes": [_tax(row) for row in frappe.get_cached_doc(taxes.TEMPLATE, template.name).taxes],
	}


def _item(line: Line, invoice: Invoice) -> dict:
	rate = float(line.rate)
	return {
		"item_code": line.sku,
		"item_name": line.label,
		"description": _description(line, invoice),
		"qty": line.qty,
		"rate": rate,
		# Where it is missing ERPNext looks one up, and takes it for the rate of a line that costs nothing.
		"price_list_rate": rate,
		"item_tax_template": _exemption() if line.exempt else "",
	}


def _description(line: Line, invoice: Invoice) -> str:
	if line.part in ONCE or invoice.days == invoice.days_in_month:
		return line.label
	return _("{0} ({1} of {2} days)").format(line.label, invoice.days, invoice.days_in_month)


def _exemption() -> str:
	name = frappe.get_cached_doc("FSM Settings").exempt_tax_template
	return name or frappe.throw(_("FSM Settings: choose the exempt Item Tax Template."), taxes.TaxesNotSet)


def _tax(row) -> dict:
	copied = ("charge_type", "account_head", "rate", "description", "cost_center", "included_in_print_rate")
	return {field: row.get(field) for field in copied}
