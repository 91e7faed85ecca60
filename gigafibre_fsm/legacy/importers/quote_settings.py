"""What all Quotations of a run share: the company's settings, the taxes, and ERPNext's own wording."""

from decimal import Decimal

import frappe
from erpnext.controllers.accounts_controller import get_payment_terms, get_taxes_and_charges
from erpnext.controllers.taxes_and_totals import get_itemised_tax_breakup_html
from frappe import _
from frappe.contacts.doctype.address.address import get_company_address
from frappe.model.meta import get_field_precision
from frappe.utils import cint, money_in_words, round_based_on_smallest_currency_fraction

from gigafibre_fsm.domain.legacy.quote_site import Company, Tax
from gigafibre_fsm.exceptions import InvalidState
from gigafibre_fsm.legacy.importers.chosen import chosen

TEMPLATE = "Sales Taxes and Charges Template"
CENTS = 2
OF_TAX = ("charge_type", "description", "cost_center", "project")


class Settings:
	def __init__(self):
		self._template = chosen("tax_template", disabled=1)
		self._currency = frappe.get_cached_value("Company", chosen("company"), "default_currency")
		self.company = self._company()

	def _company(self) -> Company:
		single = frappe.db.get_single_value
		is_rounded = not cint(frappe.new_doc("Quotation").disable_rounded_total)
		return Company(
			columns=_columns(chosen("company"), self._price_list(), self._currency),
			template=self._template,
			taxes=_taxes(self._template),
			catch_all_item=_catch_all_item(),
			in_words=self._in_words,
			rounded=self._rounded if is_rounded else None,
			payment_terms=_payment_terms,
			repeats_allowed=bool(single("Selling Settings", "allow_multiple_items")),
			rounds_each_line=bool(single("Accounts Settings", "round_row_wise_tax")),
			quantity_digits=get_field_precision(frappe.get_meta("Quotation Item").get_field("qty")),
		)

	def _price_list(self) -> str:
		price_list = chosen("price_list", enabled=0)
		if frappe.db.get_value("Price List", price_list, "currency") != self._currency:
			frappe.throw(
				_("{0}: quotes can be imported only with a price list in {1}.").format(
					price_list, self._currency
				),
				InvalidState,
			)
		return price_list

	def _in_words(self, amount: float) -> str:
		return money_in_words(amount, self._currency)

	def _rounded(self, amount: float) -> float:
		return round_based_on_smallest_currency_fraction(amount, self._currency)

	def tax_table(self, values: dict) -> str | None:
		return get_itemised_tax_breakup_html(TaxTable(values)) if values["taxes"] else None


class TaxTable:
	"""As much of a Quotation as ERPNext's table of taxes asks for."""

	doctype = "Quotation"
	conversion_rate = 1.0

	def __init__(self, values: dict):
		self.company, self.currency = values["company"], values["currency"]
		self.taxes = [frappe._dict(row) for row in values["taxes"]]
		self.items = [frappe._dict(row) for row in values["items"]]

	def get(self, name: str) -> None:
		"""A quotation is never a return."""

	def precision(self, fieldname: str, parentfield: str) -> int:
		return CENTS


def _catch_all_item() -> str:
	for of_no_use in ({"disabled": 1}, {"has_variants": 1}, {"is_sales_item": 0}):
		item = chosen("catch_all_item", **of_no_use)
	return item


def _columns(company: str, price_list: str, currency: str) -> dict:
	of_company = ("Company", company)
	letter_head = frappe.new_doc("Quotation").letter_head
	return {
		"company": company,
		"currency": currency,
		"conversion_rate": 1.0,
		"selling_price_list": price_list,
		"price_list_currency": currency,
		"plc_conversion_rate": 1.0,
		"letter_head": letter_head or frappe.get_cached_value(*of_company, "default_letter_head"),
		"company_contact_person": frappe.get_cached_value(*of_company, "default_sales_contact"),
		**get_company_address(company),
	}


def _taxes(template: str) -> tuple[Tax, ...]:
	rows = get_taxes_and_charges(TEMPLATE, template)
	if any(row.charge_type != "On Net Total" or row.included_in_print_rate for row in rows):
		frappe.throw(
			_(
				"{0}: quotes can be imported only with taxes on the net total, not included in the price."
			).format(template),
			InvalidState,
		)
	return tuple(_tax(row) for row in rows)


def _tax(row) -> Tax:
	columns = {name: row.get(name) for name in OF_TAX}
	currency = frappe.get_cached_value("Account", row.account_head, "account_currency")
	return Tax(row.account_head, Decimal(str(row.rate)), {**columns, "account_currency": currency})


def _payment_terms(template: str, day, total: float) -> list[dict]:
	return get_payment_terms(template, day, total, total)
