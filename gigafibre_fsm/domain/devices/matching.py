"""Which row of a job's equipment list a code belongs to. Rows are told apart by kind; where two would fit, a person says."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from gigafibre_fsm.domain.devices.codes import Code
from gigafibre_fsm.domain.devices.makers import MAC_KINDS
from gigafibre_fsm.domain.orders.devices import ONT


@dataclass(frozen=True)
class Place:
	row: str
	kind: str
	serial: str | None = None
	mac: str | None = None

	@property
	def is_open(self) -> bool:
		return not (self.serial or self.mac)


class Why(Enum):
	"""Why no row was found."""

	CHOOSE = "several kinds are possible"
	ALL_FILLED = "several rows of the kind, all of them scanned"
	NOT_EXPECTED = "no row of such a kind"
	NEEDS_GPON = "an ONT is told by its GPON serial"
	IS_ONT = "a GPON serial is an ONT's"
	NEEDS_KIND = "a serial whose form says nothing"
	NEEDS_MAC = "the serial of one that is scanned, or of another one"


@dataclass(frozen=True)
class NoPlace:
	why: Why
	# The kinds to choose from, or the ones that the code may be.
	kinds: tuple[str, ...] = ()


def is_of(place: Place, code: Code) -> bool:
	"""One of its identities is enough: some labels show one, some both."""
	same_serial = code.serial and code.serial == place.serial
	return bool(same_serial or (code.mac and code.mac == place.mac))


def holding(code: Code, places: Sequence[Place]) -> Place | None:
	"""The row that has this very device already."""
	return next((place for place in places if is_of(place, code)), None)


def find(code: Code, places: Sequence[Place], said: str | None, known: str | None = None) -> Place | NoPlace:
	"""The row for a device that no row has yet: an open one, or the one whose device it replaces or completes.

	`said` is the kind that a person chose, `known` what our own records say of the device.
	"""
	refusal = _contradiction(code, said)
	if refusal:
		return refusal
	if said:
		return _of_kind(code, said, places)
	kinds = (known,) if known else code.kinds
	if not kinds:
		return NoPlace(Why.NEEDS_KIND, _present(MAC_KINDS, places))
	return _of_kind(code, kinds[0], places) if len(kinds) == 1 else _of_kinds(kinds, places)


def _contradiction(code: Code, said: str | None) -> NoPlace | None:
	if said and said != ONT and code.is_gpon:
		return NoPlace(Why.IS_ONT, (said,))
	return None


def _of_kind(code: Code, kind: str, places: Sequence[Place]) -> Place | NoPlace:
	rows = [place for place in places if place.kind == kind]
	if kind == ONT and not code.is_gpon:
		return _completed(code, rows) or NoPlace(Why.NEEDS_GPON, (ONT,))
	if not rows:
		return NoPlace(Why.NOT_EXPECTED, (kind,))
	free = next((place for place in rows if place.is_open), None)
	if not free:
		filled = rows[0] if len(rows) == 1 else _completed(code, rows)
		return filled or NoPlace(Why.ALL_FILLED, (kind,))
	is_doubtful = any(adds_to(place, code) for place in rows)
	return NoPlace(Why.NEEDS_MAC, (kind,)) if is_doubtful else free


def _completed(code: Code, rows: Sequence[Place]) -> Place | None:
	"""The only row that lacks what the code says: the other bar code of the same device."""
	lacking = [place for place in rows if adds_to(place, code)]
	return lacking[0] if len(lacking) == 1 else None


def adds_to(place: Place, code: Code) -> bool:
	"""The second bar code of the device that is there, and not the code of another."""
	lacks_mac = place.kind == ONT and code.mac and not code.serial and place.serial and not place.mac
	lacks_serial = code.serial and not code.mac and not code.is_gpon and place.mac and not place.serial
	return bool(lacks_mac or lacks_serial)


def _of_kinds(kinds: Sequence[str], places: Sequence[Place]) -> Place | NoPlace:
	"""A MAC address that says nothing of its kind: only one kind may be missing."""
	present = _present(kinds, places)
	if not present:
		return NoPlace(Why.NOT_EXPECTED, tuple(kinds))
	missing = [place for place in places if place.kind in kinds and place.is_open]
	if len({place.kind for place in missing}) == 1:
		return missing[0]
	return NoPlace(Why.CHOOSE, present)


def _present(kinds: Sequence[str], places: Sequence[Place]) -> tuple[str, ...]:
	return tuple(kind for kind in kinds if any(place.kind == kind for place in places))
