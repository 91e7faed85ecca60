"""TPS and TVQ rounded half up, also where a sum of lines falls on half a cent.

ERPNext adds the tax of each line as a float: 33.33 + 33.33 + 33.34 at 9.975 % adds up to 9.974999999999998 and is
rounded down. One invoice in three thousand is a cent away from its quote that way. What is below a billionth is
noise, and dropped before the rounding.
"""

from erpnext.accounts.doctype.sales_invoice.sales_invoice import SalesInvoice
from erpnext.controllers.taxes_and_totals import calculate_taxes_and_totals
from erpnext.selling.doctype.quotation.quotation import Quotation

NOISE = 9


class HalfUpTotals(calculate_taxes_and_totals):
	def round_off_totals(self, tax):
		for field in ("tax_amount", "tax_amount_after_discount_amount"):
			tax.set(field, round(tax.get(field), NOISE))
		super().round_off_totals(tax)


class HalfUpSalesInvoice(SalesInvoice):
	def calculate_taxes_and_totals(self):
		HalfUpTotals(self)
		self.calculate_commission()
		self.calculate_contribution()


class HalfUpQuotation(Quotation):
	def calculate_taxes_and_totals(self):
		HalfUpTotals(self)
