"""What a legacy quote becomes: its arrays, its lines, its sums."""

from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigafibre_fsm.domain.legacy import php, quote_lines, quote_rows, quotes
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import Reason, Rejected
from gigafibre_fsm.domain.legacy.quote_lines import Line
from gigafibre_fsm.domain.legacy.quote_site import Company, Item, Tax

NOW = datetime(2026, 11, 21, 12)
COMPANY = Company(
	columns={"company": "Gigafibre", "currency": "CAD"},
	template="TPS + TVQ",
	taxes=(Tax("TPS", Decimal("5"), {}), Tax("TVQ", Decimal("9.975"), {})),
	catch_all_item="DIVERS",
	in_words=lambda amount: f"{amount:.2f} $",
	rounded=lambda amount: round(amount, 2),
	payment_terms=lambda template, day, total: [
		{"due_date": day, "invoice_portion": part} for part in (33.33, 66.67)
	],
)
ITEMS = {
	"": Item("DIVERS", "Divers", "Sans équivalent", "Nos", True),
	"TOUR": Item("TOUR", "Tour", "Une tour", "Nos", True, {"weight_per_unit": 40.0, "valuation_rate": 3.5}),
	"HEURE": Item("HEURE", "Heure", "Une heure", "Heure", False),
	"911": Item("911", "Frais 911", "911", "Nos", True, {}, {"TPS": 0.0, "TVQ": 0.0}),
}
SITE = quotes.Site(COMPANY, ITEMS, {"C-12": {"customer_name": "Zoé", "payment_terms_template": None}})
KNOWN = Known(now=NOW, customers={12: {"name": "C-12"}})
ROW = {"id": 7, "account_id": 12, "name": "Fibre", "po": "", "date": 1_551_722_400, "tax": 1, "text": None}


def array(*fields: str) -> str:
	"""Each `sku|desc|amt|qte|tot`; a field `-` is left out."""
	return f"a:{len(fields)}:{{{''.join(f'i:{at};{_line(one)}' for at, one in enumerate(fields))}}}"


def _line(fields: str) -> str:
	pairs = zip(("sku", "desc", "amt", "qte", "tot"), fields.split("|"), strict=True)
	given = [(name, value) for name, value in pairs if value != "-"]
	inside = "".join(f's:{len(name)}:"{name}";s:{len(v.encode())}:"{v}";' for name, v in given)
	return f"a:{len(given)}:{{{inside}}}"


def lines(*fields: str) -> list[Line]:
	return quote_lines.of_row({"materiel": array(*fields), "mensuel": None})


def quotation(*fields: str, **columns) -> dict:
	return quotes.quotation({**ROW, **columns}, lines(*fields), KNOWN, SITE).values


@pytest.mark.parametrize(
	("typed", "meant"),
	[
		("12.50", "12.50"),
		("12,50", "12.50"),
		("-12,5 $", "-12.5"),
		("1 234,56", "1234.56"),
		("1\u00a0234,56\u00a0$", "1234.56"),
		("1,234.56", "1234.56"),
		("1,234,567.89", "1234567.89"),
		("12.", "12"),
		(".5", "0.5"),
		("+3", "3"),
		("1234.567", "1234.567"),
	],
)
def test_amounts_are_read_as_people_type_them(typed, meant):
	assert lines(f"A|x|{typed}|1|-")[0].amount == Decimal(meant)


@pytest.mark.parametrize(
	"typed", ["abc", "1,250", "12-", "1e3", "(5)", "1.234.567", "12,34,56", "0x10", "--1", "1 000,5,0", "٣"]
)
def test_an_amount_that_is_none_or_has_two_meanings_makes_the_half_unreadable(typed):
	with pytest.raises(Rejected) as refusal:
		lines("A|x|1|1|1", f"A|x|{typed}|1|5")
	assert refusal.value.reason == Reason.UNREADABLE_LINES
	assert typed not in refusal.value.detail


