"""Puts the dirt into the rows, and writes down where."""

from collections.abc import Callable, Iterator

from gigafibre_fsm.testing.legacy_database.generating.dirt import Dirt
from gigafibre_fsm.testing.legacy_database.generating.world import World

MISREAD = frozenset({"misread", "misread twice"})


def spoiled(world: World, table: str, row: Callable[[World, int], dict]) -> Iterator[dict]:
	"""The table's rows, each with at most one kind of dirt."""
	kinds = {one.kind: one for one in world.dirt_of(table)}
	for index in range(world.size(table)):
		made = row(world, index)
		if kind := world.kind(table, index):
			_spoil(world, table, index, kinds[kind], made)
		yield made


def _spoil(world: World, table: str, index: int, dirt: Dirt, row: dict) -> None:
	before = dict(row)
	dirt.spoil(world, row, world.rng(table, index, "dirt"))
	world.manifest.plant(table, dirt.kind, row["id"])
	if dirt.reason:
		world.manifest.reject(dirt.line or table, row["id"], dirt.reason)
	if dirt.kind in MISREAD:
		_note_meant(world, table, before, row)


def _note_meant(world: World, table: str, before: dict, row: dict) -> None:
	for column, text in before.items():
		if isinstance(text, str) and row[column] != text:
			world.manifest.meant[table, row["id"], column] = text
