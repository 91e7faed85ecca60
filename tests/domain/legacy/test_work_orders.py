"""What `bon_travail` and its items become."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigafibre_fsm.domain.legacy import work_orders
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import Reason, Rejected

NOW = datetime(2026, 11, 21, 12)
KNOWN = Known(
	NOW,
	customers={12: {"name": "C-12", "customer_name": "Anne Côté"}},
	employees={7: {"name": "E-7", "employee_name": "Luc Roy", "user_id": None}},
	items={3: {"name": "INST"}},
	catch_all_item="DIVERS",
)
ROW = {
	"id": 5,
	"account_id": 12,
	"date": 1772461800,  # 2026-03-02 09:30
	"tech1": 7,
	"heure_arrive_t1": "08:30",
	"heure_depart_t1": "11h00",
	"tech2": None,
	"heure_arrive_t2": "",
	"heure_depart_t2": None,
	"note": "Prise remplacée",
	"subtotal": Decimal("25.00"),
	"tps": Decimal("1.25"),
	"tvq": Decimal("2.49"),
	"total": Decimal("28.74"),
	"details": [],
}
LINE = {
	"id": 1,
	"bon_id": 5,
	"product_id": 3,
	"qte": Decimal("2.50"),
	"price": Decimal("1.01"),
	"desc": "Câble",
}


def becomes(**changed):
	[record] = work_orders.becomes({**ROW, **changed}, KNOWN)
	return record


def visited(came: str | None, left: str | None, **changed):
	return becomes(heure_arrive_t1=came, heure_depart_t1=left, **changed)


def test_a_row_as_it_should_be():
	record = becomes(details=[LINE])
	assert record.doctype == "Service Work Order"
	assert record.warnings == ()
	assert record.values == {
		"legacy_bon_travail_id": 5,
		"customer": "C-12",
		"customer_name": "Anne Côté",
		"work_date": date(2026, 3, 2),
		"visits": [
			{
				"technician": "E-7",
				"arrived_at": datetime(2026, 3, 2, 8, 30),
				"left_at": datetime(2026, 3, 2, 11, 0),
				"hours": 2.5,
			}
		],
		"items": [
			{
				"item": "INST",
				"description": "Câble",
				"qty": Decimal("2.50"),
				"rate": Decimal("1.01"),
				"amount": Decimal("2.53"),
			}
		],
		"note": "Prise remplacée",
		"creation": datetime(2026, 3, 2, 9, 30),
		"subtotal": Decimal("25.00"),
		"tps": Decimal("1.25"),
		"tvq": Decimal("2.49"),
		"total": Decimal("28.74"),
		"total_hours": 2.5,
	}


@pytest.mark.parametrize(
	("came", "left", "left_at", "hours"),
	[
		("22:00", "01:30", datetime(2026, 3, 3, 1, 30), 3.5),
		("20:00", "08:00", datetime(2026, 3, 3, 8, 0), 12.0),
		("06:00", "20:00", datetime(2026, 3, 2, 20, 0), 14.0),
		("20:00", "24:00", datetime(2026, 3, 3, 0, 0), 4.0),
		("08:00", "08:00", datetime(2026, 3, 2, 8, 0), 0.0),
		("08:00", "08:20", datetime(2026, 3, 2, 8, 20), 0.33),
	],
)
def test_hours(came, left, left_at, hours):
	record = visited(came, left)
	[visit] = record.values["visits"]
	assert (visit["left_at"], visit["hours"]) == (left_at, hours)
	assert record.values["total_hours"] == hours
	assert record.warnings == ()


def test_a_departure_long_before_the_arrival_stays_empty_and_is_listed():
	record = visited("13:00", "12:00")
	[visit] = record.values["visits"]
	assert visit["arrived_at"] == datetime(2026, 3, 2, 13)
	assert (visit["left_at"], visit["hours"], record.values["total_hours"]) == (None, 0, 0)
	assert record.values["note"] == "Prise remplacée\nvisit 1: 13:00 – 12:00"
	assert record.warnings == ("hours left empty: visit 1: 13:00 – 12:00",)


@pytest.mark.parametrize(
	("came", "left", "note"), [("matin", "11:00", "matin – 11:00"), ("08:00", "tard", "08:00 – tard")]
)
def test_what_is_no_time_is_kept_in_the_note(came, left, note):
	record = visited(came, left)
	assert record.values["note"] == f"Prise remplacée\nvisit 1: {note}"
	assert record.values["visits"][0]["hours"] == 0
	assert len(record.warnings) == 1


@pytest.mark.parametrize(("came", "left"), [("08:30", None), (None, "11:00"), ("", "")])
def test_a_time_that_nobody_wrote_is_no_fault(came, left):
	record = visited(came, left)
	[visit] = record.values["visits"]
	assert (visit["hours"], record.warnings) == (0, ())


def test_two_visits():
	record = becomes(tech2=7, heure_arrive_t2="13:00", heure_depart_t2="13:45")
	assert [visit["hours"] for visit in record.values["visits"]] == [2.5, 0.75]
	assert record.values["total_hours"] == 3.25


def test_nobody_came():
	record = becomes(tech1=0, heure_arrive_t1="", heure_depart_t1=" ")
	assert (record.values["visits"], record.values["total_hours"]) == ([], 0)


def test_only_the_second_technician_came():
	record = becomes(
		tech1=None,
		heure_arrive_t1=None,
		heure_depart_t1=None,
		tech2=7,
		heure_arrive_t2="9h",
		heure_depart_t2="10h",
	)
	[visit] = record.values["visits"]
	assert (visit["technician"], visit["hours"]) == ("E-7", 1)


def test_staff_who_are_not_known_are_named_in_the_note():
	record = becomes(tech2=99, heure_arrive_t2="13:00", heure_depart_t2="14:00")
	assert [visit["technician"] for visit in record.values["visits"]] == ["E-7", None]
	assert record.values["note"] == "Prise remplacée\nvisit 2: staff #99"


def test_amounts_are_kept_even_where_they_do_not_add_up():
	values = becomes(subtotal=Decimal("-40.00"), tps=None, tvq=Decimal("0.00"), total=Decimal("7.00")).values
	assert [values[name] for name in ("subtotal", "tps", "tvq", "total")] == [-40, 0, 0, 7]


@pytest.mark.parametrize("product_id", [99, 0, None])
def test_an_unknown_product_is_the_catch_all_item_with_its_text(product_id):
	[item] = becomes(details=[{**LINE, "product_id": product_id}]).values["items"]
	assert (item["item"], item["description"]) == ("DIVERS", "Câble")


@pytest.mark.parametrize(
	("qte", "price", "amount"),
	[
		(Decimal("2.50"), Decimal("1.01"), Decimal("2.53")),
		(Decimal("-2.50"), Decimal("1.01"), Decimal("-2.53")),
		(None, Decimal("10.00"), 0),
		(Decimal("1.00"), None, 0),
		(Decimal("999999.99"), Decimal("99999999.99"), Decimal("99999998990000.00")),
	],
)
def test_a_line_is_its_quantity_times_its_price(qte, price, amount):
	[item] = becomes(details=[{**LINE, "qte": qte, "price": price}]).values["items"]
	assert item["amount"] == amount


@pytest.mark.parametrize("seconds", [0, 1, 4102444800])
def test_without_a_day_there_is_no_work_order(seconds):
	with pytest.raises(Rejected) as caught:
		becomes(date=seconds)
	assert caught.value.reason == Reason.NO_DATE


def test_an_unknown_account_is_refused():
	with pytest.raises(Rejected) as caught:
		becomes(account_id=13)
	assert caught.value.reason == Reason.UNKNOWN_ACCOUNT


@given(st.integers(0, 24 * 60), st.integers(0, 24 * 60))
def test_nobody_leaves_before_they_came(came, left):
	record = visited(f"{came // 60:02}:{came % 60:02}", f"{left // 60:02}:{left % 60:02}")
	[visit] = record.values["visits"]
	stay = visit["left_at"] and visit["left_at"] - visit["arrived_at"]
	assert stay is None or timedelta() <= stay <= timedelta(hours=24)
	assert bool(record.warnings) == (stay is None)
