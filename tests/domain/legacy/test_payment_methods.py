"""What `account_profile`, bank details and Stripe's customers become."""

from datetime import datetime
from decimal import Decimal

import pytest

from gigafibre_fsm.domain.legacy import payment_methods
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import Change, Reason, Record, Rejected

CUSTOMER = {"name": "C-12", "customer_name": "Anne Côté", "ppa_enabled": 0, "stripe_id": None}
ACCOUNT = {
	"id": 12,
	"stripe_id": "",
	"stripe_ppa": 0,
	"ppa": 1,
	"ppa_name": "Caisse de l’Érable",
	"ppa_code": "815",
	"ppa_branch": "30123",
	"ppa_account": "012-3456",
	"ppa_amount": Decimal("200.00"),
	"ppa_amount_buffer": None,
	"ppa_fixed": Decimal("0.00"),
	"ppa_cc": 0,
	"date_orig": 1772461800,
}
AT_STRIPE = {**ACCOUNT, "stripe_id": "cus_N3x", "stripe_ppa": 1, "ppa": 0}
PROFILE = {
	"id": 5,
	"account_id": 12,
	"profile_id": "550e8400-e29b-41d4-a716-446655440000",
	"card_id": "550e8400-e29b-41d4-a716-446655440001",
	"token": "CtZ1a2",
	"initial_transaction": "tx-77",
}
CARD = "4242 4242 4242 4242"
BANK, VAULT, STRIPE = payment_methods.bank, payment_methods.vault, payment_methods.stripe


def known(*rivals: dict, **customer) -> Known:
	return Known(
		datetime(2026, 11, 21, 12),
		customers={12: {**CUSTOMER, **customer}},
		extra={payment_methods.RIVALS: {"C-12": list(rivals)}},
	)


def rival(name: str, *, is_auto: int = 1, is_default: int = 1, is_ours: int = 1) -> dict:
	return {"name": name, "is_auto": is_auto, "is_default": is_default, "is_ours": is_ours}


def record_of(effects: list) -> Record:
	[record] = [one for one in effects if isinstance(one, Record)]
	return record


def changes_of(effects: list) -> list[Change]:
	return [one for one in effects if isinstance(one, Change)]


def bank(**changed) -> dict:
	return record_of(BANK({**ACCOUNT, **changed}, known())).values


def refused(reads, row: dict) -> tuple[Reason, str]:
	with pytest.raises(Rejected) as caught:
		reads(row, known())
	return caught.value.reason, caught.value.detail


def test_bank_details_as_they_should_be():
	record, change = BANK(ACCOUNT, known())
	assert record.doctype == "Payment Method"
	assert record.warnings == ()
	assert record.values == {
		"legacy_account_id": 12,
		"bank_name": "Caisse de l’Érable",
		"institution_code": "815",
		"branch_code": "30123",
		"account_number": "0123456",
		"account_last4": "3456",
		"amount_limit": Decimal("200.00"),
		"amount_buffer": 0,
		"fixed_amount": 0,
		"via_credit_card": 0,
		"creation": datetime(2026, 3, 2, 9, 30),
		"customer": "C-12",
		"customer_name": "Anne Côté",
		"provider": "Bank Draft",
		"status": "Active",
		"title": "Caisse de l’Érable •••• 3456",
		"is_auto": 1,
		"is_default": 1,
	}
	assert change == Change("Customer", "C-12", {"ppa_enabled": 1})


def test_bank_details_that_do_not_pay_by_themselves_are_a_method_as_well():
	[record] = BANK({**ACCOUNT, "ppa": 0, "ppa_name": None}, known())
	assert (record.values["is_auto"], record.values["is_default"]) == (0, 0)
	assert record.values["title"] == "Bank Draft •••• 3456"


@pytest.mark.parametrize(
	("code", "branch", "stored"),
	[
		("815", "30123", ("815", "30123")),
		("0815", "030123", ("815", "30123")),
		("6", "123", ("006", "00123")),
		(" 815 ", "30-123", ("815", "30123")),
		("", None, (None, None)),
		("BNC", "A1", ("BNC", "A1")),
	],
)
def test_codes_of_banks(code, branch, stored):
	values = bank(ppa_code=code, ppa_branch=branch)
	assert (values["institution_code"], values["branch_code"]) == stored


@pytest.mark.parametrize(
	("changed", "reason"),
	[
		({"ppa_account": CARD}, (Reason.CARD_NUMBER, "ppa_account")),
		({"ppa_account": "4242424242424242"}, (Reason.CARD_NUMBER, "ppa_account")),
		({"ppa_account": ""}, (Reason.INCOMPLETE, "ppa_account")),
		({"ppa_account": None}, (Reason.INCOMPLETE, "ppa_account")),
		({"ppa_amount": Decimal("-5.00")}, (Reason.NEGATIVE_AMOUNT, "ppa_amount -5.00")),
		({"ppa_fixed": Decimal("-5.00")}, (Reason.NEGATIVE_AMOUNT, "ppa_fixed -5.00")),
		({"ppa_code": "81599"}, (Reason.TOO_LONG, "ppa_code: 5 characters, 3 fit")),
	],
)
def test_bank_details_that_are_refused(changed, reason):
	assert refused(BANK, {**ACCOUNT, **changed}) == reason


