"""Says where two states of a site differ, in lines short enough to read."""

LONGEST = 240
SHOWN = 5


def differences(before: dict, after: dict, only: tuple[str, ...] | None = None) -> list[str]:
	found = []
	for part in only or sorted({*before, *after}):
		old, new = set(before.get(part, [])), set(after.get(part, []))
		found += _lines("-", part, old - new) + _lines("+", part, new - old)
	return found


def _lines(sign: str, part: str, rows: set[str]) -> list[str]:
	shown = [f"{sign} {part}: {row}"[:LONGEST] for row in sorted(rows)[:SHOWN]]
	more = [f"{sign} {part}: … {len(rows) - SHOWN} more"] if len(rows) > SHOWN else []
	return shown + more
