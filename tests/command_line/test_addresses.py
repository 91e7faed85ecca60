import csv
import gzip
import io
import json
import os

import pytest

HEADER = (
	"identifiant_unique_adresse,numero_municipal,numero_municipal_suffixe,numero_unite,"
	"odonyme_recompose_normal,nom_municipalite,code_postal,latitude,longitude\n"
)
GOOD = "A1,12,,,Rue du Moulin,Val-Neuf,J0S 1A1,45.1,-74.1\n"
OTHER = "A2,14,,,Rue du Moulin,Val-Neuf,J0S 1A1,45.1,-74.1\n"


@pytest.fixture
def register(tmp_path):
	path = tmp_path / "rqa.csv"
	path.write_text(HEADER + GOOD)
	return path


def test_a_typed_address_is_found(run, demo_index):
	status, shown, said = run("search", demo_index, "63a princpale val des bouleaux")
	assert status == 0
	assert "63A Rue Principale, Val-des-Bouleaux, J0S 9A1  [DEMO00032]" in shown.splitlines()[0]
	assert "found in" in said


def test_json_has_the_keys_of_the_api(run, demo_index):
	_, shown, _ = run("search", demo_index, "92-3 principale", "--json", "--limit", "1")
	(hit,) = json.loads(shown)
	assert (hit["address_id"], hit["unit"], hit["civic_number"]) == ("DEMO00042", "3", 92)
	assert set(hit) == {
		"address_id",
		"label",
		"civic_number",
		"civic_suffix",
		"unit",
		"street",
		"city",
		"postal_code",
		"latitude",
		"longitude",
		"score",
	}


def test_nothing_found_is_status_1(run, demo_index):
	assert run("search", demo_index, "J9Z 9Z9 4")[:2] == (1, "")


def test_a_file_of_queries_becomes_a_file_of_answers(run, demo_index, tmp_path):
	queries = tmp_path / "queries.csv"
	queries.write_text("id,query\n1,rg st-antoine 1150\n2,J9Z 9Z9 4\n3,\n", encoding="utf-8-sig")
	status, shown, said = run("search", demo_index, "--file", queries)
	rows = list(csv.DictReader(io.StringIO(shown)))
	assert status == 0
	assert [(row["id"], row["rank"], row["found_id"]) for row in rows] == [
		("1", "1", "DEMO00067"),
		("2", "", ""),
		("3", "", ""),
	]
	assert rows[0]["label"] == "1150 Rang Saint-Antoine, Val-des-Bouleaux, J0S 9A2"
	assert said.startswith("3 queries in ") and "p95" in said


def test_the_answers_go_to_a_file_where_asked(run, demo_index, tmp_path):
	queries, output = tmp_path / "queries.csv", tmp_path / "found.csv"
	queries.write_text("address\n92 principale\n")
	assert run("search", demo_index, "--file", queries, "--limit", 3, "-o", output)[:2] == (0, "")
	with output.open(newline="") as file:
		assert [row["rank"] for row in csv.DictReader(file)] == ["1", "2", "3"]


def test_the_register_itself_can_be_searched_and_its_index_is_kept(run, register):
	first = run("search", register, "12 moulin")
	second = run("search", register, "12 moulin")
	assert "Making an index beside the file" in first[2]
	assert "Making" not in second[2]
	assert "[A1]" in first[1] and first[1] == second[1]


def test_a_register_that_changed_is_indexed_anew(run, register):
	run("search", register, "12 moulin")
	register.write_text(HEADER + GOOD + OTHER)
	status, shown, said = run("search", register, "14 moulin")
	assert (status, "[A2]" in shown, "Making" in said) == (0, True, True)


def test_a_gzipped_register_is_read_whatever_its_name(run, tmp_path):
	path = tmp_path / "rqa.data"
	path.write_bytes(gzip.compress((HEADER + GOOD).encode()))
	assert "[A1]" in run("search", path, "12 moulin")[1]


