"""The catalogue of a day, from what an administrator enters in ERPNext."""

from datetime import date
from decimal import Decimal

import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.command_line.catalogue_files import read_catalogue
from gigafibre_fsm.domain.pricing.quote import quote
from gigafibre_fsm.domain.pricing.request import Request, Service
from gigafibre_fsm.setup.catalogue.site import root
from gigafibre_fsm.subscriber.services import catalogue, taxes
from gigafibre_fsm.testing import factories

TODAY = date(2026, 11, 21)
SKU = "FTTH80I"


def settings():
	return frappe.get_cached_doc("FSM Settings")


def make_price_list(**facts) -> str:
	name = f"Prix {factories.unique_number()}"
	document = {
		"doctype": "Price List",
		"price_list_name": name,
		"currency": "CAD",
		"selling": 1,
		"enabled": 1,
	}
	return frappe.get_doc({**document, **facts}).insert().name


def make_price(rate: float, price_list: str, **facts):
	price = {"doctype": "Item Price", "item_code": SKU, "price_list": price_list, "price_list_rate": rate}
	return frappe.get_doc({**price, "valid_from": "2026-01-01", **facts}).insert()


class TestCatalogue(FrappeTestCase):
	def tearDown(self):
		frappe.db.rollback()

	def test_a_new_installation_sells_what_the_shipped_files_say(self):
		shipped, found = read_catalogue(), catalogue.load(date(2099, 1, 1))
		self.assertEqual({sku: found.items[sku] for sku in shipped.items}, shipped.items)
		self.assertEqual((found.rules, found.taxes), (shipped.rules, shipped.taxes))
		rates = {sku: shipped.rate(sku, None, TODAY) for sku in shipped.items}
		self.assertEqual({sku: found.rate(sku, None, date(2099, 1, 1)) for sku in shipped.items}, rates)

	def test_it_costs_four_queries_however_much_is_sold(self):
		catalogue.load(TODAY)  # settings and template are kept by Frappe from the first time on
		factories.make_item()
		with self.assertQueryCount(4):
			catalogue.load(TODAY)

	def test_what_is_asked_for_comes_with_what_the_rules_may_add(self):
		found, everything = catalogue.load(TODAY, ["TELEPMENS", "NOPE"]), catalogue.load(TODAY)
		kinds = {sku: item.service_type for sku, item in found.items.items()}
		self.assertEqual({kind for kind in kinds.values()}, {"Phone", "Fee", "Equipment", "Discount"})
		self.assertEqual([sku for sku, kind in kinds.items() if kind == "Phone"], ["TELEPMENS"])
		request = Request((Service("TELEPMENS"),), commitment_months=24)
		self.assertEqual(quote(found, request, TODAY), quote(everything, request, TODAY))
		self.assertNotIn("TELEPMENS", catalogue.load(TODAY, []).items)

	def test_a_change_holds_for_the_next_visitor(self):
		before = catalogue.load(TODAY)
		frappe.db.set_value("Item", SKU, "disabled", 1)
		self.assertIn(SKU, before.items)
		self.assertNotIn(SKU, catalogue.load(TODAY).items)

	def test_what_erpnext_would_not_invoice_is_not_sold(self):
		for facts in ({"disabled": 1}, {"is_sales_item": 0}, {"end_of_life": TODAY}, {"has_variants": 1}):
			with self.subTest(**facts):
				item = factories.make_item()
				self.assertIn(item.name, catalogue.load(TODAY).items)
				frappe.db.set_value("Item", item.name, facts)
				self.assertNotIn(item.name, catalogue.load(TODAY).items)

	def test_an_item_of_a_rule_needs_no_service_type(self):
		frappe.db.set_value("Item", "STB", "service_type", None)
		self.assertIn("STB", catalogue.load(TODAY).items)

	def test_a_rule_that_names_no_item_is_off(self):
		changed = frappe.get_doc("FSM Settings")
		changed.phone_activation_item = None
		changed.combo_rules = []
		changed.save()
		rules = catalogue.load(TODAY).rules
		self.assertEqual((rules.phone_activation, rules.combo), ("", {}))


