"""What goes into the linking of a drop, and what comes out of it."""

from dataclasses import dataclass
from enum import Enum

from gigafibre_fsm.domain.addresses.record import Address


class Code(str, Enum):
	"""A value that is stored and printed as it stands."""

	__str__ = str.__str__


class Method(Code):
	EXACT = "Exact"
	FUZZY = "Fuzzy"
	NEAREST = "Nearest"
	NONE = "None"


class Reason(Code):
	SAME = "same"
	SPELLED_DIFFERENTLY = "spelled_differently"
	WHICH_UNIT = "which_unit"
	NEAREST = "nearest"
	NO_NUMBER = "no_number"
	NO_STREET = "no_street"
	NO_PLACE = "no_place"
	STREET_UNKNOWN = "street_unknown"
	NUMBER_UNKNOWN = "number_unknown"
	SUFFIX_DIFFERS = "suffix_differs"
	UNIT_UNKNOWN = "unit_unknown"
	SEVERAL = "several"
	ELSEWHERE = "elsewhere"
	FAR = "far"
	UNLIKE = "unlike"


class Verdict(Code):
	SAME = "same"
	SIMILAR = "similar"
	DIFFERENT = "different"
	NOT_GIVEN = "not_given"


@dataclass(frozen=True, slots=True)
class Drop:
	"""As the old system wrote it: any of this may be missing, wrong or in another field."""

	civic_number: str | None = None
	civic_suffix: str | None = None
	unit: str | None = None
	street: str | None = None
	city: str | None = None
	postal_code: str | None = None
	raw_address: str | None = None
	latitude: float | None = None
	longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Parts:
	"""How each part of a drop's address compares to an address of the register."""

	number: Verdict
	suffix: Verdict
	unit: Verdict
	street: Verdict
	city: Verdict
	postal_code: Verdict


@dataclass(frozen=True, slots=True)
class Candidate:
	address: Address
	score: float
	metres: float | None
	parts: Parts


@dataclass(frozen=True, slots=True)
class Link:
	address_id: str | None
	method: Method
	score: float
	reason: Reason
	candidates: tuple[Candidate, ...] = ()