@pytest.mark.parametrize(
	"stored",
	[
		"Array",
		"b:0;",
		"i:5;",
		's:3:"abc";',
		'[{"sku":"A"}]',
		"a:1:{i:0;a:0:{}}",
		'a:2:{s:3:"sku";s:1:"A";s:3:"tot";i:5;}',
		'a:1:{i:0;a:3:{s:3:"sku";s:1:"A";s:3:"tot";i:5;s:4:"note";s:1:"x";}}',
		'a:1:{i:0;a:2:{s:3:"sku";s:1:"A";s:3:"tot";b:1;}}',
		'a:1:{i:0;a:2:{s:3:"sku";s:1:"A";s:3:"tot";d:INF;}}',
		'a:1:{i:0;a:2:{s:3:"sku";a:0:{}s:3:"tot";i:1;}}',
		'a:1:{i:0;O:5:"Ligne":2:{s:6:"\0*\0sku";s:1:"A";s:3:"tot";i:5;}}',
		"a:1:{i:0;R:9;}",
		"a:1:{i:0;r:1;}",
		"a:999999999:{i:0;i:1;}",
		"a:1:{" + "i:0;a:1:{" * 40 + "}" * 41,
		'a:1:{i:0;s:1:"' * 5000,
		'a:1:{i:0;O:1:"' * 5000,
		"a:1:{i:0;a:2:{s:3:'sku';s:1:'A';s:3:'tot';i:5;}}",
		r"a:1:{i:0;a:2:{s:3:\"sku\";s:1:\"A\";s:3:\"tot\";i:5;}}",
		'C:11:"ArrayObject":21:{x:i:0;a:0:{};m:a:0:{}}',
	],
)
def test_what_is_no_array_of_lines_is_refused_whole(stored):
	good = array("A|x|1|1|1")
	for half, other in (("materiel", "mensuel"), ("mensuel", "materiel")):
		with pytest.raises(Rejected) as refusal:
			quote_lines.of_row({half: stored, other: good})
		assert refusal.value.reason == Reason.UNREADABLE_LINES
		assert refusal.value.detail.startswith(f"{half}: ")


@pytest.mark.parametrize("stored", [None, "", "  ", "a:0:{}", "N;", array("||||"), array("  ||0.00|1|0")])
def test_a_half_with_nothing_in_it_has_no_lines(stored):
	assert quote_lines.of_row({"materiel": stored, "mensuel": stored}) == []


def test_a_quote_without_a_line_is_refused():
	with pytest.raises(Rejected) as refusal:
		quotes.quotation(ROW, [], KNOWN, SITE)
	assert refusal.value.reason == Reason.NO_LINES


def test_an_unknown_account_is_refused():
	with pytest.raises(Rejected) as refusal:
		quotes.quotation({**ROW, "account_id": 13}, lines("A|x|1|1|1"), KNOWN, SITE)
	assert refusal.value.reason == Reason.UNKNOWN_ACCOUNT


def test_one_time_lines_come_first():
	row = {"materiel": array("A|x|1|1|1"), "mensuel": array("B|y|2|1|2")}
	assert [(line.sku, line.charge_type) for line in quote_lines.of_row(row)] == [
		("A", "One-time"),
		("B", "Monthly"),
	]


