"""Legacy ids are unsigned; the site's fields are not."""

from gigafibre_fsm.domain.legacy.outcome import Reason, Rejected

HIGHEST = 2**31 - 1


def fits(value: int) -> int:
	if not 0 < value <= HIGHEST:
		raise Rejected(Reason.ID_OUT_OF_RANGE, f"id {value}")
	return value
