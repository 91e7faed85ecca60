"""Names and secrets that the order makes itself."""

import secrets
import string
import unicodedata
from collections.abc import Callable, Iterable, Sequence

SSID_BYTES = 32
WIFI_PASSWORD_LENGTH = 12
SIP_PASSWORD_LENGTH = 20
# Without what a person takes for something else on a label: 0/O, 1/l/I.
READABLE = "".join(sorted(set(string.ascii_letters + string.digits) - set("0O1lI")))
_USERNAME = "".join(character for character in READABLE if character.islower() or character.isdigit())

Choose = Callable[[Sequence[str]], str]


def wifi_password(choose: Choose = secrets.choice) -> str:
	return _random(WIFI_PASSWORD_LENGTH, READABLE, choose)


def sip_password(choose: Choose = secrets.choice) -> str:
	return _random(SIP_PASSWORD_LENGTH, READABLE, choose)


def sip_username(choose: Choose = secrets.choice) -> str:
	"""Nothing of the customer: whoever scans for accounts learns no name and no number."""
	return "gf" + _random(10, _USERNAME, choose)


def _random(length: int, characters: str, choose: Choose) -> str:
	return "".join(choose(characters) for _ in range(length))


def ssid(customer_name: str) -> str:
	"""`Gigafibre-Tremblay`: the last name in ASCII, cut to what a network's name can hold."""
	last = (customer_name.split() or [""])[-1]
	plain = unicodedata.normalize("NFKD", last).encode("ascii", "ignore").decode()
	kept = "".join(character for character in plain if character.isalnum() or character == "-").strip("-")
	return f"Gigafibre-{kept}"[:SSID_BYTES].rstrip("-")


def project_name(customer_name: str, taken: Iterable[str]) -> str:
	"""ERPNext wants it unique: a namesake's is the second."""
	taken = {name.casefold() for name in taken}
	first = name = f"Installation - {customer_name}"
	number = 1
	while name.casefold() in taken:
		number += 1
		name = f"{first} ({number})"
	return name


def first_and_last(customer_name: str) -> tuple[str, str]:
	"""A single word is a last name, or a company: 911 providers want one."""
	first, _, last = customer_name.partition(" ")
	return (first, last) if last else ("", first)
