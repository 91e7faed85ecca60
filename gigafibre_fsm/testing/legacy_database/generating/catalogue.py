"""Table « product », and the profiles that its rows name. The app's own catalogue is the core of it."""

import csv
from functools import cache
from pathlib import Path
from random import Random

import gigafibre_fsm
from gigafibre_fsm.testing.legacy_database.generating.dirt import Dirt, id_out_of_range, misreads, sets
from gigafibre_fsm.testing.legacy_database.generating.refusals import Refusal
from gigafibre_fsm.testing.legacy_database.generating.world import World

ITEMS = Path(gigafibre_fsm.__file__).parent / "setup" / "data" / "items.csv"
# Article, category, price from and to, monthly.
OTHERS = (
	("Câble Ethernet {} pi", "Matériel", 4, 60, 0),
	("Routeur Deco M{}", "Équipement", 80, 220, 0),
	("Ancien forfait sans-fil {}", "Internet", 30, 90, 1),
	("Appel de service, zone {}", "Service", 0, 120, 0),
	("Chaîne à la carte n° {}", "Télé", 2, 20, 1),
	("Boîtier mural {} ports", "Matériel", 10, 90, 0),
	("Location d'équipement {}", "Équipement", 3, 15, 1),
	("Rabais fidélité {}", "Rabais", -20, -1, 1),
)


@cache
def catalogue() -> list[dict]:
	with ITEMS.open(encoding="utf-8", newline="") as source:
		return list(csv.DictReader(source))


def product(world: World, index: int) -> dict:
	at = index - world.first("product")
	if 0 <= at < len(catalogue()):
		return {"id": world.number(index), **_of_catalogue(catalogue()[at])}
	return {"id": world.number(index), **_other(index, world.rng("product", index))}


def _of_catalogue(item: dict) -> dict:
	return {
		"sku": item["sku"],
		"name": item["item_name"],
		"category": item["item_group"],
		"price": item["price"] or None,
		"recurring": int(item["service_type"] not in ("Fee", "Other")),
		"combo_ready": int(item["combo_ready"] or 0),
		"download_mbps": item["speed_down"] or None,
		"upload_mbps": item["speed_up"] or None,
		"lineprofile_id": item["line_profile"] or None,
		"serviceprofile_id": 1 if item["line_profile"] else None,
		"taxable": 1,
		"active": 1,
	}


def _other(index: int, rng: Random) -> dict:
	title, category, least, most, recurring = OTHERS[index % len(OTHERS)]
	speed = rng.choice((5, 10, 25)) if category == "Internet" else None
	return {
		"sku": f"LEG{index:05}",
		"name": title.format(rng.randint(1, 90)),
		"category": category,
		"price": f"{rng.randint(least * 100, most * 100) / 100:.2f}",
		"recurring": recurring,
		"combo_ready": 0,
		"download_mbps": speed,
		"upload_mbps": speed,
		"lineprofile_id": None,
		"serviceprofile_id": None,
		"taxable": int(rng.random() < 0.95),
		"active": int(rng.random() < 0.5),
	}


def id_of(world: World, sku: str) -> int:
	place = next(at for at, item in enumerate(catalogue()) if item["sku"] == sku)
	return world.number(world.first("product") + place)


PRODUCT_DIRT = (
	Dirt("misread", 20, misreads("name", "category")),
	Dirt("no price", 10, sets(price=None)),
	Dirt("id out of range", 2, id_out_of_range, Refusal.ID_OUT_OF_RANGE),
)


def line_profile(world: World, index: int) -> dict:
	return {"id": 100 + index, "name": f"LIGNE-{100 + index}", "vlan": 40 + index}


def service_profile(world: World, index: int) -> dict:
	return {"id": 1 + index, "name": f"SERVICE-{1 + index}"}
