"""Tables « soumission » and « soumission_template »: quotes, whose lines are PHP arrays."""

from collections.abc import Callable
from random import Random

from gigafibre_fsm.testing.legacy_database.generating import php, words
from gigafibre_fsm.testing.legacy_database.generating.dirt import (
	Dirt,
	absurd,
	blanks,
	id_out_of_range,
	misread,
	misreads,
	sets,
	unknown,
)
from gigafibre_fsm.testing.legacy_database.generating.refusals import Refusal
from gigafibre_fsm.testing.legacy_database.generating.world import World

ONE_TIME = ("INSTFTTH", "ACTTELEP", "STB", "DIVERS", "LEG00032", "LEG00037")
MONTHLY = ("FTTH80I", "FTTH150I", "FTTH1500I", "TVBEVO", "TELEPMENS", "SERV911", "RAB2X", "RAB_X")
TERMS = (
	"Prix valides 30 jours.\nInstallation incluse.",
	"<p>Délai de livraison&nbsp;: 6 à 8 semaines.</p><ul><li>Taxes en sus</li><li>Dépôt de 50&nbsp;%</li></ul>",
	"",
	None,
)


def quote(world: World, index: int) -> dict:
	rng = world.rng("soumission", index)
	materiel, mensuel = halves(world, index)
	return {
		"id": world.number(index),
		"account_id": world.any_id("account", rng),
		"name": rng.choice(
			("Fibre à l'érablière", "Téléphonie du bureau", "Réseau du camping", "Lien dédié", "Soumission")
		),
		"po": f"BC-{rng.randint(100, 99_999)}" if rng.random() < 0.3 else "",
		"date": world.some_time(rng, 2012),
		"tax": int(rng.random() < 0.92),
		"materiel": stored(materiel, rng),
		"mensuel": stored(mensuel, rng),
		"text": rng.choice(TERMS),
	}


def halves(world: World, index: int) -> tuple[list[dict], list[dict]]:
	"""The lines as the program had them; never both halves without one."""
	rng = world.rng("soumission", index, "lines")
	mensuel = [line(rng, rng.choice(MONTHLY)) for _line in range(rng.randint(0, 4))]
	least = 0 if mensuel else 1
	materiel = [line(rng, rng.choice(ONE_TIME)) for _line in range(rng.randint(least, 3))]
	return materiel, mensuel


def line(rng: Random, sku: str) -> dict:
	cents = rng.randint(-4, -1) * 500 if sku.startswith("RAB") else rng.randint(500, 80_000)
	quantity = rng.choice((1, 1, 1, 2, 3, 10))
	return {
		"sku": sku,
		"desc": rng.choice(
			(
				"Décodeur télé",
				"Câblage de la maison d'été",
				"Modem prêté",
				"Écran 24\" à l'étage",
				"Frais n° 3",
			)
		),
		"amt": f"{cents / 100:.2f}",
		"qte": str(quantity),
		"tot": f"{cents * quantity / 100:.2f}",
	}


def stored(lines: list, rng: Random) -> str | None:
	"""As PHP wrote it while the column's charset was latin1."""
	if not lines and rng.random() < 0.5:
		return rng.choice(("", None))
	return php.serialize(lines, "latin-1").decode("latin-1")


# -- what is wrong with arrays. `change` gets the lines and gives the text that stands in the column.

Change = Callable[[list[dict], Random], str]


def spoils(change: Change, column: str = "materiel") -> Callable:
	def spoil(world: World, row: dict, rng: Random) -> None:
		row[column] = change([line(rng, rng.choice(ONE_TIME)) for _line in range(3)], rng)

	return spoil


def _utf8(lines: list) -> str:
	return php.serialize(lines).decode()


def counted_in_utf8(lines: list, rng: Random) -> str:
	"""Written by a program of UTF-8; the database converted the letters and left the lengths."""
	return _utf8(lines)


def bytes_of_utf8(lines: list, rng: Random) -> str:
	"""Written in UTF-8 into a column of latin1: as it stands, the lengths are right."""
	return misread(_utf8(lines))


def counted_before_conversion(lines: list, rng: Random) -> str:
	"""Counted in latin1; then somebody made UTF-8 of the letters, in a column that stayed latin1."""
	return misread(php.serialize(lines, "latin-1").decode("latin-1"))


def counted_both_ways(lines: list, rng: Random) -> str:
	"""Two programs wrote into one array: one half of the lengths fits latin1, the other UTF-8."""
	lines[0]["desc"], lines[1]["desc"] = "Clé à molette", "Éclairage d'été"
	text = _utf8(lines)
	return text.replace('s:15:"Clé à molette"', 's:13:"Clé à molette"')


def once_more(lines: list, rng: Random) -> str:
	"""Serialized inside serialized."""
	return php.serialize(php.serialize(lines, "latin-1").decode("latin-1"), "latin-1").decode("latin-1")


