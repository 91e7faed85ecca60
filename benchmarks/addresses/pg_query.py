"""What a careful SQL application reads in a typed address: fields by patterns, the rest as plain words."""

import re
from dataclasses import dataclass

from .register import plain

POSTAL = re.compile(r"\b([a-z]\d[a-z])[ -]?(\d[a-z]\d)\b", re.I)
UNIT = re.compile(
	r"(?:\b(?:app|apt|appartement|apartment|unité|unit|suite|logement|log|bureau|appart)\b\.?|#)\s*(\w+)",
	re.I,
)
STUCK_UNIT = re.compile(r"\bapp\.?(\d+)\b", re.I)
DASHED = re.compile(r"(?<!\d)\b(\w{1,5})-(\d+)(?![\d/])", re.I)
CIVIC = re.compile(r"\b(\d+)(?:\s*-?\s*(1/2)|\s*(½)|([a-z])\b|\s+([a-d])\b(?!['.]))?", re.I)
ORDINAL = re.compile(r"^\s*\d+\s*(?:e|re|è?me|i[eè]me|st|nd|rd|th)\b", re.I)
LONG = {
	"st": "saint",
	"ste": "sainte",
	"ch": "chemin",
	"chem": "chemin",
	"boul": "boulevard",
	"blvd": "boulevard",
	"bd": "boulevard",
	"blv": "boulevard",
	"av": "avenue",
	"ave": "avenue",
	"rg": "rang",
	"mtee": "montee",
	"rte": "route",
	"rt": "route",
	"rng": "rang",
	"mte": "montee",
	"crois": "croissant",
	"cr": "croissant",
	"pl": "place",
	"imp": "impasse",
	"tsse": "terrasse",
	"terr": "terrasse",
	"dom": "domaine",
	"prom": "promenade",
	"sq": "square",
	"street": "rue",
	"road": "chemin",
	"rd": "chemin",
	"crescent": "croissant",
	"range": "rang",
	"n": "nord",
	"s": "sud",
	"e": "est",
	"o": "ouest",
	"north": "nord",
	"south": "sud",
	"east": "est",
	"west": "ouest",
	"r": "rue",
	"dr": "docteur",
	"mgr": "monseigneur",
}


@dataclass(frozen=True)
class Fields:
	civic: int | None
	suffix: str
	unit: str
	postal: str
	words: str


def read(text: str) -> Fields:
	text, postal = taken(POSTAL, text)
	text, unit = taken(STUCK_UNIT, text)
	if not unit:
		text, unit = taken(UNIT, text)
	dashed = DASHED.search(text)
	if dashed and not unit:
		unit, text = dashed[1], text[: dashed.start(1)] + text[dashed.start(2) :]
	civic, suffix = None, ""
	for match in CIVIC.finditer(text):
		if not ORDINAL.match(text[match.start() :]):
			civic, suffix = int(match[1][:9]), next((part for part in match.groups()[1:] if part), "")
			text = text[: match.start()] + " " + text[match.end() :]
			break
	return Fields(civic, suffix.replace("½", "1/2").upper(), unit.upper(), postal, lengthened(text))


def taken(pattern: re.Pattern, text: str) -> tuple[str, str]:
	match = pattern.search(text)
	if not match:
		return text, ""
	return text[: match.start()] + " " + text[match.end() :], "".join(match.groups()).upper()


def lengthened(text: str) -> str:
	words = re.sub(r"\b(\d+)(?: ?i?eme|st|nd|rd|th)\b", r"\1e", plain(text))
	return " ".join(LONG.get(word, word) for word in words.split())
