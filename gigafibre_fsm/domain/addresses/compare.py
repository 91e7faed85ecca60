"""What it costs to believe that a person who typed these words meant this street in this place.

Nothing is 0: each word of the name was typed, and nothing else. Every letter that differs, every word that is missing
or left over adds its part, so that two addresses compare by their sums; the table of prices is `Prices`.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import partial_ratio

from gigafibre_fsm.domain.addresses.query import Reading, Token
from gigafibre_fsm.domain.addresses.street_name import Name
from gigafibre_fsm.domain.addresses.words import ARTICLES, TYPES


class Prices:
	LETTER = 1.6
	NO_MATCH = 0.76
	BEGINNING = 0.3
	WORD_MISSING = 0.85
	STREET_WITHOUT_A_WORD = 1.5
	GOES_ON = 0.01
	TYPE_AS_WORD = 0.3
	# A word of the name behind the one that is being typed.
	NOT_YET_TYPED = 0.15
	PLACE_NOT_NAMED = 0.45
	FORMER_NAME = 0.05
	OTHER_TYPE = 0.45
	TYPE_UNKNOWN = 0.2
	# « rue » is what people leave out first
	TYPE_NOT_TYPED = 0.02
	TYPE_BEGUN = 0.05
	TYPE_MISSPELLED = 0.2
	OPPOSITE_DIRECTION = 0.9
	DIRECTION_TOO_MANY = 0.5
	DIRECTION_NOT_TYPED = 0.25
	ARTICLE = 0.04
	ACCENT = 0.02
	GLUED = 0.12
	GLUED_AND_MISSPELLED = 0.3
	TWO_WORDS_AS_ONE = 0.1
	ASIDE = 0.5


@dataclass(frozen=True, slots=True)
class _Offer:
	"""Typed words (as bits) that a word of the name may be, and at what price."""

	bits: int
	price: float


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
		self.growing = sum(1 << place for place, token in enumerate(self.tokens) if token.growing)
		self.articles = frozenset(token.text for token in self.tokens if token.text in ARTICLES)
		self.exact = self._exact_offers()
		self.pairs = [
			(one.text + other.text, 3 << place)
			for place, (one, other) in enumerate(zip(self.tokens, self.tokens[1:], strict=False))
		]
		self._offers: dict[str, list[_Offer]] = {}
		self._types: dict[str, dict[str, float]] = {}

	def _exact_offers(self) -> dict[str, list[_Offer]]:
		found: dict[str, list[_Offer]] = {}
		for place, token in enumerate(self.tokens):
			price = Prices.ASIDE if token.aside else 0.0
			if token.leading and token.type:
				price = Prices.TYPE_AS_WORD
			for form in {*token.forms, *([token.number] if token.number else [])}:
				found.setdefault(form, []).append(_Offer(1 << place, price))
		return found

	def cost(self, name: Name, places: Iterable[Name], ceiling: float = math.inf) -> float:
		"""Of the street in the place that goes by any of these names; above the ceiling it need not be exact."""
		taken = _Taken()
		street = self._explain(name.words, taken, first=True)
		if not taken.bits and not taken.eaten and self.named:
			street += Prices.STREET_WITHOUT_A_WORD
		as_begun = self._as_begun(name, places)
		if street > ceiling:
			return min(street, as_begun)
		best = min(
			self._with_place(name, place, taken.copy()) + (Prices.FORMER_NAME if former else 0.0)
			for former, place in enumerate(places)
		)
		return min(street + best, as_begun)

	def _as_begun(self, name: Name, places: Iterable[Name]) -> float:
		"""Where all that was typed so far is the beginning of this very street, maybe with its place."""
		begun = self.reading.begun
		if not begun:
			return math.inf
		if name.text.startswith(begun):
			return Prices.PLACE_NOT_NAMED + (Prices.GOES_ON if len(name.text) > len(begun) else 0.0)
		if not begun.startswith(f"{name.text} "):
			return math.inf
		rest = begun[len(name.text) + 1 :]
		return min(
			(
				Prices.PLACE_NOT_NAMED * (1 - len(rest) / len(place.text))
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
		price = self._explain(place.words, taken, first=False)
		weight = sum(map(_weight_of_place, place.words)) or 1.0
		return Prices.PLACE_NOT_NAMED * min(1.0, price / weight) + self._rest(name, place, taken)

	def _explain(self, words: tuple[str, ...], taken: "_Taken", first: bool) -> float:
		"""Finds the typed words that a name explains, and adds up what its own unexplained words cost."""
		weigh = _weight_of_street if first else _weight_of_place
		price, left = 0.0, []
		for place, word in enumerate(words):
			offer = self._take_exact(word, taken.bits, first)
			if offer:
				taken.bits |= offer.bits
				price += offer.price
			else:
				left.append((place, word))
		typed_so_far = len(words)
		for place, word in left:
			before = taken.bits
			dear = self._nearly(word, taken)
			if taken.bits & ~before & self.growing:
				typed_so_far = place
			price += min(dear, Prices.NOT_YET_TYPED if place > typed_so_far else 1.0) * weigh(word)
		return price

	def _nearly(self, word: str, taken: "_Taken") -> float:
		offer = next((offer for offer in self._near(word) if not offer.bits & taken.bits), None)
		if offer and offer.price <= Prices.GLUED_AND_MISSPELLED:
			taken.bits |= offer.bits
			return offer.price
		inside = self._inside(word, taken)
		if inside < Prices.WORD_MISSING or not offer:
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

	def _near(self, word: str) -> list[_Offer]:
		if word not in self._offers:
			self._offers[word] = sorted(self._find_near(word), key=lambda offer: offer.price)
		return self._offers[word]

	def _find_near(self, word: str) -> Iterable[_Offer]:
		if word.isdigit():
			return
		for place, token in enumerate(self.tokens):
			if token.type and not token.growing:
				continue
			price = price_of_word(word, token)
			if price < Prices.NO_MATCH:
				yield _Offer(1 << place, price + (Prices.ASIDE if token.aside else 0.0))
		for text, bits in self.pairs:
			price = _price_of_letters(word, text)
			if price < 0.35:
				yield _Offer(bits, price + Prices.TWO_WORDS_AS_ONE)

	def _inside(self, word: str, taken: "_Taken") -> float:
		"""`ruedulac` holds what seemed to be missing."""
		if len(word) < 2 or word.isdigit():
			return Prices.WORD_MISSING
		for place, token in enumerate(self.tokens):
			if taken.bits >> place & 1 or len(token.text) < len(word) + 2 or token.number:
				continue
			if len(word) >= 3 and word in token.text:
				taken.eat(place, word)
				return Prices.GLUED
			if len(word) >= 5 and partial_ratio(word, token.text) >= (85 if len(word) >= 7 else 90):
				taken.eat(place, word)
				return Prices.GLUED_AND_MISSPELLED
		return Prices.WORD_MISSING

	def _rest(self, name: Name, place: Name, taken: "_Taken") -> float:
		"""What was typed and is explained by neither name, and type, direction, articles."""
		price, typed_type, typed_direction = 0.0, False, False
		for position, token in enumerate(self.tokens):
			if taken.bits >> position & 1:
				continue
			if position in taken.eaten:
				price += _crumbs(token, taken.eaten[position], name)
			elif token.type and not typed_type and _types_agree(token, name):
				typed_type = True
			elif token.direction and name.direction == token.direction:
				typed_direction = True
			else:
				price += self._left_over(token, name, place)
				typed_direction = typed_direction or bool(token.direction)
		if name.direction and not typed_direction:
			price += Prices.DIRECTION_NOT_TYPED
		if not typed_type and name.type not in (None, "rue"):
			price += Prices.TYPE_NOT_TYPED
		return price + self._articles(name)

	def _left_over(self, token: Token, name: Name, place: Name) -> float:
		if token.text in ARTICLES:
			known = token.text in name.articles or token.text in place.articles
			return 0.0 if known else token.weight
		if token.direction and name.direction:
			return Prices.OPPOSITE_DIRECTION
		if token.type:
			return min(token.weight, Prices.OTHER_TYPE if name.type else Prices.TYPE_UNKNOWN)
		if token.direction:
			return min(token.weight, Prices.DIRECTION_TOO_MANY)
		if possible := self._nearly_types(token):
			return min(token.weight, possible.get(name.type or "", Prices.OTHER_TYPE))
		return token.weight

	def _nearly_types(self, token: Token) -> dict[str, float]:
		"""`avenu` is a misspelled type, `aven`, while it is being typed, the beginning of one."""
		if token.text not in self._types:
			self._types[token.text] = dict(_types_like(token))
		return self._types[token.text]

	def _articles(self, name: Name) -> float:
		"""Where articles were typed at all, the street that has them comes first."""
		if not name.articles:
			return 0.0
		missing = sum(1 for article in name.articles if article not in self.articles)
		return Prices.ARTICLE * missing


def _crumbs(token: Token, eaten: int, name: Name) -> float:
	"""What is left of a glued word once its names, its type and its articles are out."""
	known = [part for part in (name.type, *name.articles) if part and part in token.text]
	left = len(token.text) - eaten - sum(map(len, known))
	return token.weight * max(0, left) / len(token.text)


def _types_like(token: Token) -> Iterable[tuple[str, float]]:
	for spelling, type_ in TYPES.items():
		if token.growing and spelling.startswith(token.text):
			yield type_, Prices.TYPE_BEGUN
		elif (
			len(spelling) >= 4
			and len(token.text) >= 4
			and OSA.distance(spelling, token.text, score_cutoff=1) <= 1
		):
			yield type_, Prices.TYPE_MISSPELLED


def _types_agree(token: Token, name: Name) -> bool:
	return token.type == name.type or (name.type is not None and name.type in token.forms)


def _weight_of_street(word: str) -> float:
	if word in ("saint", "sainte", "saints", "saintes"):
		return 0.45
	if word.isdigit():
		return 1.3
	return 0.6 if len(word) <= 2 else 1.0


def _weight_of_place(word: str) -> float:
	return 0.3 if word in ("saint", "sainte", "saints", "saintes") else 1.0


def price_of_word(word: str, token: Token) -> float:
	"""0 the same, above `NO_MATCH` something else."""
	price = min(_price_of_letters(word, form) for form in token.forms)
	if token.growing:
		return min(price, _price_of_begun(word, token.text))
	if len(token.text) >= 3 and word.startswith(token.text) and not token.number:
		return min(price, Prices.BEGINNING)
	return price


def _price_of_letters(word: str, form: str) -> float:
	longest = max(len(word), len(form))
	allowed = 1 if longest <= 4 else 2 if longest <= 8 else 3
	if abs(len(word) - len(form)) > allowed:
		return 1.0
	edits = OSA.distance(word, form, score_cutoff=allowed)
	if edits > allowed or form.isdigit():
		return 1.0
	return Prices.LETTER * edits / longest


def _price_of_begun(word: str, begun: str) -> float:
	missing = 0.1 * (len(word) - len(begun)) / len(word)
	if word.startswith(begun):
		return 0.02 + max(0.0, missing)
	if len(begun) >= 4 and OSA.distance(word[: len(begun)], begun, score_cutoff=1) <= 1:
		return 0.02 + missing + Prices.LETTER / len(begun)
	return 1.0
