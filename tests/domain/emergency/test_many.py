"""A question that is asked for many pairs is answered as each pair alone would be."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gigafibre_fsm.domain.emergency.comparing import compare
from gigafibre_fsm.domain.emergency.findings import Written
from gigafibre_fsm.domain.emergency.many import SEPARATOR, Comparer, pack, unpack
from tests.domain.emergency.pairs import all_pairs
from tests.domain.emergency.test_comparing import addresses

NUMBERS = ("", "1", "2", "7", "12", "123", "0123", " 7 ", "123A", "2-123", "9999999", "12345678", "七", "١٢")
# A number in the text of the street, which the field of the number may repeat or contradict.
STREETS = (
	"rue Principale",
	"12 rue Principale",
	"rue Principale 12",
	"4e Rang",
	"route 132",
	"rue Principale app. 2",
)
numbers = st.sampled_from(NUMBERS)
# One for all examples: what an earlier one left behind must not change a later one.
SHARED = Comparer()


def alike(one: Written, other: Written) -> bool:
	return SHARED.compare(*pack(one), *pack(other)) == compare(one, other).differences


@pytest.mark.parametrize("pair", all_pairs(), ids=lambda pair: pair.text)
def test_pairs_of_the_table(pair):
	assert alike(pair.one, pair.other)
	assert alike(pair.other, pair.one)


@settings(max_examples=200)
@given(addresses, addresses, numbers, numbers)
def test_any_pair(one, other, here, there):
	assert alike(replace(one, civic_number=here), replace(other, civic_number=there))
	assert alike(replace(one, civic_number=here), replace(one, civic_number=there))


@pytest.mark.parametrize("street", STREETS)
@pytest.mark.parametrize("other", STREETS)
def test_numbers_in_the_text_of_a_street(street, other):
	for here in NUMBERS:
		for there in NUMBERS:
			assert alike(Written(here, street=street), Written(there, street=other))


def test_a_street_is_asked_about_once_for_all_its_numbers():
	comparer = Comparer()
	for number in range(1, 200):
		one = Written(str(number), street="rue Principale", city="Ormstown", postal_code="J0S 1K0")
		other = replace(one, civic_number=str(number + number % 2), street="R. PRINCIPALE")
		differences = comparer.compare(*pack(one), *pack(other))
		assert [(each.one, each.other) for each in differences] == [(str(number), str(number + 1))] * (
			number % 2
		)
	assert comparer.asked == len(comparer.answers) == 1


def test_answers_can_be_passed_on():
	one, other = Written("7", street="rang Saint-Joseph"), Written("7", street="chemin Saint-Joseph")
	first = Comparer()
	expected = first.compare(*pack(one), *pack(other))
	second = Comparer(dict(first.answers))
	assert second.compare(*pack(one), *pack(other)) == expected != ()
	assert second.asked == 0


def test_packing_loses_nothing():
	written = Written("12", "A", "3", "rue Boyer", "Lachine", "H8S 1A1", "12A rue Boyer")
	assert unpack(*pack(written)) == written


def test_a_separator_in_an_address_makes_no_two_of_them_the_same():
	here = Written("12", street=f"rue Boyer{SEPARATOR}Lachine")
	there = Written("12", street="rue Trudel", city="Lachine")
	assert SHARED.compare(*pack(here), *pack(there)) != ()
