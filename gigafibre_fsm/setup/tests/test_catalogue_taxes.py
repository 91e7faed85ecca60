from decimal import ROUND_HALF_UP, Decimal

import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.setup.catalogue import money_rounding, taxes
from gigafibre_fsm.setup.catalogue.made import Made
from gigafibre_fsm.setup.catalogue.site import look
from gigafibre_fsm.testing.factories import make_customer, make_item, make_sales_invoice

# Lines before tax, then TPS, TVQ and total, computed by hand. « ½ » marks a tax that falls on half a cent.
CASES = (
	(("99.95",), "5.00", "9.97", "114.92"),
	(("20.00",), "1.00", "2.00", "23.00"),  # TVQ 1.995 ½
	(("60.00",), "3.00", "5.99", "68.99"),  # TVQ 5.985 ½
	(("100.00",), "5.00", "9.98", "114.98"),  # TVQ 9.975 ½
	(("0.10",), "0.01", "0.01", "0.12"),  # TPS 0.005 ½
	(("0.50",), "0.03", "0.05", "0.58"),  # TPS 0.025 ½
	(("2.70",), "0.14", "0.27", "3.11"),  # TPS 0.135 ½
	(("49.95", "28.95", "0.69"), "3.98", "7.94", "91.51"),  # 79.59
	(("0.10",) * 10, "0.05", "0.10", "1.15"),  # ten lines: the sum is taxed, not each
	(("33.33", "33.33", "33.34"), "5.00", "9.98", "114.98"),  # TVQ 9.975 ½ of a sum
)


class TaxCase(FrappeTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.customer = make_customer().name
		cls.item = make_item().name
		cls.exempt = make_item(
			taxes=[{"item_tax_template": frappe.db.get_single_value("FSM Settings", "exempt_tax_template")}]
		).name

	def invoice(self, *lines: tuple):
		return make_sales_invoice(
			customer=self.customer,
			taxes_and_charges=frappe.db.get_single_value("FSM Settings", "tax_template"),
			items=[{"item_code": item, "qty": 1, "rate": float(rate)} for item, rate in lines],
		)

	def amounts(self, invoice) -> tuple:
		return tuple(f"{row.tax_amount:.2f}" for row in invoice.taxes)


class TestTaxesOnAnInvoice(TaxCase):
	def test_tps_and_tvq_are_each_rounded_half_up_on_the_sum_of_the_lines(self):
		for lines, tps, tvq, total in CASES:
			with self.subTest(lines):
				invoice = self.invoice(*((self.item, rate) for rate in lines))
				self.assertEqual(self.amounts(invoice), (tps, tvq))
				self.assertEqual(f"{invoice.grand_total:.2f}", total)

	def test_the_amount_to_pay_is_to_the_cent(self):
		invoice = self.invoice((self.item, "99.95"))
		invoice.submit()
		self.assertEqual(f"{invoice.rounded_total or invoice.grand_total:.2f}", "114.92")
		self.assertEqual(f"{invoice.outstanding_amount:.2f}", "114.92")

	def test_the_taxes_are_booked_to_their_own_accounts(self):
		invoice = self.invoice((self.item, "100.00"))
		invoice.submit()
		booked = frappe.get_all(
			"GL Entry", filters={"voucher_no": invoice.name, "credit": (">", 0)}, fields=["account", "credit"]
		)
		names = {frappe.db.get_value("Account", row.account, "account_name"): row.credit for row in booked}
		self.assertEqual((names["TPS"], names["TVQ"]), (5.00, 9.98))

	def test_an_exempt_item_bears_no_tax(self):
		invoice = self.invoice((self.item, "99.95"), (self.exempt, "0.69"))
		self.assertEqual(self.amounts(invoice), ("5.00", "9.97"))
		self.assertEqual(f"{invoice.grand_total:.2f}", "115.61")

	def test_every_amount_to_sixty_dollars_agrees_with_exact_arithmetic(self):
		invoice = self.invoice((self.item, "1.00"))
		for cents in range(1, 6001, 3):
			invoice.items[0].rate = cents / 100
			invoice.calculate_taxes_and_totals()
			self.assertEqual(self.amounts(invoice), exact(Decimal(cents) / 100), cents)


def exact(amount: Decimal) -> tuple:
	return tuple(
		str((amount * rate / 100).quantize(Decimal("0.01"), ROUND_HALF_UP))
		for _tax, rate, _label in taxes.TAXES
	)


class TestRoundingSettings(FrappeTestCase):
	def setUp(self):
		self.addCleanup(money_rounding.forget_cached_settings)
		self.addCleanup(frappe.db.rollback)
		frappe.db.set_single_value("System Settings", "rounding_method", "Banker's Rounding")
		self.made = Made()
		self.made.keys.clear()

	def method_after_ensure(self) -> str:
		money_rounding.ensure(look(), self.made)
		return frappe.db.get_single_value("System Settings", "rounding_method")

	def test_a_site_without_books_gets_half_up(self):
		frappe.db.delete("GL Entry")
		self.assertEqual(self.method_after_ensure(), "Commercial Rounding")

	def test_a_site_with_books_keeps_what_it_has(self):
		frappe.get_doc({"doctype": "GL Entry", "account": "Cash - GF"}).db_insert()
		self.assertEqual(self.method_after_ensure(), "Banker's Rounding")

	def test_a_method_that_was_changed_back_stays(self):
		frappe.db.delete("GL Entry")
		self.method_after_ensure()
		frappe.db.set_single_value("System Settings", "rounding_method", "Banker's Rounding")
		self.assertEqual(self.method_after_ensure(), "Banker's Rounding")
