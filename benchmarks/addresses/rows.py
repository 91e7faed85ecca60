"""The register's rows of one town, as lines of CSV."""

import math
from random import Random

from .street_names import StreetNamer
from .towns import Town, urban_code
from .vocabulary import Vocabulary

HEADER = (
	"identifiant_unique_adresse,numero_municipal,numero_municipal_suffixe,numero_unite,odonyme_recompose_normal,"
	"nom_municipalite,code_postal,latitude,longitude"
)
METRES = 111_320  # of a degree of latitude
UNITS = (2, 2, 2, 3, 3, 4, 4, 6, 6, 8, 12, 16, 24, 40)  # dwellings of a building
SHARED = {"metro": 0.115, "town": 0.045, "rural": 0.010}  # share of the doors that are such buildings
GAP = {"metro": 16, "town": 22, "rural": 70}  # metres between two doors on a side
PIECE = 24  # doors of a street that share a postal code


def identifier(random: Random) -> str:
	digits = f"{random.getrandbits(128):032x}"
	return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


class Grid:
	"""Lays streets end to end on parallel lines, half of them one way and half across."""

	def __init__(self, random: Random, town: Town):
		self.town = town
		self.gap = GAP[town.kind]
		doors = town.rows * 0.65
		self.between = 800 if town.kind == "rural" else 95
		self.extent = max(600.0, math.sqrt(doors / 4 * self.gap * self.between))
		turn = random.random() * math.pi / 2
		self.axis = (math.cos(turn), math.sin(turn))
		self.lines = [[0.0, 0.0], [0.0, 0.0]]  # along and across of the next street, in each way

	def place(self, number: int, length: float) -> tuple[float, float]:
		line = self.lines[number % 2]
		if line[0] > self.extent:
			line[0], line[1] = 0.0, line[1] + self.between
		start = (line[0], line[1])
		line[0] += length + 40
		return start

	def point(self, number: int, along: float, across: float) -> tuple[float, float]:
		x, y = (along, across) if number % 2 else (across, along)
		x, y = x - self.extent / 2, y - self.extent / 2
		east = x * self.axis[0] - y * self.axis[1]
		north = x * self.axis[1] + y * self.axis[0]
		latitude = self.town.latitude + north / METRES
		return latitude, self.town.longitude + east / (METRES * math.cos(math.radians(self.town.latitude)))


class TownRows:
	def __init__(self, seed: str, words: Vocabulary, town: Town):
		self.random = Random(f"{seed} rows {town.name}")
		self.town = town
		self.words = words
		self.grid = Grid(self.random, town)
		self.code_number = 0
		self.code_start = self.random.randrange(1000)
		self.lines: list[str] = []

	def text(self) -> str:
		names = StreetNamer(self.random, self.words, self.town).names(self.town.streets)
		for number, (name, wanted) in enumerate(zip(names, self.rows_of_streets(len(names)), strict=True)):
			self.street(number, name, wanted)
		return "".join(self.lines)

	def rows_of_streets(self, count: int) -> list[int]:
		weights = [self.random.lognormvariate(0, 1.1) for _ in range(count)]
		rate = (self.town.rows - count) / sum(weights)
		found = [1 + int(weight * rate) for weight in weights]
		found[0] += self.town.rows - sum(found)
		return found

	def postal_code(self) -> str:
		if self.town.rural_codes:
			return self.random.choice(self.town.rural_codes)
		self.code_number += 1
		return urban_code(self.town.areas, self.code_number, self.code_start)

	def street(self, number: int, name: str, wanted: int) -> None:
		end = len(self.lines) + wanted
		length = wanted / 2 * self.grid.gap
		along, across = self.grid.place(number, length)
		civic = self.first_civic()
		step = self.random.choice((1, 1, 2, 2, 3) if self.town.kind != "rural" else (1, 2, 4, 5, 7, 10))
		code, door = self.postal_code(), 0
		tail = f",{name},{self.town.name},"
		while len(self.lines) < end:
			door += 1
			if door % PIECE == 0 and not self.town.rural_codes:
				code = self.postal_code()
			civic += self.random.randint(1, step + 1)
			along += self.grid.gap / 2 * self.random.uniform(0.7, 1.3)
			where = self.grid.point(number, along, across + (12 if civic % 2 else -12))
			self.door(civic, tail, code if self.random.random() > 0.005 else "", where, end - len(self.lines))

	def first_civic(self) -> int:
		"""From 1 in a village, from wherever a city's grid had come to."""
		draw = self.random.random()
		if draw < 0.3:
			return self.random.randint(0, 30)
		return self.random.randint(50, 999) if draw < 0.6 else int(10 ** self.random.uniform(3, 4.1))

	def door(self, civic: int, tail: str, code: str, where, room: int) -> None:
		ending = f"{tail}{code},{where[0]:.6f},{where[1]:.6f}\n"
		for suffix in self.suffixes():
			units = self.units()
			for unit in units[: max(room, 0)]:
				self.lines.append(f"{identifier(self.random)},{civic},{suffix},{unit}{ending}")
			room -= len(units)

	def suffixes(self) -> tuple[str, ...]:
		draw = self.random.random()
		if draw > 0.018:
			return ("",)
		if draw > 0.014:
			return ("", "1/2") if draw > 0.0155 else ("1/2",)
		return ("", "A") if draw < 0.008 else ("A", "B")

	def units(self) -> list[str]:
		draw = self.random.random()
		if draw > SHARED[self.town.kind]:
			return [""]
		count = self.random.choice(UNITS)
		style = self.random.random()
		if style < 0.03 and count < 9:
			labels = list("ABCDEFGH"[:count])
		elif count > 6:
			labels = [str(100 * (1 + place // 8) + 1 + place % 8) for place in range(count)]
		else:
			labels = [str(1 + place) for place in range(count)]
		return ["", *labels] if style > 0.9 else labels


def town_text(job) -> bytes:
	seed, words, town = job
	return TownRows(seed, words, town).text().encode()
