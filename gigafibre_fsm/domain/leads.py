"""When two requests of one visitor are about the same place."""

from dataclasses import dataclass

from gigafibre_fsm.domain.addresses.street_name import read_place
from gigafibre_fsm.domain.addresses.text import words_of


@dataclass(frozen=True)
class Place:
	line: str | None = None
	municipality: str | None = None
	postal_code: str | None = None
	# Of the register.
	civic_address: str | None = None


def same_place(one: Place, other: Place) -> bool:
	"""Unless they differ in something that both say; the register's identifier says it best."""
	if one.civic_address and other.civic_address:
		return one.civic_address == other.civic_address
	return _agree(words_of(one.line), words_of(other.line)) and _agree(
		read_place(one.municipality).words, read_place(other.municipality).words
	)


def _agree(one, other) -> bool:
	return not one or not other or one == other
