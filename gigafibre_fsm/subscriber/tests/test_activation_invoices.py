"""What was quoted is what is invoiced on the day of the installation: every line, TPS, TVQ and total, to the cent."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import frappe
from frappe.utils import getdate

from gigafibre_fsm.domain.pricing.invoice import Invoice
from gigafibre_fsm.domain.pricing.request import Request, Service
from gigafibre_fsm.subscriber.services import pricing
from gigafibre_fsm.subscriber.services.installation.completing import complete
from gigafibre_fsm.subscriber.tests.completion_case import CompletionCase
from gigafibre_fsm.subscriber.tests.order_case import make_covered_address
from gigafibre_fsm.testing import factories

# Half cents, and near them.
UGLY = Decimal("0.87")
EXEMPT = ("SERV911", "TVBFILMS", "RAB36M", "STB")
# SKUs, boxes, months, the reason of the special discount.
ORDERS = (
	(("FTTH25",), 1, 0, None),
	(("FTTH150I",), 1, 36, None),
	(("TELEPMENS",), 1, 0, None),
	(("TELEPMENS", "TELEPMENS"), 1, 24, None),
	(("FTTH80I", "TVBSKINNY"), 0, 0, "moving"),
	(("FTTH500I", "TVBSTANDARD", "TVBFILMS"), 3, 36, None),
	(("FTTH1500I", "TVBEVO", "TVBFILMS", "TELEPMENS"), 2, 24, "moving"),
	(("FTTH80I", "TELEPMENS", "TELEPMENS", "TELEPMENS"), 1, 36, "moving"),
)


def days() -> Iterator[date]:
	"""The last day of a month, its first, days between; all of them behind us: no clock runs ahead."""
	first = getdate().replace(day=1)
	while True:
		yield first - timedelta(days=1)
		yield (first - timedelta(days=1)).replace(day=1)
		yield getdate()
		yield first - timedelta(days=11)
		yield first - timedelta(days=46)


def shown(invoice: Invoice) -> tuple:
	lines = [(line.sku, line.qty, str(line.rate), str(line.amount)) for line in invoice.lines]
	taxes = [str(invoice.taxes[code]) for code in ("tps", "tvq")]
	return lines, str(invoice.subtotal), taxes, str(invoice.total)


def made(name: str) -> tuple:
	document = frappe.get_doc("Sales Invoice", name)
	lines = [(row.item_code, row.qty, f"{row.rate:.2f}", f"{row.amount:.2f}") for row in document.items]
	taxes = [f"{row.tax_amount:.2f}" for row in document.taxes]
	return lines, f"{document.net_total:.2f}", taxes, f"{document.outstanding_amount:.2f}"


class InvoiceCase(CompletionCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		settings = frappe.get_doc("FSM Settings")
		for sku in EXEMPT:
			item = frappe.get_doc("Item", sku)
			item.append("taxes", {"item_tax_template": settings.exempt_tax_template})
			item.save()
		cls.make_ugly_prices(settings.price_list)

	@classmethod
	def tearDownClass(cls):
		super().tearDownClass()
		for sku in frappe.get_all("Item", pluck="name"):
			frappe.clear_document_cache("Item", sku)

	@classmethod
	def make_ugly_prices(cls, standard: str) -> None:
		for price in frappe.get_all("Item Price", {"price_list": standard}, ["name", "price_list_rate"]):
			rate = round(Decimal(str(price.price_list_rate)) * UGLY + Decimal("0.01"), 2)
			frappe.db.set_value("Item Price", price.name, "price_list_rate", float(rate))

	def order_of(self, skus: tuple, boxes: int, months: int, reason: str | None) -> dict:
		self.address, self.drop = make_covered_address()
		factories.make_phone_number()
		return self.installed(
			services=[{"sku": sku} for sku in skus],
			tv_boxes=boxes,
			commitment_months=months,
			special_discount_reason=reason,
		)

	def quoted(self, skus: tuple, boxes: int, months: int, reason: str | None, day: date) -> Invoice:
		request = Request(
			services=tuple(map(Service, skus)),
			zone=frappe.db.get_value("Fibre Drop", self.drop, "pricing_zone"),
			tv_boxes=boxes,
			commitment_months=months,
			special_discount_reason=reason,
			by_agent=True,
		)
		return pricing.quote(request, getdate(), day).first_invoice


class TestActivationInvoices(InvoiceCase):
	def test_every_kind_of_order_on_every_kind_of_day(self):
		for order, day in zip(ORDERS, days(), strict=False):
			with self.subTest(order=order, day=day):
				answer = self.order_of(*order)
				done = complete(answer["dispatch_job"], at=datetime.combine(day, time(10)))
				self.assertEqual(made(done["sales_invoice"]), shown(self.quoted(*order, day)))


class TestLaterPrices(InvoiceCase):
	def test_what_was_sold_keeps_its_price(self):
		"""Prices of the day of the installation are other people's."""
		order = ORDERS[6]
		answer = self.order_of(*order)
		expected = shown(self.quoted(*order, getdate()))
		for price in frappe.get_all("Item Price", pluck="name"):
			frappe.db.set_value("Item Price", price, "price_list_rate", 999)
		self.assertEqual(made(complete(answer["dispatch_job"])["sales_invoice"]), expected)


class TestRetiredItems(InvoiceCase):
	def test_what_is_not_sold_any_more_is_owed_as_it_was_sold(self):
		"""An activation fee that is switched off, a plan that has ended, an exempt fee: ERPNext invoices no such Item."""
		order = ORDERS[6]
		answer = self.order_of(*order)
		lines, *totals = shown(self.quoted(*order, getdate()))
		gone = ("ACTTELEP", "FTTH1500I", "SERV911")
		for sku in gone:
			how = {"end_of_life": getdate() - timedelta(days=1)} if sku == "FTTH1500I" else {"disabled": 1}
			frappe.get_doc("Item", sku).update(how).save()
		document = made(complete(answer["dispatch_job"])["sales_invoice"])
		self.assertEqual(document[1:], tuple(totals))
		without = [(None if sku in gone else sku, *amounts) for sku, *amounts in lines]
		self.assertEqual(document[0], without)
		self.assertEqual([sku for sku, *_amounts in without].count(None), len(gone))
