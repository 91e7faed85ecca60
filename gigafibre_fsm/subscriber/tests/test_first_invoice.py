"""Accounting agrees with the quote: ERPNext's own Sales Invoice of its lines has the same totals, TPS and TVQ, to the cent."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations, cycle, product

import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.domain.pricing.catalogue import Catalogue
from gigafibre_fsm.domain.pricing.quote import Quote, quote
from gigafibre_fsm.domain.pricing.request import Request, Service
from gigafibre_fsm.subscriber.services import catalogue, first_invoice
from gigafibre_fsm.testing import factories

TODAY = date(2026, 11, 21)
# A whole year's kinds of months: 28, 29, 30 and 31 days.
MONTHS = (date(2027, 2, 1), date(2028, 2, 1), date(2026, 11, 1), date(2026, 12, 1))
# Prices of zones whose shares and taxes fall on half cents, and near them.
ZONES = {"UGLY": Decimal("1.03"), "ODD": Decimal("0.87")}
EXEMPT = ("SERV911", "TVBFILMS", "RAB36M", "STB")
COMMITMENTS = (0, 24, 36)


def days_of(first: date) -> list[date]:
	following = (first + timedelta(days=31)).replace(day=1)
	return [first + timedelta(days=number) for number in range((following - first).days)]


DAYS = [day for month in MONTHS for day in days_of(month)]


def skus(book: Catalogue, kind: str, addons: bool = False) -> list[str]:
	return sorted(
		item.sku for item in book.items.values() if item.service_type == kind and item.is_addon is addons
	)


def baskets(book: Catalogue) -> Iterator[tuple[Service, ...]]:
	"""Every item at least once, every pair of a plan with what goes on it, every pair of add-ons."""
	internet, tv, phone = (skus(book, kind) for kind in ("Internet", "TV", "Phone"))
	addons = skus(book, "TV", addons=True)
	one = [*((sku,) for sku in (*internet, *phone)), *product(internet, [*tv, *phone])]
	more = [*product(internet, tv, phone), *product(internet[:1], tv[:1], addons)]
	packed = [(internet[2], tv[1], *pair, phone[0]) for pair in combinations(addons, 2)]
	for basket in (*one, *more, *packed, (internet[1], *tv, *addons, *phone)):
		yield tuple(Service(sku) for sku in basket)
	for lines in (2, 3, 7):
		yield (Service(internet[0]), Service(phone[0], lines))
		yield (Service(phone[0], lines),)


def requests(book: Catalogue) -> Iterator[Request]:
	"""Zones, commitments, the special discount, boxes and first boxes with every basket."""
	boxes, special, has_box = cycle((1, 0, 2, 3)), cycle((None, "moving", None)), cycle((False, True, False))
	for services, zone, months in product(baskets(book), ("STD", *ZONES), COMMITMENTS):
		yield Request(
			services=services,
			zone=zone,
			tv_boxes=next(boxes),
			commitment_months=months,
			special_discount_reason=next(special),
			by_agent=True,
			has_tv_box=next(has_box),
		)


class TestAccountingAgrees(FrappeTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.customer = factories.make_customer().name
		for zone, factor in ZONES.items():
			cls.make_zone(zone, factor)
		template = frappe.get_cached_doc("FSM Settings").exempt_tax_template
		for sku in EXEMPT:
			cls.make_exempt(sku, template)
		cls.book = catalogue.load(TODAY)

	@classmethod
	def make_zone(cls, zone: str, factor: Decimal) -> None:
		price_list = {"doctype": "Price List", "price_list_name": zone, "currency": "CAD", "selling": 1}
		frappe.get_doc({**price_list, "enabled": 1}).insert()
		factories.make_pricing_zone(code=zone, price_list=zone)
		standard = frappe.get_cached_doc("FSM Settings").price_list
		for sku, rate in frappe.get_all(
			"Item Price", {"price_list": standard}, ["item_code", "price_list_rate"], as_list=True
		):
			price = {
				"doctype": "Item Price",
				"price_list": zone,
				"item_code": sku,
				"valid_from": "2020-01-01",
			}
			own = round(Decimal(str(rate)) * factor + Decimal("0.01"), 2)
			frappe.get_doc({**price, "price_list_rate": float(own)}).insert()

	@classmethod
	def make_exempt(cls, sku: str, template: str) -> None:
		item = frappe.get_doc("Item", sku)
		item.append("taxes", {"item_tax_template": template})
		item.save()

	def invoice_of(self, priced: Quote):
		values = first_invoice.values(priced.first_invoice)
		return frappe.get_doc(
			{
				"doctype": "Sales Invoice",
				"customer": self.customer,
				"posting_date": TODAY,
				"due_date": TODAY,
				**values,
			}
		)

	def assert_agrees(self, priced: Quote, invoice, case: str) -> None:
		expected = priced.first_invoice
		rates = [(row.item_code, row.qty, f"{row.rate:.2f}", f"{row.amount:.2f}") for row in invoice.items]
		taxes = {
			code: f"{row.tax_amount:.2f}" for code, row in zip(("tps", "tvq"), invoice.taxes, strict=True)
		}
		self.assertEqual(
			(rates, f"{invoice.net_total:.2f}", taxes, f"{invoice.grand_total:.2f}"),
			(
				[(line.sku, line.qty, str(line.rate), str(line.amount)) for line in expected.lines],
				str(expected.subtotal),
				{code: str(amount) for code, amount in expected.taxes.items()},
				str(expected.total),
			),
			case,
		)

	def assert_all_agree(self, cases: Iterable[tuple[Request, date]], work) -> int:
		count = 0
		for request, day in cases:
			priced = quote(self.book, request, TODAY, day)
			invoice = self.invoice_of(priced)
			work(invoice)
			self.assert_agrees(priced, invoice, f"{request}, {day}")
			count += 1
		return count

	def test_the_exempt_lines_and_the_zones_are_among_what_is_tried(self):
		self.assertEqual({sku for sku, item in self.book.items.items() if item.exempt}, set(EXEMPT))
		self.assertEqual(set(self.book.zones) & {*ZONES, "STD"}, {*ZONES, "STD"})
		tried = {service.sku for basket in baskets(self.book) for service in basket}
		kinds = ("Internet", "TV", "Phone")
		self.assertEqual(tried, {sku for sku, item in self.book.items.items() if item.service_type in kinds})

	def test_totals_and_taxes_of_every_basket_zone_and_commitment(self):
		cases = zip(requests(self.book), cycle(DAYS))
		tried = self.assert_all_agree(cases, lambda invoice: invoice.calculate_taxes_and_totals())
		self.assertGreater(tried, 700)

	def test_every_day_of_every_kind_of_month(self):
		household = [request for request in requests(self.book) if len(request.services) > 4][:3]
		tried = self.assert_all_agree(
			product(household, DAYS), lambda invoice: invoice.calculate_taxes_and_totals()
		)
		self.assertEqual(tried, 3 * 118)

	def test_what_erpnext_fills_in_by_itself_changes_nothing(self):
		sample = list(zip(requests(self.book), cycle(DAYS)))[::37]
		self.assertGreater(self.assert_all_agree(sample, lambda invoice: invoice.insert()), 20)

	def test_submitted_invoices_are_in_the_books_with_the_same_amounts(self):
		sample = list(zip(requests(self.book), cycle(DAYS)))[5::171]
		self.assertGreater(self.assert_all_agree(sample, self.submit), 4)

	def submit(self, invoice) -> None:
		invoice.insert()
		invoice.submit()
		booked = frappe.get_all(
			"GL Entry", {"voucher_no": invoice.name}, ["account", "debit", "credit"], order_by="name"
		)
		debit = sum(row.debit for row in booked if row.account == invoice.debit_to)
		credit = sum(row.credit for row in booked if row.account == invoice.debit_to)
		self.assertEqual(f"{debit - credit:.2f}", f"{invoice.grand_total:.2f}")
		for tax in invoice.taxes:
			of_tax = sum(row.credit - row.debit for row in booked if row.account == tax.account_head)
			self.assertEqual(f"{of_tax:.2f}", f"{tax.tax_amount:.2f}")
