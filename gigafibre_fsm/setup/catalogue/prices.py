"""The standard price list, the zone that uses it, and one Item Price per catalogue item."""

import frappe

from gigafibre_fsm.setup.catalogue.made import Made
from gigafibre_fsm.setup.catalogue.site import CURRENCY, Site, document, rows

PRICING = document("pricing.json")
PRICE_LIST = PRICING["default_price_list"]
# A readable code: legacy zones are short codes of their own, and none of them may fall on this one by chance.
ZONE = PRICING["default_zone"]


def ensure(site: Site, made: Made) -> None:
	price_list = made.once(
		"Price List",
		PRICE_LIST,
		find=lambda: frappe.db.exists("Price List", PRICE_LIST),
		make=_make_price_list,
	)
	made.once("Pricing Zone", ZONE, find=lambda: frappe.db.exists("Pricing Zone", ZONE), make=_make_zone)
	if price_list and frappe.db.get_value("Price List", price_list, "enabled"):
		for row in rows("items.csv"):
			_ensure_price(row, made)


def _make_price_list() -> str:
	price_list = frappe.get_doc(
		{
			"doctype": "Price List",
			"price_list_name": PRICE_LIST,
			"currency": CURRENCY,
			"selling": 1,
			"enabled": 1,
		}
	)
	return price_list.insert(ignore_permissions=True).name


def _make_zone() -> str:
	zone = frappe.get_doc(
		{
			"doctype": "Pricing Zone",
			"code": ZONE,
			"title": "Standard",
			"price_list": frappe.db.exists("Price List", PRICE_LIST),
			"is_default": 0 if frappe.db.exists("Pricing Zone", {"is_default": 1}) else 1,
		}
	)
	return zone.insert(ignore_permissions=True).name


def _ensure_price(row: dict, made: Made) -> None:
	sku = row["sku"]
	if not row["price"] or not frappe.db.exists("Item", sku):
		return
	made.once(
		"Item Price",
		f"{PRICE_LIST}:{sku}",
		find=lambda: frappe.db.exists("Item Price", {"item_code": sku, "price_list": PRICE_LIST}),
		make=lambda: _make_price(sku, row["price"]),
	)


def _make_price(sku: str, price: str) -> str:
	item_price = frappe.get_doc(
		{
			"doctype": "Item Price",
			"item_code": sku,
			"uom": frappe.db.get_value("Item", sku, "stock_uom"),
			"price_list": PRICE_LIST,
			"price_list_rate": price,
		}
	)
	return item_price.insert(ignore_permissions=True).name
