"""Apartments, floors and lots: `APP. 02`, `#2` and `unité 2` are one, `2e étage` and `étage 2` as well."""

import re
from itertools import pairwise

from gigafibre_fsm.domain.addresses import words
from gigafibre_fsm.domain.addresses.text import fold
from gigafibre_fsm.domain.emergency.findings import Verdict

_PIECE = re.compile(r"[a-z]+|\d+")
_PLACES = (
	(re.compile(r"\b(?:demi )?sous[ -]?sol\b|\bsubsol\b|\bbasement\b|\bbsmt\b"), "SS"),
	(re.compile(r"\brez[ -]de[ -]chaussee\b|\brdc\b|\b(?:ground|main) floor\b"), "RDC"),
)
_FLOOR = re.compile(
	r"\b(?:(?:etage|etg|floor) *(\d{1,2})|(\d{1,2})(?: ?(?:er|e|ere|re|nd|rd|th|st|eme|ieme))? *(?:etage|etg|floor|fl))\b"
)
_LOT = re.compile(r"\b(?:lot|terrain) *(?:no )?#? *(\d{1,5}[a-z]?)\b")
_BUILDING = re.compile(r"\b(?:batiment|bat|bldg|building|bloc|block) *#? *([a-z]|\d{1,3})\b")
_SUITE = re.compile(r"\bste(?= *#? *\d)")
# `app. A-2`; the number behind a unit's dash is civic where there is no letter.
_DASHED = re.compile(r"\b(?:app|apt|unite|unit|suite|bureau|local|log) *#? *[a-z](-)(?=\d{1,4}\b)")
# Said where there is no unit.
NONE = frozenset(("", "0", "NA", "NIL", "NULL", "NONE", "AUCUN", "AUCUNE", "MAISON", "HOUSE"))
KINDS = ("ETAGE", "LOT", "BLOC")


def take(text: str) -> tuple[str, str]:
	"""Of a folded text: what is left of it, and the units in it that have names of their own."""
	text = _DASHED.sub(lambda match: match[0].rstrip("-"), _SUITE.sub("suite", text))
	found = []
	for pattern, name in _PLACES:
		text, count = pattern.subn(" ", text)
		found += [name] if count else []
	for pattern, kind in ((_FLOOR, "ETAGE"), (_LOT, "LOT"), (_BUILDING, "BLOC")):
		if match := pattern.search(text):
			text = f"{text[: match.start()]} {text[match.end() :]}"
			found.append(kind + next(filter(None, match.groups())).upper())
	return text, "".join(found)


def is_in(text: str) -> bool:
	"""Whether a folded text names a unit: `app. 2` does, `porte bleue` does not."""
	pieces = _PIECE.findall(text.replace("#", " app "))
	named = (
		mark in words.UNIT_MARKS and (piece.isdigit() or len(piece) == 1) for mark, piece in pairwise(pieces)
	)
	return any(named) or bool(take(text)[1])


def read(text: str | None) -> str:
	"""The field « unit »."""
	if not text:
		return ""
	rest, named = take(fold(text))
	pieces = [piece for piece in _PIECE.findall(rest) if piece not in words.UNIT_MARKS]
	pieces = [piece for piece in pieces if piece not in words.NUMBER_MARKS]
	bare = "".join(piece.lstrip("0") or "0" if piece.isdigit() else piece for piece in pieces).upper()
	return join(named, "" if bare in NONE else bare)


def join(named: str, unit: str) -> str:
	return named + unit if unit not in named or not unit else named


def compare(one: str, other: str) -> Verdict:
	if one == other:
		return Verdict.SAME
	if not one or not other or _without_kind(one) == _without_kind(other):
		return Verdict.UNSURE
	return Verdict.DIFFERENT


def _without_kind(unit: str) -> str:
	for kind in KINDS:
		unit = unit.removeprefix(kind)
	return unit
