"""A line's address as the 911 provider is told it, and what it holds as it comes back."""

import json
from datetime import datetime, timezone

import pytest

from gigafibre_fsm.integrations.emergency import mapping
from gigafibre_fsm.integrations.emergency.records import STATUSES, Address, Registration
from gigafibre_fsm.testing.servers.contract import Contract

CONTRACT = Contract("emergency")
ADDRESS = CONTRACT.schemas["Address"]
LINE = {
	"did": "4505551234",
	"e911_last_name": " Côté  Inc. ",
	"e911_first_name": None,
	"e911_civic_number": "123",
	"e911_suffix": "A",
	"e911_unit": "2",
	"e911_street": "rue Principale",
	"e911_city": "Saint-Anicet",
	"e911_state": "Québec",
	"e911_zip": "J0S 1M0",
	"e911_info": "",
	"e911_enhanced": 1,
}
HELD = {
	"phone": "4505551234",
	"status": "registered",
	"address": {"last_name": "Côté", "city": None, "enhanced": True},
}


def test_a_line_becomes_an_address():
	expected = Address(
		"Côté Inc.", "123A", "rue Principale", "Saint-Anicet", "QC", "", "2", "J0S 1M0", "", True
	)
	assert mapping.address(LINE) == expected


def test_what_is_sent_is_as_the_contract_has_it_and_leaves_out_what_is_empty():
	sent = mapping.to_json(mapping.address(LINE))
	assert CONTRACT.wrong_in(sent, "Address") == []
	assert {"first_name", "other"}.isdisjoint(sent)
	assert sent["enhanced"] is True
	assert mapping.to_json(mapping.address({**LINE, "e911_enhanced": 0}))["enhanced"] is False


@pytest.mark.parametrize(
	("written", "sent"),
	[
		("QC", "QC"),
		("qc", "QC"),
		("PQ", "QC"),
		("Québec", "QC"),
		(" québec ", "QC"),
		("Ontario", "ON"),
		("on", "ON"),
	],
)
def test_a_province_is_sent_as_two_letters(written, sent):
	assert mapping.address({**LINE, "e911_state": written}).province == sent


def test_a_province_that_is_none_is_named():
	assert [one.fieldname for one in mapping.too_long({**LINE, "e911_state": "Nowhere"})] == ["e911_state"]


def test_the_lengths_are_the_contracts():
	described = {
		name: field.get("maxLength", 2 if name == "province" else None)
		for name, field in ADDRESS["properties"].items()
		if field["type"] == "string"
	}
	assert mapping.LIMITS == described
	assert mapping.FIELDS.keys() == mapping.LIMITS.keys()


def test_the_words_of_a_status_are_the_contracts():
	assert set(CONTRACT.schemas["Registration"]["properties"]["status"]["enum"]) == STATUSES


@pytest.mark.parametrize("name", [name for name in mapping.LIMITS if name != "province"])
def test_one_character_too_many_is_named_by_its_field(name):
	fieldname, limit = mapping.FIELDS[name], mapping.LIMITS[name]
	fits = {**LINE, "e911_suffix": "", fieldname: "é" * limit}
	assert mapping.too_long(fits) == []
	assert mapping.too_long({**fits, fieldname: "é" * (limit + 1)}) == [(fieldname, limit + 1, limit)]


def test_number_and_suffix_share_ten_characters():
	assert mapping.too_long({**LINE, "e911_civic_number": "123456789", "e911_suffix": "A"}) == []
	found = mapping.too_long({**LINE, "e911_civic_number": "123456789", "e911_suffix": "AB"})
	assert found == [("e911_civic_number", 11, 10)]


def test_a_registration_is_read_even_where_it_is_older_than_the_lengths():
	row = {
		**HELD,
		"address": {"last_name": "x" * 400, "street_number": "1"},
		"reason": None,
		"reference": "R-1",
		"updated_at": "2026-11-21T14:00:00Z",
	}
	assert mapping.registration(row) == Registration(
		"4505551234",
		"registered",
		Address("x" * 400, "1", "", "", ""),
		updated_at=datetime(2026, 11, 21, 14, tzinfo=timezone.utc),
		reference="R-1",
	)


@pytest.mark.parametrize("written", ["", "yesterday", "2026-11-21T14:00:00", "2026-13-01T00:00:00Z"])
def test_a_time_that_cannot_be_placed_is_none(written):
	assert mapping.registration({**HELD, "updated_at": written}).updated_at is None


@pytest.mark.parametrize(
	"change",
	[
		{"phone": "450555123"},
		{"phone": "1450555123"},
		{"phone": 4505551234},
		{"phone": "４505551234"},
		{"phone": None},
		{"status": "active"},
		{"status": None},
		{"status": ["registered"]},
		{"address": None},
		{"address": "123 rue Principale"},
		{"address": {"city": 7}},
		{"reason": {"fr": "x"}},
	],
)
def test_what_is_no_registration_is_refused(change):
	with pytest.raises(mapping.Unlike):
		mapping.registration({**HELD, **change})


@pytest.mark.parametrize("row", [None, [], "4505551234", 7])
def test_nor_is_anything_but_an_object(row):
	with pytest.raises(mapping.Unlike):
		mapping.registration(row)


def test_what_was_sent_comes_back_the_same():
	sent = mapping.address(LINE)
	row = json.loads(json.dumps({**HELD, "address": mapping.to_json(sent)}))
	assert mapping.registration(row).address == sent
