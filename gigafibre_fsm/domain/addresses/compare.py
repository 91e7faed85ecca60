"""What it costs to believe that a person who typed these words meant this street in this place.

Nothing is 0: each word of the name was typed, and nothing else. Every letter that differs, every word that is missing
or left over adds its part, so that two addresses compare by their sums; the table of prices is `prices.py`.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import partial_ratio
from rapidfuzz.process import cdist

from gigafibre_fsm.domain.addresses.prices import Prices
from gigafibre_fsm.domain.addresses.query import Reading, Token
from gigafibre_fsm.domain.addresses.street_name import Name
from gigafibre_fsm.domain.addresses.words import ARTICLES, SAINTS, TRANSLATIONS, TYPES


@dataclass(frozen=True, slots=True)
class _Offer:
	"""Typed words (as bits) that a word of the name may be, and at what price."""

	bits: int
	price: float


@dataclass(frozen=True, slots=True)
class _Spellings:
	texts: list[str]
	offers: list[_Offer]


class _Taken:
	"""Typed words that are explained (as bits), and how many letters of a glued one are."""

	__slots__ = ("bits", "eaten")

	def __init__(self, bits: int = 0, eaten: dict[int, int] | None = None):
		self.bits = bits
		self.eaten = eaten or {}

	def copy(self) -> "_Taken":
		return _Taken(self.bits, dict(self.eaten))

	def eat(self, place: int, word: str) -> None:
		self.eaten[place] = self.eaten.get(place, 0) + len(word)


class Comparison:
	"""One reading of a query, ready to be held against thousands of names."""

	def __init__(self, reading: Reading):
		self.reading = reading
		self.tokens = reading.tokens
		self.named = any(token.weight >= 0.3 and not (token.leading and token.type) for token in self.tokens)
		# « 12 place de l » names no street yet, but can only go on to some.
		self.begins = bool(reading.begun) and len(self.tokens) > 1
		self.type_leads = any(token.leading and token.type for token in self.tokens)
		self.growing = sum(1 << place for place, token in enumerate(self.tokens) if token.growing)
		self.articles = frozenset(token.text for token in self.tokens if token.text in ARTICLES)
		self.exact = self._exact_offers()
		self.plain = [_is_plain(token) for token in self.tokens]
		self._spellings = self._all_spellings()
		self._offers: dict[str, list[_Offer]] = {}
		# Words that no name knows: several glued into one, perhaps.
		self._loose: list[tuple[int, Token]] = []

	def _exact_offers(self) -> dict[str, list[_Offer]]:
		found: dict[str, list[_Offer]] = {}
		for place, token in enumerate(self.tokens):
			price = Prices.ASIDE if token.aside else 0.0
			if token.leading and token.type:
				price = Prices.TYPE_AS_WORD
			translated = TRANSLATIONS.get(token.text, ())
			for form in {*token.forms, *([token.number] if token.number else [])}:
				dear = Prices.TRANSLATED if form in translated else 0.0
				found.setdefault(form, []).append(_Offer(1 << place, price + dear))
		return found

	def _all_spellings(self) -> "_Spellings":
		"""What a word of a name may have been misspelled as, and what it then is."""
		found = _Spellings([], [])
		for place, token in enumerate(self.tokens):
			if token.number or (token.type and not token.growing):
				continue
			for form in token.forms:
				found.texts.append(form)
				found.offers.append(_Offer(1 << place, Prices.ASIDE if token.aside else 0.0))
		for place, (one, other) in enumerate(zip(self.tokens, self.tokens[1:], strict=False)):
			found.texts.append(one.text + other.text)
			found.offers.append(_Offer(3 << place, Prices.TWO_WORDS_AS_ONE))
		return found

	def cost(self, name: Name, places: Iterable[Name], ceiling: float = math.inf) -> float:
		"""Of the street in the place that goes by any of these names; above the ceiling it need not be exact."""
		if not self.named and self.begins:
			return self._as_begun(name, places)
		taken = _Taken()
		missing, misspelled = self._explain(name.words, taken, first=True)
		street = Prices.WORD_MISSING * missing + misspelled
		if not taken.bits and not taken.eaten and self.named:
			# Only a postal code can still speak for it.
			street += Prices.STREET_WITHOUT_A_WORD if self.reading.postal else math.inf
		as_begun = self._as_begun(name, places)
		if street > ceiling:
			return min(street, as_begun)
		best = min(
			self._with_place(name, place, taken.copy()) + (Prices.FORMER_NAME if former else 0.0)
			for former, place in enumerate(places)
			if not former or self._mentions(place)
		)
		return min(street + best, as_begun)

	def explains(self, name: Name, places: Iterable[Name]) -> bool:
		"""Whether nothing of the street and of its place is missing: what is left over is noise."""
		taken = _Taken()
		if sum(self._explain(name.words, taken, first=True)) > Prices.SLIP:
			return False
		return any(
			sum(self._explain(place.words, taken.copy(), first=False)) <= Prices.SLIP for place in places
		)

	def _mentions(self, place: Name) -> bool:
		return any(word in self.exact or self._near(word) for word in place.words if word not in SAINTS)

	def _as_begun(self, name: Name, places: Iterable[Name]) -> float:
		"""Where all that was typed so far is the beginning of this very street, maybe with its place."""
		begun = self.reading.begun
		if not begun:
			return math.inf
		if name.text.startswith(begun):
			return Prices.PLACE_NOT_YET_TYPED + (Prices.GOES_ON if len(name.text) > len(begun) else 0.0)
		if not begun.startswith(f"{name.text} "):
			return math.inf
		rest = begun[len(name.text) + 1 :]
		return min(
			(
				Prices.PLACE_NOT_YET_TYPED * (1 - len(rest) / len(place.text))
				+ (Prices.FORMER_NAME if former else 0.0)
				for former, place in enumerate(places)
				if place.text.startswith(rest)
			),
			default=math.inf,
		)

	def accents(self, texts: Iterable[str]) -> float:
		"""Where accents were typed, `Côté` comes before `Coté`."""
		letters = " ".join(texts).lower()
		return Prices.ACCENT * sum(1 for word in self.reading.accented if word not in letters)

	def _with_place(self, name: Name, place: Name, taken: "_Taken") -> float:
		missing, misspelled = self._explain(place.words, taken, first=False)
		weight = sum(map(_weight_of_place, place.words)) or 1.0
		price = Prices.PLACE_NOT_NAMED * missing / weight + Prices.PLACE_MISSPELLED * misspelled
		return price + self._rest(name, place, taken)

	def _explain(self, words: tuple[str, ...], taken: "_Taken", first: bool) -> tuple[float, float]:
		"""Finds the typed words that a name explains: how much of it was not typed, and how badly the rest was."""
		weigh = _weight_of_street if first else _weight_of_place
		missing, misspelled, left = 0.0, 0.0, []
		for place, word in enumerate(words):
			offer = self._take_exact(word, taken.bits, first)
			if offer:
				taken.bits |= offer.bits
				misspelled += offer.price
			else:
				left.append((place, word))
		typed_so_far = len(words)
		for place, word in left:
			before = taken.bits
			price = self._nearly(word, taken)
			if taken.bits & ~before & self.growing:
				typed_so_far = place
			if price is not None:
				misspelled += price * weigh(word)
			else:
				missing += weigh(word) * (Prices.NOT_YET_TYPED if place > typed_so_far else 1.0)
		return missing, misspelled

	def _nearly(self, word: str, taken: "_Taken") -> float | None:
		offer = next((offer for offer in self._near(word) if not offer.bits & taken.bits), None)
		if offer is None or offer.price > Prices.GLUED_AND_MISSPELLED:
			inside = self._inside(word, taken)
			if inside is not None or offer is None:
				return inside
		taken.bits |= offer.bits
		return offer.price

	def _take_exact(self, word: str, used: int, first: bool) -> _Offer | None:
		"""A street's words are looked for from the left, a place's from the right."""
		offers = self.exact.get(word)
		if not offers:
			return None
		for offer in offers if first else reversed(offers):
			if not offer.bits & used:
				return offer
		return None

	def prepare(self, words: Iterable[str]) -> None:
		"""Compares many words of names with the typed ones at once."""
		new = [word for word in words if word not in self._offers]
		self._offers |= {word: [] for word in new}
		new = [word for word in new if not word.isdigit()]
		if new and self._spellings.texts:
			self._find_near(new)
		self._loose = [
			(place, token)
			for place, token in enumerate(self.tokens)
			if len(token.text) > 4 and not token.number and not self._offers.keys() & set(token.forms)
		]

	def _near(self, word: str) -> list[_Offer]:
		if word not in self._offers:
			self.prepare([word])
		return self._offers[word]

	def _find_near(self, new: list[str]) -> None:
		for row, column, price in _near_pairs(new, self._spellings.texts):
			offer = self._spellings.offers[column]
			self._offers[new[row]].append(_Offer(offer.bits, price + offer.price))
		for word in new:
			self._offers[word] += self._beginnings(word)
			self._offers[word].sort(key=lambda offer: offer.price)

	def _beginnings(self, word: str) -> Iterable[_Offer]:
		for place, token in enumerate(self.tokens):
			aside = Prices.ASIDE if token.aside else 0.0
			if token.growing:
				price = _price_of_begun(word, token.text)
				if price < Prices.NO_MATCH:
					yield _Offer(1 << place, price + aside)
			elif len(token.text) >= 3 and not token.type and word.startswith(token.text):
				yield _Offer(1 << place, Prices.BEGINNING + aside)

	def _inside(self, word: str, taken: "_Taken") -> float | None:
		"""`ruedulac` holds what seemed to be missing."""
		if not self._loose or len(word) < 2 or word.isdigit():
			return None
		for place, token in self._loose:
			if taken.bits >> place & 1 or len(token.text) < len(word) + 2:
				continue
			if len(word) >= 3 and word in token.text:
				taken.eat(place, word)
				return Prices.GLUED
			if len(word) >= 5 and partial_ratio(word, token.text) >= (85 if len(word) >= 7 else 90):
				taken.eat(place, word)
				return Prices.GLUED_AND_MISSPELLED
		return None

	def _rest(self, name: Name, place: Name, taken: "_Taken") -> float:
		"""What was typed and is explained by neither name, and type, direction, articles."""
		price, typed_type, typed_direction = 0.0, False, False
		for position, token in enumerate(self.tokens):
			if taken.bits >> position & 1:
				continue
			if self.plain[position] and position not in taken.eaten:
				price += token.weight
			elif position in taken.eaten:
				price += _crumbs(token, taken.eaten[position], name)
			elif token.type and not typed_type and _types_agree(token, name):
				typed_type = True
			elif token.direction and name.direction == token.direction:
				typed_direction = True
			else:
				price += self._left_over(token, name, place)
				typed_direction = typed_direction or bool(token.direction)
		return price + _not_typed(name, typed_type, typed_direction) + self._articles(name)

	def _left_over(self, token: Token, name: Name, place: Name) -> float:
		if token.text in ARTICLES:
			known = token.text in name.articles or token.text in place.articles
			return 0.0 if known else token.weight
		if token.direction and name.direction:
			return Prices.OPPOSITE_DIRECTION
		if token.type:
			return min(token.weight, self._type_left_over(token, name))
		if token.direction:
			return min(token.weight, Prices.DIRECTION_TOO_MANY)
		if possible := _types_like(token.text, token.growing):
			return min(token.weight, possible.get(name.type or "", Prices.OTHER_TYPE))
		return token.weight

	def _type_left_over(self, token: Token, name: Name) -> float:
		if self.type_leads and not token.leading and len(token.forms) == 1:
			return Prices.TYPE_WORD_MISSING
		return Prices.OTHER_TYPE if name.type else Prices.TYPE_UNKNOWN

	def _articles(self, name: Name) -> float:
		"""Where articles were typed at all, the street that has them comes first."""
		if not name.articles:
			return 0.0
		missing = sum(1 for article in name.articles if article not in self.articles)
		return Prices.ARTICLE * missing


def _not_typed(name: Name, typed_type: bool, typed_direction: bool) -> float:
	price = Prices.DIRECTION_NOT_TYPED if name.direction and not typed_direction else 0.0
	return price + (Prices.TYPE_NOT_TYPED if not typed_type and name.type not in (None, "rue") else 0.0)


def _crumbs(token: Token, eaten: int, name: Name) -> float:
	"""What is left of a glued word once its names, its type and its articles are out."""
	known = [part for part in (name.type, *name.articles) if part and part in token.text]
	left = len(token.text) - eaten - sum(map(len, known))
	return token.weight * max(0, left) / len(token.text)


@lru_cache(maxsize=4096)
def _types_like(text: str, growing: bool) -> dict[str, float]:
	"""`avenu` is a misspelled type, `aven`, while it is being typed, the beginning of one."""
	found = {}
	for spelling, type_ in TYPES.items():
		if growing and spelling.startswith(text):
			found[type_] = Prices.TYPE_BEGUN
		elif min(len(spelling), len(text)) >= 4 and OSA.distance(spelling, text) <= 1 + (len(spelling) >= 8):
			found.setdefault(type_, Prices.TYPE_MISSPELLED)
	return found


def _is_plain(token: Token) -> bool:
	"""A word of a name, and nothing else."""
	if token.type or token.direction or token.text in ARTICLES:
		return False
	return not _types_like(token.text, token.growing)


def _types_agree(token: Token, name: Name) -> bool:
	return token.type == name.type or (name.type is not None and name.type in token.forms)


def _weight_of_street(word: str) -> float:
	if word in SAINTS:
		return 0.45
	if word.isdigit():
		return 1.3
	return 0.6 if len(word) <= 2 else 1.0


def _weight_of_place(word: str) -> float:
	return 0.3 if word in SAINTS else 1.0


def _near_pairs(words: list[str], typed: list[str]) -> Iterable[tuple[int, int, float]]:
	"""Pairs that a slip of the finger or two may have made of one another, with their price."""
	edits = cdist(words, typed, scorer=OSA.distance, score_cutoff=3, dtype=np.uint8)
	longest = np.maximum.outer([len(word) for word in words], [len(text) for text in typed])
	allowed = np.where(longest <= 4, 1, np.where(longest <= 8, 2, 3))
	prices = Prices.LETTER * edits / longest
	for row, column in zip(*np.nonzero((edits <= allowed) & (prices < Prices.NO_MATCH)), strict=True):
		yield int(row), int(column), float(prices[row, column])


def _price_of_begun(word: str, begun: str) -> float:
	missing = 0.1 * (len(word) - len(begun)) / len(word)
	if word.startswith(begun):
		return 0.02 + max(0.0, missing)
	if len(begun) >= 4 and OSA.distance(word[: len(begun)], begun, score_cutoff=1) <= 1:
		return 0.02 + missing + Prices.LETTER / len(begun)
	return 1.0
