"""Tables « staff » and « account »."""

from random import Random

from gigafibre_fsm.testing.legacy_database.generating import spelling, words
from gigafibre_fsm.testing.legacy_database.generating.dirt import (
	Dirt,
	absurd,
	blanks,
	id_out_of_range,
	misreads,
	sets,
)
from gigafibre_fsm.testing.legacy_database.generating.refusals import Refusal
from gigafibre_fsm.testing.legacy_database.generating.world import World

STATUS = {"active": 1, "closed": 2, "prospect": 3}
NAMES = ("first_name", "last_name", "company")


def staff(world: World, index: int) -> dict:
	rng = world.rng("staff", index)
	given, surname = words.person(rng)
	return {
		"id": world.number(index),
		"first_name": given,
		"last_name": surname,
		"email": f"{words.ascii_name(given)}.{words.ascii_name(surname)}{index}@equipe.example",
		"tech": int(rng.random() < 0.4),
		"active": int(rng.random() < 0.6),
	}


STAFF_DIRT = (
	Dirt("misread", 30, misreads("first_name", "last_name")),
	Dirt("misread twice", 15, misreads("first_name", "last_name", times=2)),
	Dirt("empty for null", 30, blanks("email")),
	Dirt("no last name", 15, blanks("last_name")),
	Dirt("id out of range", 15, id_out_of_range, Refusal.ID_OUT_OF_RANGE),
)


def account(world: World, index: int) -> dict:
	rng = world.rng("account", index)
	given, surname = words.person(rng)
	commercial = rng.random() < 0.07
	return {
		"id": world.number(index),
		"first_name": given,
		"last_name": surname,
		"company": words.firm(rng) if commercial else rng.choice((None, "")),
		"email": words.email(rng, given, surname, index),
		"tel_home": spelling.some_phone(rng) if rng.random() < 0.7 else "",
		"cell": spelling.some_phone(rng) if rng.random() < 0.8 else None,
		"language": "en" if rng.random() < 0.06 else "fr",
		"status": STATUS[world.standing(index)],
		"commercial": int(commercial),
		"vip": int(rng.random() < 0.01),
		**_stripe(world, index, rng),
		**_bank(world, index, rng, f"{given} {surname}"),
		"date_orig": world.some_time(rng, 1996) if rng.random() < 0.9 else 0,
		"date_last": world.some_time(rng, 2015) if rng.random() < 0.6 else 0,
	}


def _stripe(world: World, index: int, rng: Random) -> dict:
	kind = world.stripe.kind(index - world.first("account")) if index >= world.first("account") else None
	if not kind:
		return {"stripe_id": rng.choice((None, "")), "stripe_ppa": 0, "stripe_ppa_nocc": 0}
	values = {
		"stripe_id": f"cus_{rng.randrange(16**14):014x}",
		"stripe_ppa": int(rng.random() < 0.6),
		"stripe_ppa_nocc": int(rng.random() < 0.05),
	}
	return {**values, **_told(world, "account.stripe", kind, index, FOREIGN)}


FOREIGN = {"foreign": (Refusal.INCOMPLETE, {"stripe_id": "acct_à_vérifier"})}


def _bank(world: World, index: int, rng: Random, name: str) -> dict:
	kind = world.bank.kind(index - world.first("account")) if index >= world.first("account") else None
	if not kind:
		return NO_BANK
	values = {
		"ppa_name": name,
		"ppa_code": rng.choice(("815", "0815", "006", "001", "10", " 003")),
		"ppa_branch": f"{rng.randint(1, 99_999):05}",
		"ppa_account": f"{rng.randint(10**5, 10**7):07}",
		"ppa": int(rng.random() < 0.8),
		"ppa_cc": int(rng.random() < 0.03),
		"ppa_amount": rng.choice((None, "0.00", f"{rng.randint(3000, 20_000) / 100:.2f}")),
		"ppa_amount_buffer": rng.choice((None, "10.00")),
		"ppa_fixed": rng.choice((None, None, f"{rng.randint(3000, 20_000) / 100:.2f}")),
	}
	return {**values, **_told(world, "account.ppa", kind, index, _spoiled_banks(rng))}


NO_BANK = {
	**dict.fromkeys(("ppa_name", "ppa_code", "ppa_branch", "ppa_account")),
	**dict.fromkeys(("ppa", "ppa_cc"), 0),
	**dict.fromkeys(("ppa_amount", "ppa_amount_buffer", "ppa_fixed")),
}


def _spoiled_banks(rng: Random) -> dict:
	return {
		"card": (Refusal.CARD_NUMBER, {"ppa_account": spelling.card_number(rng)}),
		"numberless": (Refusal.INCOMPLETE, {"ppa_account": ""}),
		"negative": (Refusal.NEGATIVE_AMOUNT, {"ppa_amount": "-50.00"}),
	}


def _told(world: World, line: str, kind: str, index: int, spoiled: dict) -> dict:
	"""What is other than usual in this row, written down."""
	if kind not in spoiled:
		return {}
	reason, values = spoiled[kind]
	world.manifest.plant(line, kind, world.number(index))
	world.manifest.reject(line, world.number(index), reason)
	return values


def _long_name(world: World, row: dict, rng: Random) -> None:
	row.update({"company": ("Regroupement des producteurs " * 5)[:128].strip(), "commercial": 1})


ACCOUNT_DIRT = (
	Dirt("misread", 12, misreads(*NAMES)),
	Dirt("misread twice", 2, misreads(*NAMES, times=2)),
	Dirt("empty for null", 8, blanks("email", "tel_home", "cell", "language")),
	Dirt("absurd time", 4, absurd("date_orig")),
	Dirt("phone without area code", 4, sets(tel_home="555-0188")),
	Dirt("phone with extension", 4, sets(tel_home="(450) 555-0190 poste 204")),
	Dirt("no phone at all", 3, sets(tel_home="n/a", cell="aucun")),
	Dirt("no e-mail address", 3, sets(email="aucun")),
	Dirt("two e-mail addresses", 2, sets(email="maison@client.example; bureau@client.example")),
	Dirt("company alone", 4, sets(first_name="", last_name=None, company="Ferme Beaulne & Fils")),
	Dirt("nameless", 1, sets(first_name="", last_name="", company=None)),
	Dirt("name with markup", 1, sets(company="Ferme <b>Gendron</b> & Fils", commercial=1)),
	Dirt("long name", 1, _long_name),
	Dirt("id out of range", 0.3, id_out_of_range, Refusal.ID_OUT_OF_RANGE),
)
