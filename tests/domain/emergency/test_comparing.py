"""What holds of all addresses, not only of those in the table."""

import unicodedata
from dataclasses import astuple, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gigafibre_fsm.domain.emergency.comparing import compare
from gigafibre_fsm.domain.emergency.findings import Part, Verdict, Written

TYPES = ["rue", "chemin", "av.", "boul.", "rang", "montée", "4e rang", "route 132", "côte", ""]
NAMES = [
	"Principale",
	"Saint-Jean",
	"Ste-Émilie",
	"de l'Église",
	"du Lac-Vert",
	"Côté",
	"Pierre-Trudel",
	"des Pins",
	"A",
]
DIRECTIONS = ["", "Est", "O.", "nord"]
CITIES = ["Saint-Anicet", "St-Étienne-de-Beauharnois", "Val-d'Or", "Lachine", "Montréal", "Sainte-Barbe", ""]
CODES = ["J0S 1M0", "J0S1V0", "H8S 1A1", ""]

streets = st.builds(
	lambda *parts: " ".join(filter(None, parts)),
	st.sampled_from(TYPES),
	st.sampled_from(NAMES),
	st.sampled_from(DIRECTIONS),
)
fields = st.builds(
	Written,
	st.sampled_from(["", "7", "123", "123A", "2-123", "123-125"]),
	st.sampled_from(["", "A", "1/2"]),
	st.sampled_from(["", "2", "app. B", "sous-sol"]),
	streets,
	st.sampled_from(CITIES),
	st.sampled_from(CODES),
)
lines = st.builds(
	lambda number, street, unit, city, code: Written(
		city=city, postal_code=code, line=f"{number} {street}{unit}".strip()
	),
	st.sampled_from(["7", "123", "123 A", "2-123", "10-12"]),
	streets,
	st.sampled_from(["", ", app. 2", " #3", ", sous-sol"]),
	st.sampled_from(CITIES),
	st.sampled_from(CODES),
)
addresses = fields | lines


def outcome(one: Written, other: Written) -> tuple:
	found = compare(one, other)
	return found.verdict, found.parts


def respelled(address: Written, spell) -> Written:
	return Written(*(spell(part) if part else part for part in astuple(address)))


def without_accents(text: str) -> str:
	return "".join(
		letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter)
	)


SPELLINGS = [
	str.upper,
	str.lower,
	str.title,
	without_accents,
	lambda text: unicodedata.normalize("NFD", text),
	lambda text: f"  {text} ".replace(" ", "  "),
]


@given(addresses, addresses)
@settings(deadline=None)
def test_both_ways_round_are_one(one, other):
	assert outcome(one, other) == outcome(other, one)


@given(addresses)
@settings(deadline=None)
def test_an_address_is_the_same_as_itself(address):
	assert outcome(address, address) == (Verdict.SAME, ())


@given(addresses, st.sampled_from(SPELLINGS))
@settings(deadline=None)
def test_case_accents_and_spacing_make_no_difference(address, spell):
	assert outcome(address, respelled(address, spell)) == (Verdict.SAME, ())


@given(addresses, addresses, st.sampled_from(SPELLINGS))
@settings(deadline=None)
def test_case_accents_and_spacing_never_change_an_answer(one, other, spell):
	assert outcome(respelled(one, spell), other) == outcome(one, other)


@given(
	fields.filter(lambda one: one.civic_number == "123"),
	st.integers(1, 99_999).filter(lambda number: number != 123),
)
@settings(deadline=None)
def test_another_number_is_another_address_whatever_else_is_alike(address, number):
	verdict, parts = outcome(address, replace(address, civic_number=str(number)))
	assert verdict == Verdict.DIFFERENT
	assert Part.CIVIC_NUMBER in parts


texts = st.text(max_size=40)


@given(st.builds(Written, texts, texts, texts, texts, texts, texts, texts), addresses)
@settings(deadline=None, max_examples=300)
def test_any_text_is_compared_and_both_ways_alike(one, other):
	assert outcome(one, other) == outcome(other, one)


def test_both_sides_are_told_as_they_were_understood():
	here = Written("123", None, "2", "RUE ST-JEAN EST", "Saint-Anicet", "J0S 1M0")
	there = Written("125", None, None, "ch. Saint-Jean O.", "Ste-Barbe", "J0S1P0")
	found = {one.part: (one.one, one.other) for one in compare(here, there).differences}
	assert found == {
		Part.CIVIC_NUMBER: ("123", "125"),
		Part.UNIT: ("2", ""),
		Part.STREET_TYPE: ("rue", "chemin"),
		Part.DIRECTION: ("est", "ouest"),
		Part.MUNICIPALITY: ("saint anicet", "sainte barbe"),
		Part.POSTAL_CODE: ("J0S1M0", "J0S1P0"),
	}


@pytest.mark.parametrize(
	("line", "street"),
	[("456 rue du Moulin", "rue Principale"), ("", "rue Principale"), (None, "rue Principale")],
)
def test_the_fields_go_before_the_line(line, street):
	one = Written("123", None, None, street, "Saint-Anicet", None, line)
	assert compare(one, Written("123", None, None, "RUE PRINCIPALE", "St-Anicet")).verdict == Verdict.SAME


def test_what_the_number_field_holds_beside_the_number_counts():
	one = Written("2-123 ", None, None, "rue Principale", "Saint-Anicet")
	assert (
		compare(one, Written("123", None, "app. 2", "r. Principale", "Saint-Anicet")).verdict == Verdict.SAME
	)
	found = compare(one, Written("123", None, "3", "r. Principale", "Saint-Anicet"))
	assert (found.verdict, found.parts) == (Verdict.DIFFERENT, (Part.UNIT,))
