import csv
import json
import shutil

import pytest

from gigafibre_fsm.command_line.catalogue_files import SHIPPED
from gigafibre_fsm.command_line.sentences import MESSAGES, REFUSALS
from gigafibre_fsm.domain.pricing import quote as pricing
from gigafibre_fsm.domain.pricing.refusal import Code


@pytest.fixture
def catalogue(tmp_path):
	folder = tmp_path / "catalogue"
	folder.mkdir()
	for name in ("items.csv", "pricing.json"):
		shutil.copy(SHIPPED / name, folder)
	return folder


def test_a_quote_is_shown_with_its_taxes_and_its_first_invoice(run):
	status, shown, _ = run("quote", "FTTH80I", "TELE", "--activation", "2026-11-16")
	assert status == 0
	lines = [" ".join(line.split()) for line in shown.splitlines()]
	assert "FTTH80I Internet 80/80 Mbit/s 1 × 79.95 79.95" in lines
	assert "TVQ 9.975 % 7.48" in lines
	assert "First invoice, activated on 2026-11-16 (15 of 30 days)" in lines
	assert "To pay 43.09" in lines
	assert lines[-1] == "The first TV box is free."


def test_json_is_the_answer_of_the_api(run):
	status, shown, _ = run("quote", "TELEPMENS:2", "--json", "--activation", "2026-12-01")
	answer = json.loads(shown)
	assert status == 0
	assert set(answer) == {
		"monthly",
		"one_time",
		"credits",
		"monthly_total",
		"one_time_total",
		"monthly_taxes",
		"first_invoice",
		"messages",
	}
	assert set(answer["first_invoice"]) == {"lines", "subtotal", "tps", "tvq", "total"}
	assert answer["monthly_total"] == 59.28


def test_the_list_shows_what_fits_the_speed(run):
	_, shown, _ = run("quote", "--list", "--speed", "80")
	assert "FTTH80I" in shown and "FTTH150I" not in shown


@pytest.mark.parametrize(
	("words", "sentence"),
	[
		(["TVBEVO"], "TVBEVO needs a service of this kind with it: Internet."),
		(["FTTH80"], "FTTH80 is not sold. `quote --list` shows what is."),
		(["FTTH80I:x"], "FTTH80I:x: 'x' is not a quantity. Example: FTTH80I:2"),
		(
			["FTTH80I", "--commitment", "12"],
			"There is no commitment of 12 months; offered: 24, 36.",
		),
		([], "Name at least one service, for example FTTH80I."),
	],
)
def test_what_cannot_be_sold_is_one_sentence_and_status_2(run, words, sentence):
	assert run("quote", *words) == (2, "", f"{sentence}\n")


def test_a_date_that_is_none_is_one_sentence(capsys, run):
	with pytest.raises(SystemExit) as ended:
		run("quote", "FTTH80I", "--date", "2026-13-01")
	assert ended.value.code == 2
	assert capsys.readouterr().err.startswith("Argument --date: '2026-13-01' is not a date like 2026-11-21.")


def test_every_code_has_its_sentence():
	assert set(REFUSALS) == set(Code)
	assert set(MESSAGES) == {pricing.FIRST_BOX_FREE, pricing.DISCOUNTS_LIMITED}


def test_another_catalogue_with_a_zone_and_dated_prices(run, catalogue):
	facts = json.loads((catalogue / "pricing.json").read_text())
	(catalogue / "pricing.json").write_text(json.dumps({**facts, "zones": {**facts["zones"], "N": "North"}}))
	(catalogue / "prices.csv").write_text(
		"price_list,sku,rate,valid_from,valid_upto\nNorth,FTTH80I,84.95,2027-01-01,\n"
	)
	words = ("quote", "FTTH80I", "--json", "--catalogue", catalogue, "--zone", "N", "--date")
	totals = [json.loads(run(*words, day)[1])["monthly_total"] for day in ("2026-12-31", "2027-01-01")]
	assert totals == [79.95, 84.95]


def test_an_item_can_be_switched_off_or_exempted_in_the_file(run, catalogue):
	path = catalogue / "items.csv"
	with path.open(encoding="utf-8", newline="") as file:
		rows = list(csv.DictReader(file))
	with path.open("w", encoding="utf-8", newline="") as file:
		writer = csv.DictWriter(file, [*rows[0], "enabled", "exempt"])
		writer.writeheader()
		for row in rows:
			off = {"ACTTELEP": {"enabled": "0"}, "TELEPMENS": {"exempt": "1"}}.get(row["sku"], {})
			writer.writerow({**row, **off})
	answer = json.loads(run("quote", "TELEPMENS", "--json", "--catalogue", catalogue)[1])
	assert answer["one_time"] == []
	assert answer["monthly_taxes"] == {"tps": 0.03, "tvq": 0.07}  # of the 0.69 alone


@pytest.mark.parametrize(
	("file", "text", "sentence"),
	[
		(
			"prices.csv",
			"price_list,sku,rate\nNorth,FTTH80I,free\n",
			"prices.csv, FTTH80I: 'free' is not an amount",
		),
		(
			"prices.csv",
			"price_list,sku,rate,valid_from\nNorth,FTTH80I,5,soon\n",
			"prices.csv, FTTH80I: 'soon' is not a date",
		),
		("prices.csv", "sku,rate\nFTTH80I,5\n", "has no 'price_list'"),
		("pricing.json", "{}", "has no 'default_price_list'"),
		("pricing.json", "{", "is not JSON"),
		("pricing.json", None, "The catalogue needs "),
	],
)
def test_a_catalogue_that_cannot_be_read_is_one_sentence(run, catalogue, file, text, sentence):
	(catalogue / file).unlink(missing_ok=True)
	if text is not None:
		(catalogue / file).write_text(text)
	status, shown, said = run("quote", "FTTH80I", "--catalogue", catalogue)
	assert (status, shown, said.count("\n")) == (2, "", 1)
	assert sentence in said
