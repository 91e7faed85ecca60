"""How people type an address: two hands with other habits, slips of the keys and layouts."""

import re
import unicodedata
from random import Random

FRENCH_TO_ENGLISH = {
	"Rue": ("Street", "St", "St."),
	"Chemin": ("Road", "Rd", "Rd."),
	"Avenue": ("Avenue", "Ave", "Ave."),
	"Boulevard": ("Boulevard", "Blvd"),
	"Croissant": ("Crescent", "Cres"),
	"Place": ("Place", "Pl"),
	"Terrasse": ("Terrace",),
	"Square": ("Square", "Sq"),
	"Route": ("Route", "Highway"),
	"Rang": ("Range",),
}
ENGLISH_SIDES = {"Nord": ("North", "N"), "Sud": ("South", "S"), "Est": ("East", "E"), "Ouest": ("West", "W")}
ALPHABET = "abcdefghijklmnopqrstuvwxyz"
ARTICLES = ("de la ", "de l'", "du ", "des ", "de ")


def without_accents(text: str) -> str:
	letters = unicodedata.normalize("NFKD", text)
	return "".join(letter for letter in letters if not unicodedata.combining(letter))


class Typist:
	"""Style a."""

	noise = (
		"près de l'église",
		"près du dépanneur",
		"maison bleue",
		"en arrière du garage",
		"QC",
		"Québec, Canada",
		"au coin",
		"s.v.p.",
		"la deuxième maison",
	)
	short_types = {
		"Rue": ("r.", "r"),
		"Avenue": ("av", "av.", "ave"),
		"Boulevard": ("boul", "boul."),
		"Chemin": ("ch", "ch."),
		"Rang": ("rg", "rg."),
		"Montée": ("mtée",),
		"Route": ("rte", "rte."),
		"Croissant": ("crois",),
		"Place": ("pl",),
		"Impasse": ("imp",),
		"Terrasse": ("tsse",),
		"Domaine": ("dom",),
		"Promenade": ("prom",),
		"Square": ("sq",),
		"Sentier": ("sent",),
		"Ruelle": ("rle",),
		"Carré": ("car",),
	}
	short_words = {"Docteur": "Dr", "Monseigneur": "Mgr", "Mont": "Mt", "Notre-Dame": "N-D"}
	saint = ("St-", "Ste-")
	sides = {"Nord": "N", "Sud": "S", "Est": "E", "Ouest": "O"}
	unit_words = ("app {}", "app. {}", "app{}")
	layouts = (
		(50, "{civic} {street}, {city}"),
		(32, "{civic} {street} {city}"),
		(10, "{civic} {street}, {city} {postal}"),
		(8, "{civic}, {street}, {city}"),
	)

	def __init__(self, random: Random):
		self.random = random

	def layout(self) -> str:
		weights, texts = zip(*self.layouts, strict=True)
		return self.random.choices(texts, weights)[0]

	def cased(self, text: str) -> str:
		return text.lower() if self.random.random() < 0.6 else text

	def postal(self, code: str) -> str:
		return code if self.random.random() < 0.6 else code.replace(" ", "").lower()

	def suffixed(self, civic: int, suffix: str) -> str:
		if suffix == "1/2":
			return f"{civic} 1/2"
		return f"{civic}{suffix}"

	def suffix_forms(self, civic: int, suffix: str) -> tuple[str, ...]:
		if suffix == "1/2":
			return (f"{civic} 1/2", f"{civic}-1/2")
		return (f"{civic}{suffix}", f"{civic} {suffix}", f"{civic}{suffix.lower()}")

	def with_unit(self, civic: str, street: str, unit: str) -> tuple[str, str]:
		"""`app 2`, before or after the street."""
		word = self.random.choice(self.unit_words).format(unit)
		if self.random.random() < 0.35:
			return f"{civic} {word}", street
		return civic, f"{street}{self.random.choice((', ', ' '))}{word}"

	def with_hash(self, civic: str, street: str, unit: str) -> tuple[str, str]:
		return (f"{civic} #{unit}", street) if self.random.random() < 0.3 else (civic, f"{street} #{unit}")

	def noisy(self, text: str) -> str:
		return f"{text}{self.random.choice((', ', ' '))}{self.random.choice(self.noise)}"

	# --- what is written shorter

	def short_type(self, kind: str) -> str:
		return self.random.choice(self.short_types.get(kind, (kind,)))

	def short_name(self, name: str) -> str:
		for long, short in self.short_words.items():
			name = re.sub(rf"\b{long}\b", short, name)
		return re.sub(r"\bSainte-", self.saint[1], re.sub(r"\bSaint-", self.saint[0], name))

	def short_side(self, direction: str) -> str:
		return self.sides.get(direction, direction) if self.random.random() < 0.7 else direction

	# --- slips

	def slip(self, word: str) -> str:
		"""One letter too many or another one."""
		at = self.random.randrange(len(word)) if self.random.random() < 0.1 else self.inside(word)
		letter = self.random.choice(ALPHABET.replace(word[at].lower(), ""))
		return word[:at] + letter + word[at + (self.random.random() < 0.6) :]

	def inside(self, word: str) -> int:
		return self.random.randrange(1, len(word))

	def swapped(self, word: str) -> str:
		at = self.random.choice([at for at in range(len(word) - 1) if word[at] != word[at + 1]])
		return word[:at] + word[at + 1] + word[at] + word[at + 2 :]

	def missing(self, word: str) -> str:
		at = self.inside(word)
		return word[:at] + word[at + 1 :]

	def any_slip(self, word: str) -> str:
		return self.random.choice((self.slip, self.slip, self.swapped, self.missing))(word)

	# --- in English

	def english(self, kind: str, name: str, direction: str) -> str | None:
		if kind not in FRENCH_TO_ENGLISH:
			return None
		side = self.random.choice(ENGLISH_SIDES[direction]) if direction else ""
		word = self.random.choice(FRENCH_TO_ENGLISH[kind])
		name = re.sub(r"^(\d+)(re|e)$", self.english_ordinal, name)
		order = [word, name, side] if kind in ("Route", "Rang") and name[0].isdigit() else [name, word, side]
		return " ".join(part for part in order if part)

	def english_ordinal(self, match) -> str:
		number = int(match[1])
		endings = {1: "st", 2: "nd", 3: "rd"}
		return f"{number}{'th' if number % 100 in (11, 12, 13) else endings.get(number % 10, 'th')}"

	def english_unit(self, unit: str) -> str:
		return self.random.choice(("apt {}", "Apt. {}", "apartment {}", "unit {}")).format(unit)


