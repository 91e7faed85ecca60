"""A candidate as a person is shown it: the address, how far it is, and which parts of it differ."""

from gigafibre_fsm.domain.addresses.index import AddressIndex
from gigafibre_fsm.domain.addresses.link_evidence import Evidence
from gigafibre_fsm.domain.addresses.link_places import NEAR, OTHER
from gigafibre_fsm.domain.addresses.link_types import Candidate, Parts, Reason, Verdict

_POSTAL = {
	"same": Verdict.SAME,
	"slip": Verdict.SIMILAR,
	"area": Verdict.DIFFERENT,
	"other": Verdict.DIFFERENT,
	"none": Verdict.NOT_GIVEN,
}


def candidate(index: AddressIndex, one: Evidence) -> Candidate:
	return Candidate(index.address(one.door.row), one.score, one.metres, parts(one))


def parts(one: Evidence) -> Parts:
	return Parts(
		_number(one),
		one.door.suffix,
		one.door.unit,
		_street(one),
		_city(one),
		_POSTAL[one.postal],
	)


def _number(one: Evidence) -> Verdict:
	if one.door.against == Reason.NUMBER_UNKNOWN:
		return Verdict.DIFFERENT
	return Verdict.SIMILAR if one.doubtful else Verdict.SAME


def _street(one: Evidence) -> Verdict:
	if one.likeness.against:
		return Verdict.DIFFERENT
	alike = one.likeness.same or one.door.against == Reason.NUMBER_UNKNOWN
	return Verdict.SAME if alike and not one.loose else Verdict.SIMILAR


def _city(one: Evidence) -> Verdict:
	if not one.where.city_given:
		return Verdict.NOT_GIVEN
	return {OTHER: Verdict.DIFFERENT, NEAR: Verdict.SIMILAR}.get(one.where.city, Verdict.SAME)
