"""When a technician was there: what they say, what their phone and the server know."""

from dataclasses import dataclass
from datetime import datetime, timedelta

# Two clocks are seldom the same; a later time than that is a slip of the hand.
TOLERANCE = timedelta(minutes=10)


class WrongTimes(ValueError):
	"""Of the field that is named."""

	def __init__(self, field: str, other: str | None = None):
		super().__init__(field)
		self.field, self.other = field, other


@dataclass(frozen=True)
class Visit:
	completed_at: datetime
	left_at: datetime
	arrived_at: datetime | None = None


def visit(
	now: datetime,
	at: datetime | None = None,
	arrived_at: datetime | None = None,
	left_at: datetime | None = None,
	started_at: datetime | None = None,
) -> Visit:
	"""`at`: the clock of the device that tells, which never runs ahead of `now`, the server's. `started_at`: when work
	began as far as the job knows; an arrival that nobody told stays unknown.

	:raises WrongTimes: for a time in the future, or a departure before the arrival.
	"""
	completed_at = min(at or now, now)
	for field, told in (("arrived_at", arrived_at), ("left_at", left_at)):
		if told and told > now + TOLERANCE:
			raise WrongTimes(field)
	left_at = left_at or max(completed_at, arrived_at or completed_at)
	if arrived_at and arrived_at > left_at:
		raise WrongTimes("left_at", "arrived_at")
	if not arrived_at and started_at and started_at <= left_at:
		arrived_at = started_at
	return Visit(completed_at, left_at, arrived_at)
