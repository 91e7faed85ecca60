"""Tables « delivery » and « delivery_history »: where the service is, and where it was."""

from random import Random

from gigafibre_fsm.testing.legacy_database.generating import spelling, words
from gigafibre_fsm.testing.legacy_database.generating.dirt import (
	Dirt,
	absurd,
	blanks,
	id_out_of_range,
	misreads,
	sets,
	unknown,
)
from gigafibre_fsm.testing.legacy_database.generating.refusals import Refusal
from gigafibre_fsm.testing.legacy_database.generating.world import World

TEXTS = ("name", "address1", "city", "contact")


def address_of(world: World, index: int) -> dict:
	"""The parts of a delivery's address, as everybody would write them."""
	rng = world.rng("delivery", index, "address")
	kind, name = words.street(rng)
	town, half, latitude, longitude = words.town(rng)
	return {
		"number": str(rng.randint(1, 2400)),
		"unit": str(rng.randint(1, 12)) if rng.random() < 0.08 else "",
		"kind": kind,
		"street": name,
		"city": town,
		"zip": words.postal_code(rng, half),
		"latitude": f"{latitude + rng.uniform(-0.04, 0.04):.7f}",
		"longitude": f"{longitude + rng.uniform(-0.05, 0.05):.7f}",
	}


def delivery(world: World, index: int) -> dict:
	rng = world.rng("delivery", index)
	address, account = address_of(world, index), world.account_of(index)
	return {
		"id": world.number(index),
		"account_id": world.number(account),
		"name": rng.choice(("", "", "Résidence", "Chalet", "Bureau", None)),
		**_written(address, rng),
		"state": spelling.state(rng),
		"latitude": address["latitude"] if rng.random() < 0.8 else None,
		"longitude": address["longitude"] if rng.random() < 0.8 else None,
		"contact": " ".join(words.person(rng)) if rng.random() < 0.5 else "",
		"tel": spelling.some_phone(rng) if rng.random() < 0.5 else "",
		"status": int(world.standing(account) == "active"),
		"date_orig": world.some_time(rng) if rng.random() < 0.85 else 0,
	}


def _written(address: dict, rng: Random) -> dict:
	line = rng.choice(("{number} {kind} {street}", "{number}, {kind} {street}")).format(**address)
	unit = address["unit"]
	inside = bool(unit) and rng.random() < 0.5
	return {
		"address1": line + rng.choice((", app. {}", " #{}", " apt {}")).format(unit) if inside else line,
		"address2": f"App. {unit}" if unit and not inside else "",
		"city": address["city"],
		"zip": spelling.postal_code(rng, address["zip"]),
	}


def _long_address(world: World, row: dict, rng: Random) -> None:
	row["address1"] = f"{row['address1']} {'(entrer par la cour, ' * 12}"[:255].strip()


DELIVERY_DIRT = (
	Dirt("misread", 12, misreads(*TEXTS)),
	Dirt("misread twice", 2, misreads(*TEXTS, times=2)),
	Dirt("empty for null", 5, blanks("name", "contact", "tel", "state")),
	Dirt("absurd time", 3, absurd("date_orig")),
	Dirt("no address", 1, blanks("address1", "address2")),
	Dirt("zero position", 3, sets(latitude="0.0000000", longitude="0.0000000")),
	Dirt("foreign postal code", 1, sets(zip="12345-6789", state="NY")),
	Dirt("position of the antipodes", 1, sets(latitude="-45.1210000", longitude="105.9850000")),
	Dirt("too long", 0.3, _long_address, Refusal.TOO_LONG),
	Dirt("unknown account", 1, unknown("account_id", "account"), Refusal.UNKNOWN_ACCOUNT),
	Dirt("id out of range", 0.2, id_out_of_range, Refusal.ID_OUT_OF_RANGE),
)


def former(world: World, index: int) -> dict:
	rng = world.rng("delivery_history", index)
	delivery = world.any("delivery", rng)
	return {
		"id": world.number(index),
		"account_id": world.number(world.account_of(delivery)),
		"delivery_id": world.number(delivery),
		"date_orig": world.some_time(rng) if rng.random() < 0.9 else 0,
		**_written(address_of(world, rng.randrange(10**6)), rng),
		"state": spelling.state(rng),
	}


def _lost_letters(world: World, row: dict, rng: Random) -> None:
	"""What was latin1 in a column of UTF-8 came out as the sign for what cannot be read: nobody can repair that."""
	row["city"] = row["city"].translate(str.maketrans("éèÉôâ", "\ufffd" * 5))


FORMER_DIRT = (
	Dirt("misread", 12, misreads("address1", "city")),
	Dirt("misread twice", 4, misreads("address1", "city", times=2)),
	Dirt("lost letters", 2, _lost_letters),
	Dirt("absurd time", 3, absurd("date_orig")),
	Dirt("no address", 2, blanks("address1", "address2"), Refusal.NO_ADDRESS),
	Dirt("too long", 0.3, _long_address, Refusal.TOO_LONG),
	Dirt("unknown account", 2, unknown("account_id", "account"), Refusal.UNKNOWN_ACCOUNT),
	Dirt("unknown delivery", 3, unknown("delivery_id", "delivery"), Refusal.UNKNOWN_DELIVERY),
	Dirt("no delivery", 2, sets(delivery_id=None), Refusal.UNKNOWN_DELIVERY),
	Dirt("id out of range", 0.1, id_out_of_range, Refusal.ID_OUT_OF_RANGE),
)


def ip_address(world: World, index: int) -> dict:
	rng = world.rng("ip_history", index)
	delivery = world.any("delivery", rng)
	place = delivery - world.first("delivery")
	service = world.number(world.first("service") + place) if place < world.internet else 0
	return {
		"id": world.number(index),
		"account_id": world.number(world.account_of(delivery)) if rng.random() < 0.95 else 0,
		"delivery_id": world.number(delivery),
		"service_id": service,
		"ip": _ip(rng),
		"date": world.some_time(rng) if rng.random() < 0.98 else 0,
	}


def _ip(rng: Random) -> str:
	if rng.random() < 0.03:
		return f"2001:db8:{rng.randrange(2**16):x}::{rng.randrange(2**16):x}"
	return rng.choice(("{}.{}.{}.{}", "{}.{}.{}.{}", " {}.{}.{}.{}")).format(
		rng.choice((10, 192, 198)), rng.randint(1, 250), rng.randint(0, 255), rng.randint(1, 254)
	)


IP_DIRT = (
	Dirt("absurd time", 3, absurd("date")),
	Dirt("unknown service", 3, unknown("service_id", "service")),
	Dirt("no address", 1, sets(ip=""), Refusal.INVALID_IP),
	Dirt("not an address", 1, sets(ip="300.1.2.999"), Refusal.INVALID_IP),
	Dirt("unknown account", 2, unknown("account_id", "account"), Refusal.UNKNOWN_ACCOUNT),
	Dirt("unknown delivery", 4, unknown("delivery_id", "delivery"), Refusal.UNKNOWN_DELIVERY),
	Dirt("no delivery", 2, sets(delivery_id=0), Refusal.UNKNOWN_DELIVERY),
	Dirt("id out of range", 0.1, id_out_of_range, Refusal.ID_OUT_OF_RANGE),
)
