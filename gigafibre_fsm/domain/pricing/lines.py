"""One line of a quote or an invoice."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from gigafibre_fsm.domain.pricing.money import cents, total


class Part(str, Enum):
	"""Why a line is there."""

	SERVICE = "service"
	EMERGENCY = "911"
	COMBO = "combo"
	COMMITMENT = "commitment"
	SPECIAL = "special"
	INSTALLATION = "installation"
	BOX = "box"
	FIRST_BOX = "first_box"
	ACTIVATION = "activation"


@dataclass(frozen=True)
class Line:
	sku: str
	label: str
	service_type: str
	part: Part
	qty: int
	rate: Decimal
	exempt: bool = False

	@property
	def amount(self) -> Decimal:
		return cents(self.qty * self.rate)


def sum_of(lines: Iterable[Line]) -> Decimal:
	return total(line.amount for line in lines)
