"""Times of day as technicians wrote them: `08:30`, `8h30`, `8:30 PM`, `0830`."""

import re

_HALF = r"\s*(?:(?P<half>[ap])\.?\s?m?\.?)?"
_DIGITS = re.compile(r"(?P<hour>\d{1,2})(?P<minute>\d\d)" + _HALF, re.IGNORECASE)
_MINUTE = r"\s*[:h.,\- ]\s*(?:(?P<minute>\d{1,2})(?::\d\d|\s*min|\s*m)?)?"
_WRITTEN = re.compile(rf"(?P<hour>\d{{1,2}})(?:{_MINUTE})?{_HALF}", re.IGNORECASE)
_WORDS = {"midi": 12 * 60, "minuit": 0}
NOON = 12
DAY = 24 * 60


def minutes(written: str) -> int | None:
	"""Since midnight, 24:00 included; None where that is no time."""
	written = written.strip()
	if written.casefold() in _WORDS:
		return _WORDS[written.casefold()]
	found = _DIGITS.fullmatch(written) or _WRITTEN.fullmatch(written)
	if not found:
		return None
	hour, minute = _hour(int(found["hour"]), found["half"]), int(found["minute"] or 0)
	is_time = hour is not None and minute < 60 and hour * 60 + minute <= DAY
	return hour * 60 + minute if is_time else None


def _hour(hour: int, half: str | None) -> int | None:
	"""`12:15 AM` is a quarter past midnight; `14:00 PM` is what it says, `14:00 AM` is nothing."""
	if not half:
		return hour
	if half in "pP":
		return hour + NOON if hour < NOON else hour
	return hour % NOON if hour <= NOON else None
