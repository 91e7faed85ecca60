"""What a person typed, taken apart: civic number, suffix, unit and postal code are fields, the rest are words.

A text can often be read in several ways (`4 rang`, `123-125`, `st`). A word keeps all of its meanings; where the fields
are in doubt there are several readings, the likeliest first.
"""

import re
from dataclasses import dataclass, field, replace

from gigafibre_fsm.domain.addresses import words
from gigafibre_fsm.domain.addresses.street_name import in_order
from gigafibre_fsm.domain.addresses.text import fold

LONGEST = 200

_POSTAL = re.compile(r"\b([abceghj-nprstvxy]\d[abceghj-nprstv-z])[ -]?(\d[abceghj-nprstv-z]\d)\b")
# O for 0, I or L for 1, as people and their eyes have it.
_POSTAL_MISREAD = re.compile(r"\b([a-z])([0-9oil])([a-z])[ -]?([0-9oil])([a-z])([0-9oil])\b")
_POSTAL_BEGUN = re.compile(r"\b([abceghj-nprstvxy]\d[abceghj-nprstv-z])(?: ?(\d[abceghj-nprstv-z]?))?\s*$")
_MISREAD = str.maketrans("oil", "011")
_MARKS = "|".join(sorted((mark for mark in words.UNIT_MARKS if mark != "#"), key=len, reverse=True))
_UNIT = re.compile(
	rf"(?:\b(?:{_MARKS})(?:\b[ #]*(?:no )?|(?=\d))|# *)(\d{{1,5}}[a-z]?|[a-z]\d{{0,3}})(?![\w/]|-\d)"
)
_UNIT_FIRST = re.compile(
	r"(?:^|[ ,#])(\d{1,5}[a-z]?|[a-z]) ?[-/] ?(?<!\b1/)(?<!\b3/)(\d{1,6}) ?(1/2|[a-h](?= |,|$))?(?= |,|$)"
)
_FRACTION = re.compile(
	r"(?:(?:^|(?<=[ ,#]))(\d{1,5}[a-z]?|[a-z]) ?- ?)?\b(\d{1,6})[ -]*(1/2|1/4|3/4)(?= |,|$)"
)
_DIGITS_THEN_WORD = re.compile(r"(\d+)([a-z]{2,})")
_WORD_THEN_DIGITS = re.compile(r"([a-z]{2,})(\d+)")
_ORDINAL_THEN_TYPE = re.compile(r"(\d+(?:e|er|re|ere|eme|ieme))([a-z]{2,})")
_TYPE_THEN_ARTICLE = re.compile(r"([a-z]{3,}?)(du|des|de|la|le|del|dela)")
# Written beside an address, and full of numbers.
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_PHONE = re.compile(
	r"(?:\b(?:tel|telephone|cell|cellulaire|phone)\b[ :.]*)?\(?\b\d{3}\)?[ .-]{1,2}\d{3}[ .-]?\d{4}\b"
)
_THOUSANDS = re.compile(r"(\d{1,2})[ ,] ?(\d{3})\b")
_BESIDE = re.compile(r"\ba cote (?=de |du |des |d |l )")
_CIVIC = re.compile(r"(\d{1,6})([a-z]?)")


@dataclass(frozen=True, slots=True)
class Token:
	"""One typed word with everything that it may mean."""

	text: str
	forms: tuple[str, ...]
	number: str | None = None
	type: str | None = None
	direction: str | None = None
	# What it costs to leave the word unexplained.
	weight: float = 1.0
	# The word still being typed: it may go on, and is not only a short form.
	growing: bool = False
	# Said of a place nearby, not of the address itself.
	aside: bool = False
	# Stands where a street's type stands.
	leading: bool = False


@dataclass(frozen=True)
class Reading:
	tokens: tuple[Token, ...]
	civic: int | None = None
	suffix: str | None = None
	unit: str | None = None
	postal: str | None = None
	# The beginning of a postal code, at least its first three characters.
	postal_begins: str | None = None
	# Letters behind the number that may be a suffix or a word of their own.
	maybe_suffix: str | None = None
	accented: frozenset[str] = frozenset()
	# All that was typed behind the number, spelled out, where the last word may go on.
	begun: str | None = None
	penalty: float = 0.0


@dataclass
class _Draft:
	"""A text from which the fields are taken one after the other."""

	text: str
	growing: bool
	postal: str | None = None
	postal_begins: str | None = None
	units: list[str] = field(default_factory=list)
	hash_unit: bool = False
	pair: tuple[str, str, str] | None = None
	fraction: tuple[str, str] | None = None


