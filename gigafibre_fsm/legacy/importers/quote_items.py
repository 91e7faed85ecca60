"""The Items that legacy quotes sell, with what ERPNext puts into a line for each."""

import json
from collections.abc import Iterable, Sequence

import frappe
from frappe.utils import getdate, nowdate

from gigafibre_fsm.domain.legacy.quote_site import Item
from gigafibre_fsm.legacy.importers.quote_settings import Settings

LINE = "Quotation Item"
# What a line says itself.
_OWN = frozenset(
	(
		"item_code item_name description uom stock_uom qty stock_qty conversion_factor charge_type price_list_rate"
		" discount_amount discount_percentage pricing_rules gross_profit total_weight"
		" name owner creation modified modified_by docstatus idx parent parentfield parenttype"
	).split()
)
_FIELDS = "name item_name description stock_uom disabled has_variants is_sales_item end_of_life".split()


class Items:
	"""Of one run: an Item is asked for once."""

	def __init__(self, settings: Settings, products: Sequence[dict]):
		self._settings = settings
		self._products = sorted(products, key=lambda row: row["id"])
		self._whole = set(frappe.get_all("UOM", {"must_be_whole_number": 1}, pluck="name"))
		self._by_code: dict[str, Item | None] = {}
		self._code_by_sku = self._codes_of_products()

	def by_sku(self, skus: Iterable[str]) -> dict[str, Item]:
		codes = {"": self._settings.company.catch_all_item, **self._codes({sku.upper() for sku in skus})}
		self._look_up([code for code in codes.values() if code not in self._by_code])
		return {sku: item for sku, code in codes.items() if (item := self._by_code[code])}

	def _codes_of_products(self) -> dict[str, str]:
		"""A product that the site's Item is linked to may have another code there. Of one SKU the newest counts."""
		by_product = dict(
			frappe.get_all(
				"Item", {"legacy_product_id": (">", 0)}, ["legacy_product_id", "name"], as_list=True
			)
		)
		return {
			row["sku"].strip().upper(): by_product[row["id"]]
			for row in self._products
			if row["id"] in by_product
		}

	def _codes(self, skus: set[str]) -> dict[str, str]:
		codes = {sku: self._code_by_sku[sku] for sku in skus & self._code_by_sku.keys()}
		if rest := skus - codes.keys():
			for name in frappe.get_all("Item", {"name": ("in", list(rest))}, pluck="name"):
				codes[name.upper()] = name
		return codes

	def _look_up(self, codes: Sequence[str]) -> None:
		rows = frappe.get_all("Item", {"name": ("in", codes)}, _FIELDS) if codes else []
		sold = {row.name: row for row in rows if _may_be_sold(row)}
		self._by_code.update(dict.fromkeys(codes))
		for line in self._lines(list(sold)):
			self._by_code[line.item_code] = self._item(sold[line.item_code], line)

	def _lines(self, codes: Sequence[str]) -> list:
		"""ERPNext's own answer to « what is in a line of this Item? »"""
		document = frappe.get_doc(
			{
				"doctype": "Quotation",
				**self._settings.company.columns,
				"quotation_to": "Customer",
				"transaction_date": nowdate(),
				"ignore_pricing_rule": 1,
				"items": [{"item_code": code, "qty": 1, "rate": 0, "price_list_rate": 0} for code in codes],
			}
		)
		document.set_missing_item_details(for_validate=True)
		return document.items

	def _item(self, row, line) -> Item:
		columns = {
			name: value
			for name, value in line.get_valid_dict(ignore_nulls=True).items()
			if name not in _OWN and value is not None
		}
		return Item(
			row.name,
			row.item_name,
			row.description,
			row.stock_uom,
			row.stock_uom in self._whole,
			columns,
			json.loads(line.item_tax_rate or "{}"),
		)


def _may_be_sold(row) -> bool:
	over = row.end_of_life and getdate(row.end_of_life) <= getdate()
	return bool(row.is_sales_item and not (row.disabled or row.has_variants or over))
