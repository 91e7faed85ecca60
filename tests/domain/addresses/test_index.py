"""What the index answers, against the rows it was built from."""

import json

import numpy as np
import pytest

from gigafibre_fsm.domain.addresses import store
from gigafibre_fsm.domain.addresses.build import Register, build
from gigafibre_fsm.domain.addresses.index import AddressIndex
from tests.domain.addresses.conftest import read_register


def rows_by(index, rows) -> dict[str, int]:
	return {index.address_id(row): row for row in rows}


def test_every_row_comes_back_as_it_was(index, register_rows):
	found = {index.address_id(row): index.address(row) for row in range(len(index))}
	for row in register_rows:
		address = found[row["identifiant_unique_adresse"]]
		assert address.street == row["odonyme_recompose_normal"]
		assert address.city == row["nom_municipalite"]
		assert address.civic_number == int(row["numero_municipal"])
		assert (address.civic_suffix or "") == row["numero_municipal_suffixe"]
		assert (address.unit or "") == row["numero_unite"]
		assert address.postal_code == row["code_postal"]
		assert address.latitude == pytest.approx(float(row["latitude"]), abs=1e-6)


def street_number(index, street: str, city: str) -> int:
	return next(place for place in range(len(index.street_texts)) if index.street(place) == (street, city))


def test_rows_of_a_building_stand_in_a_persons_order(index):
	street = street_number(index, "Rue Principale", "Val-des-Bouleaux")
	assert list(rows_by(index, index.rows_at(street, 104))) == ["p-104-1", "p-104-2", "p-104-10"]
	assert list(rows_by(index, index.rows_at(street, 102))) == ["p-102", "p-102a", "p-102h"]


def test_a_number_the_street_does_not_have_has_no_rows(index):
	street = street_number(index, "Rue Montcalm", "Pointe-aux-Ormes")
	assert len(index.rows_at(street, 100)) == len(index.rows_at(street, 99999)) == 0


def test_streets_with_a_number(index, register_rows):
	for number in {int(row["numero_municipal"]) for row in register_rows}:
		expected = {
			(row["odonyme_recompose_normal"], row["nom_municipalite"])
			for row in register_rows
			if int(row["numero_municipal"]) == number
		}
		assert {index.street(street) for street in index.streets_with(number).tolist()} == expected


def test_postal_codes(index):
	assert set(rows_by(index, index.rows_in_postal("J0S 9B3", 7).tolist())) == {"l-7", "lt-7"}
	assert len(index.rows_in_postal("H9H 9H9", 7)) == len(index.rows_in_postal("", 7)) == 0
	streets = index.streets_in_postal("J0S9A2").tolist()
	assert {index.street(street)[0] for street in streets} >= {"4e Rang", "5e Rang"}


def test_the_nearest_rows(index):
	found = index.rows_near(45.1200, -74.0100, 60)
	assert index.address_id(found[0][0]) == "p-100"
	assert [metres for _, metres in found] == sorted(metres for _, metres in found)
	assert index.rows_near(45.1200, -74.0100, 5)[0][1] < 1
	assert index.rows_near(50.0, -60.0, 60) == []


def test_streets_by_their_key(index):
	streets = index.streets_by_key("4")
	assert {index.street(street)[0] for street in streets} == {"4e Rang"}


def test_former_names_lead_to_the_place(index):
	street = street_number(index, "Avenue Principale", "Saint-Jude-des-Monts")
	assert [place.words for place in index.places_of(street)] == [
		("saint", "jude", "monts"),
		("petite", "riviere"),
	]


def test_a_half_built_folder_is_no_index(index, tmp_path):
	for file in index.folder.iterdir():
		if file.name != store.META:
			(tmp_path / file.name).write_bytes(file.read_bytes())
	with pytest.raises(FileNotFoundError):
		AddressIndex.open(tmp_path)


def test_an_index_of_another_format_is_refused(index, tmp_path):
	(tmp_path / store.META).write_text(json.dumps({"format": 0}))
	with pytest.raises(ValueError, match="build it anew"):
		AddressIndex.open(tmp_path)


def test_an_empty_register_makes_an_index_that_finds_nothing(tmp_path):
	nothing, numbers = np.empty(0, dtype="S1"), np.empty(0, dtype=np.int64)
	build(tmp_path, Register([], [], nothing, numbers, numbers, nothing, nothing, nothing, numbers, numbers))
	index = AddressIndex.open(tmp_path)
	assert len(index) == 0
	assert index.rows_near(45.0, -74.0, 60) == []


def test_two_builds_of_the_same_rows_are_the_same(register_rows, tmp_path):
	for name, rows in (("one", register_rows), ("two", register_rows)):
		build(tmp_path / name, read_register(rows))
	for file in (tmp_path / "one").iterdir():
		assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()
