"""Whether two texts name one municipality. People write names from before a merger, half of a name, or what the place
is (`Canton de Hatley`); whether that is the same place, the postal code decides, or nobody.
"""

import re
from dataclasses import dataclass

from gigafibre_fsm.domain.addresses import words
from gigafibre_fsm.domain.addresses.former import former_names
from gigafibre_fsm.domain.addresses.memo import Memo
from gigafibre_fsm.domain.addresses.street_name import Name, read_place
from gigafibre_fsm.domain.addresses.text import words_of
from gigafibre_fsm.domain.emergency import likeness
from gigafibre_fsm.domain.emergency.findings import Verdict

# Village and canton of one name are often two municipalities; a « ville » or a « municipalité » is only said so.
_KINDS = {
	"canton": "canton",
	"cantons": "canton",
	"township": "canton",
	"twp": "canton",
	"village": "village",
	"vlge": "village",
	"paroisse": "paroisse",
	"parish": "paroisse",
	"psse": "paroisse",
	"ville": "",
	"city": "",
	"town": "",
	"municipalite": "",
	"municipality": "",
	"mun": "",
}
_SECTOR = re.compile(
	r"[,/(]?\s*\b(?:secteur|arrondissement|arr\.|borough)(?!\w).*$", re.IGNORECASE | re.DOTALL
)
_BRACKETS = re.compile(r"[()\[\]]")


@dataclass(frozen=True, slots=True)
class Municipality:
	name: Name
	kind: str = ""
	# Itself, and what it was merged into.
	today: frozenset[str] = frozenset()

	@property
	def words(self) -> tuple[str, ...]:
		return self.name.words

	@property
	def glued(self) -> str:
		return "".join(self.words)


def _merged() -> dict[str, frozenset[str]]:
	found: dict[str, set[str]] = {}
	for former, today in former_names():
		found.setdefault(_glued(former), set()).add(_glued(today))
	return {former: frozenset(today) for former, today in found.items()}


def _glued(text: str) -> str:
	return "".join(read_place(text).words)


_MERGED = _merged()


def _read(text: str) -> Municipality:
	bare = _BRACKETS.sub(" ", _SECTOR.sub("", text) or text)
	found = words_of(bare)
	while len(found) > 1 and found[-1] in words.PROVINCE:
		found.pop()
	found, kind = _take_kind(found)
	name = read_place(" ".join(found))
	glued = "".join(name.words)
	return Municipality(name, kind, _MERGED.get(glued, frozenset()) | {glued})


read = Memo(_read, limit=20_000).__getitem__


def _take_kind(found: list[str]) -> tuple[list[str], str]:
	"""`canton de hatley`, `hatley canton`, `city of montreal`."""
	if len(found) > 2 and found[0] in _KINDS and found[1] in ("de", "d", "du", "des", "of"):
		return found[2:], _KINDS[found[0]]
	if len(found) > 1 and found[-1] in _KINDS:
		return found[:-1], _KINDS[found[-1]]
	return found, ""


def compare(one: Municipality, other: Municipality, same_postal_code: bool) -> Verdict:
	if not one.words or not other.words:
		return Verdict.SAME if one.words == other.words else Verdict.UNSURE
	if one.glued == other.glued or likeness.are_the_same_letters(one.name, other.name):
		return _compare_kinds(one, other, same_postal_code)
	if _is_other_name(one, other):
		return Verdict.SAME if same_postal_code else Verdict.UNSURE
	if one.today & other.today or _ends(one, other) or _ends(other, one):
		return Verdict.UNSURE
	return min(Verdict.DIFFERENT, _spelling(one, other), key=_GRADES.index)


_GRADES = (Verdict.UNSURE, Verdict.DIFFERENT)


def _spelling(one: Municipality, other: Municipality) -> Verdict:
	return (
		Verdict.DIFFERENT
		if likeness.of_words(one.words, other.words) == Verdict.DIFFERENT
		else Verdict.UNSURE
	)


def _compare_kinds(one: Municipality, other: Municipality, same_postal_code: bool) -> Verdict:
	if one.kind == other.kind:
		return Verdict.SAME
	if one.kind and other.kind:
		return Verdict.DIFFERENT
	return Verdict.SAME if same_postal_code else Verdict.UNSURE


def _is_other_name(one: Municipality, other: Municipality) -> bool:
	"""The name before the merger and the one after it, or the beginning of a long name."""
	merged = one.glued in other.today or other.glued in one.today
	return merged or _begins(one.words, other.words) or _begins(other.words, one.words)


def _begins(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
	tells = any(word not in words.SAINTS and len(word) > 2 for word in short)
	return tells and len(short) < len(long) and long[: len(short)] == short


def _ends(short: Municipality, long: Municipality) -> bool:
	"""`Napierville` and `Saint-Cyprien-de-Napierville` are neighbours, not names of one place: nothing decides that."""
	return len(short.words) < len(long.words) and long.words[-len(short.words) :] == short.words
