import importlib.util
import json
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gigafibre_fsm
from gigafibre_fsm.domain import receipts
from gigafibre_fsm.domain.receipts import (
	ACCEPTED,
	BOUNCED,
	CANCELLED,
	DELIVERED,
	FAILED,
	QUEUED,
	RANKS,
	SENDING,
	SENT,
	SPAM,
	UNDELIVERED,
	Receipt,
	Row,
	status_after,
)

KINDS = [kind for kind in RANKS if kind]
OUTBOX = Path(gigafibre_fsm.__file__).parent / "gigafibre_fsm" / "doctype" / "outbox_message"


def heard(row: Row, *kinds: str, provider_id: str = "SM1") -> Row:
	for kind in kinds:
		status = status_after(row, Receipt(provider_id, kind))
		if status:
			row = Row(status, provider_id, kind)
	return row


@pytest.mark.parametrize(
	("kind", "status"),
	[(ACCEPTED, SENT), (DELIVERED, SENT), (SPAM, SENT), (BOUNCED, FAILED), (UNDELIVERED, FAILED)],
)
@pytest.mark.parametrize("before", [QUEUED, SENDING, SENT, FAILED])
def test_a_report_says_where_the_message_is(before, kind, status):
	assert heard(Row(before, "", ""), kind) == Row(status, "SM1", kind)


@given(st.lists(st.sampled_from(KINDS), min_size=1, max_size=6), st.randoms())
def test_no_order_and_no_repetition_makes_a_difference(kinds, random):
	shuffled = kinds + kinds
	random.shuffle(shuffled)
	row = Row(SENT, "SM1", "")
	assert heard(row, *shuffled) == heard(row, *kinds)


def test_all_orders_of_a_delivered_message():
	ends = {heard(Row(SENDING, "", ""), *order) for order in permutations((ACCEPTED, BOUNCED, DELIVERED))}
	assert ends == {Row(SENT, "SM1", DELIVERED)}


def test_a_late_report_of_a_replaced_attempt_says_nothing():
	for status in (SENT, FAILED, CANCELLED):
		row = Row(status, "SM2", ACCEPTED)
		assert heard(row, *KINDS, provider_id="SM1") == row


def test_a_report_of_a_new_attempt_may_come_before_its_answer():
	for status in (QUEUED, SENDING):
		assert heard(Row(status, "SM1", UNDELIVERED), DELIVERED, provider_id="SM2") == Row(
			SENT, "SM2", DELIVERED
		)


def test_a_repeated_report_does_not_stop_a_retry():
	row = Row(QUEUED, "SM1", UNDELIVERED)
	assert heard(row, UNDELIVERED, BOUNCED, DELIVERED, ACCEPTED) == row


def test_a_cancelled_message_stays_cancelled():
	assert heard(Row(CANCELLED, "", ""), DELIVERED) == Row(CANCELLED, "SM1", DELIVERED)


def status_module():
	spec = importlib.util.spec_from_file_location("status", OUTBOX / "status.py")
	module = importlib.util.module_from_spec(spec)
	spec.loader.exec_module(module)
	return module


@given(st.sampled_from(KINDS), st.sampled_from([*KINDS, ""]), st.sampled_from(["", "SM1", "SM2"]))
def test_the_outbox_allows_every_move(kind, known, provider_id):
	moves = status_module().MOVES
	for status, allowed in moves.items():
		after = status_after(Row(status, provider_id, known), Receipt("SM1", kind))
		assert after in (None, status, *allowed)


def test_statuses_are_those_of_the_outbox():
	constants = {value for name, value in vars(status_module().Status).items() if name.isupper()}
	assert {
		receipts.QUEUED,
		receipts.SENDING,
		receipts.SENT,
		receipts.FAILED,
		receipts.CANCELLED,
	} == constants


def test_kinds_are_the_choices_of_the_form():
	fields = json.loads((OUTBOX / "outbox_message.json").read_text(encoding="utf-8"))["fields"]
	(field,) = [field for field in fields if field["fieldname"] == "delivery_status"]
	assert field["options"].split("\n") == list(RANKS)
