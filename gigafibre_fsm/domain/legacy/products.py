"""A product of the old system is an Item under its SKU, with its price in the site's price list."""

import unicodedata
from decimal import Decimal

from gigafibre_fsm.domain.addresses.text import fold
from gigafibre_fsm.domain.legacy import ids, text
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import Record

NAME_LENGTH = 140
DISCOUNT, INTERNET, OTHER = "Discount", "Internet", "Other"
# What a category's name may hold, the narrower words before those that they contain.
KINDS = (
	(DISCOUNT, ("rabais", "discount", "credit", "promo")),
	("Fee", ("frais", "fee", "activation", "installation", "main d", "taxe")),
	("Equipment", ("equip", "materiel", "routeur", "decodeur", "appareil", "hardware")),
	("Phone", ("telephon", "phone", "voip", "ligne")),
	("TV", ("tv", "tele", "chaine", "channel")),
	(INTERNET, ("internet", "ftth", "fibre", "fiber", "forfait", "sans fil", "wireless")),
	("Fee", ("service",)),
)
GROUPS = {
	INTERNET: "Forfaits Internet",
	"TV": "Forfaits TV",
	"Phone": "Téléphonie",
	"Equipment": "Équipement client",
	"Fee": "Frais de service",
	DISCOUNT: "Rabais",
	OTHER: "Frais de service",
}


def becomes(row: dict, known: Known) -> list[Record]:
	product_id = ids.fits(row["id"])
	item = _item(product_id, row, known)
	records = [Record("Item", item)]
	return [*records, Record("Item Price", _price(row, item, known))] if row["price"] is not None else records


def item_code(row: dict) -> str:
	return sku(row["sku"]) or f"P-{row['id']}"


def same(code: str) -> str:
	"""The database takes codes for equal that differ in accents and capitals alone."""
	letters = unicodedata.normalize("NFKD", code)
	return "".join(one for one in letters if not unicodedata.combining(one)).casefold()


def sku(value: str | None) -> str | None:
	"""Frappe keeps no angle brackets in a name."""
	found = " ".join((text.clean(value) or "").replace("<", "").replace(">", "").split())
	return found or None


def service_type(row: dict) -> str:
	category = fold(text.clean(row["category"]))
	for kind, words in KINDS:
		if any(word in category for word in words):
			return kind
	if (row["price"] or 0) < 0:
		return DISCOUNT
	return INTERNET if (row["download_mbps"] or 0) > 0 else OTHER


def price(row: dict) -> Decimal | None:
	"""A discount's price says how much comes off."""
	found = row["price"]
	return abs(found) if found is not None and service_type(row) == DISCOUNT else found


def _item(product_id: int, row: dict, known: Known) -> dict:
	code, kind = item_code(row), service_type(row)
	name = text.plain(row["name"]) or code
	group = _group(row, kind, known)
	unit = known.extra["stock_uom"]
	return {
		"name": code,
		"item_code": code,
		"item_name": name[:NAME_LENGTH].rstrip(),
		"description": name,
		"legacy_product_id": product_id,
		"item_group": group,
		"service_type": kind,
		"combo_ready": int(bool(row["combo_ready"])),
		**_speeds(row, known),
		"disabled": int(not row["active"]),
		"stock_uom": unit,
		"is_stock_item": 0,
		"is_purchase_item": 0,
		"include_item_in_manufacturing": 0,
		"customer_code": "",
		"uoms": [{"uom": unit, "conversion_factor": 1.0}],
		"taxes": _taxes(row, known),
		"item_defaults": known.extra["item_defaults"][group],
		"creation": known.now,
	}


def _group(row: dict, kind: str, known: Known) -> str:
	there = known.extra["item_groups"]
	return next(
		(one for one in (text.plain(row["category"]), GROUPS[kind]) if one in there),
		known.extra["root_group"],
	)


def _speeds(row: dict, known: Known) -> dict:
	return {
		"speed_down": max(row["download_mbps"] or 0, 0),
		"speed_up": max(row["upload_mbps"] or 0, 0),
		"line_profile": profile(row["lineprofile_id"], known.extra["line_profiles"]),
		"service_profile": profile(row["serviceprofile_id"], known.extra["service_profiles"]),
	}


def profile(profile_id: int | None, names: dict[int, str]) -> str | None:
	"""By its name; one that nobody named, by its number."""
	if not profile_id:
		return None
	return text.clean(names.get(profile_id)) or str(profile_id)


def _taxes(row: dict, known: Known) -> list[dict]:
	template = known.extra["exempt_tax_template"]
	return [{"item_tax_template": template}] if template and not row["taxable"] else []


def _price(row: dict, item: dict, known: Known) -> dict:
	return {
		"item_code": item["name"],
		"item_name": item["item_name"],
		"item_description": item["description"],
		"uom": item["stock_uom"],
		"price_list_rate": float(price(row)),
		**known.extra["selling"],
		"creation": known.now,
	}
