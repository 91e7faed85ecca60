"""Unix seconds of the legacy database, as the clock on the wall in Québec shows them."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/Toronto")
EARLIEST = datetime(1995, 1, 1)
AHEAD = timedelta(days=3653)
# Where the clocks are the same at both ends of one, they are so within it: they change twice a year.
SPAN = 16 * 86400


def moment(seconds: int | None, now: datetime) -> datetime | None:
	"""0 means none; so does what is before 1995 or more than ten years ahead, which somebody's program got wrong."""
	if not seconds or not 0 < seconds < 2**33:
		return None
	beginning = _beginning(seconds // SPAN)
	at = beginning + timedelta(0, seconds % SPAN) if beginning else _on_the_wall(seconds)
	return at if EARLIEST <= at <= now + AHEAD else None


@lru_cache(2**12)
def _beginning(span: int) -> datetime | None:
	"""Of one in which nobody changes the clocks: the rest of it is plain addition."""
	beginning, end = _on_the_wall(span * SPAN), _on_the_wall((span + 1) * SPAN)
	return beginning if end - beginning == timedelta(0, SPAN) else None


def _on_the_wall(seconds: int) -> datetime:
	return datetime.fromtimestamp(seconds, ZONE).replace(tzinfo=None)


def day(seconds: int | None, now: datetime) -> date | None:
	at = moment(seconds, now)
	return at.date() if at else None
