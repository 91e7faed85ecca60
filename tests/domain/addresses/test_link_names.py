"""What may differ between two spellings of a street, and what may not."""

import pytest

from gigafibre_fsm.domain.addresses.link_names import accented, accents_differ, compare
from gigafibre_fsm.domain.addresses.street_name import read_street

SAME = [
	("RUE SAINT ANDRE", "Rue Saint-André"),
	("R. ST-ANDRE", "Rue Saint-André"),
	("ST ANDRE", "Rue Saint-André"),
	("RG 4", "4e Rang"),
	("CH DU LAC", "Chemin du Lac"),
]
FORBIDDEN = [
	("RUE STE-ANDRE", "Rue Saint-André", "saint"),
	("RUE SAINTE ANDRE", "Rue Saint-André", "saint"),
	("RUE SAINTEANDRE", "Rue Saint-André", "saint"),
	("AV SAINT ANDRE", "Rue Saint-André", "type"),
	("5E RANG", "4e Rang", "number"),
	("RUE DU MOULIN EST", "Rue du Moulin Ouest", "direction"),
	("RUE LOUIS", "Rue Saint-Louis", "words"),
	("RUE DU PIN", "Rue du Pic", "words"),
	("RUE BEL AIR", "Rue du Golf", "words"),
]
ALIKE = [
	("RUE PRINCIPLAE", "Rue Principale"),
	("RUE SINT ANDRE", "Rue Saint-André"),
	("R MONTCALM", "Rue Mont-Calm"),
	("RUE MONT CALM", "Rue Montcalm"),
	("RUE TRUDEL", "Rue Pierre-Trudel"),
	("RUE P TRUDEL", "Rue Pierre-Trudel"),
	("RUE FILIPPE-BEAUDOIN", "Rue Philippe-Baudouin"),
	("RUE JUTRAS MOISE", "Rue Moïse-Jutras"),
	("BOUL DU MOULIN", "Boulevard du Moulin Ouest"),
]


@pytest.mark.parametrize(("written", "register"), SAME)
def test_the_same(written, register):
	assert compare(read_street(written), read_street(register)).same


@pytest.mark.parametrize(("written", "register", "against"), FORBIDDEN)
def test_forbidden(written, register, against):
	found = compare(read_street(written), read_street(register))
	assert (found.against, found.same) == (against, False)


@pytest.mark.parametrize(("written", "register"), ALIKE)
def test_alike_but_not_the_same(written, register):
	found = compare(read_street(written), read_street(register))
	assert found.against is None
	assert 0.7 <= found.value < 0.98


@pytest.mark.parametrize(
	("written", "register", "differ"),
	[
		("rue Côté", "Rue Coté", True),
		("rue Coté", "Rue Côté", True),
		("rue Côté", "Rue Côté", False),
		("RUE CÔTÉ", "Rue Côté", False),
		("rue Cote", "Rue Côté", False),
		("mtée Cote", "Montée Côté", False),
	],
)
def test_accents_count_in_the_words_that_have_them(written, register, differ):
	assert accents_differ(accented(written), register) == differ
