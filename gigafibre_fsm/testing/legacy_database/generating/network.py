"""Tables « device », « service » and « fibre »: what a customer has, pays for, and hangs on."""

from random import Random

from gigafibre_fsm.testing.legacy_database.generating import catalogue, places, spelling, words
from gigafibre_fsm.testing.legacy_database.generating.dirt import (
	Dirt,
	absurd,
	id_out_of_range,
	misreads,
	sets,
	unknown,
)
from gigafibre_fsm.testing.legacy_database.generating.refusals import Refusal
from gigafibre_fsm.testing.legacy_database.generating.world import World

INTERNET = ("FTTH25", "FTTH80I", "FTTH150I", "FTTH500I", "FTTH1500I")
OTHER_LINES = (
	"TVBSKINNY",
	"TVBSTANDARD",
	"TVBEVO",
	"TELEPMENS",
	"SERV911",
	"RAB2X",
	"RAB3X",
	"RAB24M",
	"RAB_X",
)
# Category, maker, model, the letters that its serials begin with.
REST = (
	("stb", "Vantiva", "UIW4020", "VTV2"),
	("stb", "Arris", "VIP2262", "M91H"),
	("router", "TP-Link", "Archer AX55", "2239"),
	("ata", "Grandstream", "HT802", "20EY"),
	("other", "APC", "BE600M1", "4B21"),
)
DECO = ("router", "TP-Link", "Deco X50", "2256")
ONT = ("onu", "TP-Link", "XZ000-G7", "TPLG")
VOICE_ONT = ("onu", "Raisecom", "HT803G", "RCMG")


# -- devices: the ONTs of those with Internet, the Deco routers, the others


def deco(world: World, number: int) -> int:
	"""The place of the `number`th Deco."""
	return world.first("device") + world.internet + number


def ont_serial(number: int, voice: bool) -> str:
	return f"{VOICE_ONT[3] if voice else ONT[3]}{number * 2_654_435_761 % 2**32:08X}"


def deco_mac(number: int) -> str:
	return f"A86E84{number * 40_503 % 2**24:06X}"


def device(world: World, index: int) -> dict:
	place = index - world.first("device")
	if 0 <= place < world.internet:
		return _ont(world, index, place)
	if 0 <= place - world.internet < world.decos:
		return _deco(world, index, place - world.internet)
	return _rest(world, index)


def _ont(world: World, index: int, place: int) -> dict:
	rng = world.rng("device", index)
	voice = place < world.voice_serials
	serial = ont_serial(place, voice)
	written = spelling.gpon_in_hex(serial) if rng.random() < 0.05 else spelling.serial(rng, serial)
	mac = spelling.mac(rng, f"5CE7BF{place % 2**24:06X}") if rng.random() < 0.6 else ""
	return _row(world, index, VOICE_ONT if voice else ONT, place, written, mac)


def _deco(world: World, index: int, number: int) -> dict:
	rng = world.rng("device", index)
	return _row(world, index, DECO, number, f"2256{number:09}", spelling.mac(rng, deco_mac(number)))


def _rest(world: World, index: int) -> dict:
	rng = world.rng("device", index)
	model = REST[index % len(REST)]
	place = rng.randrange(world.good("delivery"))
	mac = spelling.mac(rng, f"00E04C{index:06X}") if rng.random() < 0.5 else rng.choice(("", None))
	return _row(world, index, model, place, spelling.serial(rng, f"{model[3]}{index:08}"), mac)


def _row(world: World, index: int, model: tuple, place: int, serial: str, mac: str | None) -> dict:
	return {
		"id": world.number(index),
		"delivery_id": world.number(world.first("delivery") + place % world.good("delivery")),
		"category": model[0],
		"sn": serial,
		"mac": mac,
		"manufacturier": model[1],
		"model": model[2],
	}


def _serial_of_another(world: World, row: dict, rng: Random) -> None:
	"""A newer row has the same, which wins."""
	row.update({"sn": device(world, world.plain("device", rng))["sn"].lower(), "mac": ""})


def _mac_of_another(world: World, row: dict, rng: Random) -> None:
	row["mac"] = spelling.mac(rng, deco_mac(rng.randrange(world.decos)))


DEVICE_DIRT = (
	Dirt("misread", 3, misreads("manufacturier", "model")),
	Dirt("no delivery", 6, sets(delivery_id=0)),
	Dirt("unknown delivery", 3, unknown("delivery_id", "delivery")),
	Dirt("same serial", 2, _serial_of_another, Refusal.SUPERSEDED),
	Dirt("same MAC address", 1, _mac_of_another, Refusal.SUPERSEDED),
	Dirt("id out of range", 0.1, id_out_of_range, Refusal.ID_OUT_OF_RANGE),
)


# -- services: Internet first, then whatever else


def service(world: World, index: int) -> dict:
	place = index - world.first("service")
	rng = world.rng("service", index)
	if 0 <= place < world.internet:
		return _internet(world, index, place, rng)
	if 0 <= place - world.internet < world.lines:
		return _telephone(world, index, place - world.internet, rng)
	return _other_line(world, index, rng)


def _internet(world: World, index: int, place: int, rng: Random) -> dict:
	sku = rng.choice(INTERNET)
	row = _line(world, index, world.delivery_of_active(place), sku, rng)
	has_radius = rng.random() < 0.3
	return {
		**row,
		"device_id": world.number(world.first("device") + place),
		"radius_user": f"u{place}@gigafibre.example" if has_radius else "",
		"radius_pwd": f"rad-{rng.randrange(16**10):010x}" if has_radius else None,
	}


