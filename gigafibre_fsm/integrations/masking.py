"""Keeps secrets out of every text that a person or a log may see."""

from collections.abc import Iterable
from urllib.parse import quote

MASK = "•••"
# Shorter values would blank out ordinary words.
SHORTEST_SECRET = 4


def mask(text: str, secrets: Iterable[str]) -> str:
	for form in _forms(secrets):
		text = text.replace(form, MASK)
	return text


def _forms(secrets: Iterable[str]) -> list[str]:
	"""Each secret as it is and as it looks inside a URL, longest first: one may contain another."""
	plain = {secret for secret in secrets if len(secret) >= SHORTEST_SECRET}
	return sorted(plain | {quote(secret, safe="") for secret in plain}, key=len, reverse=True)
