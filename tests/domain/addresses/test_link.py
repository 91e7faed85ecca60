"""Rules that need more than one example: ties, neighbours, what contradicts."""

import csv

import pytest

from gigafibre_fsm.domain.addresses.build import build
from gigafibre_fsm.domain.addresses.index import AddressIndex
from gigafibre_fsm.domain.addresses.link import Linker, linker_of, point_of
from gigafibre_fsm.domain.addresses.link_file import MissingColumn, link_file
from gigafibre_fsm.domain.addresses.link_types import Drop, Method, Reason, Verdict
from tests.domain.addresses.conftest import read_register

METRE = 1 / 111_195
COLUMNS = (
	"identifiant_unique_adresse",
	"numero_municipal",
	"numero_municipal_suffixe",
	"numero_unite",
	"odonyme_recompose_normal",
	"nom_municipalite",
	"code_postal",
	"latitude",
	"longitude",
)
TOWN, NEXT_TOWN = "Val-des-Bouleaux", "Saint-Jude-des-Monts"


def row(name, civic, street, town=TOWN, postal="J0S 9A1", north=0.0, suffix="", unit=""):
	values = (name, civic, suffix, unit, street, town, postal, 45.0 + north * METRE, -74.0)
	return dict(zip(COLUMNS, map(str, values), strict=True))


@pytest.fixture
def linked(tmp_path):
	"""Links a drop in a register of these rows; `north` is how many metres north of the rows' origin it stands."""

	def found(rows, civic, street, city=TOWN, postal=None, north=None):
		folder = tmp_path / str(len(list(tmp_path.iterdir())))
		build(folder, read_register(rows))
		place = (None, None) if north is None else (45.0 + north * METRE, -74.0)
		return Linker(AddressIndex.open(folder)).link(
			Drop(civic, None, None, street, city, postal, None, *place), candidates=8
		)

	return found


def test_a_street_that_exists_as_written_is_no_misspelling_of_another(linked):
	rows = [row("wrong", 12, "Rue Lavigne"), row("other", 14, "Rue Lavigna")]
	assert linked(rows, "12", "RUE LAVIGNA", postal="J0S9A1").reason == Reason.NUMBER_UNKNOWN
	assert linked(rows[:1], "12", "RUE LAVIGNA", postal="J0S9A1").address_id == "wrong"


def test_the_next_town_is_not_taken_where_the_drops_own_has_the_street(linked):
	rows = [row("own", 14, "Rue du Lac"), row("next", 12, "Rue du Lac", NEXT_TOWN, "J0T 2B4", north=100)]
	assert linked(rows, "12", "RUE DU LAC", north=100).reason == Reason.NUMBER_UNKNOWN
	assert linked(rows, "12", "RUE DU LAC", postal="J0T2B4", north=100).address_id == "next"
	assert linked(rows[1:], "12", "RUE DU LAC", north=100).address_id == "next"


def test_coordinates_decide_between_equals_only_if_they_are_clear(linked):
	rows = [
		row("here", 12, "Rue du Lac"),
		row("there", 12, "Chemin du Lac", north=300),
	]
	assert linked(rows, "12", "DU LAC", north=20).address_id == "here"
	assert linked(rows, "12", "DU LAC", north=280).address_id == "there"
	assert linked(rows, "12", "DU LAC", north=120).reason == Reason.SEVERAL
	assert linked(rows, "12", "DU LAC").reason == Reason.SEVERAL


def test_the_city_does_not_outweigh_coordinates_and_postal_code_together(linked):
	rows = [row("a", 12, "Rue du Lac")]
	assert linked(rows, "12", "RUE DU LAC", postal="G1A1A1", north=6000).reason == Reason.FAR
	assert linked(rows, "12", "RUE DU LAC", postal="J0S9A1", north=6000).address_id == "a"
	assert linked(rows, "12", "RUE DU LAC", postal="G1A1A1", north=4000).address_id == "a"


def test_a_town_nobody_knows_needs_coordinates_or_the_postal_code(linked):
	rows = [row("a", 12, "Rue du Lac")]
	assert linked(rows, "12", "RUE DU LAC", "Paroisse").reason == Reason.ELSEWHERE
	assert linked(rows, "12", "RUE DU LAC", "Paroisse", north=140).address_id == "a"
	assert linked(rows, "12", "RUE DU LAC", "Paroisse", postal="J0S9A1").address_id == "a"
	assert linked(rows, "12", "RUE DU LAC", "Paroisse", postal="J0S9A1", north=6000).address_id is None


