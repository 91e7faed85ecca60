"""What a French word sounds like, roughly: names are often written down from a telephone call."""

import re
from functools import lru_cache

_SOUNDS = (
	(re.compile("ph"), "f"),
	(re.compile("e?au(?!n)"), "o"),
	(re.compile("y"), "i"),
	(re.compile("qu|ck|c(?![eihk])|k"), "k"),
	(re.compile("sc(?=[ei])|c(?=[ei])"), "s"),
	(re.compile("g(?=[ei])"), "j"),
	(re.compile("(?<![cs])h"), ""),
	(re.compile("ai|ei"), "e"),
	(re.compile("em(?=[bp])|en(?=[cdgjst])|am(?=[bp])"), "an"),
	(re.compile("z"), "s"),
	(re.compile(r"(.)\1+"), r"\1"),
	(re.compile("(?<=..)[estdx]+$"), ""),
)


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
	for written, spoken in _SOUNDS:
		word = written.sub(spoken, word)
	return word
