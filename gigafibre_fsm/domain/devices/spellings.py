"""How a device server may have written down a serial that is canonical here."""

import re
from collections.abc import Iterable, Iterator

from gigafibre_fsm.domain.identifiers import is_gpon_serial

# Nothing that a query of a device server would read as a pattern.
_PLAIN = re.compile(r"[A-Za-z0-9_]{4,64}")
_MAC = re.compile(r"[0-9A-F]{12}")


def spellings(identities: Iterable[str | None]) -> tuple[str, ...]:
	"""The likeliest first, each once: as it is, then the other ways that makers print it."""
	plain = list(dict.fromkeys(each for each in identities if each and _PLAIN.fullmatch(each)))
	others = (other for each in plain for other in _others(each))
	return tuple(dict.fromkeys([*plain, *others]))


def _others(serial: str) -> Iterator[str]:
	if is_gpon_serial(serial):
		in_hex = serial[:4].encode().hex() + serial[4:]
		yield in_hex.upper()
		yield f"{serial[:4]}-{serial[4:]}"
		yield in_hex.lower()
	if _MAC.fullmatch(serial):
		pairs = re.findall("..", serial)
		yield ":".join(pairs)
		yield "-".join(pairs)
		yield ":".join(pairs).lower()
		yield "-".join(pairs).lower()
	yield serial.lower()
