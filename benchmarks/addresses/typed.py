"""A typed query, and what its makers share."""

import re
from dataclasses import dataclass

from .alike import Open
from .street_names import Parts
from .typists import ARTICLES

# Types that people leave out or mistake for one another.
FREE = frozenset(
	("Rue", "Avenue", "Chemin", "Boulevard", "Croissant", "Place", "Montée", "Impasse", "Terrasse")
)


@dataclass(frozen=True)
class Typed:
	text: str
	left: Open


def typed(text: str, **left) -> Typed:
	return Typed(" ".join(text.split()), Open(**left))


def ordinal_first(parts: Parts) -> bool:
	return parts.text.startswith(parts.name) and bool(parts.type)


def is_after_number(text: str, joint: re.Match) -> bool:
	"""Glued to a number, a word reads as another number."""
	return text[joint.start() - 1].isdigit() or text[joint.end()].isdigit()


def without_article(name: str) -> str:
	return next((name[len(article) :] for article in ARTICLES if name.startswith(article)), name)
