"""Where the phone is, beside where 911 believes it to be: of one line or of all, in one query.

The database packs the two addresses of a line, `domain/emergency` compares them, and a person's judgement settles what its
rules leave open; never what they call different.
"""

from dataclasses import dataclass

import frappe
from frappe.desk.reportview import build_match_conditions
from frappe.model.document import Document

from gigafibre_fsm.domain.emergency.findings import Comparison, Difference, Verdict
from gigafibre_fsm.domain.emergency.many import SEPARATOR
from gigafibre_fsm.voice_service.services import judgements, known_answers
from gigafibre_fsm.voice_service.services.address_wording import Wording

SAME, DIFFERENT, UNSURE = (str(one) for one in (Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE))
MISSING, NO_LOCATION = "Missing", "No Location"
VERDICTS = (SAME, DIFFERENT, UNSURE, MISSING, NO_LOCATION)
STREET = 2


def _packed(table: str, *columns: str, last: str = "''") -> str:
	texts = [f"ifnull({table}.`{column}`, '')" for column in columns]
	return f"concat_ws(char({ord(SEPARATOR)} using utf8mb4), {', '.join([*texts, last])})"


# The whole line only where the street has no field; a registered address is always in its fields.
_HERE = _packed(
	"place", "civic_suffix", "unit", "street", "city", "postal_code",
	last="if(place.`street` <> '', '', ifnull(place.`address_line`, ''))",
)  # fmt: skip
_THERE = _packed("line", "e911_suffix", "e911_unit", "e911_street", "e911_city", "e911_zip")
_COLUMNS = [
	"line.`name`",
	*(
		f"ifnull({column}, '')"
		for column in (
			"line.`did`",
			"line.`customer`",
			"line.`customer_name`",
			"place.`name`",
			"line.`e911_status`",
			"line.`status`",
			"place.`civic_number`",
			_HERE,
			"line.`e911_civic_number`",
			_THERE,
		)
	),
]
# A line that moves is compared with where it goes. Conditions know the tables as `line` and `place`.
_QUERY = """select {columns} from `tabVoIP Line` line left join `tabService Location` place
	on place.`name` = ifnull(nullif(line.`moving_to`, ''), line.`service_location`)
	where {conditions} order by line.`did`"""
_BETWEEN = "\x1e"
# The driver spends more on a value than Python on cutting it off a text: a line comes as one.
_AS_ONE = f"concat_ws(char({ord(_BETWEEN)} using utf8mb4), {', '.join(_COLUMNS)})"


@dataclass(frozen=True, slots=True)
class Finding:
	verdict: str
	differences: tuple[Difference, ...] = ()
	judged: bool = False


@dataclass(frozen=True, slots=True)
class Line:
	"""As the query gives it, empty where there is nothing; each address is a civic number and the rest of it, packed."""

	name: str
	did: str
	customer: str
	customer_name: str
	place: str
	e911_status: str
	status: str
	here: str
	here_rest: str
	there: str
	there_rest: str

	@property
	def addresses(self) -> tuple[str, str, str, str]:
		return self.here, self.here_rest, self.there, self.there_rest


_FINDINGS = {verdict: Finding(verdict) for verdict in (SAME, MISSING, NO_LOCATION)}


def read(conditions: list[str], values: dict) -> list[list[str]]:
	"""Fields of `Line`, of the lines that the user may see."""
	allowed = build_match_conditions("VoIP Line").replace("`tabVoIP Line`", "line")
	return _read([*conditions, allowed], values)


def _read(conditions: list[str], values: dict) -> list[list[str]]:
	where = " and ".join(filter(None, conditions)) or "true"
	query = _QUERY.format(columns=_AS_ONE, conditions=where)
	lines = [text.split(_BETWEEN) for (text,) in frappe.db.sql(query, values)]
	if all(len(line) == len(_COLUMNS) for line in lines):
		return lines
	# Somebody has the separator in a name.
	return list(
		map(list, frappe.db.sql(_QUERY.format(columns=", ".join(_COLUMNS), conditions=where), values))
	)


class Clerk:
	"""Compares, with all that was found out and judged before."""

	def __init__(self):
		self.known = known_answers.comparer()
		self._judged: dict[str, Verdict] | None = None

	def find(self, place: str, here: str, here_rest: str, there: str, there_rest: str) -> Finding:
		if not place:
			return _FINDINGS[NO_LOCATION]
		if not there and not there_rest.split(SEPARATOR)[STREET]:
			return _FINDINGS[MISSING]
		differences = self.known.compare(here, here_rest, there, there_rest)
		if not differences:
			return _FINDINGS[SAME]
		verdict = Comparison(differences).verdict
		said = (
			self.judged.get(judgements.key(here, here_rest, there, there_rest)) if verdict == UNSURE else None
		)
		return Finding(str(said or verdict), differences, bool(said))

	@property
	def judged(self) -> dict[str, Verdict]:
		if self._judged is None:
			self._judged = judgements.remembered()
		return self._judged


def of_lines(conditions: list[str], values: dict) -> list[tuple[Line, Finding]]:
	"""For a handful of lines; a report reads its tuples itself."""
	return _found(read(conditions, values))


def of_line(line: Document) -> tuple[Line, Finding]:
	"""As it is stored, whoever asks."""
	[found] = _found(_read(["line.`name` = %(name)s"], {"name": line.name}))
	return found


def _found(rows: list[list[str]]) -> list[tuple[Line, Finding]]:
	clerk = Clerk()
	return [(line, clerk.find(line.place, *line.addresses)) for line in (Line(*row) for row in rows)]


def verdict(line: Document) -> tuple[str, str]:
	"""And the differing part in words."""
	_line, finding = of_line(line)
	return finding.verdict, Wording().difference(finding.differences, finding.judged)
