"""Tables « bon_travail » and « bon_travail_item »: what technicians did and when."""

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


def work_order(world: World, index: int) -> dict:
	rng = world.rng("bon_travail", index)
	second = rng.random() < 0.15
	subtotal = rng.choice((0, 0, rng.randint(2000, 60_000)))
	tps, tvq = round(subtotal * 0.05), round(subtotal * 0.09975)
	return {
		"id": world.number(index),
		"account_id": world.any_id("account", rng),
		"date": world.some_time(rng, 2008),
		**_visit(world, rng, 1, True),
		**_visit(world, rng, 2, second),
		"note": words.remark(rng) if rng.random() < 0.8 else rng.choice(("", None)),
		"subtotal": _money(subtotal),
		"tps": _money(tps),
		"tvq": _money(tvq),
		"total": _money(subtotal + tps + tvq),
	}


def _visit(world: World, rng: Random, number: int, was: bool) -> dict:
	"""Half of them still have no second technician, the others have him as 0."""
	names = (f"tech{number}", f"heure_arrive_t{number}", f"heure_depart_t{number}")
	if not was:
		return dict(
			zip(names, (rng.choice((0, None)), rng.choice(("", None)), rng.choice(("", None))), strict=True)
		)
	hour, minute = rng.randint(7, 17), rng.choice((0, 15, 30, 45))
	lasted = rng.choice((15, 30, 45, 60, 90, 120, 240))
	later, minutes = divmod(hour * 60 + minute + lasted, 60)
	times = (spelling.clock(rng, hour, minute), spelling.clock(rng, later % 24, minutes))
	return dict(zip(names, (world.any_id("staff", rng), *times), strict=True))


def _money(cents: int) -> str:
	return f"{cents / 100:.2f}"


VISIT_TIMES = ("heure_arrive_t1", "heure_depart_t1")


def _card_in_note(world: World, row: dict, rng: Random) -> None:
	row["note"] = f"Payé sur place, carte {spelling.card_number(rng)}"


WORK_ORDER_DIRT = (
	Dirt("misread", 15, misreads("note")),
	Dirt("misread twice", 2, misreads("note", times=2)),
	Dirt("markup in note", 6, sets(note="<div>Posé le <i>fil</i><br/>Signal OK &lt;-20 dBm&gt;</div>")),
	Dirt("card number in note", 1, _card_in_note),
	Dirt("after midnight", 4, sets(heure_arrive_t1="22:30", heure_depart_t1="1h15")),
	Dirt("departure long before arrival", 2, sets(heure_arrive_t1="13:00", heure_depart_t1="08:00")),
	Dirt("no readable time", 3, sets(heure_arrive_t1="matin", heure_depart_t1="25:70")),
	Dirt("empty for null", 6, blanks(*VISIT_TIMES)),
	Dirt("no second time", 4, sets(heure_depart_t1=None)),
	Dirt("unknown staff", 5, unknown("tech1", "staff")),
	Dirt("negative total", 1, sets(subtotal="-100.00", tps="-5.00", tvq="-9.98", total="-114.98")),
	Dirt("total that does not add up", 2, sets(subtotal="80.00", tps="4.00", tvq="7.98", total="100.00")),
	Dirt("no amounts", 3, sets(subtotal=None, tps=None, tvq=None, total=None)),
	Dirt("no date", 1, sets(date=0), Refusal.NO_DATE),
	Dirt("absurd time", 1, absurd("date"), Refusal.NO_DATE),
	Dirt("unknown account", 2, unknown("account_id", "account"), Refusal.UNKNOWN_ACCOUNT),
	Dirt("id out of range", 0.1, id_out_of_range, Refusal.ID_OUT_OF_RANGE),
)


def item(world: World, index: int) -> dict:
	rng = world.rng("bon_travail_item", index)
	return {
		"id": world.number(index),
		"bon_id": world.any_id("bon_travail", rng),
		"product_id": world.any_id("product", rng),
		"qte": rng.choice(("1.00", "1.00", "2.00", "0.50", "30.00")),
		"price": _money(rng.choice((0, rng.randint(100, 20_000)))),
		"desc": rng.choice(("Câble extérieur", "Heure de technicien", "Prise murale", "", None)),
	}


ITEM_DIRT = (
	Dirt("misread", 10, misreads("desc")),
	Dirt("unknown product", 6, unknown("product_id", "product")),
	Dirt("no product", 4, sets(product_id=None)),
	Dirt("negative price", 2, sets(price="-25.00")),
	Dirt("huge price", 0.1, sets(price="99999999.99")),
	Dirt("unknown work order", 2, unknown("bon_id", "bon_travail"), Refusal.PARENT_REJECTED),
	Dirt("no work order", 1, sets(bon_id=None), Refusal.PARENT_REJECTED),
)
