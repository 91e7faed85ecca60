"""Three lists in, findings out. Lines are read once and not kept; a side that could not be read is None."""

from collections.abc import Iterable, Iterator

from gigafibre_fsm.domain.telephone.accounts import Accounts
from gigafibre_fsm.domain.telephone.records import Finding, Line
from gigafibre_fsm.domain.telephone.registrations import Registrations


def compare(
	lines: Iterable[Line], accounts: Accounts | None, registrations: Registrations | None
) -> Iterator[Finding]:
	sides = [side for side in (accounts, registrations) if side is not None]
	for line in lines:
		for side in sides:
			yield from side.see(line)
	for side in sides:
		yield from side.rest()