def read_query(text: str | None) -> list[Reading]:
	raw = (text or "")[:LONGEST]
	draft = _Draft(fold(_BRACKETS.sub(r" , pres \1 , ", raw)), growing=bool(raw) and raw[-1].isalnum())
	for take in (_take_phone, _take_postal, _take_fraction, _take_pair, _take_unit):
		take(draft)
	words_typed = _split(draft)
	accented = frozenset(
		word for word in re.split(r"[\s,'’\-.]+", raw.lower()) if not word.isascii() and len(word) > 2
	)
	common = Reading(
		(),
		unit=draft.units[0] if draft.units else None,
		postal=draft.postal,
		postal_begins=draft.postal_begins,
		accented=accented,
	)
	return list(_readings(draft, words_typed, common))


def _take_phone(draft: _Draft) -> None:
	if found := _PHONE.search(draft.text):
		_cut(draft, found)


def _take_postal(draft: _Draft) -> None:
	if found := _POSTAL.search(draft.text):
		draft.postal = (found[1] + found[2]).upper()
	elif (found := _POSTAL_MISREAD.search(draft.text)) and any(part.isdigit() for part in found.groups()):
		draft.postal = "".join(
			part.translate(_MISREAD) if place % 2 else part for place, part in enumerate(found.groups())
		).upper()
	elif found := _POSTAL_BEGUN.search(draft.text):
		draft.postal_begins = (found[1] + (found[2] or "")).upper()
	if found:
		_cut(draft, found)


def _take_pair(draft: _Draft) -> None:
	"""`2-123`: unit and civic number, or a range of civic numbers."""
	if not draft.fraction and (found := _UNIT_FIRST.search(draft.text)):
		draft.pair = (found[1], found[2], found[3] or "")
		_cut(draft, found)


def _take_unit(draft: _Draft) -> None:
	while found := _UNIT.search(draft.text):
		draft.units.append(found[1].upper())
		draft.hash_unit = "#" in found[0]
		_cut(draft, found)


def _take_fraction(draft: _Draft) -> None:
	if found := _FRACTION.search(draft.text):
		unit, number, part = found.groups()
		draft.fraction = (number, part)
		if unit:
			draft.units.append(unit.upper())
		if found[0] == number + part:
			# `61/2` is 6 1/2, or unit 2 of 61.
			draft.pair = (number + part[0], part[2], "")
		_cut(draft, found)


def _cut(draft: _Draft, found: re.Match) -> None:
	if found.end() >= len(draft.text.rstrip()):
		draft.growing = False
	draft.text = f"{draft.text[: found.start()]} , {draft.text[found.end() :]}"


def _split(draft: _Draft) -> list[str]:
	"""Words, and `,` where a thought ends; `123principale` and `rang4` are two words each."""
	text = f" {re.sub('[-/#]', ' ', draft.text).replace(',', ' , ')} "
	text = " ".join(text.split())
	text = _BESIDE.sub(" , pres ", text)
	for initials in ("n d", "nd"):
		text = re.sub(rf"\b{initials}\b", "notre dame", text)
	found = []
	for word in text.split():
		found += _unglued(word)
	return found


def _unglued(word: str) -> list[str]:
	if words.is_ordinal(word):
		return [word]
	if (glued := _ORDINAL_THEN_TYPE.fullmatch(word)) and glued[2] in words.TYPES:
		return [glued[1], glued[2]]
	if (glued := _TYPE_THEN_ARTICLE.fullmatch(word)) and words.TYPES.get(glued[1]) == glued[1]:
		return [glued[1], glued[2]]
	if (glued := _DIGITS_THEN_WORD.fullmatch(word)) or (glued := _WORD_THEN_DIGITS.fullmatch(word)):
		return [glued[1], glued[2]]
	return [word]


def _readings(draft: _Draft, typed: list[str], common: Reading):
	if draft.fraction:
		civic, suffix = draft.fraction
		yield replace(common, tokens=_tokens(typed, draft.growing), civic=int(civic), suffix=suffix)
	if draft.pair:
		yield from _readings_of_pair(draft, typed, common)
	if draft.fraction or draft.pair:
		return
	places = _civic_places(typed)
	for rank, place in enumerate(places):
		yield _with_civic(draft, typed, common, place, penalty=0.1 * rank)
	if thousands := _THOUSANDS.match(draft.text.strip()):
		# `2 121` and `2,121`, as French and English write 2121.
		whole = [thousands[1] + thousands[2], *typed[typed.index(thousands[2]) + 1 :]]
		yield _with_civic(draft, whole, common, 0, penalty=0.1)
	if not places and draft.hash_unit and common.unit and common.unit.isdigit():
		tokens = _tokens(typed, draft.growing)
		yield replace(common, tokens=tokens, civic=int(common.unit), unit=None)
	if not places or any(_may_be_a_name(typed, place) for place in places):
		begun = _begun(typed) if draft.growing else None
		tokens = _tokens(typed, draft.growing)
		yield replace(common, tokens=tokens, begun=begun, penalty=0.15 if places else 0.0)