@pytest.mark.parametrize(
	("fields", "quantity", "rate", "text"),
	[
		("TOUR|Tour|10.00|3|30.00", 3, 10, "Tour"),
		("TOUR|Tour|10.00|3|25.00", 1, 25, "Tour (3 × 10.00)"),
		("TOUR|Tour|10.00|0|0.00", 1, 0, "Tour (0 × 10.00)"),
		("TOUR|Tour|10.00|-2|-20.00", 1, -20, "Tour (-2 × 10.00)"),
		("TOUR|Tour|10.00|1.5|15.00", 1, 15, "Tour (1.5 × 10.00)"),
		("HEURE|Pose|10.00|1.5|15.00", 1.5, 10, "Pose"),
		("HEURE|Pose|10.00|0.3333|3.33", 1, 3.33, "Pose (0.3333 × 10.00)"),
		("TOUR|Tour|0.125|100|12.50", 1, 12.5, "Tour (100 × 0.125)"),
		("TOUR|Tour|-10.00|2|-20.00", 2, -10, "Tour"),
		("TOUR|Tour|10.00|2|", 2, 10, "Tour"),
		("TOUR|Tour|10.00||", 1, 10, "Tour"),
		("TOUR|Tour|10.00|-|-", 1, 10, "Tour"),
		("TOUR|Tour|-|2|30.00", 1, 30, "Tour (2 × 30.00)"),
		("TOUR|Tour|||30.00", 1, 30, "Tour"),
		("TOUR||10.00|1|10.00", 1, 10, "Une tour"),
		("tour |Tour|10.00|1|10.00", 1, 10, "Tour"),
		("NEUF|Neuf|10.00|1|10.00", 1, 10, "NEUF: Neuf"),
		("NEUF||10.00|1|10.00", 1, 10, "NEUF"),
		("divers|Divers travaux|10.00|1|10.00", 1, 10, "Divers travaux"),
		("|Sans code|10.00|1|10.00", 1, 10, "Sans code"),
		("||10.00|1|10.00", 1, 10, "Sans équivalent"),
		("TOUR|a < b & c|1|1|1", 1, 1, "a &lt; b &amp; c"),
		("TOUR|Tour|0.00|1|0.00", 1, 0, "Tour"),
	],
)
def test_the_total_wins_over_quantity_and_price(fields, quantity, rate, text):
	[row] = quotation(fields)["items"]
	assert (row["qty"], row["rate"], row["description"]) == (quantity, rate, text)
	assert row["amount"] == pytest.approx(quantity * rate)


def test_what_is_not_sold_any_more_is_called_as_its_text():
	text = "Antenne parabolique de grande portée, posée sur le toit " * 3
	[row] = quotation(f"VIEUX|{text}|1|1|1")["items"]
	assert row["item_code"] == "DIVERS"
	assert row["item_name"] == text[:140].strip()


def test_weight_and_profit_follow_the_quantity():
	values = quotation("TOUR|Tour|10.00|3|30.00")
	assert (values["items"][0]["total_weight"], values["total_net_weight"]) == (120, 120)
	assert values["items"][0]["gross_profit"] == 19.5


def test_the_same_item_with_the_same_text_can_be_told_apart():
	twice = ("TOUR|Tour|1|1|1", "TOUR|Tour|1|1|1", "TOUR|Tour (2)|1|1|1")
	texts = [row["description"] for row in quotation(*twice)["items"]]
	assert texts == ["Tour", "Tour (2)", "Tour (2) (2)"]


def test_taxes_are_rounded_once_half_up():
	values = quotation("TOUR|a|33.33|1|33.33", "TOUR|b|33.33|1|33.33", "TOUR|c|33.34|1|33.34")
	assert [row["tax_amount"] for row in values["taxes"]] == [5.0, 9.98]
	assert (values["net_total"], values["grand_total"]) == (100.0, 114.98)
	assert values["in_words"] == "114.98 $"


def test_an_item_with_taxes_of_its_own_has_those():
	values = quotation("TOUR|a|100|1|100", "911|b|50|1|50")
	assert [row["tax_amount"] for row in values["taxes"]] == [5.0, 9.98]
	assert values["grand_total"] == 164.98


def test_without_tax_there_is_none():
	values = quotation("TOUR|a|100|1|100", tax=0)
	assert (values["taxes"], values["taxes_and_charges"], values["grand_total"]) == ([], "", 100.0)


def test_a_customers_payment_terms_divide_what_is_due():
	site = quotes.Site(COMPANY, ITEMS, {"C-12": {"payment_terms_template": "Deux"}})
	values = quotes.quotation({**ROW, "tax": 0}, lines("TOUR|a|100|1|100"), KNOWN, site).values
	assert [row["payment_amount"] for row in values["payment_schedule"]] == [33.33, 66.67]


