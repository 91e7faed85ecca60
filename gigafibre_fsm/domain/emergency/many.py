"""The same comparison for many pairs, as a report has them. Pairs that differ in their civic numbers only are one question,
asked once: on a street every line has a number of its own.

A side is two texts: its civic number, and the rest of it packed into one, which a dictionary finds faster than a record.
"""

from gigafibre_fsm.domain.emergency.comparing import compare
from gigafibre_fsm.domain.emergency.findings import Difference, Part, Verdict, Written
from gigafibre_fsm.domain.emergency.reading import holds_a_number

SEPARATOR = "\x1f"
# Of a packed text, in this order.
PACKED = ("suffix", "unit", "street", "city", "postal_code", "line")
LONGEST_NUMBER = 7
REMEMBERED = 100_000

Differences = tuple[Difference, ...]
Question = tuple[str, str]


def pack(written: Written) -> tuple[str, str]:
	return written.civic_number or "", SEPARATOR.join(getattr(written, field) or "" for field in PACKED)


def unpack(civic: str, rest: str) -> Written:
	parts = rest.split(SEPARATOR)
	if len(parts) != len(PACKED):
		# Somebody has the separator in an address: nothing is where it should be.
		return Written(civic, line=" ".join(parts))
	return Written(civic, **dict(zip(PACKED, parts, strict=True)))


class Comparer:
	"""`answers`: what differs besides the civic number, or None where that depends on the number. They follow from the texts alone, so
	whoever asked them may pass them on."""

	def __init__(self, answers: dict[Question, Differences | None] | None = None):
		self.answers = answers if answers is not None else {}
		self.asked = 0

	def compare(self, here: str, here_rest: str, there: str, there_rest: str) -> Differences:
		if _is_plain(here) and _is_plain(there):
			question = (here_rest, there_rest)
			found = self.answers.get(question, self)
			if found is self:
				found = self._answer(question)
			if found is not None:
				return found if here == there else (_other_number(here, there), *found)
		return compare(unpack(here, here_rest), unpack(there, there_rest)).differences

	def _answer(self, question: Question) -> Differences | None:
		if len(self.answers) >= REMEMBERED:
			self.answers.clear()
		# `12 rue Principale` in the field of the street: whether that is the number depends on the number.
		one, other = (unpack("1", rest) for rest in question)
		general = not (holds_a_number(one) or holds_a_number(other))
		self.answers[question] = answer = compare(one, other).differences if general else None
		self.asked += 1
		return answer


def _is_plain(civic: str) -> bool:
	return civic.isascii() and civic.isdigit() and civic[0] != "0" and len(civic) <= LONGEST_NUMBER


def _other_number(here: str, there: str) -> Difference:
	return Difference(Part.CIVIC_NUMBER, Verdict.DIFFERENT, here, there)
