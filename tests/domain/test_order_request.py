"""What a caller may write in an order, and the field that is named where it cannot be taken."""

from copy import deepcopy
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigafibre_fsm.domain.orders.reading import Malformed, Problem
from gigafibre_fsm.domain.orders.request import read, street_of

ORDER = {
	"idempotency_key": "b2c7c2d0-8b1e",
	"address": {"address_id": "A1"},
	"customer": {"name": "  Marie  Côté ", "email": "Marie@Example.ca", "phone": "(450) 272-2408"},
	"services": [{"sku": "FTTH80I"}, {"sku": "TELEPMENS", "type": "Phone", "qty": 2}],
	"preferred_dates": ["2026-12-01", "2026-12-02"],
}


def order(**changes) -> dict:
	return {**deepcopy(ORDER), **changes}


def refusal(body) -> tuple[str, Problem]:
	with pytest.raises(Malformed) as caught:
		read(body)
	return caught.value.field, caught.value.problem


def test_an_order_is_read_into_values():
	request = read(order(shown={"monthly_total": 137.85}, wifi={"ssid": "Chez nous"}))
	assert request.customer.name == "Marie Côté"
	assert request.customer.email == "marie@example.ca"
	assert request.customer.phone == "+14502722408"
	assert [(service.sku, service.qty) for service in request.services] == [("FTTH80I", 1), ("TELEPMENS", 2)]
	assert request.preferred_dates == (date(2026, 12, 1), date(2026, 12, 2))
	assert request.shown.monthly_total == Decimal("137.85")
	assert request.ssid == "Chez nous"
	assert request.tv_boxes == 1


def test_no_tv_box_is_not_the_same_as_none_said():
	assert read(order(tv_boxes=0)).tv_boxes == 0


def test_somebody_who_wants_to_be_called_needs_no_dates():
	assert read(order(preferred_dates=[], contact_me=True)).preferred_dates == ()


@pytest.mark.parametrize(
	("changes", "field", "problem"),
	[
		({"idempotency_key": None}, "idempotency_key", Problem.MISSING),
		({"idempotency_key": "short"}, "idempotency_key", Problem.TOO_SHORT),
		({"idempotency_key": "with a space in it"}, "idempotency_key", Problem.BAD_CHARACTERS),
		({"address": {}}, "address.address_id", Problem.NOWHERE),
		({"address": "12 rue Principale"}, "address", Problem.NOT_AN_OBJECT),
		({"address": {"address_id": "A1", "floor": 2}}, "address.floor", Problem.UNKNOWN),
		({"address": {"address_id": "A1", "lat": 120}}, "address.lat", Problem.OUT_OF_RANGE),
		({"address": {"address_id": "A1", "zip": "90210"}}, "address.zip", Problem.BAD_POSTAL_CODE),
		({"customer": {"name": "Marie"}}, "customer.email", Problem.MISSING),
		(
			{"customer": {"name": "Marie", "email": "marie@", "phone": "4502722408"}},
			"customer.email",
			Problem.BAD_EMAIL,
		),
		(
			{"customer": {"name": "Marie", "email": "m@example.ca", "phone": "911"}},
			"customer.phone",
			Problem.BAD_PHONE,
		),
		(
			{"customer": {"name": "<b>", "email": "m@example.ca", "phone": "4502722408"}},
			"customer.name",
			Problem.BAD_CHARACTERS,
		),
		({"services": []}, "services", Problem.MISSING),
		({"services": {"sku": "FTTH80I"}}, "services", Problem.NOT_A_LIST),
		({"services": [{"sku": "FTTH80I", "price": 1}]}, "services[0].price", Problem.UNKNOWN),
		({"services": [{"sku": "FTTH80I"}, {"qty": 2}]}, "services[1].sku", Problem.MISSING),
		({"services": [{"sku": "FTTH80I", "qty": 1.5}]}, "services[0].qty", Problem.NOT_A_NUMBER),
		({"services": [{"sku": "FTTH80I", "qty": True}]}, "services[0].qty", Problem.NOT_A_NUMBER),
		({"services": [{"sku": "FTTH80I", "qty": 0}]}, "services[0].qty", Problem.OUT_OF_RANGE),
		({"preferred_dates": ["2026-12-01"] * 2}, "preferred_dates", Problem.REPEATED),
		(
			{"preferred_dates": [f"2026-12-0{day}" for day in range(1, 5)]},
			"preferred_dates",
			Problem.TOO_MANY,
		),
		({"preferred_dates": ["1 December"]}, "preferred_dates[0]", Problem.NOT_A_DATE),
		({"preferred_dates": []}, "preferred_dates", Problem.MISSING),
		({"contact_me": "perhaps"}, "contact_me", Problem.NOT_YES_OR_NO),
		({"wifi": {"ssid": "é" * 17}}, "wifi.ssid", Problem.TOO_MANY_BYTES),
		({"phone": {"port_number": "12345"}}, "phone.port_number", Problem.BAD_PHONE),
		(
			{"phone": {"e911_address": {"street": "Rue Principale"}}},
			"phone.e911_address.civic_number",
			Problem.MISSING,
		),
		({"shown": {"monthly_total": "much"}}, "shown.monthly_total", Problem.NOT_AN_AMOUNT),
		({"shown": {"total": 1}}, "shown.total", Problem.UNKNOWN),
		({"price": 0}, "price", Problem.UNKNOWN),
	],
)
def test_what_cannot_be_taken_is_named(changes, field, problem):
	assert refusal(order(**changes)) == (field, problem)


