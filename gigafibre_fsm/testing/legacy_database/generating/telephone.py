"""Tables « pbx », « phone_provisioning » and « phone_addr »: lines, their adapters, and what 911 knows of them.

The `number`th line is that of the `number`th customer with Internet, and has the `number`th telephone number.
"""

from random import Random

from gigafibre_fsm.testing.legacy_database.generating import network, places, spelling, words
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

# Telephone numbers from here on are of no line; those of rows that are refused anyway are of nobody else.
OF_NOBODY, OF_THE_REFUSED = 60_000, 90_000
LONG_AGO = 1_100_000_000


def number_of(world: World, table: str, index: int) -> int:
	place = index - world.first(table)
	return place if place >= 0 else OF_THE_REFUSED + index


def _owner(world: World, number: int) -> dict:
	delivery = world.delivery_of_active(number % world.internet)
	return {
		"account_id": world.number(world.account_of(delivery)),
		"delivery_id": world.number(delivery),
		"service_id": network.phone_service(world, number),
	}


def pbx(world: World, index: int) -> dict:
	rng = world.rng("pbx", index)
	number = number_of(world, "pbx", index)
	given, surname = words.person(rng)
	has_voicemail = rng.random() < 0.6
	return {
		"id": world.number(index),
		**_owner(world, number),
		"phone": spelling.phone(rng, spelling.did(number)).strip()[:20],
		"name": f"{given} {surname}",
		"password": f"sip-{rng.randrange(16**12):012x}",
		"vm_password": f"{rng.randrange(10_000):04}" if has_voicemail else "",
		"has_vm": int(has_voicemail),
		"vm_email": words.email(rng, given, surname, index) if has_voicemail and rng.random() < 0.7 else "",
		"int_code": rng.choice(("", "", None, f"{rng.randrange(10_000):04}")),
		"language": rng.choice(("fr", "fr", "fr", "en", "", None)),
		"call_911": int(rng.random() < 0.98),
		"max_calls": rng.choice((2, 2, 4, None, 0)),
		"call_timeout": rng.choice((25, 30, 45, None)),
		"country_whitelist": rng.choice(("", "", "CA,US", "CA,US,FR")),
		"date_origin": world.some_time(rng, 2010),
		"date_update": world.some_time(rng, 2016),
	}


def _older_number(world: World, row: dict, rng: Random) -> None:
	"""Another row has the same number and was changed later."""
	other = world.plain("pbx", rng)
	row.update({"phone": pbx(world, other)["phone"], "date_update": LONG_AGO})


PBX_DIRT = (
	Dirt("misread", 20, misreads("name")),
	Dirt("empty for null", 10, blanks("vm_email", "int_code", "language", "country_whitelist")),
	Dirt("absurd time", 5, absurd("date_origin")),
	Dirt("unknown delivery", 6, unknown("delivery_id", "delivery")),
	Dirt("unknown service", 6, unknown("service_id", "service")),
	Dirt("same number", 5, _older_number, Refusal.SUPERSEDED),
	Dirt("unknown account", 2.5, unknown("account_id", "account"), Refusal.UNKNOWN_ACCOUNT),
	Dirt("no number", 1, sets(phone="privé"), Refusal.INVALID_NUMBER),
	Dirt("id out of range", 1, id_out_of_range, Refusal.ID_OUT_OF_RANGE),
)


def provisioning(world: World, index: int) -> dict:
	rng = world.rng("phone_provisioning", index)
	number = number_of(world, "phone_provisioning", index)
	if number < OF_THE_REFUSED:
		number %= world.lines
	return {
		"id": world.number(index),
		**_owner(world, number),
		"phone": spelling.phone(rng, spelling.did(number)).strip()[:20],
		"app": rng.choice(("HT802", "HT801", "SPA112", "")),
		"mac": spelling.mac(rng, f"000B82{number % 2**24:06X}"),
		"password": f"ata-{rng.randrange(16**10):010x}",
		"internationnal": int(rng.random() < 0.1),
	}


def _older_provisioning(world: World, row: dict, rng: Random) -> None:
	row["phone"] = provisioning(world, world.plain("phone_provisioning", rng))["phone"]


def _number_of_nobody(world: World, row: dict, rng: Random) -> None:
	row["phone"] = spelling.did(OF_NOBODY + row["id"])


PROVISIONING_DIRT = (
	Dirt("no MAC address", 8, sets(mac="")),
	Dirt("unreadable MAC address", 3, sets(mac="00:0B:82:XX")),
	Dirt("same number", 7.6, _older_provisioning, Refusal.SUPERSEDED),
	Dirt("number without a line", 3, _number_of_nobody, Refusal.UNKNOWN_NUMBER),
	Dirt("unknown account", 2, unknown("account_id", "account"), Refusal.UNKNOWN_ACCOUNT),
	Dirt("no number", 1, sets(phone=None), Refusal.INVALID_NUMBER),
)


# -- 911


def registration(world: World, index: int) -> dict:
	rng = world.rng("phone_addr", index)
	place = number_of(world, "phone_addr", index)
	is_orphan = world.registered <= place < OF_THE_REFUSED
	number = OF_NOBODY + place if is_orphan else place
	address = places.address_of(world, world.delivery_of_active(number % world.internet))
	given, surname = words.person(rng)
	return {
		"id": world.number(index),
		"account_id": _owner(world, number)["account_id"],
		"phone": spelling.phone(rng, spelling.did(number)).strip()[:20],
		**_told(world, index, address, rng),
		"first_name": given.upper() if rng.random() < 0.5 else given,
		"last_name": surname.upper() if rng.random() < 0.5 else surname,
		"info": rng.choice(("", None, "Entrée par la cour", "Chien")),
		"enhanced_capable": rng.choice(("Y", "Y", "N", None)),
		"code_cauca": f"C{rng.randint(100, 999)}",
		"class_service": rng.choice(("1", "2", "V")),
	}


def _told(world: World, index: int, address: dict, rng: Random) -> dict:
	"""The same place in the manner of 911, or another one."""
	other = world.elsewhere.kind(index) == "elsewhere"
	if index >= world.first("phone_addr"):
		world.manifest.plant("phone_addr", "elsewhere" if other else "same place", world.number(index))
	number = str(int(address["number"]) + 100) if other else address["number"]
	kind = rng.choice((address["kind"], *words.SHORT[address["kind"]][:1]))
	name = f"{kind} {address['street']}"
	return {
		"street_number": number,
		"apt": address["unit"],
		"street_name": words.without_accents(name).upper() if rng.random() < 0.6 else name,
		"city": words.without_accents(address["city"]).upper() if rng.random() < 0.6 else address["city"],
		"state": rng.choice(("QC", "QC", "PQ", "")),
		"zip": spelling.postal_code(rng, address["zip"]),
	}


def _older_registration(world: World, row: dict, rng: Random) -> None:
	row["phone"] = registration(world, world.plain("phone_addr", rng))["phone"]


REGISTRATION_DIRT = (
	Dirt("misread", 10, misreads("street_name", "city", "first_name", "last_name")),
	Dirt("misread twice", 3, misreads("street_name", "city", times=2)),
	Dirt("same number", 4, _older_registration, Refusal.SUPERSEDED),
	Dirt("unknown account", 2, unknown("account_id", "account"), Refusal.UNKNOWN_ACCOUNT),
	Dirt("no number", 1, sets(phone="911"), Refusal.INVALID_NUMBER),
	Dirt("id out of range", 1, id_out_of_range, Refusal.ID_OUT_OF_RANGE),
)
