"""Typed queries of every kind with their true answers.

A kind is a method of `Asker` that types one row of the register in its way, and says what the text leaves open. It
returns None for a row that cannot be typed in that way (no suffix, one word only…), and another row is drawn.
"""

import csv
import re
from pathlib import Path
from random import Random

from .alike import alike
from .hard_queries import HardKinds
from .register import Register, Row, plain
from .street_names import TYPES, Parts
from .typed import FREE, Typed, is_after_number, ordinal_first, typed, without_article
from .typists import TYPISTS, Typist, without_accents

MOST_ALIKE = 300  # rows: a query that more rows answer equally tells nothing
KINDS = (
	"clean no_accents abbreviations no_street_type part_of_city old_city old_city_postal typo_1 typo_2 swapped "
	"missing glued words_swapped words_dropped wrong_type wrong_postal postal_civic street_postal unit_dash unit_app "
	"unit_hash suffix_letter suffix_half prefix no_civic noise english english_unit hard "
	"hard_unit hard_city hard_english"
).split()


class Asker(HardKinds):
	def __init__(self, register: Register, style: str, aliases: dict[str, str], seed: str):
		self.register = register
		self.random = Random(f"{seed} queries")
		self.hand: Typist = TYPISTS[style](self.random)
		self.former: dict[str, list[str]] = {}
		for old, city in aliases.items():
			self.former.setdefault(city, []).append(old)

	# --- writing

	def write(
		self, row: Row, street: str | None = None, city: str | None = None, civic: str | None = None
	) -> str:
		layout = self.hand.layout() if row.postal_code else self.hand.layouts[0][1]
		text = layout.format(
			civic=civic or self.hand.suffixed(row.civic, row.suffix),
			street=street or row.name,
			city=row.city if city is None else city,
			postal=self.hand.postal(row.postal_code),
		)
		return self.hand.cased(text)

	def bare(self, row: Row, street: str, city: str) -> str:
		"""Without postal code, which would tell more than the kind should."""
		civic = self.hand.suffixed(row.civic, row.suffix)
		text = f"{civic} {street}, {city}" if self.random.random() < 0.6 else f"{civic} {street} {city}"
		return self.hand.cased(text)

	# --- the kinds

	def clean(self, row: Row) -> Typed:
		return typed(self.write(row))

	def no_accents(self, row: Row) -> Typed | None:
		text = self.write(row)
		return typed(without_accents(text)) if without_accents(text) != text else None

	def short_street(self, parts: Parts) -> str:
		name, side = self.hand.short_name(parts.name), self.hand.short_side(parts.direction)
		kind = self.hand.short_type(parts.type)
		order = [name, kind, side] if ordinal_first(parts) else [kind, name, side]
		return " ".join(part for part in order if part)

	def abbreviations(self, row: Row) -> Typed | None:
		street, city = self.short_street(row.parts), self.hand.short_name(row.city)
		return typed(self.write(row, street, city)) if street != row.name else None

	def no_street_type(self, row: Row) -> Typed | None:
		parts = row.parts
		if parts.type not in FREE or parts.is_numbered:
			return None
		name = parts.name
		if self.random.random() < 0.2:
			name = without_article(name)
		words = plain(name).split()
		if self.namesake(row, words):
			return None
		street = " ".join(part for part in (name, parts.direction) if part)
		return typed(self.write(row, street), types=None, words=words if name != parts.name else None)

	def namesake(self, row: Row, words: list[str]) -> bool:
		"""Is there a street of just these words in the town? Then it is what the text means."""
		wanted = " ".join(words)
		return wanted != plain(row.parts.name) and any(
			self.register.names[street][1] == row.city
			for street in self.register.streets_by_name.get(wanted, ())
		)

	def part_of_city(self, row: Row) -> Typed | None:
		words = re.split(r"-(?!l')", row.city)
		if len(words) < 3:
			return None
		first = words[0] in ("Saint", "Sainte", "Notre") or self.random.random() < 0.7
		part = "-".join(words[:2] if first else words[-1:])
		if plain(part) in self.register.streets_by_city or len(words[1 if first else -1]) < 4:
			return None
		return typed(self.bare(row, row.name, part), city=plain(part))

	def old_city(self, row: Row) -> Typed | None:
		if row.city not in self.former:
			return None
		old = self.random.choice(self.former[row.city])
		return typed(self.bare(row, row.name, old), city=plain(old), formerly=True)

	def old_city_postal(self, row: Row) -> Typed | None:
		found = self.old_city(row)
		if not found or not row.postal_code:
			return None
		found.left.postal = False
		return Typed(f"{found.text} {self.hand.postal(row.postal_code)}", found.left)

	def spoilt(self, row: Row, slip, times: int = 1) -> Typed | None:
		"""Slips in words of the name or of the city; numbers and short words are typed with care."""
		words = re.split(r"([ '-]+)", f"{row.name} | {row.city}")
		for _ in range(times):
			places = [at for at, word in enumerate(words) if self.can_slip(word, times)]
			weights = [len(words[at]) * (1 if "|" in words[:at] else 2) for at in places]
			if not places:
				return None
			at = self.random.choices(places, weights)[0]
			words[at] = slip(words[at])
		street, city = (part.strip() for part in "".join(words).split("|"))
		return typed(self.bare(row, street, city), slips=f"{street} {city}")

	def can_slip(self, word: str, times: int) -> bool:
		return word.isalpha() and len(word) > 3 + times and (word not in TYPES or self.random.random() < 0.2)

	def typo_1(self, row: Row) -> Typed | None:
		return self.spoilt(row, self.hand.slip)

	def typo_2(self, row: Row) -> Typed | None:
		return self.spoilt(row, self.hand.any_slip, 2)

	def swapped(self, row: Row) -> Typed | None:
		return self.spoilt(row, self.hand.swapped)

	def missing(self, row: Row) -> Typed | None:
		return self.spoilt(row, self.hand.missing)

	def glued(self, row: Row) -> Typed | None:
		text = f"{row.name} | {row.city}"
		joints = [
			joint
			for joint in re.finditer(r"(?<=[^|])[ '-](?=[^|])", text)
			if not is_after_number(text, joint)
		]
		if not joints:
			return None
		joint = self.random.choice(joints)
		street, city = (part.strip() for part in (text[: joint.start()] + text[joint.end() :]).split("|"))
		return typed(self.bare(row, street, city), slips=f"{street} {city}", glued=True)

	def words_swapped(self, row: Row) -> Typed | None:
		parts = row.parts
		words = re.split(r"[ -]", without_article(parts.name))
		if parts.is_numbered or not parts.type:
			return None
		if len(words) > 1 and words[0] not in ("Saint", "Sainte") and self.random.random() < 0.7:
			words = [*words[1:], words[0]]
			order = [parts.type, " ".join(words), parts.direction]
		else:
			order = [parts.name, parts.direction, parts.type]
		# the words are all there: what holds them is as right, an article more or less
		text = self.bare(row, " ".join(part for part in order if part), row.city)
		return typed(text, words=plain(" ".join(words)).split())

	def words_dropped(self, row: Row) -> Typed | None:
		words = re.split(r"[ -]", row.parts.name)
		if len(words) < 2 or words[0] in ("Saint", "Sainte") or row.parts.is_numbered:
			return None
		words.pop(self.random.randrange(len(words) - 1))
		left = plain(" ".join(words)).split()
		if len(max(left, key=len)) < 4 or len(set(left)) < len(left) or self.namesake(row, left):
			return None
		street = " ".join(part for part in (row.parts.type, *words, row.parts.direction) if part)
		return typed(self.bare(row, street, row.city), words=left)

	def wrong_type(self, row: Row) -> Typed | None:
		parts = row.parts
		if parts.type not in FREE or parts.is_numbered:
			return None
		other = self.random.choice(sorted(FREE - {parts.type}))
		street = " ".join(part for part in (other, parts.name, parts.direction) if part)
		if (street, row.city) in self.names:
			return None
		return typed(self.bare(row, street, row.city), types=None)

	@property
	def names(self) -> set[tuple[str, str]]:
		if not hasattr(self, "_names"):
			self._names = set(self.register.names)
		return self._names

	def wrong_postal(self, row: Row) -> Typed | None:
		code = self.any_row().postal_code if self.random.random() < 0.5 else self.miskeyed(row.postal_code)
		if code in ("", row.postal_code):
			return None
		return typed(f"{self.bare(row, row.name, row.city)} {self.hand.postal(code)}")

	def miskeyed(self, code: str) -> str:
		at = self.random.choice((1, 4, 6))
		return code and code[:at] + self.random.choice("123456789") + code[at + 1 :]

	def postal_civic(self, row: Row) -> Typed | None:
		if not row.postal_code:
			return None
		words = [self.hand.suffixed(row.civic, row.suffix), self.hand.postal(row.postal_code)]
		text = " ".join(words if self.random.random() < 0.75 else reversed(words))
		return typed(text, only_postal=True, postal=False)

	def street_postal(self, row: Row) -> Typed | None:
		if not row.postal_code:
			return None
		text = f"{self.hand.suffixed(row.civic, row.suffix)} {row.name} {self.hand.postal(row.postal_code)}"
		return typed(self.hand.cased(text), city=None, postal=False)

	def unit_dash(self, row: Row) -> Typed | None:
		if not row.unit:
			return None
		civic = f"{row.unit}-{self.hand.suffixed(row.civic, row.suffix)}"
		return typed(self.write(row, civic=civic), unit=False)

	def unit_app(self, row: Row) -> Typed | None:
		return self.unit_by(row, self.hand.with_unit)

	def unit_hash(self, row: Row) -> Typed | None:
		return self.unit_by(row, self.hand.with_hash)

	def unit_by(self, row: Row, form) -> Typed | None:
		if not row.unit:
			return None
		civic, street = form(self.hand.suffixed(row.civic, row.suffix), row.name, row.unit)
		return typed(self.write(row, street, civic=civic), unit=False)

	def suffix_letter(self, row: Row) -> Typed | None:
		return self.suffix_as(row) if row.suffix.isalpha() else None

	def suffix_half(self, row: Row) -> Typed | None:
		return self.suffix_as(row) if row.suffix == "1/2" else None

	def suffix_as(self, row: Row) -> Typed:
		civic = self.random.choice(self.hand.suffix_forms(row.civic, row.suffix))
		return typed(self.write(row, civic=civic))

	def prefix(self, row: Row) -> Typed | None:
		whole = f"{row.name} {row.city}"
		end = len(row.name) - len(row.parts.name) - len(row.parts.direction) + 3
		end = self.random.randint(min(max(end, 6), len(whole) - 1), len(whole) - 1)
		while end < len(whole):
			text = whole[:end]
			found = typed(f"{row.civic}{row.suffix} {text}".lower(), beginning=plain(text))
			if "/" not in row.suffix and text[-1].isalnum() and self.few(row, found):
				return found
			end += 1
		return None

	def few(self, row: Row, found: Typed) -> bool:
		if len(self.register.streets_beginning(found.left.beginning)) > 4000:
			return False
		return len(alike(self.register, row, found.left)) <= MOST_ALIKE

	def no_civic(self, row: Row) -> Typed:
		street = row.name if self.random.random() < 0.5 else self.short_street(row.parts)
		text = f"{street}, {row.city}" if self.random.random() < 0.6 else f"{street} {row.city}"
		return typed(self.hand.cased(without_accents(text) if self.random.random() < 0.3 else text))

	def noise(self, row: Row) -> Typed:
		return typed(self.hand.cased(self.hand.noisy(self.bare(row, row.name, row.city))))

	def english(self, row: Row, unit: str = "") -> Typed | None:
		parts = row.parts
		street = self.hand.english(parts.type, parts.name, parts.direction)
		if not street:
			return None
		kinds = {"Chemin": {"Chemin", "Route"}, "Route": {"Route", "Chemin"}}.get(parts.type, {parts.type})
		if unit:
			street = f"{street}{self.random.choice((', ', ' '))}{self.hand.english_unit(unit)}"
		return typed(self.bare(row, street, row.city), types=frozenset(kinds), unit=not unit)

	def english_unit(self, row: Row) -> Typed | None:
		return self.english(row, row.unit) if row.unit else None

	# --- drawing

	def any_row(self) -> Row:
		return self.register.row(self.random.randrange(len(self.register)))

	def query(self, kind: str) -> tuple | None:
		row = self.drawn(kind)
		found = getattr(self, kind)(row)
		if not found:
			return None
		if kind == "no_civic":
			return kind, found.text, "", row.name, row.city, ""
		same = [other.id for other in alike(self.register, row, found.left)]
		assert row.id in same, (kind, found, row)
		return (
			(kind, found.text, row.id, row.name, row.city, ";".join(same))
			if len(same) <= MOST_ALIKE
			else None
		)

	def drawn(self, kind: str) -> Row:
		"""A row; where few can be typed in the kind's way, one of those."""
		row = self.any_row()
		while kind.startswith("old_city") and row.city not in self.former:
			row = self.any_row()
		while kind.startswith("suffix") and (row.suffix == "1/2") != (kind == "suffix_half"):
			row = self.any_row()
		return row

	def queries(self, each: int):
		for kind in KINDS:
			left = each
			while left:
				if found := self.query(kind):
					left -= 1
					yield found


def read_aliases(path: Path) -> dict[str, str]:
	"""The real mergers; what villages were called before, only their old papers know."""
	with open(path, encoding="utf-8") as file:
		return {line["old"]: line["new"] for line in csv.DictReader(file) if line["merged"] == "1"}


def write_queries(folder: Path, register: Register, style: str, seed: str, each: int) -> None:
	asker = Asker(register, style, read_aliases(folder / "aliases.csv"), seed)
	with open(folder / "queries.csv", "w", encoding="utf-8", newline="") as file:
		lines = csv.writer(file)
		lines.writerow(("kind", "query", "address_id", "street", "city", "equal_ids"))
		lines.writerows(asker.queries(each))
