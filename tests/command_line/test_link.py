import csv
import re

import pytest

from tests.command_line.conftest import DEMO

DROPS = DEMO / "old_drops.csv"


@pytest.fixture
def links(run, demo_index, tmp_path):
	path = tmp_path / "links.csv"
	status, shown, said = run("link", demo_index, DROPS, "-o", path)
	with path.open(encoding="utf-8", newline="") as file:
		return status, shown, said, list(csv.DictReader(file))


def test_every_drop_has_its_row_in_the_order_of_the_file(links):
	with DROPS.open(encoding="utf-8", newline="") as file:
		asked = [row["id"] for row in csv.DictReader(file)]
	status, _, said, rows = links
	assert status == 0
	assert [row["id"] for row in rows] == asked
	assert list(rows[0]) == ["id", "address_id", "method", "score", "reason"]
	assert said.startswith("12 drops in ")


def test_what_the_old_system_wrote_is_found_in_the_register(links):
	found = {row["id"]: row["address_id"] for row in links[3]}
	assert found["41001"] == "DEMO00007"  # 14, RUE PRINCIPALE
	assert found["41002"] == "DEMO00032"  # 63A PRINCIPALE
	assert found["41004"] == "DEMO00067"  # 1150, RG ST-ANTOINE
	assert found["41006"] == "DEMO00092"  # 25, CH. STE-ANNE
	assert found["41067"] == ""  # 999, RUE INCONNUE


def test_the_summary_counts_every_drop_once(links):
	_, shown, _, rows = links
	counted = [re.match(r"\s*(\d+)\s+[\d.]+%\s+(\w+)\s+(\w+)$", line).groups() for line in shown.splitlines()]
	assert sum(int(count) for count, _, _ in counted) == len(rows)
	assert {(method, reason) for _, method, reason in counted} == {
		(row["method"], row["reason"]) for row in rows
	}


@pytest.mark.parametrize(
	("text", "sentence"),
	[(None, "cannot be read"), ("a,b\n1,2\n", "has no column id, rue, ville.")],
)
def test_drops_that_cannot_be_read_are_one_sentence(run, demo_index, tmp_path, text, sentence):
	drops = tmp_path / "drops.csv"
	if text:
		drops.write_text(text)
	status, shown, said = run("link", demo_index, drops, "-o", tmp_path / "links.csv")
	assert (status, shown, said.count("\n")) == (2, "", 1)
	assert sentence in said
	assert not (tmp_path / "links.csv").exists()


def test_links_that_cannot_be_written_are_one_sentence(run, demo_index, tmp_path):
	status, _, said = run("link", demo_index, DROPS, "-o", tmp_path / "nowhere" / "links.csv")
	assert (status, said.count("\n")) == (2, 1)
	assert "cannot be written" in said
