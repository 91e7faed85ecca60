"""Forms, amounts and objects of Stripe, without a network."""

from decimal import Decimal
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigafibre_fsm.integrations.stripe import mapping
from gigafibre_fsm.integrations.stripe.form import encode
from gigafibre_fsm.integrations.stripe.mapping import Card, Outcome
from gigafibre_fsm.integrations.stripe.money import from_cents, to_cents
from gigafibre_fsm.testing.servers.stripe.form import nest
from gigafibre_fsm.testing.servers.stripe.schema import fixtures


class TestForm:
	def test_nested_values_are_named_by_their_place(self):
		values = {"metadata": {"order": "7"}, "items": [{"price": 5}], "confirm": True, "off": False}
		assert encode(values) == [
			("metadata[order]", "7"),
			("items[0][price]", "5"),
			("confirm", "true"),
			("off", "false"),
		]

	def test_nothing_is_not_sent_and_an_empty_text_is(self):
		assert encode({"a": None, "b": "", "c": {}, "d": [], "e": {"f": None}}) == [("b", "")]

	@pytest.mark.parametrize("value", [1.5, Decimal("1.50"), b"x", object()])
	def test_what_has_no_form_is_refused(self, value):
		with pytest.raises(TypeError):
			encode({"amount": value})

	# Names are ours; values are anybody's.
	@given(
		st.dictionaries(
			st.sampled_from(["a", "b_c", "metadata"]),
			st.recursive(
				st.text(),
				lambda inner: st.lists(inner, min_size=1, max_size=12)
				| st.dictionaries(st.sampled_from(["x", "y_z"]), inner, min_size=1),
			),
		)
	)
	def test_what_is_sent_is_what_is_read(self, values):
		assert nest(urlencode(encode(values))) == values


class TestMoney:
	@pytest.mark.parametrize(
		("amount", "cents"), [("45.99", 4599), ("0.5", 50), ("1E+2", 10000), ("-3.10", -310), ("0", 0)]
	)
	def test_dollars_are_cents(self, amount, cents):
		assert to_cents(Decimal(amount)) == cents

	@pytest.mark.parametrize("amount", ["45.999", "0.001", "NaN", "Infinity"])
	def test_a_part_of_a_cent_is_refused(self, amount):
		with pytest.raises(ValueError):
			to_cents(Decimal(amount))

	@pytest.mark.parametrize("amount", [45.99, 45, "45.99", None])
	def test_an_amount_is_exact_or_refused(self, amount):
		with pytest.raises(TypeError):
			to_cents(amount)

	@given(st.integers(-(10**15), 10**15), st.sampled_from(["cad", "CAD", "usd", "jpy", "kwd"]))
	def test_there_and_back(self, cents, currency):
		assert to_cents(from_cents(cents, currency), currency) == cents

	def test_currencies_without_cents(self):
		assert to_cents(Decimal("500"), "jpy") == 500
		assert from_cents(1234, "kwd") == Decimal("1.234")


class TestStripesOwnExamples:
	"""Every object is read from the examples that Stripe publishes of it."""

	def test_card(self):
		card = mapping.card(fixtures()["payment_method"])
		assert (card.brand, card.last4, card.expiry, card.type) == ("visa", "4242", "08/2030", "card")

	def test_setup_intent(self):
		intent = mapping.setup_intent(fixtures()["setup_intent"])
		assert (intent.status, intent.usage, intent.payment_method) == (
			"requires_payment_method",
			"off_session",
			None,
		)

	def test_payment_intent(self):
		intent = mapping.payment_intent(fixtures()["payment_intent"])
		assert (intent.amount, intent.currency, intent.outcome) == (Decimal("10.99"), "usd", Outcome.NEW)

	def test_checkout_session(self):
		session = mapping.checkout_session(fixtures()["checkout.session"])
		assert (session.mode, session.status, session.amount) == ("payment", "open", None)

	def test_customer_and_event(self):
		assert mapping.customer(fixtures()["customer"]).id == "cus_QXg1o8vcGmoR32"
		assert mapping.event(fixtures()["event"])["type"] == "plan.created"

	def test_balance(self):
		assert mapping.balance(fixtures()["balance"]).live is False


class TestReading:
	def test_a_card_by_its_id_alone(self):
		assert mapping.card("pm_1") == Card("pm_1")
		assert mapping.card(None) is None

	def test_references_are_ids_expanded_or_not(self):
		whole = {**fixtures()["setup_intent"], "customer": fixtures()["customer"]}
		assert mapping.setup_intent(whole).customer == fixtures()["customer"]["id"]

	def test_secrets_do_not_show(self):
		for read, kind in (
			(mapping.setup_intent, "setup_intent"),
			(mapping.payment_intent, "payment_intent"),
		):
			value = read(fixtures()[kind])
			assert value.client_secret
			assert "_secret_" not in repr(value)

	@pytest.mark.parametrize("odd", [{}, {"id": ""}, {"id": 7}, {"id": None}])
	def test_an_object_without_an_id_is_none(self, odd):
		with pytest.raises((KeyError, ValueError)):
			mapping.customer(odd)


OUTCOMES = [
	("succeeded", "", "", Outcome.SUCCEEDED),
	("processing", "", "", Outcome.PROCESSING),
	("requires_action", "", "", Outcome.NEEDS_ACTION),
	("requires_confirmation", "", "", Outcome.NEW),
	("requires_payment_method", "", "", Outcome.NEW),
	("requires_payment_method", "card_declined", "insufficient_funds", Outcome.DECLINED),
	("requires_payment_method", "expired_card", "", Outcome.DECLINED),
	("requires_payment_method", "authentication_required", "authentication_required", Outcome.NEEDS_ACTION),
	("requires_payment_method", "card_declined", "authentication_required", Outcome.NEEDS_ACTION),
	("canceled", "", "", Outcome.CANCELLED),
	# An earlier refusal stays on the object after a later success.
	("succeeded", "authentication_required", "", Outcome.SUCCEEDED),
	("processing", "card_declined", "generic_decline", Outcome.PROCESSING),
	# A status of a later version decides nothing.
	("something_new", "", "", Outcome.PROCESSING),
]


@pytest.mark.parametrize(("status", "code", "decline", "outcome"), OUTCOMES)
def test_what_a_charge_came_to(status, code, decline, outcome):
	error = {"code": code, "decline_code": decline} if code else None
	data = {**fixtures()["payment_intent"], "status": status, "last_payment_error": error}
	assert mapping.payment_intent(data).outcome == outcome


def test_outcomes_are_the_statuses_of_a_payment_attempt(doctype_options):
	assert {outcome.value for outcome in Outcome} < doctype_options("Payment Attempt", "status")
