"""Discounts never cost more than what they are taken from."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from gigafibre_fsm.domain.pricing.lines import Line, sum_of
from gigafibre_fsm.domain.pricing.money import ZERO


def limited(discounts: Iterable[Line], charges: Sequence[Line]) -> list[Line]:
	"""Each takes what is left by those before it, from lines taxed as itself: no total and no tax base below zero."""
	room = {exempt: sum_of(line for line in charges if line.exempt is exempt) for exempt in (False, True)}
	granted = []
	for discount in discounts:
		amount = min(-discount.amount, room[discount.exempt])
		room[discount.exempt] -= amount
		if amount > ZERO:
			granted.append(replace(discount, qty=1, rate=-amount))
	return granted
