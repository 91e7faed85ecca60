"""Tables « wifi » and « voip » of the device server's database."""

from random import Random

from gigafibre_fsm.testing.legacy_database.generating import network, spelling, words
from gigafibre_fsm.testing.legacy_database.generating.dirt import Dirt, misreads, sets
from gigafibre_fsm.testing.legacy_database.generating.refusals import Refusal
from gigafibre_fsm.testing.legacy_database.generating.world import World

LONG_AGO = 1_300_000_000
BANDS = (1, 5)


def wifi(world: World, index: int) -> dict:
	"""Some devices have one band, most have two."""
	place, singles = max(index - world.first("wifi"), 0), world.single_bands
	number, band = (place, 0) if place < singles else divmod(place + singles, 2)
	return {
		"id": world.number(index),
		"serial": spelling.mac(world.rng("wifi", index), network.deco_mac(number)),
		"instance": BANDS[band],
		**_network(world, number, BANDS[band]),
		"enable": 1,
		"updated": world.some_time(world.rng("wifi", index, "time"), 2018),
	}


def _network(world: World, number: int, instance: int) -> dict:
	"""Often both bands are called the same."""
	rng = world.rng("wifi", number, "network")
	name = rng.choice(("Maison {}", "{} 2.4", "Famille_{}", "WiFi-{}", "Chez {} été")).format(
		words.person(rng)[1]
	)
	password = f"{rng.choice(('érable', 'castor', 'bouleau'))}{rng.randrange(10**6):06}"
	if instance == 1 or rng.random() < 0.6:
		return {"ssid": name, "password": password}
	return {"ssid": f"{name}-5G", "password": password if rng.random() < 0.7 else f"{password}!"}


def _older_wifi(world: World, row: dict, rng: Random) -> None:
	other = wifi(world, world.plain("wifi", rng))
	row.update({"serial": other["serial"].lower(), "instance": other["instance"], "updated": LONG_AGO})


def _unknown_mac(world: World, row: dict, rng: Random) -> None:
	row["serial"] = spelling.mac(rng, f"A86E85{row['id']:06X}")


WIFI_DIRT = (
	Dirt("misread", 8, misreads("ssid")),
	Dirt("off", 8, sets(enable=0)),
	Dirt("no password", 3, sets(password="")),
	Dirt("no time", 5, sets(updated=0)),
	Dirt("older row", 7, _older_wifi, Refusal.SUPERSEDED),
	Dirt("unknown device", 5, _unknown_mac, Refusal.UNKNOWN_DEVICE),
	Dirt("no MAC address", 0.6, sets(serial="TEST"), Refusal.UNKNOWN_DEVICE),
)


def voip(world: World, index: int) -> dict:
	rng = world.rng("voip", index)
	place = max(index - world.first("voip"), 0)
	line, number = divmod(place, world.voice_serials)
	return {
		"id": world.number(index),
		"serial": spelling.serial(rng, network.ont_serial(number, True)).strip(),
		"instance": 1 + line,
		"username": spelling.did(place),
		"password": f"voip-{rng.randrange(16**10):010x}",
		"enable": int(rng.random() < 0.97),
		"updated": world.some_time(rng, 2018),
	}


def _older_voip(world: World, row: dict, rng: Random) -> None:
	other = voip(world, world.plain("voip", rng))
	row.update({"serial": other["serial"], "instance": other["instance"], "updated": LONG_AGO})


def _unknown_serial(world: World, row: dict, rng: Random) -> None:
	row["serial"] = f"RCMG{0xF0000000 + row['id']:08X}"


VOIP_DIRT = (
	Dirt("no password", 4, sets(password="")),
	Dirt("no time", 5, sets(updated=0)),
	Dirt("older row", 6, _older_voip, Refusal.SUPERSEDED),
	Dirt("unknown device", 5, _unknown_serial, Refusal.UNKNOWN_DEVICE),
)