@pytest.mark.parametrize("body", [None, "order", [], 12])
def test_an_order_is_an_object(body):
	assert refusal(body) == ("", Problem.NOT_AN_OBJECT)


def test_the_same_order_written_another_way_has_the_same_digest():
	respelled = order(
		customer={"phone": "+1 450 272 2408", "email": " marie@example.CA", "name": "Marie Côté"}, tv_boxes=1
	)
	assert read(respelled).digest == read(ORDER).digest


@pytest.mark.parametrize(
	"changes",
	[
		{"services": [{"sku": "FTTH80I"}]},
		{"address": {"address_id": "A2"}},
		{"preferred_dates": ["2026-12-02", "2026-12-01"]},
		{"notes": "Chien méchant"},
	],
)
def test_another_order_has_another_digest(changes):
	assert read(order(**changes)).digest != read(ORDER).digest


json_values = st.recursive(
	st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
	lambda children: st.lists(children) | st.dictionaries(st.text(), children),
	max_leaves=6,
)


@given(st.sampled_from([*ORDER, "tv_boxes", "wifi", "phone", "shown", "notes", "setup_intent"]), json_values)
def test_whatever_is_sent_is_read_or_refused_by_name(key, value):
	try:
		read(order(**{key: value}))
	except Malformed as error:
		assert error.field


@pytest.mark.parametrize(
	("line", "civic_number", "suffix", "street"),
	[
		("123 rue Principale", "123", None, "rue Principale"),
		("123A, 4e Rang", "123", "A", "4e Rang"),
		("12-b chemin du Lac", "12", "B", "chemin du Lac"),
		("4E rue Principale", "4", "E", "rue Principale"),
		("7 1/2 rue Haute", "7", "1/2", "rue Haute"),
	],
)
def test_the_civic_number_begins_the_line(line, civic_number, suffix, street):
	found = street_of(line)
	assert (found.civic_number, found.civic_suffix, found.street) == (civic_number, suffix, street)


@pytest.mark.parametrize("line", ["rue Principale", "4e Rang", "2e Avenue Nord", "", None])
def test_a_line_without_civic_number_is_refused(line):
	with pytest.raises(Malformed) as caught:
		street_of(line)
	assert caught.value.problem is Problem.NO_CIVIC_NUMBER
