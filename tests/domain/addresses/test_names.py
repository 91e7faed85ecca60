"""Two spellings of one name read the same; two names do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigafibre_fsm.domain.addresses.street_name import read_place, read_street, search_key
from gigafibre_fsm.domain.addresses.text import fold

SAME = [
	("Rue Principale", "RUE PRINCIPALE", "r. principale"),
	("Chemin du Lac-à-la-Truite", "CH DU LAC A LA TRUITE", "ch. du lac-à-la-truite"),
	("4e Rang", "4ième rang", "4EME RG", "Quatrième Rang"),
	("Rang 4", "RG 4", "rang IV"),
	("Montée Saint-Michel", "MTÉE ST-MICHEL", "montee st michel"),
	("Boulevard Sainte-Anne Ouest", "BOUL. STE-ANNE O", "blvd sainte-anne ouest"),
	("Rue Notre-Dame", "RUE N.-D.", "rue notre dame"),
	("Avenue du Docteur-Roy", "av. du Dr Roy", "ave du dr-roy"),
	("Route 138", "RTE 138", "route 138"),
]


@pytest.mark.parametrize("spellings", SAME, ids=lambda spellings: spellings[0])
def test_spellings_of_one_street_read_the_same(spellings):
	assert len({read_street(text) for text in spellings}) == 1


@pytest.mark.parametrize(
	("one", "other"),
	[
		("Rue Saint-Joseph", "Rue Sainte-Joseph"),
		("4e Rang", "5e Rang"),
		("Rue du Moulin Est", "Rue du Moulin Ouest"),
		("Rue Principale", "Avenue Principale"),
		("Rue A", "Rue B"),
		("Rang Nord", "Rang Sud"),
	],
)
def test_different_streets_do_not(one, other):
	assert read_street(one) != read_street(other)


def test_a_name_is_taken_apart():
	name = read_street("Chemin du 4e-Rang Ouest")
	assert (name.type, name.words, name.direction, name.articles) == (
		"chemin",
		("4", "rang"),
		"ouest",
		("du",),
	)


@pytest.mark.parametrize("text", ["Rue A", "Rang Nord", "Rue", "Rue de la", "Les Îles", "Rue E"])
def test_every_name_has_a_word(text):
	assert read_street(text).words


def test_the_search_key_has_no_type_and_no_articles():
	assert search_key("Chemin de la Côte-Saint-Jean Est") == "cote saint jean est"
	assert search_key("4e Rang") == search_key("RG 4") == "4"


def test_a_place_has_no_type():
	assert read_place("Rang-Saint-Georges").words == ("rang", "saint", "georges")


@given(st.text())
def test_folding_twice_changes_nothing(text):
	assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(max_codepoint=0xFF)))
def test_any_text_is_some_name_in_any_case(text):
	assert read_street(text) == read_street(text.upper().lower())
