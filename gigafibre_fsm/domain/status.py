"""Status tables: which moves a record may make."""

from collections.abc import Mapping
from dataclasses import dataclass

Moves = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class IllegalMove:
	old: str
	new: str
	legal: tuple[str, ...]


def illegal_move(table: Moves, old: str | None, new: str | None) -> IllegalMove | None:
	"""The move from `old` to `new` where the table does not allow it, else None.

	A record may start anywhere, since an import brings it as it stands; staying is not a move; and what an adopted
	site left in a status of its own may be mended into any.
	"""
	if old == new or old not in table or new in table[old]:
		return None
	return IllegalMove(old, new or "", table[old])
