"""Which municipality the old system's city is."""

import pytest

from gigafibre_fsm.domain.addresses.link_places import NEAR, SAME, Places

TOWNS = ("Val-des-Bouleaux", "Saint-Jude-des-Monts", "Sainte-Philomène-du-Lac", "Pointe-aux-Ormes")


@pytest.fixture(scope="module")
def read(index):
	places = Places(index)
	names = [index.city_texts[city] for city in range(len(index.city_texts))]

	def graded(text):
		grades = places.read(text).grades
		return {names[city]: int(grade) for city, grade in enumerate(grades) if grade}

	return graded


@pytest.mark.parametrize("town", TOWNS)
def test_its_name_in_any_spelling(read, town):
	for text in (town, town.upper(), town.replace("-", " "), f"{town}, QC", town.replace("Sainte", "Ste")):
		assert read(text) == {town: SAME}


@pytest.mark.parametrize(
	("text", "town"),
	[
		("ST-JUDE", "Saint-Jude-des-Monts"),
		("Saint-Jude-des-", "Saint-Jude-des-Monts"),
		("SAINTE-PHILOM", "Sainte-Philomène-du-Lac"),
		("Val-des-Boulaux", "Val-des-Bouleaux"),
		("Siant-Jude-des-Monts", "Saint-Jude-des-Monts"),
		("Val-des-Bouleaux village", "Val-des-Bouleaux"),
	],
)
def test_cut_short_or_misspelled(read, text, town):
	assert read(text) == {town: NEAR}


def test_its_former_name(read):
	assert read("PETITE-RIVIERE") == {"Saint-Jude-des-Monts": SAME}


@pytest.mark.parametrize("text", ["", None, "Ailleurs", "Ste-Jude-des-Monts", "Saint"])
def test_no_town_at_all(read, text):
	assert read(text) == {}