NEIGHBOURS = dict(
	zip(
		ALPHABET,
		"qsz vghn xvdf serfcx wsdr drtgvc ftyhbv gyujnb ujko huikmn jiolm kop njk bhjm iklp ol wa edft awedxz "
		"rfgy yhji cfgb qase zsdc tghu asx".split(),
		strict=True,
	)
)
SOUNDS = (
	("ph", "f"),
	("eau", "o"),
	("au", "o"),
	("ss", "s"),
	("ll", "l"),
	("nn", "n"),
	("tt", "t"),
	("rr", "r"),
	("y", "i"),
	("qu", "k"),
	("ch", "sh"),
	("gn", "ni"),
	("ge", "je"),
	("ai", "é"),
	("en", "an"),
	("ca", "ka"),
	("th", "t"),
	("x", "s"),
	("oi", "oa"),
	("in", "ain"),
)


class OtherTypist(Typist):
	"""Style b."""

	noise = (
		"en face de l'école",
		"à côté de la caisse",
		"voisin du garage",
		"maison mobile",
		"Canada",
		"au bout du chemin",
		"chalet brun",
		"boîte aux lettres rouge",
		"Québec",
		"derrière l'aréna",
	)
	short_types = {
		"Rue": ("R.", "R"),
		"Avenue": ("ave", "ave.", "AV"),
		"Boulevard": ("blvd", "blv", "bd"),
		"Chemin": ("chem.", "chem", "CH"),
		"Rang": ("rg", "RG"),
		"Montée": ("mtee", "mté"),
		"Route": ("rte", "RTE", "rt"),
		"Croissant": ("crois.", "cr"),
		"Place": ("pl.", "PL"),
		"Impasse": ("imp.",),
		"Terrasse": ("terr", "tsse"),
		"Domaine": ("dom.",),
		"Promenade": ("prom.",),
		"Allée": ("all",),
		"Square": ("sq",),
		"Ruelle": ("rle",),
		"Traverse": ("trav",),
	}
	short_words = {
		"Général": "Gén",
		"Professeur": "Prof",
		"Notre-Dame": "ND",
		"Petite": "Pte",
		"Montagne": "Mtgne",
	}
	saint = ("St ", "Ste ")
	unit_words = ("apt {}", "appartement {}", "app.{}", "logement {}", "unité {}", "suite {}", "apt. {}")
	layouts = (
		(16, "{city}, {civic} {street}"),
		(22, "{civic} {street}, {city}, QC {postal}"),
		(30, "{civic} {street} {city}"),
		(20, "{civic}, {street} , {city}"),
		(12, "{civic} {street} - {city}"),
	)

	def cased(self, text: str) -> str:
		draw = self.random.random()
		return text.upper() if draw < 0.35 else text.lower() if draw < 0.7 else text

	def postal(self, code: str) -> str:
		return code.replace(" ", "") if self.random.random() < 0.7 else code.replace(" ", "-")

	def suffix_forms(self, civic: int, suffix: str) -> tuple[str, ...]:
		if suffix == "1/2":
			return (f"{civic}½", f"{civic} 1/2", f"{civic} ½")
		return (f"{civic} {suffix.lower()}", f"{civic}{suffix.lower()}", f"{civic} {suffix},")

	def with_hash(self, civic: str, street: str, unit: str) -> tuple[str, str]:
		draw = self.random.random()
		if draw < 0.4:
			return f"#{unit}, {civic}", street
		return (f"{civic} # {unit}", street) if draw < 0.6 else (civic, f"{street} # {unit}")

	def noisy(self, text: str) -> str:
		if self.random.random() < 0.2:
			return f"{self.random.choice(('bonjour', 'adresse :', 'chez moi', 'au'))} {text}"
		return super().noisy(text)

	def slip(self, word: str) -> str:
		draw = self.random.random()
		if draw < 0.4:
			return self.neighbour(word)
		return self.doubled(word) if draw < 0.6 else self.by_ear(word)

	def neighbour(self, word: str) -> str:
		at = self.inside(word)
		key = without_accents(word[at]).lower()
		return word[:at] + self.random.choice(NEIGHBOURS.get(key, "e")) + word[at + 1 :]

	def doubled(self, word: str) -> str:
		at = self.inside(word)
		return word[:at] + word[at] + word[at:]

	def by_ear(self, word: str) -> str:
		heard = [(sound, other) for sound, other in SOUNDS if sound in word.lower()[1:]]
		if not heard:
			return self.neighbour(word)
		sound, other = self.random.choice(heard)
		at = word.lower().index(sound, 1)
		return word[:at] + other + word[at + len(sound) :]

	def english_unit(self, unit: str) -> str:
		return self.random.choice(("Apt {}", "suite {}", "#{}", "Unit {}")).format(unit)


TYPISTS = {"a": Typist, "b": OtherTypist}