def test_a_number_with_no_right_check_digit_is_an_account():
	assert bank(ppa_account="4242424242424241")["account_last4"] == "4241"


def test_a_card_number_as_the_name_of_the_bank_is_masked():
	assert "4242 4242" not in bank(ppa_name=CARD)["bank_name"]


def test_a_profile_as_it_should_be():
	[record] = VAULT(PROFILE, known())
	assert record.values == {
		"legacy_account_profile_id": 5,
		"profile_id": "550e8400-e29b-41d4-a716-446655440000",
		"card_id": "550e8400-e29b-41d4-a716-446655440001",
		"token": "CtZ1a2",
		"initial_transaction": "tx-77",
		"customer": "C-12",
		"customer_name": "Anne Côté",
		"provider": "Paysafe",
		"status": "Active",
		"title": "Paysafe",
		"is_auto": 0,
		"is_default": 0,
	}


@pytest.mark.parametrize(
	("changed", "reason"),
	[
		({"profile_id": "", "token": None}, (Reason.INCOMPLETE, "profile_id, token")),
		({"token": "4242424242424242"}, (Reason.CARD_NUMBER, "token")),
		({"card_id": CARD}, (Reason.CARD_NUMBER, "card_id")),
		({"account_id": 13}, (Reason.UNKNOWN_ACCOUNT, "account 13")),
	],
)
def test_profiles_that_are_refused(changed, reason):
	assert refused(VAULT, {**PROFILE, **changed}) == reason


def test_a_card_number_as_a_transaction_is_masked():
	[record] = VAULT({**PROFILE, "initial_transaction": CARD}, known())
	assert record.values["initial_transaction"] == "**** **** **** 4242"


def test_a_customer_of_stripe_as_it_should_be():
	record, change = STRIPE(AT_STRIPE, known())
	assert record.values == {
		"legacy_account_id": 12,
		"stripe_customer_id": "cus_N3x",
		"creation": datetime(2026, 3, 2, 9, 30),
		"customer": "C-12",
		"customer_name": "Anne Côté",
		"provider": "Stripe",
		"status": "Active",
		"title": "Stripe",
		"is_auto": 1,
		"is_default": 1,
	}
	assert change == Change("Customer", "C-12", {"ppa_enabled": 1, "stripe_id": "cus_N3x"})


def test_a_customer_who_says_the_same_already_is_not_changed():
	assert changes_of(STRIPE(AT_STRIPE, known(ppa_enabled=1, stripe_id="cus_other"))) == []


@pytest.mark.parametrize("stripe_id", ["N3x", "cus_", "cus_N 3", "sub_12"])
def test_what_is_no_customer_of_stripe_is_refused(stripe_id):
	assert refused(STRIPE, {**AT_STRIPE, "stripe_id": stripe_id}) == (Reason.INCOMPLETE, "stripe_id")


def test_of_two_that_pay_by_themselves_it_is_stripe():
	both = {**AT_STRIPE, "ppa": 1}
	record = record_of(BANK(both, known()))
	assert (record.values["is_auto"], record.values["is_default"]) == (0, 0)
	assert record.warnings == ("Stripe pays by itself, the bank debit does not",)
	assert record_of(STRIPE(both, known())).values["is_auto"] == 1


def test_a_customer_of_nowhere_takes_nothing_from_the_bank():
	assert bank(stripe_id="?", stripe_ppa=1)["is_auto"] == 1


def test_what_paid_by_itself_in_the_legacy_database_before_lets_go_first():
	effects = STRIPE(AT_STRIPE, known(rival("PM-000009"), ppa_enabled=1, stripe_id="cus_N3x"))
	assert effects[0] == Change("Payment Method", "PM-000009", {"is_auto": 0, "is_default": 0})
	assert effects[1].values["is_auto"] == 1
	assert len(effects) == 2


def test_a_choice_made_on_the_site_stays():
	effects = STRIPE(AT_STRIPE, known(rival("PM-000009", is_ours=0), ppa_enabled=1, stripe_id="cus_N3x"))
	[record] = effects
	assert (record.values["is_auto"], record.values["is_default"]) == (0, 0)
	assert record.warnings == ("another method was chosen on the site to pay by itself",)


def test_a_default_chosen_on_the_site_stays():
	effects = STRIPE(AT_STRIPE, known(rival("PM-000009", is_auto=0, is_ours=0)))
	values = record_of(effects).values
	assert (values["is_auto"], values["is_default"]) == (1, 0)


def test_the_last_one_that_paid_by_itself_takes_the_customers_flag_along():
	effects = BANK({**ACCOUNT, "ppa": 0}, known(ppa_enabled=1))
	assert changes_of(effects) == [Change("Customer", "C-12", {"ppa_enabled": 0})]


def test_another_one_keeps_it():
	effects = BANK({**ACCOUNT, "ppa": 0}, known(rival("PM-000009"), ppa_enabled=1))
	assert changes_of(effects) == []