def test_sums_that_the_database_cannot_hold_are_refused():
	for fields in (["A|x|99999999999.99|2|199999999999.98"], ["A|x|99999999999.99|1|99999999999.99"] * 2):
		with pytest.raises(Rejected) as refusal:
			quotation(*fields)
		assert refusal.value.reason == Reason.AMOUNT_OUT_OF_RANGE


@pytest.mark.parametrize(
	("date", "day", "is_told"), [(1_551_722_400, "2019-03-04", False), (0, "2026-11-21", True)]
)
def test_a_quote_without_a_date_has_that_of_the_import(date, day, is_told):
	record = quotes.quotation({**ROW, "date": date}, lines("A|x|1|1|1"), KNOWN, SITE)
	assert str(record.values["transaction_date"]) == day
	assert ("creation" in record.values, bool(record.warnings)) == (not is_told, is_told)


def test_texts_become_paragraphs():
	assert quotes.paragraphs("a < b\n\nc") == (
		'<div class="ql-editor read-mode"><p>a &lt; b</p><p><br></p><p>c</p></div>'
	)
	assert quotes.paragraphs(None) is None


def test_a_template_keeps_its_text_as_terms_and_its_lines_as_a_remark():
	row = {"id": 3, "name": "Ferme", "text": "Prix: {{ montant }}"}
	terms, remark = quotes.template(row, lines("TOUR|Tour\nhaute|10|2|20"), {3: "Ferme"})
	assert (terms.values["name"], terms.values["title"]) == ("Ferme", "Ferme")
	assert "{ { montant }}" in terms.values["terms"]
	assert remark.text == "One-time: 2 × TOUR Tour\nhaute = 20.00"


def test_templates_of_one_name_are_told_apart():
	names = ("Érable", " ERABLE", "Camping", "", "Soumission 3", "x" * 200, "CÃ¢ble")
	titles = quotes.titles([{"id": at, "name": name} for at, name in enumerate(names)])
	assert list(titles.values())[:5] == [
		"Érable (0)",
		"ERABLE (1)",
		"Camping",
		"Soumission 3 (3)",
		"Soumission 3 (4)",
	]
	assert (titles[5], titles[6]) == ("x" * 125, "Câble")


def test_an_empty_template_is_refused():
	with pytest.raises(Rejected) as refusal:
		quotes.template({"id": 3, "text": " "}, [], {3: "x"})
	assert refusal.value.reason == Reason.NO_LINES


AMOUNTS = st.decimals(-5000, 5000, places=2)


@given(st.lists(st.tuples(AMOUNTS, st.integers(-3, 12), AMOUNTS | st.none()), min_size=1, max_size=6))
def test_lines_add_up_to_what_the_customer_saw(given_lines):
	fields = [
		f"TOUR|{at}|{amt}|{qte}|{'' if tot is None else tot}"
		for at, (amt, qte, tot) in enumerate(given_lines)
	]
	found = lines(*fields)
	values = quotes.quotation(ROW, found, KNOWN, SITE).values if found else None
	if not values:
		return
	seen = sum(line.total for line in found)
	assert Decimal(str(values["net_total"])) == seen
	assert sum(Decimal(str(row["amount"])) for row in values["items"]) == seen
	for row in values["items"]:
		assert row["qty"] > 0
		assert quote_rows.cents(Decimal(str(row["qty"])) * Decimal(str(row["rate"]))) == Decimal(
			str(row["amount"])
		)


@given(st.binary(max_size=60))
def test_no_bytes_at_all_break_the_reader(data):
	try:
		php.read(data)
	except php.Unreadable:
		pass


@given(st.text(alphabet='aOisdbNrR:;{}"0123é', max_size=40))
def test_no_text_at_all_breaks_the_reader_of_lines(text):
	try:
		quote_lines.of_row({"materiel": text, "mensuel": None})
	except Rejected as refusal:
		assert refusal.reason == Reason.UNREADABLE_LINES
