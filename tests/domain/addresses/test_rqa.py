import gzip

import pytest

from gigafibre_fsm.domain.addresses import register_lines
from gigafibre_fsm.domain.addresses.register_lines import UnreadableFile
from gigafibre_fsm.domain.addresses.rqa import COLUMNS, REASONS, Register
from gigafibre_fsm.domain.addresses.seen import Seen

HEADER = ",".join(COLUMNS)
GOOD = "A1,12,A,3,Rue de l'Église,Saint-Anicet,j0s1m0,45.123456,-74.2"


@pytest.fixture
def write(tmp_path):
	def to_file(*lines: str, encoding="utf-8", packed=False, newline="\n", header=HEADER):
		data = newline.join([header, *lines, ""]).encode(encoding)
		path = tmp_path / "register"
		path.write_bytes(gzip.compress(data) if packed else data)
		return path

	return to_file


def rows(path) -> list[tuple]:
	return [row for batch in Register(path).batches() for row in batch.rows]


def rejects(path) -> list:
	return [bad for batch in Register(path).batches() for bad in batch.rejects]


def streets(path) -> list:
	register = Register(path)
	list(register.batches())
	return register.streets


def with_value(column: str, value: str) -> str:
	values = dict(zip(COLUMNS, GOOD.split(","), strict=True))
	return ",".join({**values, column: value}.values())


def test_a_row_is_read_in_one_spelling(write):
	assert rows(write(GOOD)) == [("A1", 0, 12, "A", "3", "J0S 1M0", 45.123456, -74.2)]


@pytest.mark.parametrize("options", [{"packed": True}, {"encoding": "utf-8-sig"}, {"newline": "\r\n"}, {}])
def test_however_the_file_is_packed_it_says_the_same(write, options):
	assert streets(write(GOOD, **options)) == [("Rue de l'Église", "Saint-Anicet")]


def test_latin_1_is_known_from_utf_8_line_by_line(tmp_path):
	path = tmp_path / "mixed.csv"
	lines = [HEADER.encode(), GOOD.encode("latin-1"), GOOD.replace("A1", "A2").encode("utf-8")]
	path.write_bytes(b"\n".join(lines))
	assert streets(path) == [("Rue de l'Église", "Saint-Anicet")]
	assert [row[0] for row in rows(path)] == ["A1", "A2"]


def test_semicolons_decimal_commas_and_quotation_marks(write):
	path = write(
		'"A1";"12";"";"";"Rue ""du"" Lac; Nord";"Saint-Anicet";"J0S 1M0";"45,5";"-74,25"',
		header=HEADER.replace(",", ";"),
	)
	assert rows(path)[0][-2:] == (45.5, -74.25)
	assert streets(path) == [('Rue "du" Lac; Nord', "Saint-Anicet")]


def test_columns_are_found_by_name_in_any_order_among_others(write):
	names = ["autre", *reversed(COLUMNS)]
	line = ",".join(["x", *reversed(GOOD.split(","))])
	assert rows(write(line, header=",".join(names).upper())) == rows(write(GOOD))


def test_decomposed_accents_are_the_same_street(write):
	decomposed = GOOD.replace("É", "E\u0301").replace("A1", "A2")
	assert streets(write(GOOD, decomposed)) == [("Rue de l'Église", "Saint-Anicet")]


@pytest.mark.parametrize(
	("column", "value", "reason"),
	[
		("identifiant_unique_adresse", " ", "no_id"),
		("identifiant_unique_adresse", "x" * 141, "id_too_long"),
		("identifiant_unique_adresse", "A 1", "id_unusable"),
		("identifiant_unique_adresse", "<b>", "id_unusable"),
		("numero_municipal", "", "civic_number"),
		("numero_municipal", "12A", "civic_number"),
		("numero_municipal", "-3", "civic_number"),
		("numero_municipal", "²", "civic_number"),
		("numero_municipal", "0", "civic_range"),
		("numero_municipal", "1000000", "civic_range"),
		("numero_municipal", "9" * 5000, "civic_range"),
		("numero_municipal_suffixe", "x" * 11, "suffix_too_long"),
		("numero_unite", "x" * 21, "unit_too_long"),
		("odonyme_recompose_normal", "", "no_street"),
		("odonyme_recompose_normal", "x" * 141, "street_too_long"),
		("nom_municipalite", "  ", "no_municipality"),
		("nom_municipalite", "x" * 141, "municipality_too_long"),
	],
)
def test_a_row_that_is_no_address_is_rejected_with_its_reason(write, column, value, reason):
	[bad] = rejects(write(with_value(column, value)))
	assert (bad.reason, bad.line, bad.row[column]) == (reason, 2, value)
	assert reason in REASONS


