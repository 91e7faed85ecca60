"""The towns of a register: heavy-tailed in size, each with its place on the map and its postal codes."""

import math
from dataclasses import dataclass
from random import Random

from .vocabulary import Vocabulary

FULL = 5_200_000
MOST_TOWNS = 1_100
MOST_STREETS = 150_000
LETTERS = "ABCEGHJKLMNPRSTVWXYZ"
URBAN_CODES = 9 * 20 * 10  # of one sorting area
CLASSES = (("metro", 0.03), ("town", 0.22), ("rural", 1.0))  # up to which share of the ranks


@dataclass(frozen=True)
class Town:
	number: int
	name: str
	former: tuple[str, ...]
	kind: str
	rows: int
	streets: int
	latitude: float
	longitude: float
	areas: tuple[str, ...]  # sorting areas of a city
	rural_codes: tuple[str, ...]  # or the one or two codes of a village


def town_count(rows: int) -> int:
	return max(40, round(MOST_TOWNS * (rows / FULL) ** 0.55))


def shares(count: int) -> list[float]:
	weights = [1 / (rank + 2) ** 1.15 for rank in range(count)]
	return [weight / sum(weights) for weight in weights]


def composed_name(random: Random, words: Vocabulary) -> str:
	draw = random.random()
	if draw < 0.6:
		return f"Saint-{random.choice(words.saints)}{random.choice(words.town_tails)}"
	if draw < 0.8:
		return f"Sainte-{random.choice(words.holy_women)}{random.choice(words.town_tails)}"
	return f"{random.choice(words.town_heads)}-{random.choice(words.surnames)}".replace(" ", "-")


def town_names(random: Random, words: Vocabulary, count: int) -> list[str]:
	found = list(words.cities)
	small = list(words.towns)
	random.shuffle(small)
	taken = {*found, *words.former, *(name for names in words.cities.values() for name in names)}
	# half of the villages have plain names, half are saints and lakes, at any size
	while len(found) < count:
		name = small.pop() if small and random.random() < 0.5 else composed_name(random, words)
		if name not in taken:
			taken.add(name)
			found.append(name)
	return found[:count]


def former_names(random: Random, words: Vocabulary, names: list[str]) -> dict[str, tuple[str, ...]]:
	former = {name: words.cities.get(name, ()) for name in names}
	villages = [name for name in names if not former[name]]
	for old in words.former:
		former[random.choice(villages)] += (old,)
	return former


def kind_of(rank: int, count: int) -> str:
	return next(kind for kind, share in CLASSES if rank < max(1, math.ceil(count * share)))


def places_on_the_map(random: Random, count: int) -> list[tuple[float, float]]:
	"""One cell of a grid over the south of Québec for each town."""
	columns = math.ceil(math.sqrt(count * 1.6))
	lines = math.ceil(count / columns)
	cells = [(line, column) for line in range(lines) for column in range(columns)]
	random.shuffle(cells)
	return [
		(45.05 + 3.6 * (line + random.random() * 0.3) / lines, -79 + 14 * (column + 0.3) / columns)
		for line, column in cells[:count]
	]


class PostalAreas:
	"""Hands out sorting areas; those with a 0 are rural."""

	def __init__(self, random: Random):
		self.urban = [
			f"{first}{digit}{last}" for first in "GHJ" for digit in range(1, 10) for last in LETTERS
		]
		rural = [f"{first}0{last}" for first in "GHJ" for last in LETTERS]
		self.rural = [
			f"{area} {digit}{last}0" for area in rural for digit in range(1, 10) for last in LETTERS
		]
		random.shuffle(self.urban)
		random.shuffle(self.rural)

	def of_city(self, rows: int) -> tuple[str, ...]:
		wanted = 1 + rows // (10 * URBAN_CODES)
		return tuple(self.urban.pop() for _ in range(wanted))

	def of_village(self, random: Random, neighbour: tuple[str, ...]) -> tuple[str, ...]:
		draw = random.random()
		if neighbour and draw < 0.1:
			return neighbour[:1]
		return tuple(self.rural.pop() for _ in range(2 if draw < 0.2 else 1))


def sizes(rows: int, count: int) -> list[int]:
	found = [max(30, int(rows * share)) for share in shares(count)]
	found[0] += rows - sum(found)
	return found


def street_counts(rows: int, towns: list[int]) -> list[int]:
	weights = [size**0.85 for size in towns]
	wanted = MOST_STREETS * rows / FULL
	return [max(4, round(wanted * weight / sum(weights))) for weight in weights]


def make_towns(seed: str, words: Vocabulary, rows: int) -> list[Town]:
	random = Random(f"{seed} towns")
	names = town_names(random, words, town_count(rows))
	former = former_names(random, words, names)
	places = places_on_the_map(random, len(names))
	areas, village, found = PostalAreas(random), (), []
	counts = sizes(rows, len(names))
	for number, (name, size, streets) in enumerate(
		zip(names, counts, street_counts(rows, counts), strict=True)
	):
		kind = kind_of(number, len(names))
		city = () if kind == "rural" else areas.of_city(size)
		village = areas.of_village(random, village) if kind == "rural" else ()
		found.append(Town(number, name, former[name], kind, size, streets, *places[number], city, village))
	return found


def urban_code(areas: tuple[str, ...], number: int, start: int) -> str:
	"""The number-th code of a city: every code of an area once, in no visible order, then the next area."""
	area = areas[number // URBAN_CODES % len(areas)]
	place = (number * 997 + start) % URBAN_CODES
	return f"{area} {1 + place // 200}{LETTERS[place // 10 % 20]}{place % 10}"