def objects(lines: list, rng: Random) -> str:
	return php.serialize([php.Thing("stdClass", one) for one in lines], "latin-1").decode("latin-1")


def with_a_reference(lines: list, rng: Random) -> str:
	"""The first line again, as PHP writes `$lines[] = &$lines[0]`."""
	return php.serialize({0: lines[0], 1: lines[1], 2: php.Shared(2)}, "latin-1").decode("latin-1")


def numbers(lines: list, rng: Random) -> str:
	for one in lines:
		one.update({"amt": float(one["amt"]), "qte": int(one["qte"]), "tot": float(one["tot"])})
	return php.serialize(lines, "latin-1").decode("latin-1")


def negative(lines: list, rng: Random) -> str:
	lines[0].update({"amt": "-1250.00", "qte": "1", "tot": "-1250.00"})
	return _utf8(lines)


def huge(lines: list, rng: Random) -> str:
	lines[0].update({"amt": "98765432.10", "qte": "10", "tot": "987654321.00"})
	return _utf8(lines)


def unknown_article(lines: list, rng: Random) -> str:
	lines[0]["sku"] = f"ANCIEN{rng.randint(1, 99)}"
	return php.serialize(lines, "latin-1").decode("latin-1")


def truncated(lines: list, rng: Random) -> str:
	text = _utf8(lines)
	return text[: rng.randrange(len(text) // 3, len(text) - 1)]


def trailing(lines: list, rng: Random) -> str:
	return _utf8(lines) + rng.choice(("}", 's:0:"";', " -- fin", "a:0:{}"))


def foreign(lines: list, rng: Random) -> str:
	return rng.choice(
		(
			'[{"sku": "STB", "amt": 99.95}]',
			"STB;Décodeur;99,95;1;99,95",
			"Array",
			"[{'sku': 'STB'}]",
			"b:0;",
			"i:7;",
			"<table></table>",
		)
	)


def ambiguous(lines: list, rng: Random) -> str:
	"""A length that is wrong in front of a text that looks like the end of one."""
	lines[0]["desc"] = 'Porte 24";s:3:"amt";s:4:"1.00'
	return _utf8(lines).replace("s:29:", "s:27:")


def something_else(lines: list, rng: Random) -> str:
	return php.serialize({"total": 12.5, "client": "Côté"}, "latin-1").decode("latin-1")


QUOTE_DIRT = (
	Dirt("misread", 15, misreads("name", "text")),
	Dirt("counted in UTF-8", 40, spoils(counted_in_utf8)),
	Dirt("bytes of UTF-8", 30, spoils(bytes_of_utf8)),
	Dirt("counted before a conversion", 20, spoils(counted_before_conversion)),
	Dirt("counted both ways", 6, spoils(counted_both_ways)),
	Dirt("serialized twice", 6, spoils(once_more)),
	Dirt("objects", 6, spoils(objects)),
	Dirt("reference", 4, spoils(with_a_reference)),
	Dirt("numbers", 20, spoils(numbers, "mensuel")),
	Dirt("negative", 10, spoils(negative)),
	Dirt("huge", 3, spoils(huge)),
	Dirt("unknown article", 30, spoils(unknown_article)),
	Dirt("absurd time", 4, absurd("date")),
	Dirt("truncated", 5, spoils(truncated), Refusal.UNREADABLE_LINES),
	Dirt("truncated monthly half", 3, spoils(truncated, "mensuel"), Refusal.UNREADABLE_LINES),
	Dirt("trailing junk", 4, spoils(trailing), Refusal.UNREADABLE_LINES),
	Dirt("foreign", 4, spoils(foreign), Refusal.UNREADABLE_LINES),
	Dirt("ambiguous", 2, spoils(ambiguous), Refusal.UNREADABLE_LINES),
	Dirt("no array of lines", 2, spoils(something_else), Refusal.UNREADABLE_LINES),
	Dirt("no lines", 3, sets(materiel="a:0:{}", mensuel=""), Refusal.NO_LINES),
	Dirt("nothing in it", 2, blanks("materiel", "mensuel"), Refusal.NO_LINES),
	Dirt("unknown account", 4, unknown("account_id", "account"), Refusal.UNKNOWN_ACCOUNT),
	Dirt("id out of range", 1, id_out_of_range, Refusal.ID_OUT_OF_RANGE),
)


def template(world: World, index: int) -> dict:
	rng = world.rng("soumission_template", index)
	return {
		"id": world.number(index),
		"name": f"Modèle {index + 1} — {rng.choice(('érablière', 'camping', 'ferme', 'bureau'))}",
		"materiel": stored([line(rng, sku) for sku in ONE_TIME[:2]], rng),
		"mensuel": stored([line(rng, sku) for sku in MONTHLY[:2]], rng),
		"text": f"{words.remark(rng)}\nPrix valides {15 + index} jours.",
	}


TEMPLATE_DIRT = (Dirt("misread", 40, misreads("name", "text")),)
