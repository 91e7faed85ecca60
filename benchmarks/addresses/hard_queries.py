"""Queries with several faults at once."""

import re

from .register import Row
from .typed import FREE, Typed, typed
from .typists import without_accents


class HardKinds:
	"""Beside the plain kinds of `Asker`, whose hand and dice it uses."""

	def hard(self, row: Row) -> Typed | None:
		"""No type, no accents, saints abbreviated, and a slip, at once."""
		if row.parts.type not in FREE or row.parts.is_numbered:
			return None
		found = self.spoilt(row, self.hand.any_slip)
		if not found:
			return None
		slips = re.sub(rf"^{row.parts.type} ", "", found.left.slips)
		if slips == found.left.slips:
			return None
		text = self.hand.short_name(without_accents(slips))
		civic = self.hand.suffixed(row.civic, row.suffix)
		return typed(self.hand.cased(f"{civic} {text}"), slips=slips, typeless=True)

	def slipped_name(self, row: Row) -> str | None:
		words = re.split(r"([ '-]+)", row.parts.name)
		places = [at for at, word in enumerate(words) if word.isalpha() and len(word) > 4]
		if not places or row.parts.is_numbered:
			return None
		at = self.random.choice(places)
		words[at] = self.hand.any_slip(words[at])
		return "".join(words)

	def hard_unit(self, row: Row) -> Typed | None:
		"""A unit, and a slip in the street without accents."""
		name = self.slipped_name(row)
		if not row.unit or not name:
			return None
		street = " ".join(part for part in (row.parts.type, name, row.parts.direction) if part)
		form = self.random.choice((self.hand.with_unit, self.hand.with_hash))
		civic, written = form(self.hand.suffixed(row.civic, row.suffix), street, row.unit)
		text = without_accents(self.write(row, written, civic=civic))
		return typed(text, street_slips=street, unit=False)

	def hard_city(self, row: Row) -> Typed | None:
		"""A part of the city or its former name, and a slip in the street, without its type at times."""
		found, name = self.part_of_city(row) or self.old_city(row), self.slipped_name(row)
		if not found or not name or row.parts.type not in FREE:
			return None
		typeless = self.random.random() < 0.3
		kind = "" if typeless else self.hand.short_type(row.parts.type)
		street = " ".join(part for part in (kind, self.hand.short_name(name), row.parts.direction) if part)
		meant = " ".join(
			part for part in ("" if typeless else row.parts.type, name, row.parts.direction) if part
		)
		text = without_accents(self.bare(row, street, found.left.city.title()))
		city = {"city": found.left.city, "formerly": found.left.formerly}
		return typed(text, street_slips=meant, typeless=typeless, **city)

	def hard_english(self, row: Row) -> Typed | None:
		"""An English form with a slip."""
		name = self.slipped_name(row)
		street = name and self.hand.english(row.parts.type, name, row.parts.direction)
		if not street:
			return None
		meant = " ".join(part for part in (name, row.parts.direction) if part)
		text = without_accents(self.bare(row, street, row.city))
		return typed(text, street_slips=meant, typeless=True)
