"""Our lines beside the registrations of the 911 provider."""

from collections.abc import Callable, Iterable, Iterator

from gigafibre_fsm.domain.emergency.findings import Comparison, Difference, Verdict, Written
from gigafibre_fsm.domain.telephone.records import (
	Detail,
	E911Status,
	Finding,
	Kind,
	Line,
	LineStatus,
	Registration,
	There,
)

LIVE = (LineStatus.ACTIVE, LineStatus.SUSPENDED)
CONFIRMED = (E911Status.SYNCED, E911Status.MISMATCH)
REASON, STATUS, PLACE = "Reason", "Status", "Address"

# What still differs between two addresses, a person's earlier answers considered.
Addresses = Callable[[Written, Written], Iterable[Difference]]


class Registrations:
	def __init__(self, registrations: Iterable[Registration], addresses: Addresses):
		self._registrations = {one.did: one for one in registrations}
		self._addresses = addresses
		self._seen: set[str] = set()

	def __len__(self) -> int:
		return len(self._registrations)

	def see(self, line: Line) -> Iterator[Finding]:
		if not line.did:
			return
		self._seen.add(line.did)
		held = self._registrations.get(line.did)
		if is_over(line):
			if is_held(held):
				yield _finding(Kind.ORPHANED_REGISTRATION, line, _whereabouts(held))
		elif is_held(held):
			yield from self._compare(line, held)
		elif _is_expected(line):
			details = (Detail(REASON, "", held.reason),) if held else ()
			yield _finding(Kind.MISSING_REGISTRATION, line, details)

	def _compare(self, line: Line, held: Registration) -> Iterator[Finding]:
		differences = tuple(self._addresses(line.address, held.address))
		if differences:
			details = tuple(Detail(str(one.part), one.one, one.other) for one in differences)
			is_doubt = Comparison(differences).verdict == Verdict.UNSURE
			yield _finding(Kind.DIFFERENT_REGISTRATION, line, details, is_doubt)
		elif _is_unconfirmed(line, held):
			yield _finding(Kind.UNCONFIRMED, line, (Detail(STATUS, line.e911_status, held.status),))

	def rest(self) -> Iterator[Finding]:
		"""When all lines were seen: numbers that no line has."""
		for did, held in self._registrations.items():
			if did not in self._seen and is_held(held):
				yield Finding(Kind.ORPHANED_REGISTRATION, did, details=_whereabouts(held))


def is_over(line: Line) -> bool:
	return line.status == LineStatus.CANCELLED or line.e911_status == E911Status.DEREGISTERED


def is_held(held: Registration | None) -> bool:
	"""An address that the provider rejected is not there for a call."""
	return bool(held) and held.status != There.REJECTED


def _whereabouts(held: Registration) -> tuple[Detail, ...]:
	"""What a person decides by, who has no line to look at."""
	place = held.address
	door = f"{place.civic_number or ''} {place.street or ''}".strip()
	return (Detail(PLACE, "", ", ".join(filter(None, (door, place.unit, place.city)))),)


def _is_expected(line: Line) -> bool:
	return line.status in LIVE or line.e911_status in CONFIRMED


def _is_unconfirmed(line: Line, held: Registration) -> bool:
	"""One side takes it for done and the other one does not. `Mismatch` is about the place, which is not asked here."""
	if line.e911_status == E911Status.MISMATCH:
		return False
	return (line.e911_status == E911Status.SYNCED) != (held.status == There.REGISTERED)


def _finding(kind: Kind, line: Line, details: tuple[Detail, ...] = (), is_doubt: bool = False) -> Finding:
	return Finding(kind, line.did, line.username, line.name, details, is_doubt)
