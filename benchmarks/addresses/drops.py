"""The fibre drops of the legacy table, dirty, beside the addresses that they truly stand at."""

import csv
import math
from dataclasses import replace
from pathlib import Path
from random import Random

from .drop_hands import HANDS
from .register import Register, Row, plain
from .towns import Town

DROPS = 16_056
PLACES = 25
OLTS = 30
COLUMNS = (
	"id terrain rue ville zip latitude longitude info_connect frame slot port ontid sn boitier_pas_install max_speed "
	"zone_tarifaire"
).split()
UNKNOWN = 0.035  # share of drops whose address is not in the register
METRES = 111_320


def fibre_towns(towns: list[Town], drops: int) -> list[Town]:
	"""The smallest 25 towns in a row of ranks that have room for the drops."""
	ranked = [town for town in towns if town.kind != "metro"]
	windows = [ranked[start : start + PLACES] for start in range(max(1, len(ranked) - PLACES + 1))]
	roomy = [window for window in windows if sum(town.rows for town in window) > 1.3 * drops]
	return roomy[-1] if roomy else windows[0]


class DropMaker:
	def __init__(self, register: Register, style: str, towns: list[Town], seed: str):
		self.register = register
		self.random = Random(f"{seed} drops")
		self.hand = HANDS[style](self.random)
		self.towns = {town.name: town for town in fibre_towns(towns, DROPS)}
		self.names = list(self.towns)
		self.known = {(city, plain(name)) for name, city in register.names}
		self.ports: dict[str, int] = {}

	def rows(self) -> list[Row]:
		streets = [street for street, (_name, city) in enumerate(self.register.names) if city in self.towns]
		self.random.shuffle(streets)
		found: list[Row] = []
		for street in streets:
			numbers = range(self.register.starts[street], self.register.starts[street + 1])
			found += [self.register.row(number) for number in numbers if self.random.random() < 0.92]
			if len(found) >= DROPS:
				break
		# a second port to the same door, now and then
		return sorted(found[:DROPS] if len(found) >= DROPS else found, key=lambda row: row.number)

	def drops(self):
		rows = self.rows()
		for place, row in enumerate(rows):
			row = rows[place - 1] if place and self.random.random() < 0.02 else row
			yield self.unknown(row) if self.random.random() < UNKNOWN else (row, True)

	def unknown(self, row: Row) -> tuple[Row, bool]:
		"""A door that the register does not have: a new number, a new letter, a new street."""
		draw = self.random.random()
		if draw < 0.6:
			civic = self.free_civic(row)
			return replace(row, civic=civic, suffix="", unit=""), False
		if draw < 0.7:
			taken = {other.suffix for other in self.register.rows_at(row.street, row.civic)}
			return replace(row, suffix=min({"C", "D", "E"} - taken), unit=""), False
		while (row.city, plain(name := self.random.choice(self.register.names)[0])) in self.known:
			pass
		return replace(row, name=name, unit=""), False

	def free_civic(self, row: Row) -> int:
		civic = row.civic
		while self.register.rows_at(row.street, civic):
			civic += 1
		return civic

	def place(self, row: Row) -> tuple[str, str]:
		draw = self.random.random()
		if draw < 0.04:
			return ("", "") if self.random.random() < 0.6 else ("0.0000000", "0.0000000")
		if draw < 0.05:
			town = self.towns[row.city]
			return f"{town.latitude:.7f}", f"{town.longitude:.7f}"
		spread = 25 if draw < 0.15 else 8
		north, east = self.random.gauss(0, spread), self.random.gauss(0, spread)
		width = METRES * math.cos(math.radians(row.latitude))
		return f"{row.latitude + north / METRES:.7f}", f"{row.longitude + east / width:.7f}"

	def port(self, row: Row) -> tuple:
		olt = self.names.index(row.city)
		if self.random.random() < 0.3 and olt < OLTS - PLACES:
			olt += PLACES
		address = f"10.{20 + olt // 10}.{olt % 10}.2"
		number = self.ports[address] = self.ports.get(address, -1) + 1
		return address, 0, 1 + number // (16 * 64), number // 64 % 16, number % 64

	def serial(self) -> str:
		draw = self.random.random()
		if draw < 0.42:
			return f"{self.random.choice(('HWTC', 'TPLG', 'ALCL'))}{self.random.getrandbits(32):08X}"
		return f"RESERVED-{self.random.randint(1000, 9999)}" if draw < 0.44 else ""

	def line(self, number: int, row: Row, lost_unit: bool) -> list:
		town = self.towns[row.city]
		terrain, street = self.hand.number_and_street(row, lost_unit)
		city = self.hand.city(row, town.former, self.random.choice(self.names))
		code = self.hand.code(row, self.register.row(self.random.randrange(len(self.register))).postal_code)
		speed, zone = self.random.choice((1000, 1000, 500, 100)), self.random.choice(("A", "A", "B", "C"))
		texts = [self.hand.cased(street), self.hand.cased(city), code, *self.place(row)]
		return [
			number,
			terrain,
			*texts,
			*self.port(row),
			self.serial(),
			int(self.random.random() < 0.08),
			speed,
			zone,
		]

	def answer(self, row: Row, known: bool, lost_unit: bool) -> tuple[str, str]:
		"""The true address; and the doors that are as right when the drop lost its unit."""
		if not known:
			return "", ""
		same = self.register.rows_at(row.street, row.civic) if lost_unit else []
		return row.id, ";".join(other.id for other in same if other.suffix == row.suffix)


def write_drops(folder: Path, register: Register, style: str, towns: list[Town], seed: str) -> None:
	maker = DropMaker(register, style, towns, seed)
	with (
		open(folder / "drops.csv", "w", encoding="utf-8", newline="") as drops,
		open(folder / "drops_truth.csv", "w", encoding="utf-8", newline="") as truth,
	):
		lines, answers = csv.writer(drops), csv.writer(truth)
		lines.writerow(COLUMNS)
		answers.writerow(("id", "address_id", "equal_ids"))
		for number, (row, known) in enumerate(maker.drops(), start=1001):
			lost_unit = bool(row.unit) and maker.random.random() < 0.02
			lines.writerow(maker.line(number, row, lost_unit))
			answers.writerow((number, *maker.answer(row, known, lost_unit)))
