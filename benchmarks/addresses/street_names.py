"""Names of the streets of a town, and their parts as the register writes them."""

import re
from dataclasses import dataclass
from random import Random

from .towns import Town
from .vocabulary import Vocabulary

DIRECTIONS = ("Nord", "Sud", "Est", "Ouest")
TYPES = (
	"Rue Avenue Chemin Boulevard Rang Montée Route Croissant Place Impasse Terrasse Allée Côte Domaine Carré "
	"Ruelle Sentier Promenade Square Traverse"
).split()
CITY_TYPES = ("Rue",) * 11 + ("Avenue",) * 4 + tuple(TYPES[3:4] + TYPES[7:])
VILLAGE_TYPES = ("Rue",) * 6 + ("Chemin",) * 6 + ("Avenue", "Montée", "Route", "Place", "Croissant", "Côte")
ROUTES = (
	104,
	105,
	108,
	112,
	116,
	122,
	125,
	131,
	132,
	138,
	139,
	148,
	155,
	158,
	161,
	165,
	201,
	202,
	209,
	219,
	235,
	263,
)
ORDINAL = re.compile(r"(\d+)(re|e)$")


@dataclass(frozen=True)
class Parts:
	"""`12e Avenue Nord` → type Avenue, name 12e, direction Nord."""

	text: str
	type: str
	name: str
	direction: str

	@property
	def is_numbered(self) -> bool:
		return bool(re.match(r"\d", self.name))


def parts_of(text: str) -> Parts:
	words = text.split(" ")
	direction = words.pop() if words[-1] in DIRECTIONS and len(words) > 2 else ""
	at = 0 if words[0] in TYPES else 1 if ORDINAL.match(words[0]) else None
	kind = words.pop(at) if at is not None else ""
	return Parts(text, kind, " ".join(words), direction)


def ordinal(number: int) -> str:
	return "1re" if number == 1 else f"{number}e"


class StreetNamer:
	"""Draws names for one town until it has enough different ones."""

	def __init__(self, random: Random, words: Vocabulary, town: Town):
		self.random = random
		self.words = words
		self.village = town.kind == "rural"
		self.ways = self.village_ways() if self.village else self.city_ways()

	def city_ways(self):
		ways = {self.popular: 8, self.saint: 10, self.thing: 20, self.person: 25, self.surname: 16}
		return ways | {self.titled: 5, self.numbered: 7, self.english: 5, self.water: 2, self.route: 1}

	def village_ways(self):
		ways = {
			self.popular: 14,
			self.saint: 7,
			self.thing: 17,
			self.person: 6,
			self.surname: 12,
			self.titled: 2,
		}
		return ways | {self.numbered: 5, self.english: 6, self.water: 8, self.route: 3, self.rang: 20}

	def names(self, wanted: int) -> list[str]:
		found: dict[str, str] = {}
		ways, weights = list(self.ways), list(self.ways.values())
		while len(found) < wanted:
			if found and self.random.random() < 0.05:
				name = self.twin(self.random.choice(list(found.values())) if len(found) < 300 else self.last)
			else:
				name = self.random.choices(ways, weights)[0]()
			self.last = name
			# nobody keeps a `4e Rang` and a `Rang 4` apart, so that no town has both
			found.setdefault(re.sub(r"^(\d+)e Rang", r"Rang \1", name), name)
		return list(found.values())

	def type(self) -> str:
		return self.random.choice(VILLAGE_TYPES if self.village else CITY_TYPES)

	def twin(self, name: str) -> str:
		"""What people confuse: the same name with another type, or the other half of a long street."""
		parts = parts_of(name)
		if parts.is_numbered or not parts.type:
			return self.popular()
		if self.random.random() < 0.5:
			return f"{self.type()} {parts.name}"
		sides = DIRECTIONS[:2] if self.random.random() < 0.4 else DIRECTIONS[2:]
		return f"{parts.type} {parts.name} {self.random.choice(sides)}"

	def directed(self, name: str, rate: float) -> str:
		return f"{name} {self.random.choice(DIRECTIONS)}" if self.random.random() < rate else name

	def popular(self) -> str:
		return self.directed(self.random.choice(self.words.popular), 0.06)

	def saint(self) -> str:
		if self.random.random() < 0.7:
			return self.directed(f"{self.type()} Saint-{self.random.choice(self.words.saints)}", 0.08)
		return self.directed(f"{self.type()} Sainte-{self.random.choice(self.words.holy_women)}", 0.08)

	def thing(self) -> str:
		return self.directed(f"{self.type()} {self.random.choice(self.words.things)}", 0.03)

	def person(self) -> str:
		first, last = self.random.choice(self.words.first_names), self.random.choice(self.words.surnames)
		return f"{self.type()} {first}-{last.replace(' ', '-')}"

	def surname(self) -> str:
		return self.directed(f"{self.type()} {self.random.choice(self.words.surnames)}", 0.04)

	def titled(self) -> str:
		return (
			f"{self.type()} {self.random.choice(self.words.titles)}-{self.random.choice(self.words.surnames)}"
		)

	def numbered(self) -> str:
		kind = self.random.choice(("Avenue", "Avenue", "Rue", "Rue", "Rang" if self.village else "Avenue"))
		return self.directed(f"{ordinal(self.random.randint(1, 14 if self.village else 90))} {kind}", 0.15)

	def english(self) -> str:
		return self.directed(f"{self.type()} {self.random.choice(self.words.english)}", 0.03)

	def water(self) -> str:
		quality = self.random.choice(
			self.words.qualities if self.random.random() < 0.6 else self.words.surnames
		)
		return f"{self.type()} {self.random.choice(self.words.waters)}-{quality}"

	def route(self) -> str:
		return self.directed(f"Route {self.random.choice(ROUTES)}", 0.2)

	def rang(self) -> str:
		draw = self.random.random()
		if draw < 0.25:
			return self.directed(f"{ordinal(self.random.randint(1, 13))} Rang", 0.3)
		if draw < 0.4:
			return self.directed(f"Rang {self.random.randint(1, 13)}", 0.1)
		kind = "Montée" if draw < 0.55 else "Rang"
		choices = self.words.rangs if draw < 0.85 else tuple(f"Saint-{name}" for name in self.words.saints)
		return self.directed(f"{kind} {self.random.choice(choices)}", 0.08)
