"""Addresses and their differences, as the reports show them."""

import re

from frappe import _

from gigafibre_fsm.domain.emergency.findings import Difference, Part
from gigafibre_fsm.domain.emergency.many import PACKED, SEPARATOR

# `app. 2`, `sous-sol`, `#3` say themselves what they are.
_SAYS_WHAT = re.compile(r"#|[^\W\d_]{3}")


class Wording:
	"""In the caller's language; each sentence is looked up once, whatever the number of lines."""

	def __init__(self):
		self.parts = part_labels()
		self.none, self.unit = _("none"), _("apt. {0}")
		self.sentence, self.reviewed = _("{0}: {1} here, {2} at 911"), _("{0} (reviewed)")

	def difference(self, differences: tuple[Difference, ...], judged: bool = False) -> str:
		text = "; ".join(map(self._part, differences))
		return self.reviewed.format(text) if judged else text

	def _part(self, found: Difference) -> str:
		sides = (found.one, found.other)
		if found.part == Part.POSTAL_CODE:
			sides = (f"{code[:3]} {code[3:]}" for code in sides)
		here, there = (text or self.none for text in sides)
		return self.sentence.format(self.parts[found.part], here, there)

	def behind_the_number(self, packed: str) -> str:
		"""Its suffix first."""
		suffix, unit, street, city, postal_code, line = (packed.split(SEPARATOR) + [""] * len(PACKED))[:6]
		place = f"{city} {postal_code}".strip()
		named = unit if not unit or _SAYS_WHAT.search(unit) else self.unit.format(unit)
		return suffix + ", ".join(filter(None, (f" {street or line}".rstrip(), named, place)))

	def address(self, civic_number: str, packed: str) -> str:
		return f"{civic_number}{self.behind_the_number(packed)}".lstrip(" ,")


def part_labels() -> dict[Part, str]:
	return {
		Part.CIVIC_NUMBER: _("Civic Number"),
		Part.SUFFIX: _("Suffix"),
		Part.UNIT: _("Unit"),
		Part.STREET_TYPE: _("Street Type"),
		Part.STREET_NAME: _("Street Name"),
		Part.DIRECTION: _("Direction"),
		Part.MUNICIPALITY: _("Municipality"),
		Part.POSTAL_CODE: _("Postal Code"),
	}
