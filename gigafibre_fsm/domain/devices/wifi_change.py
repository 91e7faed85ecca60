"""A change of a WiFi network's name and password: what may be asked for, and whether a device shows it."""

from collections.abc import Iterable, Mapping
from enum import Enum

from gigafibre_fsm.domain.devices.tree import is_true

SSID_BYTES = 32
SHORTEST, LONGEST = 8, 63
SECRETS = ("KeyPassphrase", "PreSharedKey", "Password")

Value = tuple[str, str | int | bool, str]


class Problem(str, Enum):
	NO_NAME = "no_name"
	LONG_NAME = "long_name"
	NAME_CHARACTERS = "name_characters"
	PASSWORD_LENGTH = "password_length"
	PASSWORD_CHARACTERS = "password_characters"
	PASSWORD_SPACES = "password_spaces"


def problem(ssid: str, password: str) -> Problem | None:
	"""WPA's own rules: 32 bytes for a name, 8 to 63 printable ASCII characters for a password."""
	return _name_problem(ssid) or _password_problem(password)


def _name_problem(ssid: str) -> Problem | None:
	if not ssid:
		return Problem.NO_NAME
	if len(ssid.encode()) > SSID_BYTES:
		return Problem.LONG_NAME
	return None if ssid.isprintable() else Problem.NAME_CHARACTERS


def _password_problem(password: str) -> Problem | None:
	if not SHORTEST <= len(password) <= LONGEST:
		return Problem.PASSWORD_LENGTH
	if not (password.isascii() and password.isprintable()):
		return Problem.PASSWORD_CHARACTERS
	# Legal, and never meant.
	return Problem.PASSWORD_SPACES if password != password.strip() else None


def is_secret(path: str) -> bool:
	return path.endswith(SECRETS)


def missing(values: Iterable[Value], read_back: Mapping[str, str]) -> str | None:
	"""A parameter that the device does not have: a device server may take it and say yes all the same."""
	return next((path for path, _value, _kind in values if path not in read_back), None)


def is_shown(values: Iterable[Value], read_back: Mapping[str, str]) -> bool:
	"""Passwords read back empty: of those only our intent is known."""
	return all(is_secret(path) or _same(value, read_back.get(path, "")) for path, value, _kind in values)


def _same(value: str | int | bool, text: str) -> bool:
	return is_true(text) == value if isinstance(value, bool) else text == str(value)
