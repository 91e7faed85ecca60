"""One spelling for comparing: lower case, no accents, no punctuation."""

import unicodedata

# What still means something in an address: `2-123`, `1/2`, `#2`; a comma ends a thought.
MEANINGFUL = "#/-,"
_LIGATURES = {
	"œ": "oe",
	"æ": "ae",
	"ß": "ss",
	"ø": "o",
	"ł": "l",
	"⁄": "/",
	"½": " 1/2",
	"¼": " 1/4",
	"¾": " 3/4",
}
_DASHES = "‐‑‒–—―−"


def _plain(character: str) -> str:
	if character in _LIGATURES:
		return _LIGATURES[character]
	if character in _DASHES:
		return "-"
	bare = "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))
	return "".join(c if c.isalnum() or c in MEANINGFUL else " " for c in bare.lower())


class _Table(dict):
	"""Fills itself: the characters met in addresses are few."""

	def __missing__(self, codepoint: int) -> str:
		self[codepoint] = _plain(chr(codepoint))
		return self[codepoint]


_table = _Table()


def fold(text: str | None) -> str:
	"""`Montée Saint-Régis` is `montee saint-regis`; dashes, slashes, number signs and commas stay."""
	return (text or "").lower().translate(_table)


def words_of(text: str | None) -> list[str]:
	"""`Chemin de l'Église-Neuve` is `chemin de l eglise neuve`, as a list."""
	folded = fold(text)
	for mark in MEANINGFUL:
		folded = folded.replace(mark, " ")
	return folded.split()


def natural(text: str) -> tuple[bool, int, str]:
	"""The order a person would put units and suffixes in: none, then letters, then 2 before 10."""
	digits = "".join(letter for letter in text if letter.isdecimal())
	return (bool(text), int(digits or 0), text)
