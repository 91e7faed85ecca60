"""Each tax on the sum of the taxable lines, rounded once."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from gigafibre_fsm.domain.pricing.catalogue import Tax
from gigafibre_fsm.domain.pricing.lines import Line, sum_of
from gigafibre_fsm.domain.pricing.money import cents


def taxes_of(lines: Iterable[Line], taxes: Sequence[Tax]) -> dict[str, Decimal]:
	base = sum_of(line for line in lines if not line.exempt)
	return {tax.code: cents(base * tax.percent / 100) for tax in taxes}