@pytest.mark.parametrize("line", ["A1,12", GOOD + ",more"])
def test_a_line_with_another_number_of_columns_is_kept_whole(write, line):
	[bad] = rejects(write(line, GOOD))
	assert (bad.reason, bad.row) == ("columns", {"line": line})


def test_a_stray_quotation_mark_takes_its_own_line_alone(write):
	path = write('A9,1,,,"Rue,Saint-Anicet,,,', GOOD, GOOD.replace("A1", "A2"))
	assert [bad.reason for bad in rejects(path)] == ["unreadable"]
	assert [row[0] for row in rows(path)] == ["A1", "A2"]


def test_an_identifier_counts_once_whatever_its_case_and_however_far_apart(write, monkeypatch):
	monkeypatch.setattr(register_lines, "BLOCK", 200)
	others = [GOOD.replace("A1", f"B{number}") for number in range(50)]
	path = write(GOOD, *others, GOOD.replace("A1", "a1"), GOOD)
	assert [(bad.reason, bad.line, bad.address_id) for bad in rejects(path)] == [
		("duplicate", 53, "a1"),
		("duplicate", 54, "A1"),
	]
	assert len(rows(path)) == 51


@pytest.mark.parametrize("value", ["", "0", "91", "north", "nan", "inf"])
def test_a_point_outside_of_quebec_is_left_empty_and_counted(write, value):
	register = Register(write(with_value("latitude", value)))
	[batch] = register.batches()
	assert batch.rows[0][-2:] == (0.0, 0.0)
	assert register.emptied["coordinates"] == 1


def test_a_postal_code_that_is_none_is_left_empty_and_counted(write):
	register = Register(
		write(with_value("code_postal", "12345"), with_value("code_postal", "").replace("A1", "A2"))
	)
	[batch] = register.batches()
	assert [row[5] for row in batch.rows] == ["", ""]
	assert register.emptied == {"postal_code": 1}


def test_blank_lines_are_no_rows(write):
	path = write("", GOOD, "", "")
	assert (len(rows(path)), rejects(path)) == (1, [])


def refusal(path) -> UnreadableFile:
	with pytest.raises(UnreadableFile) as refused:
		rows(path)
	return refused.value


def test_missing_columns_are_named(write):
	error = refusal(write(GOOD, header=HEADER.replace("code_postal", "postal").replace("latitude", "lat")))
	assert (error.code, error.names) == ("missing_columns", ("code_postal", "latitude"))
	assert str(error) == "The file lacks these columns of the address register: code_postal, latitude."


@pytest.mark.parametrize(
	("data", "code"),
	[
		(b"", "empty"),
		(b"\n\n", "empty"),
		(b"\xff\xfe" + HEADER.encode("utf-16-le"), "not_text"),
		(b"\x00" * (3 << 20), "not_text"),
		(gzip.compress((HEADER + "\n" + GOOD).encode())[:-20], "cut_off"),
		(gzip.compress(b"x" * 100_000)[:-4], "cut_off"),
	],
)
def test_a_file_that_is_no_register_is_refused_in_one_sentence(tmp_path, data, code):
	path = tmp_path / "file"
	path.write_bytes(data)
	assert refusal(path).code == code


def test_a_file_that_is_not_there_is_named(tmp_path):
	assert str(tmp_path / "none.csv") in str(refusal(tmp_path / "none.csv"))
	assert refusal(tmp_path).code == "no_file"


def test_memory_does_not_grow_with_the_block_that_is_read(write, monkeypatch):
	monkeypatch.setattr(register_lines, "BLOCK", 300)
	lines = [GOOD.replace("A1", f"B{number}") for number in range(100)]
	sizes = [len(batch.rows) for batch in Register(write(*lines)).batches()]
	assert sum(sizes) == 100
	assert max(sizes) <= 6


def test_what_was_seen_is_known_across_many_calls():
	seen = Seen()
	for start in range(0, 5000, 100):
		assert not seen.repeated([f"id-{number}" for number in range(start, start + 100)]).any()
	again = seen.repeated(["id-0", "ID-4999", "new", "new", "id-2500"])
	assert again.tolist() == [True, True, False, True, True]
	assert not seen.repeated([]).any()
