"""What a text message costs: its alphabet and its parts.

One character outside of the basic alphabet (GSM 03.38) halves what fits into a part, and so doubles the price.
"""

import unicodedata
from dataclasses import dataclass

BASIC = frozenset(
	"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
	"abcdefghijklmnopqrstuvwxyzäöñüà"
)
# In the alphabet's second table: each takes the room of two.
EXTENDED = frozenset("^{}\\[~]|€")
LETTERS = 160, 153
WIDE = 70, 67
# What typography, and Babel's amounts and times, put where a keyboard has something simpler.
PLAIN = str.maketrans(
	{
		"\N{NO-BREAK SPACE}": " ",
		"\N{NARROW NO-BREAK SPACE}": " ",
		"\N{THIN SPACE}": " ",
		"\t": " ",
		"’": "'",
		"‘": "'",
		"“": '"',
		"”": '"',
		"«": '"',
		"»": '"',
		"–": "-",
		"—": "-",
		"‑": "-",
		"−": "-",
		"…": "...",
		"•": "-",
		"œ": "oe",
		"Œ": "OE",
		"\N{SOFT HYPHEN}": None,
		"\N{ZERO WIDTH SPACE}": None,
	}
)


@dataclass(frozen=True)
class Size:
	characters: int
	parts: int
	basic: bool


def simple(text: str) -> str:
	"""In the basic alphabet, as far as it goes: « août », « forêt » and « Français » lose a mark, and stay readable."""
	return "".join(map(_simple, unicodedata.normalize("NFC", text).translate(PLAIN)))


def _simple(character: str) -> str:
	if character in BASIC or character in EXTENDED:
		return character
	bare = "".join(
		part for part in unicodedata.normalize("NFD", character) if not unicodedata.combining(part)
	)
	return bare if bare and set(bare) <= BASIC else character


def size(text: str) -> Size:
	basic = set(text) <= BASIC | EXTENDED
	if basic:
		room = len(text) + sum(character in EXTENDED for character in text)
	else:
		room = len(text.encode("utf-16-le")) // 2
	alone, joined = LETTERS if basic else WIDE
	return Size(room, 1 if room <= alone else -(-room // joined), basic)