def test_a_suffix_or_unit_that_stands_in_the_others_field_is_found(linked):
	rows = [row("a", 12, "Rue du Lac", unit="A"), row("b", 12, "Rue du Lac", unit="B")]
	assert linked(rows, "12A", "RUE DU LAC").address_id == "a"
	rows = [row("a", 12, "Rue du Lac", suffix="A"), row("b", 12, "Rue du Lac", suffix="B")]
	assert linked(rows, "12 app B", "RUE DU LAC").address_id == "b"


def test_which_of_several_units_is_not_guessed(linked):
	rows = [row(unit, 12, "Rue du Lac", unit=unit) for unit in ("10", "2")]
	found = linked(rows, "12", "RUE DU LAC")
	assert (found.address_id, found.method, found.reason) == (None, Method.NONE, Reason.WHICH_UNIT)
	assert linked(rows[:1], "12", "RUE DU LAC").address_id == "10"
	found = linked([*rows, row("whole", 12, "Rue du Lac")], "12", "RUE DU LAC")
	assert (found.address_id, found.method, found.reason) == ("whole", Method.EXACT, Reason.SAME)


def test_a_suffix_that_the_drop_does_not_name_is_not_guessed(linked):
	assert (
		linked([row("a", 12, "Rue du Lac", suffix="A")], "12", "RUE DU LAC").reason == Reason.SUFFIX_DIFFERS
	)


def test_nearest_needs_the_next_one_to_be_clearly_further(linked):
	rows = [row("a", 12, "Rue du Lac"), row("b", 14, "Rue du Lac", north=60)]
	assert linked(rows, "", "RUE DU LAC", north=5).address_id == "a"
	assert linked(rows, "", "RUE DU LAC", north=20).address_id is None
	assert linked(rows[:1], "", "RUE DU LAC", north=59).method == Method.NEAREST
	assert linked(rows[:1], "", "RUE DU LAC", north=61).address_id is None


def test_nearest_contradicts_nothing_that_is_written(linked):
	rows = [row("a", 12, "Rue du Lac")]
	assert linked(rows, "14", "", north=5).address_id is None
	assert linked(rows, "", "RUE DU MOULIN", north=5).address_id is None
	assert linked(rows, "", "RUE DU LAC", NEXT_TOWN, north=5).address_id == "a"
	both = [*rows, row("b", 12, "Rue B", NEXT_TOWN, north=9000)]
	assert linked(both, "", "RUE DU LAC", NEXT_TOWN, north=5).address_id is None


def test_an_illegible_number_is_not_a_missing_one(linked):
	assert linked([row("a", 12, "Rue du Lac")], "12??7", "RUE DU LAC", north=5).address_id is None


def test_where_nothing_fits_a_person_is_shown_what_is_near(linked):
	rows = [row(str(civic), civic, "Rue du Lac", north=civic * 10) for civic in range(2, 40, 2)]
	found = linked(rows, "13", "RUE DU LAC", north=130)
	assert found.reason == Reason.NUMBER_UNKNOWN
	assert {"12", "14"} <= {one.address.address_id for one in found.candidates[:4]}
	assert {one.parts.number for one in found.candidates} == {Verdict.DIFFERENT}


@pytest.mark.parametrize(
	("latitude", "longitude"),
	[(None, None), (0, 0), ("", ""), ("0.0000000", "0.0000000"), (45.1, 74.0), ("x", "y"), (45.1, None)],
)
def test_coordinates_that_are_none(latitude, longitude):
	assert point_of(Drop(latitude=latitude, longitude=longitude)) is None


def test_what_was_learned_of_an_index_is_kept(index):
	assert linker_of(index) is linker_of(index)


def write(path, header, lines):
	with path.open("w", encoding="utf-8", newline="") as file:
		csv.writer(file).writerows([header, *lines])
	return path


def test_a_file_of_drops(index, tmp_path):
	header = ("id", "terrain", "rue", "ville", "zip", "latitude", "longitude", "sn")
	lines = [
		(7, "100", "RUE PRINCIPALE", "VAL-DES-BOULEAUX", "J0S9A1", "", "", "TPLG0EB23F9D"),
		(8, "101", "RUE PRINCIPALE", "VAL-DES-BOULEAUX", "J0S9A1", "", "", ""),
	]
	found = list(link_file(index, write(tmp_path / "drops.csv", header, lines)))
	assert found == [
		{"id": "7", "address_id": "p-100", "method": "Exact", "score": 0.97, "reason": "same"},
		{"id": "8", "address_id": "", "method": "None", "score": 0.0, "reason": "number_unknown"},
	]


def test_a_file_of_something_else(index, tmp_path):
	with pytest.raises(MissingColumn, match=r"drops.csv has no column rue, ville."):
		list(link_file(index, write(tmp_path / "drops.csv", ("id", "nom"), [])))