def _readings_of_pair(draft: _Draft, typed: list[str], common: Reading):
	first, second, suffix = draft.pair
	common = replace(common, tokens=_tokens(typed, draft.growing))
	suffix = suffix.upper() or None
	whole = replace(common, civic=int(second), suffix=suffix, unit=first.upper())
	yield whole
	if not first.isdigit():
		return
	yield replace(common, civic=int(first), unit=second, penalty=0.1)
	# `123-125`: one building with two numbers.
	yield replace(common, civic=int(first), penalty=0.2)
	yield replace(common, civic=int(second), suffix=suffix, penalty=0.25)


def _civic_places(typed: list[str]) -> list[int]:
	"""Where the civic number may stand, the likeliest first: a route's own number comes last."""
	places = [place for place, word in enumerate(typed) if _CIVIC.fullmatch(word) and not _is_ordinal_e(word)]
	return sorted(places, key=lambda place: _belongs_to_type(typed, place))


def _is_ordinal_e(word: str) -> bool:
	"""`4e` is « fourth » far more often than number 4, suffix E."""
	return word.endswith("e")


def _belongs_to_type(typed: list[str], place: int) -> bool:
	return place > 0 and words.TYPES.get(typed[place - 1]) in words.NUMBER_FOLLOWS


def _may_be_a_name(typed: list[str], place: int) -> bool:
	"""`Route 132`, or `4 rang` for « 4e Rang »."""
	following = words.TYPES.get(typed[place + 1]) if place + 1 < len(typed) else None
	numbered = following in words.NUMBER_FOLLOWS or following == "avenue"
	return _belongs_to_type(typed, place) or (numbered and len(typed[place]) <= 3)


def _with_civic(draft: _Draft, typed: list[str], common: Reading, place: int, penalty: float) -> Reading:
	number, letter = _CIVIC.fullmatch(typed[place]).groups()
	rest = typed[:place] + typed[place + 1 :]
	growing = draft.growing and place != len(typed) - 1
	reading = replace(common, civic=int(number), suffix=letter.upper() or None, penalty=penalty)
	if not letter and (letter := _lone_letter(typed, place)):
		reading = replace(reading, maybe_suffix=letter.upper())
	begun = _begun(rest) if growing and not place else None
	return replace(reading, tokens=_tokens(rest, growing, leading=place), begun=begun)


def _begun(typed: list[str]) -> str | None:
	found = [word for word in typed if word != ","]
	return " ".join([in_order(found[:-1]), found[-1]]).strip() if found else None


def _lone_letter(typed: list[str], place: int) -> str | None:
	"""`123 B rue Principale`; but `123 l'Église`, `123 d'Youville` and `123 r Roy` hold other short words."""
	following = typed[place + 1] if place + 1 < len(typed) else ""
	return following if len(following) == 1 and following.isalpha() and following not in "dlr" else None


def _tokens(typed: list[str], growing: bool, leading: int = 0) -> tuple[Token, ...]:
	found: list[Token] = []
	aside = False
	last = len(typed) - 1
	for place, word in enumerate(typed):
		if word == ",":
			aside = False
		elif word in words.NEARBY and any(not token.type and token.weight > 0.3 for token in found):
			aside = True
		elif word not in words.NUMBER_MARKS or (growing and place == last):
			token = _token(word, growing and place == last, aside, place == leading)
			if word in words.SMALL_ROMAN and found and found[-1].type == "rang":
				token = replace(token, number=words.SMALL_ROMAN[word], weight=1.0, direction=None)
			found.append(token)
	return tuple(found)


def _token(word: str, growing: bool, aside: bool, leading: bool) -> Token:
	token = Token(
		word,
		_forms(word),
		words.number_of(word),
		words.TYPES.get(word),
		words.DIRECTIONS.get(word),
		_weight(word),
		growing,
		leading=leading and word not in words.MEANINGS and not growing,
	)
	if aside:
		return replace(token, aside=True, weight=min(token.weight, 0.15))
	return token


def _forms(word: str) -> tuple[str, ...]:
	others = words.MEANINGS.get(word) or (words.ABBREVIATIONS.get(word, word),)
	others = (*others, *words.TRANSLATIONS.get(word, ()))
	return tuple(dict.fromkeys((word, *others)))


def _weight(word: str) -> float:
	if words.number_of(word):
		return 1.0
	if word in words.PROVINCE:
		return 0.3 if word == "quebec" else 0.02
	if word in words.ARTICLES:
		return 0.04
	return {1: 0.3, 2: 0.5}.get(len(word), 1.0)
