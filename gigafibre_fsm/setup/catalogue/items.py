"""Item groups and Items of the catalogue."""

import frappe

from gigafibre_fsm.setup.catalogue.made import Made
from gigafibre_fsm.setup.catalogue.site import Site, root, rows

FACTS = ("service_type", "speed_down", "speed_up", "line_profile", "combo_ready", "requires_service_type")


def ensure(site: Site, made: Made) -> None:
	for row in rows("item_groups.csv"):
		_ensure_group(row, site, made)
	for row in rows("items.csv"):
		_ensure_item(row, site, made)


def _ensure_group(row: dict, site: Site, made: Made) -> None:
	name = row["item_group"]
	made.once(
		"Item Group",
		name,
		find=lambda: frappe.db.exists("Item Group", name),
		make=lambda: _make_group(row, site),
	)


def _make_group(row: dict, site: Site) -> str:
	parent = row["parent"]
	group = frappe.get_doc(
		{
			"doctype": "Item Group",
			"item_group_name": row["item_group"],
			"parent_item_group": parent if frappe.db.exists("Item Group", parent) else site.item_group,
			"is_group": int(row["is_group"]),
		}
	)
	return group.insert(ignore_permissions=True).name


def _ensure_item(row: dict, site: Site, made: Made) -> None:
	sku = row["sku"]
	made.once(
		"Item",
		sku,
		find=lambda: frappe.db.exists("Item", sku),
		make=lambda: _make_item(row, site),
		meet=lambda name: _fill_facts(name, row),
	)


def _fill_facts(name: str, row: dict) -> None:
	"""An Item that was here before our fields says nothing in them yet, and could not be sold by the rules."""
	if not any(frappe.db.get_value("Item", name, FACTS)):
		frappe.db.set_value("Item", name, _facts(row))


def _facts(row: dict) -> dict:
	return {fact: row[fact] for fact in FACTS if row[fact]}


def _make_item(row: dict, site: Site) -> str:
	group = row["item_group"]
	item = frappe.get_doc(
		{
			"doctype": "Item",
			"item_code": row["sku"],
			"item_name": row["item_name"],
			"description": row["description"],
			"item_group": group if frappe.db.exists("Item Group", group) else root("Item Group"),
			"stock_uom": site.uom,
			"is_stock_item": 0,
			"is_purchase_item": 0,
			"include_item_in_manufacturing": 0,
			**_facts(row),
		}
	)
	# The SKU is the name also where Stock Settings names items by a series.
	return item.insert(set_name=row["sku"], ignore_permissions=True).name
