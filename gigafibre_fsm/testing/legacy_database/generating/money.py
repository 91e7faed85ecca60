"""Tables « accord_paiement », « account_profile » and « account_suspension »."""

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

DAY = 86_400
STATUS = {"pending": -1, "open": 0}


def arrangement(world: World, index: int) -> dict:
	rng = world.rng("accord_paiement", index)
	agreed = world.some_time(rng, 2012)
	due = agreed + rng.randint(3, 60) * DAY
	return {
		"id": world.number(index),
		"account_id": world.any_id("account", rng),
		"staff_id": world.any_id("staff", rng) if rng.random() < 0.9 else rng.choice((0, None)),
		"date_accord": agreed,
		"date_echeance": due,
		"date_coupure": due + rng.randint(0, 20) * DAY,
		"montant": f"{rng.randint(2000, 60_000) / 100:.2f}",
		"method": rng.choice((0, 1, 1, 2, 3, 4)),
		"status": STATUS.get(world.arrangements.kind(index), 1),
		"note": words.remark(rng) if rng.random() < 0.6 else rng.choice(("", None)),
		"raison_changement": "Reporté à la demande du client" if rng.random() < 0.1 else "",
	}


def _card_in_note(world: World, row: dict, rng: Random) -> None:
	number = spelling.card_number(rng)
	row["note"] = f"A donné sa carte {number[:4]} {number[4:8]} {number[8:12]} {number[12:]}, payé."


ARRANGEMENT_DIRT = (
	Dirt("misread", 15, misreads("note", "raison_changement")),
	Dirt("misread twice", 3, misreads("note", "raison_changement", times=2)),
	Dirt("markup in note", 5, sets(note="<p>Paiera <b>vendredi</b>.<br>Rappeler &amp; confirmer</p>")),
	Dirt("card number in note", 2, _card_in_note),
	Dirt("unknown staff", 5, unknown("staff_id", "staff")),
	Dirt("unknown method", 1, sets(method=9)),
	Dirt("no amount", 2, sets(montant=None)),
	Dirt("huge amount", 0.3, sets(montant="99999999.99")),
	Dirt("absurd cut-off", 3, absurd("date_coupure")),
	Dirt("negative amount", 1, sets(montant="-45.00"), Refusal.NEGATIVE_AMOUNT),
	Dirt("no dates at all", 1, sets(date_accord=0, date_echeance=0, date_coupure=None), Refusal.NO_DATE),
	Dirt("unknown account", 2, unknown("account_id", "account"), Refusal.UNKNOWN_ACCOUNT),
	Dirt("id out of range", 0.2, id_out_of_range, Refusal.ID_OUT_OF_RANGE),
)


def profile(world: World, index: int) -> dict:
	"""One per account; those of the accounts without one lie between."""
	rng = world.rng("account_profile", index)
	return {
		"id": world.number(index),
		"account_id": profile_account(world, index),
		"profile_id": _uuid(rng),
		"card_id": _uuid(rng),
		"token": f"C{rng.randrange(16**20):020x}" if rng.random() < 0.9 else "",
		"initial_transaction": _uuid(rng) if rng.random() < 0.5 else None,
	}


def profile_account(world: World, index: int) -> int:
	place = world.drawn_accounts.index(index % world.good("account"))
	return world.number(world.first("account") + place)


def _uuid(rng: Random) -> str:
	digits = f"{rng.randrange(16**32):032x}"
	return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def _profile_of_another(world: World, row: dict, rng: Random) -> None:
	"""Of an account that has a newer one, which wins."""
	row["account_id"] = profile_account(world, world.plain("account_profile", rng))


PROFILE_DIRT = (
	Dirt("second of its account", 6, _profile_of_another, Refusal.SUPERSEDED),
	Dirt("nothing in it", 3, blanks("profile_id", "card_id", "token"), Refusal.INCOMPLETE),
	Dirt("card number", 2, sets(token="5555555555554444"), Refusal.CARD_NUMBER),
	Dirt("unknown account", 5, unknown("account_id", "account"), Refusal.UNKNOWN_ACCOUNT),
	Dirt("id out of range", 2, id_out_of_range, Refusal.ID_OUT_OF_RANGE),
)


def suspension(world: World, index: int) -> dict:
	"""Of every account at most one is open, but for those that are planted."""
	rng = world.rng("account_suspension", index)
	start = world.some_time(rng, 2014)
	ended = start + rng.randint(1, 90) * DAY
	still = index % 8 == 3
	return {
		"id": world.number(index),
		"account_id": profile_account(world, index + world.good("account") // 2),
		"date_start": start if still or rng.random() < 0.9 else 0,
		"date_end": 0 if still else min(ended, world.seconds_of_today()),
		"note": words.remark(rng) if rng.random() < 0.5 else "",
	}


def _open_with_a_newer_one(world: World, row: dict, rng: Random) -> None:
	"""The account has another one that is open and began later."""
	row.update({"account_id": _open_account(world, rng), "date_start": 820_540_800, "date_end": 0})


def _open_account(world: World, rng: Random) -> int:
	while True:
		other = suspension(world, world.plain("account_suspension", rng))
		if not other["date_end"]:
			return other["account_id"]


SUSPENSION_DIRT = (
	Dirt("misread", 10, misreads("note")),
	Dirt("no times", 10, sets(date_start=0, date_end=0)),
	Dirt("absurd end", 3, absurd("date_end")),
	Dirt("open beside a newer one", 3, _open_with_a_newer_one, Refusal.SUPERSEDED),
	Dirt("unknown account", 4, unknown("account_id", "account"), Refusal.UNKNOWN_ACCOUNT),
	Dirt("id out of range", 1, id_out_of_range, Refusal.ID_OUT_OF_RANGE),
)
