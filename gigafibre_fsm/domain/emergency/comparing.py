"""Compares two addresses as an addressing clerk would: part by part, by rules, with what differs.

Another number, suffix, unit, street or municipality is another address, however alike the rest is. A part that one side
leaves out, another street type, another postal code or a misspelled name is a doubt, for a person to settle.
"""

from collections.abc import Iterator

from gigafibre_fsm.domain.emergency import doors, municipalities, streets
from gigafibre_fsm.domain.emergency.findings import Comparison, Difference, Part, Verdict, Written
from gigafibre_fsm.domain.emergency.reading import Side, read


def compare(one: Written, other: Written) -> Comparison:
	return Comparison(tuple(_differences(read(one), read(other))))


def _differences(one: Side, other: Side) -> Iterator[Difference]:
	yield from doors.compare(one.doors, other.doors)
	yield from streets.compare(one.street, other.street)
	same_code = bool(one.postal_code) and one.postal_code == other.postal_code
	verdict = municipalities.compare(one.municipality, other.municipality, same_code)
	if verdict != Verdict.SAME:
		yield Difference(Part.MUNICIPALITY, verdict, one.municipality.name.text, other.municipality.name.text)
	if one.postal_code and other.postal_code and not same_code:
		yield Difference(Part.POSTAL_CODE, Verdict.UNSURE, one.postal_code, other.postal_code)
