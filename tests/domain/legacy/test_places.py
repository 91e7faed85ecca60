import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigafibre_fsm.domain.addresses.link_reading import read_drop
from gigafibre_fsm.domain.addresses.link_types import Drop
from gigafibre_fsm.domain.legacy import places
from gigafibre_fsm.domain.legacy.places import Place


@pytest.mark.parametrize(
	("address1", "address2", "number", "suffix", "unit", "street"),
	[
		("123 rue Principale", "", "123", None, None, "rue Principale"),
		("123A, rue Saint-Jean", None, "123", "A", None, "rue Saint-Jean"),
		("123 B rue Hill", None, "123", "B", None, "rue Hill"),
		("123 1/2 rue Roy", None, "123", "1/2", None, "rue Roy"),
		("2-123 ch. de l'Église", None, "123", None, "2", "ch. de l'Église"),
		("123, rue de l'Église app. 4", None, "123", None, "4", "rue de l'Église"),
		("123 apt 4 rue du Lac", None, "123", None, "4", "rue du Lac"),
		("123 rue Principale unité B", None, "123", None, "B", "rue Principale"),
		("1025 RANG SAINTE-ANNE EST #3", None, "1025", None, "3", "RANG SAINTE-ANNE EST"),
		("450 montée Saint-Régis (maison bleue)", None, "450", None, None, "montée Saint-Régis"),
		("99 d'Youville", None, "99", None, None, "d'Youville"),
		("45 4e avenue", None, "45", None, None, "4e avenue"),
		("4e Rang, 12", None, "12", None, None, "4e Rang"),
		("007 rue Longue Vie", None, "7", None, None, "rue Longue Vie"),
		("12 avenue", None, None, None, None, "12 avenue"),
		("Lot 45 Rang 3", None, None, None, None, "Lot 45 Rang 3"),
		("12 rue Roy Nord", "App. 7", "12", None, "7", "rue Roy Nord"),
		("12 rue Roy Nord", "#7B", "12", None, "7B", "rue Roy Nord"),
		("12 rue Roy Nord", "2e étage", "12", None, None, "rue Roy Nord"),
		("2-12 rue Roy Nord", "App. 7", "12", None, "2", "rue Roy Nord"),
		("", "12 rue Roy Nord", "12", None, None, "rue Roy Nord"),
		("", "App. 7", None, None, "7", None),
		("123 rue de l'Ã‰glise", None, "123", None, None, "rue de l'Église"),
	],
)
def test_a_line_is_taken_apart(address1, address2, number, suffix, unit, street):
	place = places.read(address1, address2)
	assert (place.civic_number, place.civic_suffix, place.unit, place.street) == (
		number,
		suffix,
		unit,
		street,
	)


def test_the_line_is_both_lines():
	assert places.read(" 12  rue Roy ", "App. 7").line == "12 rue Roy, App. 7"
	assert places.read("12 rue Roy\nVal-des-Bouleaux", None).line == "12 rue Roy Val-des-Bouleaux"
	assert places.read("", None) is None
	assert places.read(None, " , ") is None


@given(
	st.integers(1, 99_999),
	st.sampled_from(["", "A", "b", "C"]),
	st.sampled_from([" ", ", "]),
	st.sampled_from(["rue", "Chemin", "RANG", "av.", "boul.", "montée"]),
	st.sampled_from(
		["Principale", "du Lac", "Saint-Régis", "DES ÉRABLES", "O'Connor", "Sainte-Anne Est", "Nord"]
	),
)
def test_the_short_way_reads_what_the_reader_of_drops_reads(number, letter, between, kind, name):
	line = f"{number}{letter}{between}{kind} {name}"
	reading = read_drop(Drop(street=line))
	expected = reading.first.number
	assert places.read(line, None) == Place(
		line, str(expected.civic), expected.suffix or None, expected.unit or None, f"{kind} {name}"
	)


@pytest.mark.parametrize(
	("written", "found"),
	[
		("123", ("123", None)),
		("123A", ("123", "A")),
		("123-a", ("123", "A")),
		("123 1/2", ("123", "1/2")),
		("2-123", ("2-123", None)),
		("123 app. 2", ("123 app. 2", None)),
		("", (None, None)),
		(None, (None, None)),
	],
)
def test_a_field_for_the_number_keeps_what_can_be_read_in_two_ways(written, found):
	assert places.civic(written) == found


@pytest.mark.parametrize(
	("written", "found"),
	[
		("QC", "QC"),
		("QuÃ©bec", "QC"),
		("P.Q.", "QC"),
		("qué.", "QC"),
		("", "QC"),
		(None, "QC"),
		("Ont.", "ON"),
		("NY", "NY"),
	],
)
def test_a_province_is_two_letters(written, found):
	assert places.province(written) == found


def test_a_position_that_cannot_be_is_none():
	assert places.degrees("45.1234567", 90) == 45.123457
	assert places.degrees("100", 90) == 0
	assert places.degrees(None, 180) == 0
