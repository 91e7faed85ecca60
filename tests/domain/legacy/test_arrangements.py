"""What `accord_paiement` becomes."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from gigafibre_fsm.domain.legacy import arrangements
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import Reason, Rejected

NOW = datetime(2026, 11, 21, 12)
KNOWN = Known(
	NOW,
	customers={12: {"name": "C-12", "customer_name": "Anne Côté"}},
	employees={7: {"name": "E-7", "employee_name": "Luc Roy", "user_id": "luc@exemple.ca"}},
)
MARCH_2, MARCH_9, MARCH_16 = 1772461800, 1773066600, 1773671400  # 2026, half past nine in the morning
ROW = {
	"id": 5,
	"account_id": 12,
	"staff_id": 7,
	"date_accord": MARCH_2,
	"date_echeance": MARCH_9,
	"date_coupure": MARCH_16,
	"montant": Decimal("150.25"),
	"method": 3,
	"status": 0,
	"note": "PayÃ© promis<br>jeudi",
	"raison_changement": "",
}


def becomes(**changed):
	[record] = arrangements.becomes({**ROW, **changed}, KNOWN)
	return record


def refused(**changed) -> Reason:
	with pytest.raises(Rejected) as caught:
		becomes(**changed)
	return caught.value.reason


def test_a_row_as_it_should_be():
	record = becomes()
	assert record.doctype == "Payment Arrangement"
	assert record.warnings == ()
	assert record.values == {
		"legacy_accord_id": 5,
		"customer": "C-12",
		"customer_name": "Anne Côté",
		"status": "Open",
		"amount": Decimal("150.25"),
		"method": "Phone",
		"agreed_on": date(2026, 3, 2),
		"due_date": date(2026, 3, 9),
		"cutoff_date": date(2026, 3, 16),
		"agreed_by": "Luc Roy",
		"agreed_by_employee": "E-7",
		"agreed_by_user": "luc@exemple.ca",
		"note": "Payé promis\njeudi",
		"change_reason": None,
		"creation": datetime(2026, 3, 2, 9, 30),
	}


@pytest.mark.parametrize(("status", "meant"), [(-1, "Pending"), (0, "Open"), (1, "Completed")])
def test_statuses(status, meant):
	assert becomes(status=status).values["status"] == meant


@pytest.mark.parametrize("status", [2, -2, None])
def test_another_status_is_refused(status):
	assert refused(status=status) == Reason.UNKNOWN_STATUS


def test_methods():
	found = [becomes(method=method).values["method"] for method in range(5)]
	assert found == ["Unset", "Portal", "Cheque", "Phone", "PPA"]


def test_another_method_is_unset_and_listed():
	record = becomes(method=9)
	assert record.values["method"] == "Unset"
	assert record.warnings == ("unknown method: 9",)


D9, D16, D2 = date(2026, 3, 9), date(2026, 3, 16), date(2026, 3, 2)


@pytest.mark.parametrize(
	("due", "cutoff", "status", "dates", "warnings"),
	[
		(MARCH_9, MARCH_9, 0, (D9, D9), ()),
		(MARCH_9, 0, 0, (D9, D9), ("no cutoff date",)),
		(MARCH_9, None, 0, (D9, D9), ("no cutoff date",)),
		(MARCH_9, 4102444800, 0, (D9, D9), ("no cutoff date",)),
		(0, MARCH_16, 0, (D16, D16), ("no due date",)),
		(1, MARCH_16, 0, (D16, D16), ("no due date",)),
		(MARCH_16, MARCH_9, 0, (D16, D16), ("cutoff before the due date",)),
		(0, 0, 1, (D2, D2), ("no due date", "no cutoff date")),
	],
)
def test_a_day_that_is_missing_is_taken_from_the_others(due, cutoff, status, dates, warnings):
	record = becomes(date_echeance=due, date_coupure=cutoff, status=status)
	assert (record.values["due_date"], record.values["cutoff_date"]) == dates
	assert record.warnings == warnings


@pytest.mark.parametrize(("agreed", "status"), [(MARCH_2, 0), (MARCH_2, -1), (0, 1), (0, 0)])
def test_without_a_day_to_keep_there_is_no_arrangement(agreed, status):
	assert refused(date_accord=agreed, date_echeance=0, date_coupure=0, status=status) == Reason.NO_DATE


def test_nobody_knows_when_it_was_agreed():
	values = becomes(date_accord=0).values
	assert values["agreed_on"] is None
	assert "creation" not in values


def test_an_evening_in_quebec_is_still_that_day():
	assert becomes(date_accord=1772506800).values["agreed_on"] == date(
		2026, 3, 2
	)  # 22:00, 03:00 in Greenwich


@pytest.mark.parametrize(
	("montant", "amount"), [(None, 0), (Decimal("0.00"), 0), (Decimal("99999999.99"),) * 2]
)
def test_amounts(montant, amount):
	assert becomes(montant=montant).values["amount"] == amount


def test_nobody_owes_less_than_nothing():
	assert refused(montant=Decimal("-0.01")) == Reason.NEGATIVE_AMOUNT


def test_staff_who_are_not_known_are_named_by_number():
	values = becomes(staff_id=99).values
	assert (values["agreed_by"], values["agreed_by_employee"], values["agreed_by_user"]) == (
		"staff #99",
		None,
		None,
	)


@pytest.mark.parametrize("staff_id", [0, None])
def test_no_staff(staff_id):
	assert becomes(staff_id=staff_id).values["agreed_by"] is None


@pytest.mark.parametrize("account_id", [13, 0, None])
def test_an_unknown_account_is_refused(account_id):
	assert refused(account_id=account_id) == Reason.UNKNOWN_ACCOUNT


def test_an_id_that_does_not_fit_is_refused():
	assert refused(id=2**31) == Reason.ID_OUT_OF_RANGE


def test_card_numbers_in_the_notes_are_masked():
	values = becomes(note="carte 4242 4242 4242 4242", raison_changement="4242424242424242").values
	assert "4242 4242" not in values["note"]
	assert values["change_reason"].endswith("4242")
	assert "42424242" not in values["change_reason"]
