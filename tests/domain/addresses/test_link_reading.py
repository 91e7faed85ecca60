"""Where the old system's users put number, suffix, unit and street."""

import pytest

from gigafibre_fsm.domain.addresses.link_reading import canonical_postal, clean_unit, read_drop
from gigafibre_fsm.domain.addresses.link_types import Drop

WRITTEN = [
	("123", "Rue du Lac", (123, "", "", "rue", "lac")),
	("", "123 RUE DU LAC", (123, "", "", "rue", "lac")),
	("123", "123 RUE DU LAC", (123, "", "", "rue", "lac")),
	("", "123, rue du Lac", (123, "", "", "rue", "lac")),
	("", "rue du Lac, 123", (123, "", "", "rue", "lac")),
	("", "rue du Lac 123", (123, "", "", "rue", "lac")),
	("no 123", "rue du Lac", (123, "", "", "rue", "lac")),
	("0123", "rue du Lac", (123, "", "", "rue", "lac")),
	# suffix
	("123A", "rue du Lac", (123, "A", "", "rue", "lac")),
	("123 a", "rue du Lac", (123, "A", "", "rue", "lac")),
	("123-B", "rue du Lac", (123, "B", "", "rue", "lac")),
	("123 1/2", "rue du Lac", (123, "1/2", "", "rue", "lac")),
	("123½", "rue du Lac", (123, "1/2", "", "rue", "lac")),
	("", "123 B RUE DU LAC", (123, "B", "", "rue", "lac")),
	("123", "123 B RUE DU LAC", (123, "B", "", "rue", "lac")),
	("", "123 C St-Vincent", (123, "C", "", None, "saint vincent")),
	("", "123 D 40e Rue", (123, "D", "", "rue", "40")),
	# a letter that begins the street
	("", "123 r Hill", (123, "", "", "rue", "hill")),
	("", "123 d'Youville", (123, "", "", None, "youville")),
	("", "123 l'Étang", (123, "", "", None, "etang")),
	("", "47 O'Connor", (47, "", "", None, "o connor")),
	# remarks
	("123", "rue du Lac (MAISON BLEUE)", (123, "", "", "rue", "lac")),
	("123", "RUE DU LAC - VOIR NOTE", (123, "", "", "rue", "lac")),
	("123", "rue du Lac / 450-268-7015", (123, "", "", "rue", "lac")),
	("123", "RUE DU LAC ARRIERE", (123, "", "", "rue", "lac")),
	# unit
	("2-123", "rue du Lac", (123, "", "2", "rue", "lac")),
	("2-123-A", "rue du Lac", (123, "A", "2", "rue", "lac")),
	("123 APP 2", "rue du Lac", (123, "", "2", "rue", "lac")),
	("123 app.02", "rue du Lac", (123, "", "2", "rue", "lac")),
	("123 #2", "rue du Lac", (123, "", "2", "rue", "lac")),
	("123", "rue du Lac, unité 2", (123, "", "2", "rue", "lac")),
	("", "123-a, apt. 2 r du lac", (123, "A", "2", "rue", "lac")),
	# numbers that are names
	("250", "RG 4", (250, "", "", "rang", "4")),
	("250", "4E RANG", (250, "", "", "rang", "4")),
	("", "250 4E RANG", (250, "", "", "rang", "4")),
	("", "4e rang, 250", (250, "", "", "rang", "4")),
	("", "250 4 E RANG", (250, "", "", "rang", "4")),
	("8", "8 RANG", (8, "", "", "rang", "8")),
	("", "RANG 4", (None, "", "", "rang", "4")),
	("1234", "Route 132", (1234, "", "", "route", "132")),
	("", "Route 132 1234", (1234, "", "", "route", "132")),
	("", "12 du Parc", (12, "", "", None, "parc")),
	("", "12 Hill", (12, "", "", None, "hill")),
	# nothing
	("", "", (None, "", "", None, "")),
	("0", "rue du Lac", (None, "", "", "rue", "lac")),
	("lot 12", "rue du Lac", (None, "", "", "rue", "lac")),
]


@pytest.mark.parametrize(("number", "street", "expected"), WRITTEN)
def test_the_likeliest_reading(number, street, expected):
	first = read_drop(Drop(civic_number=number, street=street)).first
	found = first.number
	words = " ".join(first.street.words)
	assert (found.civic, found.suffix, found.unit, first.street.type, words) == expected


def test_fields_of_their_own_come_first():
	drop = Drop(civic_number="123", civic_suffix="a", unit="Apt 7", street="rue du Lac")
	found = read_drop(drop).first.number
	assert (found.civic, found.suffix, found.unit) == (123, "A", "7")


def test_a_range_may_be_one_building():
	numbers = [reading.number for reading in read_drop(Drop(civic_number="123-125", street="Lac"))]
	assert (123, "") in [(number.civic, number.unit) for number in numbers if number.doubtful]
	assert (125, "123") == (numbers[0].civic, numbers[0].unit)


def test_far_numbers_are_no_range():
	numbers = [reading.number for reading in read_drop(Drop(civic_number="2-539", street="Lac"))]
	assert [(number.civic, number.unit) for number in numbers] == [(539, "2"), (2, "539")]


@pytest.mark.parametrize(
	("street", "name"),
	[
		("CHEMNI DU LAC", ("chemin", ("lac",), True)),
		("MAIN ST", ("rue", ("main",), False)),
		("COTE ST-LOUIS", (None, ("cote", "saint", "louis"), True)),
		("PTE-RIVIERE", (None, ("petite", "riviere"), False)),
	],
)
def test_other_ways_to_understand_a_street(street, name):
	others = [(one.street.type, one.street.words, one.loose) for one in read_drop(Drop("1", street=street))]
	assert name in others[1:]


def test_the_imported_line_stands_in_for_missing_fields():
	first = read_drop(Drop(raw_address="123 CH. DU LAC, ST-ANICET", city="St-Anicet")).first
	assert (first.number.civic, first.street.type, first.street.words) == (123, "chemin", ("lac",))


@pytest.mark.parametrize(
	("written", "code"),
	[("h0h 6c0", "H0H6C0"), ("HOH-6CO", "H0H6C0"), ("J0S", ""), ("12345", ""), ("ÉÉÉÉÉÉ", ""), (None, "")],
)
def test_postal_codes(written, code):
	assert canonical_postal(written) == code


def test_a_postal_code_in_the_street_counts_where_there_is_no_other():
	assert read_drop(Drop("1", street="rue du Lac J0S 1M0")).postal == "J0S1M0"
	assert read_drop(Drop("1", street="rue du Lac J0S 1M0", postal_code="H2X 1Y4")).postal == "H2X1Y4"


@pytest.mark.parametrize(
	("written", "unit"),
	[("APP. 02", "2"), ("2", "2"), ("a", "A"), ("0", "0"), ("bureau 12B", "12B"), (None, "")],
)
def test_units(written, unit):
	assert clean_unit(written) == unit


@pytest.mark.parametrize(
	"street", ["0 rue Principale", "rue Principale 0", "/ 0", "000", ", - 0", "0-0 rue A"]
)
def test_nought_is_no_number(street):
	assert read_drop(Drop(street=street)).first.number.civic is None
