"""How the legacy table spells an address: two offices, other habits and other slips."""

import re
from random import Random

from .register import Row
from .street_names import Parts
from .typed import FREE, without_article
from .typists import OtherTypist, Typist, without_accents


class DropHand:
	"""Style a: half in capitals, hyphens lost, the number wherever there was room."""

	typist = Typist
	upper, lower = 0.45, 0.05
	unit_words = ("APP {}", "app. {}", "APP{}", "#{}")
	rangs = ("RG {}", "{}E RANG", "{} RANG", "rang {}")
	types = {
		"Montée": ("mtée", "MTEE", "mtee"),
		"Chemin": ("ch.", "CH", "chemin"),
		"Rang": ("rg", "RG.", "rang"),
	}
	no_type, no_article, spaced, short_saint, one_slip, two_slips = 0.05, 0.03, 0.4, 0.6, 0.04, 0.005
	city_cut = 15

	def __init__(self, random: Random):
		self.random = random
		self.hand = self.typist(random)

	def often(self, rate: float) -> bool:
		return self.random.random() < rate

	def cased(self, text: str) -> str:
		draw = self.random.random()
		if draw < self.upper:
			return (without_accents(text) if self.often(0.85) else text).upper()
		text = without_accents(text) if self.often(0.4) else text
		return text.lower() if draw < self.upper + self.lower else text

	def short(self, name: str) -> str:
		if self.often(self.short_saint):
			name = re.sub(r"\bSaint-", "St-", re.sub(r"\bSainte-", "Ste-", name))
		return name.replace("-", " ") if self.often(self.spaced) else name

	def slipped(self, name: str) -> str:
		times = (2 if self.often(self.two_slips) else 1) if self.often(self.one_slip) else 0
		for _ in range(times):
			words = re.split(r"([ '-]+)", name)
			places = [at for at, word in enumerate(words) if word.isalpha() and len(word) > 4]
			if places:
				at = self.random.choice(places)
				words[at] = self.hand.any_slip(words[at])
			name = "".join(words)
		return name

	def type(self, kind: str) -> str:
		if kind in FREE and self.often(self.no_type):
			return ""
		if self.often(0.4):
			return kind
		return self.random.choice(self.types.get(kind) or self.hand.short_types.get(kind, (kind,)))

	def numbered(self, parts: Parts) -> str:
		number = re.match(r"\d+", parts.name)[0]
		if parts.type == "Rang":
			street = self.random.choice(self.rangs).format(number)
		elif parts.text.startswith(parts.name):
			street = f"{self.ordinal(number, parts.name)} {self.type_of_numbered(parts.type)}"
		else:
			street = f"{self.type_of_numbered(parts.type)} {number}"
		return f"{street} {parts.direction}".strip()

	def type_of_numbered(self, kind: str) -> str:
		return kind if self.often(0.5) else self.random.choice(self.hand.short_types.get(kind, (kind,)))

	def ordinal(self, number: str, name: str) -> str:
		return self.random.choice((name, name, f"{number}ième", f"{number}ieme"))

	def street(self, row: Row) -> str:
		parts = row.parts
		if parts.is_numbered:
			return self.numbered(parts)
		name = without_article(parts.name) if self.often(self.no_article) else parts.name
		side = self.hand.short_side(parts.direction) if self.often(0.5) else parts.direction
		pieces = [self.type(parts.type), self.short(self.slipped(name)), side]
		return " ".join(piece for piece in pieces if piece)

	def suffixed(self, row: Row) -> str:
		if row.suffix == "1/2":
			return f"{row.civic} 1/2"
		return self.random.choice((f"{row.civic}{row.suffix}", f"{row.civic} {row.suffix}".strip()))

	def number_and_street(self, row: Row, lost_unit: bool) -> tuple[str, str]:
		"""Columns `terrain` and `rue`."""
		civic, street = self.suffixed(row), self.street(row)
		if row.unit and not lost_unit:
			civic, street = self.with_unit(civic, street, row.unit)
		draw = self.random.random()
		if draw < 0.12:
			return "", f"{civic} {street}"
		return (civic, f"{civic} {street}") if draw < 0.17 else (civic, street)

	def with_unit(self, civic: str, street: str, unit: str) -> tuple[str, str]:
		draw = self.random.random()
		if draw < 0.35:
			return f"{unit}-{civic}", street
		word = self.random.choice(self.unit_words).format(unit)
		return (f"{civic} {word}", street) if draw < 0.65 else (civic, f"{street} {word}")

	def city(self, row: Row, former: tuple[str, ...], neighbour: str) -> str:
		draw = self.random.random()
		if draw < 0.02:
			return ""
		if draw < 0.03:
			return self.short(neighbour)
		if draw < 0.06 and former:
			return self.random.choice(former)
		name = self.short(self.slipped(row.city) if self.often(0.4) else row.city)
		return name[: self.city_cut] if draw > 0.96 else name

	def code(self, row: Row, other: str) -> str:
		draw = self.random.random()
		if draw < 0.06:
			return ""
		code = row.postal_code
		if draw < 0.11:
			code = other if self.often(0.5) else self.one_off(code)
		code = code.replace("0", "O") if self.often(0.01) else code
		return self.spaced_code(code)

	def one_off(self, code: str) -> str:
		if not code:
			return code
		at = self.random.choice((1, 4, 6))
		return code[:at] + self.random.choice("0123456789".replace(code[at], "")) + code[at + 1 :]

	def spaced_code(self, code: str) -> str:
		return code.replace(" ", "") if self.often(0.5) else code


class OtherDropHand(DropHand):
	"""Style b: mostly as typed by hand, the number at the end at times, other short forms."""

	typist = OtherTypist
	upper, lower = 0.3, 0.25
	unit_words = ("APT {}", "apt. {}", "LOG {}", "appart. {}", "unité {}", "# {}")
	rangs = ("RANG {}", "{}e rg", "{}ème rang", "RNG {}", "Rg. {}")
	types = {
		"Montée": ("MTE", "montee", "mtée."),
		"Chemin": ("chem.", "CHEM", "Ch"),
		"Rang": ("rg.", "RNG", "Rang"),
		"Boulevard": ("BLVD", "boul"),
	}
	no_type, no_article, spaced, short_saint, one_slip, two_slips = 0.08, 0.04, 0.25, 0.75, 0.05, 0.008
	city_cut = 12

	def ordinal(self, number: str, name: str) -> str:
		return self.random.choice((name, f"{number}ème", f"{number} e", f"{number}eme"))

	def suffixed(self, row: Row) -> str:
		if row.suffix == "1/2":
			return self.random.choice((f"{row.civic} 1/2", f"{row.civic}½", f"{row.civic}-1/2"))
		forms = (f"{row.civic}{row.suffix}", f"{row.civic}{row.suffix.lower()}", f"{row.civic}-{row.suffix}")
		return self.random.choice(forms if row.suffix else forms[:1])

	def number_and_street(self, row: Row, lost_unit: bool) -> tuple[str, str]:
		terrain, street = super().number_and_street(row, lost_unit)
		if terrain and not row.unit and self.often(0.04):
			return "", f"{self.street(row)}, {self.suffixed(row)}"
		return terrain, (street.replace(" ", ", ", 1) if not terrain and self.often(0.3) else street)

	def spaced_code(self, code: str) -> str:
		draw = self.random.random()
		return code.lower() if draw < 0.2 else code.replace(" ", "-") if draw < 0.3 else code


HANDS = {"a": DropHand, "b": OtherDropHand}
