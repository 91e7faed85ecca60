"""Card numbers are kept nowhere, so they have to be recognised."""

import re
from datetime import date

_SPACERS = re.compile(r"[ \-]")
_DIGITS = re.compile(r"\d{13,19}")


def is_card_number(value: object) -> bool:
	"""Whether the whole value is 13 to 19 digits, spaced or not, with a right check digit."""
	digits = _SPACERS.sub("", value) if isinstance(value, str) else ""
	return bool(_DIGITS.fullmatch(digits)) and _luhn(digits)


def _luhn(digits: str) -> bool:
	doubled = (sum(divmod(2 * int(d), 10)) for d in digits[-2::-2])
	return (sum(doubled) + sum(int(d) for d in digits[-1::-2])) % 10 == 0


def is_over(expiry: str | None, today: date) -> bool:
	"""A card marked 08/2027 pays until the end of that August; of what is no such date nobody can tell."""
	month, _slash, year = (expiry or "").partition("/")
	if not (month.isdigit() and year.isdigit()):
		return False
	return (int(year), int(month)) < (today.year, today.month)
