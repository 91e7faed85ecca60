"""How to reach a visitor, in the one form that is stored and compared."""

import re

import phonenumbers

HOME_REGION = "CA"
# What every mail server takes; whether somebody reads it, only a message can tell.
_EMAIL = re.compile(
	r"[^\s@,;:<>()\[\]\\\"]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+"
)
_NOT_DIGIT = re.compile(r"\D")


def canonical_email(text: str | None) -> str | None:
	"""Lower case: no mail server of today tells `Anne@` and `anne@` apart.

	:raises ValueError: where it is no address.
	"""
	email = (text or "").strip().lower()
	if email and (not _EMAIL.fullmatch(email) or ".." in email):
		raise ValueError(text)
	return email or None


def canonical_phone(text: str | None) -> str | None:
	"""`(450) 272-2408` is `+14502722408`; other countries begin with `+`.

	:raises ValueError: where nobody can have that number.
	"""
	if not (text or "").strip():
		return None
	try:
		number = phonenumbers.parse(text, HOME_REGION)
	except phonenumbers.NumberParseException:
		raise ValueError(text)
	if not phonenumbers.is_valid_number(number):
		raise ValueError(text)
	return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def last_digits(phone: str | None) -> str:
	"""Of however it is written, what tells one number from another in North America."""
	return _NOT_DIGIT.sub("", phone or "")[-10:]
