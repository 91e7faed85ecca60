"""When to try again after passing trouble: later each time, and not all at the same moment."""

from datetime import timedelta

FIRST = timedelta(seconds=30)
LONGEST = timedelta(hours=6)
# What a provider asks for is followed, but not into next week.
LONGEST_ASKED = timedelta(hours=24)
# The waits of a message that never gets through add up to 7 to 15 hours.
MOST_ATTEMPTS = 12


def wait(attempts: int, chance: float, asked: int | None = None) -> timedelta:
	"""After so many attempts. `chance`, from 0 to 1, spreads it over the upper half of its length.

	`asked` are the seconds that the provider wants us to wait: never less than those.
	"""
	full = min(FIRST * 2 ** min(attempts - 1, 32), LONGEST)
	spread = full / 2 + full / 2 * chance
	return max(spread, min(timedelta(seconds=asked or 0), LONGEST_ASKED))


def is_exhausted(attempts: int) -> bool:
	return attempts >= MOST_ATTEMPTS