class TestPrices(FrappeTestCase):
	def setUp(self):
		self.price_list = make_price_list()
		self.zone = factories.make_pricing_zone(price_list=self.price_list).name
		self.standard = catalogue.load(TODAY).rate(SKU, None, TODAY)

	def tearDown(self):
		frappe.db.rollback()

	def rate(self, on: date = TODAY) -> Decimal | None:
		return catalogue.load(on).rate(SKU, self.zone, on)

	def test_a_zone_without_a_price_of_its_own_has_the_standard_one(self):
		self.assertEqual(self.rate(), self.standard)
		make_price(84.95, self.price_list)
		self.assertEqual(self.rate(), Decimal("84.95"))

	def test_a_price_changes_nothing_before_its_day_and_after_its_last(self):
		make_price(84.95, self.price_list, valid_from="2026-12-01", valid_upto="2026-12-31")
		found = [self.rate(day) for day in (TODAY, date(2026, 12, 1), date(2026, 12, 31), date(2027, 1, 1))]
		promotion = Decimal("84.95")
		self.assertEqual(found, [self.standard, promotion, promotion, self.standard])

	def test_a_price_for_somebody_or_something_else_is_not_everybodys(self):
		customer = factories.make_customer().name
		price = make_price(1, self.price_list)
		for facts in ({"customer": customer}, {"packing_unit": 12}, {"uom": "Box"}, {"batch_no": "B1"}):
			with self.subTest(**facts):
				changed = {
					field: price.get(field) for field in ("customer", "packing_unit", "uom", "batch_no")
				}
				frappe.db.set_value("Item Price", price.name, {**changed, **facts})
				self.assertEqual(self.rate(), self.standard)

	def test_a_price_list_that_is_off_sells_nothing(self):
		make_price(84.95, self.price_list)
		frappe.db.set_value("Price List", self.price_list, "enabled", 0)
		self.assertEqual(self.rate(), self.standard)

	def test_money_is_canadian(self):
		make_price(84.95, self.price_list)
		frappe.db.set_value("Item Price", {"price_list": self.price_list}, "currency", "USD")
		self.assertEqual(self.rate(), self.standard)

	def test_an_amount_comes_without_the_noise_of_a_float(self):
		make_price(0.1 + 0.2, self.price_list)
		self.assertEqual(round(self.rate(), 2), Decimal("0.30"))


class TestExemptions(FrappeTestCase):
	def setUp(self):
		self.template = settings().exempt_tax_template

	def tearDown(self):
		frappe.db.rollback()

	def is_exempt(self, item, on: date = TODAY) -> bool:
		return catalogue.load(on).items[item.name].exempt

	def test_by_the_item(self):
		item = factories.make_item(taxes=[{"item_tax_template": self.template}])
		self.assertEqual((self.is_exempt(item), self.is_exempt(factories.make_item())), (True, False))

	def test_by_a_group_above_its_own(self):
		above = self.make_group(root("Item Group"), is_group=1, taxes=[{"item_tax_template": self.template}])
		item = factories.make_item(item_group=self.make_group(above))
		self.assertTrue(self.is_exempt(item))

	def test_from_a_day_on(self):
		item = factories.make_item(taxes=[{"item_tax_template": self.template, "valid_from": "2027-01-01"}])
		self.assertEqual((self.is_exempt(item), self.is_exempt(item, date(2027, 1, 1))), (False, True))

	def test_the_items_own_row_has_the_word_before_its_groups(self):
		group = self.make_group(root("Item Group"), taxes=[{"item_tax_template": self.template}])
		item = factories.make_item(item_group=group, taxes=[{"item_tax_template": self.make_template(5)}])
		self.assertFalse(self.is_exempt(item))

	def test_a_template_that_is_off_or_taxes_something_exempts_nothing(self):
		taxed = factories.make_item(taxes=[{"item_tax_template": self.make_template(5)}])
		item = factories.make_item(taxes=[{"item_tax_template": self.template}])
		frappe.db.set_value("Item Tax Template", self.template, "disabled", 1)
		self.assertEqual((self.is_exempt(taxed), self.is_exempt(item)), (False, False))

	def make_group(self, parent: str, **facts) -> str:
		group = {"doctype": "Item Group", "item_group_name": f"Groupe {factories.unique_number()}"}
		return frappe.get_doc({**group, "parent_item_group": parent, **facts}).insert().name

	def make_template(self, rate: float) -> str:
		found = taxes.template()
		template = {
			"doctype": "Item Tax Template",
			"title": f"Taxes {factories.unique_number()}",
			"company": found.company,
			"taxes": [{"tax_type": account, "tax_rate": rate} for account in sorted(found.accounts)],
		}
		return frappe.get_doc(template).insert().name


class TestTaxes(FrappeTestCase):
	def tearDown(self):
		frappe.db.rollback()
		frappe.clear_document_cache("FSM Settings", "FSM Settings")
		frappe.clear_document_cache(taxes.TEMPLATE, settings().tax_template)

	def change(self, row: int, **facts) -> None:
		template = frappe.get_doc(taxes.TEMPLATE, settings().tax_template)
		template.taxes[row].update(facts)
		template.save()

	def test_a_rate_that_the_government_changed(self):
		self.change(1, rate=10.5)
		self.assertEqual([row.percent for row in taxes.template().rows], [Decimal("5.0"), Decimal("10.5")])

	def test_english_names_are_understood(self):
		account = settings().tax_template and taxes.template().rows[0].account
		self.change(0, description="GST 5 %", account_head=account)
		self.assertEqual([row.code for row in taxes.template().rows], ["tps", "tvq"])

	def test_prices_stop_where_the_template_says_something_else(self):
		for facts in ({"included_in_print_rate": 1}, {"description": "TVQ"}):
			with self.subTest(**facts), self.assertRaisesRegex(taxes.TaxesNotSet, "must have two rows"):
				self.change(0, **facts)
				catalogue.load(TODAY)
			frappe.db.rollback()

	def test_prices_stop_where_nobody_chose_the_template(self):
		changed = frappe.get_doc("FSM Settings")
		changed.tax_template = None
		changed.save()
		with self.assertRaisesRegex(taxes.TaxesNotSet, "choose the template"):
			catalogue.load(TODAY)
