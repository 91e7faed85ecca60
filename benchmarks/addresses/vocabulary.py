"""What a style of data is made of: the names that towns and streets take."""

from dataclasses import dataclass


def names(text: str) -> tuple[str, ...]:
	"""One name between two commas or line ends."""
	return tuple(name for part in text.split("\n") for name in map(str.strip, part.split(",")) if name)


def places(text: str) -> dict[str, tuple[str, ...]]:
	"""`City: former place, former place`, one city a line."""
	lines = [line.split(":") for line in text.strip().split("\n")]
	return {city.strip(): names(former) for city, former in lines}


@dataclass(frozen=True)
class Vocabulary:
	cities: dict[str, tuple[str, ...]]  # the big ones, largest first, with the places they swallowed
	towns: tuple[str, ...]
	saints: tuple[str, ...]
	holy_women: tuple[str, ...]
	town_tails: tuple[str, ...]  # what tells a saint's village from another's
	town_heads: tuple[str, ...]
	former: tuple[str, ...]  # names that villages had before
	surnames: tuple[str, ...]
	first_names: tuple[str, ...]
	titles: tuple[str, ...]  # with their article: `du Docteur`
	things: tuple[str, ...]  # with their article: `des Érables`
	waters: tuple[str, ...]  # `du Lac` + surname or colour
	qualities: tuple[str, ...]  # that go with a water: `Long`, `Noir`
	english: tuple[str, ...]
	popular: tuple[str, ...]  # whole street names that most towns have
	rangs: tuple[str, ...]  # what a rang or a montée is called
