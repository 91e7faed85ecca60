from collections.abc import Sequence

import frappe
from frappe.defaults import get_defaults

from gigafibre_fsm.domain.legacy import products
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import Effect
from gigafibre_fsm.legacy.engine.importer import Importer
from gigafibre_fsm.legacy.importers.chosen import chosen
from gigafibre_fsm.setup.catalogue.site import find_uom, root

# What ERPNext takes over from an item group.
DEFAULTS = (
	"company",
	"default_warehouse",
	"default_price_list",
	"buying_cost_center",
	"default_supplier",
	"expense_account",
	"selling_cost_center",
	"income_account",
)


class Products(Importer):
	line = table = "product"
	columns = (
		"id",
		"sku",
		"name",
		"category",
		"price",
		"combo_ready",
		"download_mbps",
		"upload_mbps",
		"lineprofile_id",
		"serviceprofile_id",
		"taxable",
		"active",
	)
	order = "id desc"
	doctype = "Item"
	match_field = "legacy_product_id"

	def prepare(self, source) -> None:
		self._site = {
			**profiles(self, source),
			"stock_uom": find_uom(),
			"root_group": root("Item Group"),
			"item_groups": set(frappe.get_all("Item Group", {"is_group": 0}, pluck="name")),
			"item_defaults": _Defaults(),
			"exempt_tax_template": frappe.db.get_single_value("FSM Settings", "exempt_tax_template"),
			"selling": _price_list(),
		}

	def claim(self, row: dict) -> str:
		return products.same(products.item_code(row))

	def existing(self, rows: Sequence[dict]) -> dict[int, str]:
		"""Also one with its SKU, as the catalogue has it from the beginning."""
		ids = {products.same(products.item_code(row)): row["id"] for row in reversed(rows)}
		there = self.by_field("Item", "name", [products.item_code(row) for row in rows])
		found = {ids[code]: name for name in there if (code := products.same(name)) in ids}
		return found | super().existing(rows)

	def extra(self, rows: Sequence[dict], known: Known) -> dict:
		return self._site

	def becomes(self, row: dict, known: Known) -> Sequence[Effect]:
		return products.becomes(row, known)


def profiles(importer: Importer, source) -> dict[str, dict[int, str]]:
	return {
		"line_profiles": _names(importer, source, "fibre_lineprofile"),
		"service_profiles": _names(importer, source, "fibre_serviceprofile"),
	}


def _names(importer: Importer, source, table: str) -> dict[int, str]:
	rows = source.rows(f"select id, name from {source.table(importer, table)}")
	return {row["id"]: row["name"] for row in rows}


def _price_list() -> dict:
	"""With what an Item Price takes over from it."""
	fields = ["name as price_list", "buying", "selling", "currency"]
	return dict(frappe.db.get_value("Price List", chosen("price_list", enabled=0), fields, as_dict=True))


class _Defaults(dict):
	"""By item group, as ERPNext fills them in when an Item is made."""

	def __missing__(self, group: str) -> list[dict]:
		of_group = {"parent": group, "parenttype": "Item Group"}
		rows = frappe.get_all("Item Default", of_group, DEFAULTS)
		self[group] = [dict(row) for row in rows] or _of_company()
		return self[group]


def _of_company() -> list[dict]:
	defaults = get_defaults() or {}
	warehouse, company = defaults.get("default_warehouse"), defaults.get("company")
	if not (warehouse and company and frappe.db.exists("Warehouse", {"name": warehouse, "company": company})):
		return []
	return [{"company": company, "default_warehouse": warehouse}]
