"""The oracle itself: it passes what Stripe publishes, and it catches what is wrong."""

import copy

import pytest
import stripe

from gigafibre_fsm.testing.servers.stripe import schema
from gigafibre_fsm.testing.servers.stripe.schema import build

EXAMPLES = sorted(schema.fixtures())


def example(kind: str) -> dict:
	return copy.deepcopy(schema.fixtures()[kind])


def test_it_is_that_of_the_official_library():
	assert build.FILE.read_text() == build.text()
	assert schema.version() == stripe.api_version


@pytest.mark.parametrize("kind", EXAMPLES)
def test_stripes_own_examples_pass(kind):
	assert schema.answer_problems(example(kind)) == []


@pytest.mark.parametrize("kind", EXAMPLES)
def test_a_missing_field_is_caught(kind):
	damaged = example(kind)
	del damaged["livemode"]
	assert schema.answer_problems(damaged) == ["/livemode: missing"]


DAMAGES = [
	("payment_intent", {"amount": "1099"}),
	("payment_intent", {"amount": True}),
	("payment_intent", {"amount": None}),
	("payment_intent", {"status": "paid"}),
	("payment_intent", {"next_action": {"redirect_to_url": {}}}),
	("setup_intent", {"usage": None}),
	("setup_intent", {"payment_method_types": "card"}),
	("setup_intent", {"payment_method_types": [1]}),
	("payment_method", {"card": {"brand": "visa"}}),
	("checkout.session", {"metadata": {"order": 7}}),
	("event", {"data": None}),
	("charge", {"amount": 1.5}),
]


@pytest.mark.parametrize(("kind", "damage"), DAMAGES)
def test_a_damaged_answer_is_caught(kind, damage):
	(name,) = damage
	problems = schema.answer_problems(example(kind) | damage)
	assert problems and all(problem.startswith(f"/{name}") for problem in problems)


def test_a_list_is_checked_as_one():
	page = {"object": "list", "data": [], "has_more": False, "url": "/v1/customers"}
	assert schema.answer_problems(page) == []
	del page["has_more"]
	assert schema.answer_problems(page) == ["/has_more: missing"]


CHARGE = {
	"amount": "1099",
	"currency": "cad",
	"allowed_payment_method_types": ["card"],
	"metadata": {"order": "7"},
}
REQUESTS = [
	(CHARGE, []),
	(CHARGE | {"off_session": "true"}, []),
	(CHARGE | {"off_session": "yes"}, ["/off_session"]),
	(CHARGE | {"amount": "10.99"}, ["/amount"]),
	(CHARGE | {"allowed_payment_method_types": "card"}, ["/allowed_payment_method_types"]),
	# Taken until 2026-08-26, and refused since.
	(CHARGE | {"payment_method_types": ["card"]}, ["/payment_method_types"]),
	(CHARGE | {"metadata": {"order": {"deep": "7"}}}, ["/metadata"]),
	(CHARGE | {"metadata": ""}, []),
	(CHARGE | {"ammount": "1099"}, ["/ammount"]),
	(CHARGE | {"capture_method": "sometimes"}, ["/capture_method"]),
	({"amount": "1099"}, ["/currency"]),
]


@pytest.mark.parametrize(("form", "wrong"), REQUESTS)
def test_a_request_is_checked_by_name_and_kind(form, wrong):
	problems = schema.request_problems("POST", "/v1/payment_intents", {}, form)
	assert len(problems) == len(wrong)
	assert all(problem.startswith(name) for problem, name in zip(problems, wrong, strict=True))


def test_a_query_is_checked_too():
	assert schema.request_problems("GET", "/v1/customers", {"email": "a@b.example", "limit": "100"}, {}) == []
	assert schema.request_problems("GET", "/v1/customers", {"mail": "a@b.example"}, {})
	assert schema.request_problems("GET", "/v1/customers", {"limit": "many"}, {})


def test_a_request_that_stripe_does_not_have_is_caught():
	assert schema.request_problems("PUT", "/v1/customers", {}, {}) == ["no such request: PUT /v1/customers"]
	assert schema.request_problems("POST", "/v1/customer", {}, {})
