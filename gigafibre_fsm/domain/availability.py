"""Which of a building's drops answers for an address, and what a visitor is told."""

from collections.abc import Iterable
from dataclasses import dataclass

from gigafibre_fsm.domain.addresses.text import words_of
from gigafibre_fsm.domain.addresses.words import UNIT_MARKS

AVAILABLE, NO_BOX, RESERVED, CONNECTED = "available", "no_box", "reserved", "connected"
NOT_COVERED = "not_covered"
# The nearer to a service of one's own, the better.
_RANK = {AVAILABLE: 0, NO_BOX: 1, RESERVED: 2, CONNECTED: 3}


@dataclass(frozen=True, slots=True)
class Drop:
	name: str
	state: str
	# Of the address that the drop is linked to, and as noted on the drop itself.
	linked_unit: str | None = None
	own_unit: str | None = None
	max_speed: int = 0


def serving(drops: Iterable[Drop], unit: str | None) -> list[Drop]:
	"""Of a building's drops, the ones for this unit: its own where it has any, else those for the whole building.

	Without a unit the question is about the building: any of its drops.
	"""
	drops, wanted = list(drops), unit_key(unit)
	if not wanted:
		return drops
	return [drop for drop in drops if unit_of(drop) == wanted] or [
		drop for drop in drops if not unit_of(drop)
	]


def best(drops: Iterable[Drop]) -> Drop | None:
	"""A free one before all others; the fastest; then always the same one."""
	return min(drops, key=lambda drop: (_RANK[drop.state], -drop.max_speed, drop.name), default=None)


def unit_of(drop: Drop) -> str:
	"""The link to the register says more than the old system's note."""
	return unit_key(drop.linked_unit) or unit_key(drop.own_unit)


def unit_key(unit: str | None) -> str:
	"""`App. 02`, `#2` and `2` are one unit."""
	words = [word.lstrip("0") or "0" for word in words_of(unit) if word not in UNIT_MARKS]
	return "".join(words).upper()
