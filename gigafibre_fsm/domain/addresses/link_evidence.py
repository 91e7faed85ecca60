"""What speaks for and against a drop being at one address: the street, the door, the city, the postal code, the distance.

A street and a number exist in many towns, so a candidate also needs something that says where: `supported` is that rule.
"""

from dataclasses import dataclass

from gigafibre_fsm.domain.addresses.link_doors import Door
from gigafibre_fsm.domain.addresses.link_names import Likeness
from gigafibre_fsm.domain.addresses.link_places import NEAR, OTHER, SAME
from gigafibre_fsm.domain.addresses.store import decode_postal, postal_number

# Metres. The drops' coordinates were taken at the pole or the door, with the noise of the receiver.
THERE = 60
BESIDE = 150
NOT_FAR = 1_000
FAR = 5_000

ALIKE = 0.7
VERY_ALIKE = 0.8
NEARLY_SAME = 0.85

_CITY = {SAME: 0.0, NEAR: 0.03, OTHER: 0.2}
CITY_NOT_GIVEN = 0.05
CITY_UNHEARD_OF = 0.1
_POSTAL = {"same": 0.0, "none": 0.03, "slip": 0.05, "area": 0.06, "other": 0.08}
NOT_PLACED = 0.03
DOUBTFUL_NUMBER, LOOSE_STREET, OTHER_DOOR = 0.05, 0.05, 0.05


@dataclass(frozen=True, slots=True)
class Where:
	"""What the drop says of the place, held against one street's."""

	city: int
	city_given: bool
	city_known: bool


@dataclass(frozen=True, slots=True)
class Evidence:
	door: Door
	street: int
	likeness: Likeness
	where: Where
	postal: str
	metres: float | None
	# The number or the street was read otherwise than it stands there.
	doubtful: bool
	loose: bool

	@property
	def exact(self) -> bool:
		return self.likeness.same and self.door.same and not self.doubtful and not self.loose

	@property
	def score(self) -> float:
		minus = self._city() + _POSTAL[self.postal] + _distance(self.metres)
		minus += DOUBTFUL_NUMBER * self.doubtful + LOOSE_STREET * self.loose
		minus += OTHER_DOOR * (not self.door.same) + OTHER_DOOR * bool(self.door.against)
		return round(max(0.0, self.likeness.value * (1.0 - minus)), 4)

	def _city(self) -> float:
		if not self.where.city_given:
			return CITY_NOT_GIVEN
		if self.where.city == OTHER and not self.where.city_known:
			return CITY_UNHEARD_OF
		return _CITY[self.where.city]

	@property
	def refused(self) -> bool:
		return bool(self.likeness.against or self.door.against)

	@property
	def far(self) -> bool:
		"""The city's name alone does not outweigh coordinates that lie in another region."""
		return self.metres is not None and self.metres > FAR and self.postal not in ("same", "slip")

	@property
	def supported(self) -> bool:
		if self.refused or self.far:
			return False
		if not self.exact and self.metres is not None and self.metres <= BESIDE and self._place_agrees():
			return self.likeness.value >= ALIKE
		if self.doubtful or self.loose or not self.likeness.same:
			return self._misspelled_is_supported()
		return self._same_is_supported()

	@property
	def certain_place(self) -> bool:
		"""Whatever city is written."""
		return self.postal == "same" and self.metres is not None and self.metres <= BESIDE

	def _place_agrees(self) -> bool:
		return self.where.city != OTHER or self.postal in ("same", "slip")

	def _same_is_supported(self) -> bool:
		if self.where.city != OTHER:
			return True
		if self.metres is not None and self.metres <= BESIDE:
			return True
		return self.postal == "same" and not self._lies_beyond(NOT_FAR if self.where.city_known else FAR)

	def _lies_beyond(self, metres: int) -> bool:
		return self.metres is not None and self.metres > metres

	def _misspelled_is_supported(self) -> bool:
		"""Coordinates that lie elsewhere speak for another street of a similar name; without any, the rest must agree."""
		if self.metres is not None:
			near = self.metres <= THERE and not self.where.city_known
			return near and self.likeness.value >= VERY_ALIKE
		return self.where.city != OTHER and self.postal == "same" and self.likeness.value >= NEARLY_SAME


def _distance(metres: float | None) -> float:
	if metres is None:
		return NOT_PLACED
	return 0.0 if metres <= THERE else 0.01 if metres <= BESIDE else 0.04 if metres <= NOT_FAR else 0.12


def compare_postal(written: str, register: int) -> str:
	"""The drop's code beside one of the index."""
	if not written or not register:
		return "none"
	if postal_number(written) == register:
		return "same"
	code = decode_postal(register).replace(" ", "")
	if sum(one != other for one, other in zip(written, code, strict=True)) == 1:
		return "slip"
	if sorted(written) == sorted(code):
		return "slip"
	return "area" if written[:3] == code[:3] else "other"
