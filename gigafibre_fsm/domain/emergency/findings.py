"""What goes into a comparison of two addresses, and what comes out of it."""

from dataclasses import dataclass

from gigafibre_fsm.domain.addresses.link_types import Code


class Verdict(Code):
	SAME = "Same"
	UNSURE = "Unsure"
	DIFFERENT = "Different"


class Part(Code):
	CIVIC_NUMBER = "Civic Number"
	SUFFIX = "Suffix"
	UNIT = "Unit"
	STREET_TYPE = "Street Type"
	STREET_NAME = "Street Name"
	DIRECTION = "Direction"
	MUNICIPALITY = "Municipality"
	POSTAL_CODE = "Postal Code"


@dataclass(frozen=True, slots=True)
class Written:
	"""As somebody wrote it: a part may be missing, or stand in another part's field. `line` is the whole, where it is
	not taken apart; the fields go before it."""

	civic_number: str | None = None
	suffix: str | None = None
	unit: str | None = None
	street: str | None = None
	city: str | None = None
	postal_code: str | None = None
	line: str | None = None


@dataclass(frozen=True, slots=True)
class Difference:
	"""A part on both sides, as it was understood; an empty text is a part that one side does not state."""

	part: Part
	verdict: Verdict
	one: str
	other: str


@dataclass(frozen=True, slots=True)
class Comparison:
	differences: tuple[Difference, ...] = ()

	@property
	def verdict(self) -> Verdict:
		verdicts = {one.verdict for one in self.differences}
		if Verdict.DIFFERENT in verdicts:
			return Verdict.DIFFERENT
		return Verdict.UNSURE if verdicts else Verdict.SAME

	@property
	def parts(self) -> tuple[Part, ...]:
		return tuple(one.part for one in self.differences)