def _telephone(world: World, index: int, number: int, rng: Random) -> dict:
	row = _line(world, index, world.delivery_of_active(number % world.internet), "TELEPMENS", rng)
	return {**row, "device_id": world.number(world.first("device") + number % world.internet)}


def phone_service(world: World, number: int) -> int:
	return world.number(world.first("service") + world.internet + number % world.lines)


def _other_line(world: World, index: int, rng: Random) -> dict:
	delivery = world.any("delivery", rng)
	row = _line(world, index, delivery, rng.choice(OTHER_LINES), rng)
	active = world.standing(world.account_of(delivery)) == "active"
	return {
		**row,
		"device_id": rng.choice((0, None)),
		"status": rng.choice((1, 1, 1, 1, 0, 2, 3)) if active else 0,
	}


def _line(world: World, index: int, delivery: int, sku: str, rng: Random) -> dict:
	started = world.some_time(rng, 2012)
	discount = sku.startswith("RAB")
	return {
		"id": world.number(index),
		"delivery_id": world.number(delivery),
		"product_id": catalogue.id_of(world, sku),
		"comment": "Promesse du vendeur, voir dossier" if rng.random() < 0.1 else "",
		"qte": "1.00" if rng.random() < 0.97 else "2.00",
		"price": f"{-5 * rng.randint(1, 4) if discount else rng.choice((0.69, 25.0, 49.95, 79.95, 109.95)):.2f}",
		"payment_recurrence": 12 if rng.random() < 0.02 else 1,
		"status": 1,
		"radius_user": None,
		"radius_pwd": None,
		"date_orig": started,
		"date_next_invoice": world.some_time(rng, 2026, 0.1) if rng.random() < 0.9 else 0,
		"date_end_contract": started + 730 * 86_400 if rng.random() < 0.4 else 0,
	}


SERVICE_DIRT = (
	Dirt("absurd time", 2, absurd("date_orig")),
	Dirt("unknown device", 2, unknown("device_id", "device")),
	Dirt("no price", 2, sets(price=None)),
	Dirt("huge price", 0.2, sets(price="99999999.99")),
	Dirt("unknown product", 2, unknown("product_id", "product")),
	Dirt("unknown delivery", 1, unknown("delivery_id", "delivery"), Refusal.UNKNOWN_DELIVERY),
	Dirt("id out of range", 0.1, id_out_of_range, Refusal.ID_OUT_OF_RANGE),
)


# -- drops: as many per OLT as it has ports, strewn over who hangs on them

PER_OLT = 1024
ZONES = ("STD", "STD", "STD", "", None)
SPEEDS = (None, 0, 1000, 1500, 1500, 1500)


def fibre(world: World, index: int) -> dict:
	rng = world.rng("fibre", index)
	place = world.drops.place(index - world.first("fibre")) if index >= world.first("fibre") else -1
	connected = 0 <= place < world.internet
	delivery = world.delivery_of_active(place) if connected else rng.randrange(10**7, 10**8)
	return {
		"id": world.number(index),
		"service_id": world.number(world.first("service") + place) if connected else 0,
		**_address(places.address_of(world, delivery), rng),
		**_port(index),
		**_state(world, place, rng),
		"max_speed": rng.choice(SPEEDS),
		"zone_tarifaire": rng.choice(ZONES),
		"lineprofile_id": 100 + rng.randrange(5) if rng.random() < 0.9 else None,
		"serviceprofile_id": 1 + rng.randrange(3) if rng.random() < 0.9 else None,
	}


def _address(address: dict, rng: Random) -> dict:
	kind = rng.choice((address["kind"], *words.SHORT[address["kind"]]))
	return {
		"terrain": address["number"] + (f"-{address['unit']}" if address["unit"] else ""),
		"rue": f"{kind} {address['street']}".strip().upper()
		if rng.random() < 0.6
		else f"{kind} {address['street']}",
		"ville": address["city"].upper() if rng.random() < 0.6 else address["city"],
		"zip": spelling.postal_code(rng, address["zip"]) if rng.random() < 0.7 else "",
		"latitude": address["latitude"] if rng.random() < 0.5 else None,
		"longitude": address["longitude"] if rng.random() < 0.5 else None,
	}


def _port(index: int) -> dict:
	olt, rest = divmod(index, PER_OLT)
	return {
		"info_connect": f"10.20.{olt % 250 + 1}.{2 + olt // 250}",
		"frame": 0,
		"slot": 1 + rest // 256,
		"port": rest // 16 % 16,
		"ontid": rest % 16,
	}


def _state(world: World, place: int, rng: Random) -> dict:
	"""Connected, without a box, held, or free."""
	if 0 <= place < world.internet:
		serial = ont_serial(place, place < world.voice_serials)
		return {"sn": spelling.serial(rng, serial), "boitier_pas_install": 0}
	chance = rng.random()
	held = f"RESERVED-{rng.randint(100, 9999)}" if 0.1 < chance < 0.12 else rng.choice(("", None))
	return {"sn": held, "boitier_pas_install": int(chance <= 0.1)}


def _port_of_another(world: World, row: dict, rng: Random) -> None:
	"""A newer row has the same, and is not refused itself."""
	row.update(_port(world.plain("fibre", rng)))
	row["sn"] = ""


FIBRE_DIRT = (
	Dirt("misread", 12, misreads("rue", "ville")),
	Dirt("unknown service", 3, unknown("service_id", "service")),
	Dirt("zero position", 2, sets(latitude="0.0000000", longitude="0.0000000")),
	Dirt("no address", 1, sets(terrain="", rue=None, ville="", zip="")),
	Dirt("same port", 0.5, _port_of_another, Refusal.SUPERSEDED),
	Dirt("id out of range", 0.1, id_out_of_range, Refusal.ID_OUT_OF_RANGE),
)