def test_bad_rows_are_counted_and_kept_with_their_reasons(run, register, tmp_path):
	register.write_text(HEADER + GOOD + GOOD + "A3,abc,,,Rue du Moulin,Val-Neuf,XX,45.1,-74.1\n" + OTHER)
	status, shown, said = run("index", register, "-o", tmp_path / "addresses")
	assert status == 0
	assert said.startswith("rqa.csv: addresses: 2, streets: 1, in ")
	assert "Bad rows: 1 × identifier repeated in the file" in shown
	with (tmp_path / "addresses.rejects.csv").open(newline="") as file:
		rejects = {row["line"]: row for row in csv.DictReader(file)}
	assert rejects["4"]["reason"] == "civic number is not a number"
	assert json.loads(rejects["4"]["row"])["numero_municipal"] == "abc"
	assert rejects["3"]["address_id"] == "A1"


def test_a_new_index_replaces_the_old_one(run, register, tmp_path):
	folder = tmp_path / "addresses"
	run("index", register, "-o", folder)
	register.write_text(HEADER + OTHER)
	run("index", register, "-o", folder)
	assert run("search", folder, "14 moulin")[0] == 0
	assert "[A1]" not in run("search", folder, "12 moulin")[1]
	assert sorted(path.name for path in tmp_path.iterdir()) == ["addresses", "rqa.csv"]


def test_a_failed_index_leaves_the_old_one(run, register, tmp_path):
	folder = tmp_path / "addresses"
	run("index", register, "-o", folder)
	register.write_text("a,b\n1,2\n")
	status, _, said = run("index", register, "-o", folder)
	assert status == 2 and "lacks these columns" in said
	assert "[A1]" in run("search", folder, "12 moulin")[1]
	assert sorted(path.name for path in tmp_path.iterdir()) == ["addresses", "rqa.csv"]


def test_a_folder_of_other_things_is_not_overwritten(run, register, tmp_path):
	folder = tmp_path / "letters"
	folder.mkdir()
	(folder / "letter.txt").write_text("dear")
	status, _, said = run("index", register, "-o", folder)
	assert status == 2 and "is no index" in said
	assert os.listdir(folder) == ["letter.txt"]


@pytest.mark.parametrize(
	("words", "sentence"),
	[
		(["search", "NOWHERE", "12 moulin"], "There is no file or folder"),
		(["search", "EMPTY", "12 moulin"], "is no address index"),
		(["search", "REGISTER"], "Give a text to search, or a file of queries with --file."),
		(["search", "REGISTER", "12", "--limit", "0"], "--limit must be 1 or more."),
		(["search", "REGISTER", "--file", "NOWHERE"], "cannot be read"),
		(["index", "NOWHERE", "-o", "NEW"], "There is no file"),
		(["index", "HEADER", "-o", "NEW"], "holds no address that can be used"),
	],
)
def test_what_cannot_be_done_is_one_sentence_and_status_2(run, register, tmp_path, words, sentence):
	places = {"REGISTER": register, "NOWHERE": tmp_path / "nowhere", "EMPTY": tmp_path / "empty"}
	places |= {"NEW": tmp_path / "new", "HEADER": tmp_path / "header.csv"}
	places["EMPTY"].mkdir()
	places["HEADER"].write_text(HEADER)
	status, shown, said = run(*(places.get(word, word) for word in words))
	assert (status, shown, said.count("\n")) == (2, "", 1)
	assert sentence in said
	assert not places["NEW"].exists()


def test_an_index_of_another_version_says_so(run, register, tmp_path):
	folder = tmp_path / "addresses"
	run("index", register, "-o", folder)
	(folder / "index.json").write_text('{"format": 0}')
	assert "another version" in run("search", folder, "12 moulin")[2]


def test_an_index_that_lost_a_file_says_so(run, register, tmp_path):
	folder = tmp_path / "addresses"
	run("index", register, "-o", folder)
	(folder / "row_id.npy").unlink()
	status, _, said = run("search", folder, "12 moulin")
	assert (status, said.count("\n")) == (2, 1)
	assert "is damaged" in said


def test_an_index_beside_the_register_of_another_version_is_made_anew(run, register):
	run("search", register, "12 moulin")
	register.with_name("rqa.csv.index").joinpath("index.json").write_text('{"format": 0}')
	assert run("search", register, "12 moulin")[0] == 0
