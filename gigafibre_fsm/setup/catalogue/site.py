"""What the site already has, whatever language and company ERPNext was set up with."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path

import frappe
from frappe import _

DATA = Path(__file__).parent.parent / "data"
CURRENCY = "CAD"


@dataclass(frozen=True)
class Site:
	company: str
	item_group: str
	uom: str


def look() -> Site | None:
	"""None while ERPNext's own setup is not finished."""
	company, item_group = find_company(), root("Item Group")
	if not (company and item_group and frappe.db.exists("Currency", CURRENCY)):
		return None
	return Site(company, item_group, find_uom())


def find_company() -> str | None:
	chosen = frappe.db.get_single_value("FSM Settings", "company")
	return (
		chosen
		or frappe.db.get_single_value("Global Defaults", "default_company")
		or frappe.db.get_value("Company", {}, "name", order_by="creation")
	)


def root(tree: str) -> str | None:
	"""The top of a tree doctype: its name is a translated word, its missing parent is not."""
	parent = f"parent_{frappe.scrub(tree)}"
	return frappe.db.get_value(tree, {parent: ("is", "not set"), "is_group": 1}, "name", order_by="lft")


def find_uom() -> str:
	candidates = (
		frappe.db.get_single_value("Stock Settings", "stock_uom"),
		"Nos",
		_("Nos"),
		"Unit",
		_("Unit"),
	)
	return next((uom for uom in candidates if uom and frappe.db.exists("UOM", uom)), None) or _make_uom()


def _make_uom() -> str:
	return frappe.get_doc({"doctype": "UOM", "uom_name": "Nos"}).insert(ignore_permissions=True).name


def rows(filename: str) -> list[dict]:
	with (DATA / filename).open(encoding="utf-8", newline="") as file:
		return list(csv.DictReader(file))


def document(filename: str) -> dict:
	return json.loads((DATA / filename).read_text(encoding="utf-8"))
