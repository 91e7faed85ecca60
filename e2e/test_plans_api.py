"""Plans, quotes and dates as a visitor asks for them: over HTTP, without a login. The examples are those of docs/plans.md."""

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
import requests

from e2e.browser.api import Api
from e2e.test_guest_api import KINDS
from e2e.visitor import Visitor, refusal

HOUSEHOLD = [{"sku": "FTTH80I"}, {"sku": "TVBSTANDARD"}, {"sku": "TELEPMENS"}]
ALL_KINDS = {**KINDS, 403: "PermissionError", 422: "NotOrderable"}
# Enough calls for each of the web server's workers to answer some.
CALLS = 8


@pytest.fixture
def visitor(url: str) -> Visitor:
	return Visitor(url)


@pytest.fixture(scope="module")
def api(url: str, admin_password: str) -> Iterator[Api]:
	with Api(url, "Administrator", admin_password) as api:
		yield api


@pytest.fixture
def own_price(api: Api) -> Iterator[Callable]:
	"""own_price(79.0) → a zone in which FTTH80I costs that much from today on; gone when the test is over."""
	made: list[tuple[str, str]] = []

	def make(doctype: str, **values) -> str:
		made.append((doctype, api.make(doctype, **values)["name"]))
		return made[-1][1]

	def in_zone(rate: float, valid_from: date) -> str:
		prices = make("Price List", price_list_name="Épreuve des prix", currency="CAD", selling=1, enabled=1)
		price = {"item_code": "FTTH80I", "price_list": prices, "price_list_rate": rate}
		make("Item Price", **price, valid_from=str(valid_from))
		return make("Pricing Zone", code="EPREUVE-PRIX", title="Épreuve", price_list=prices)

	yield in_zone
	for doctype, name in reversed(made):
		api.session.delete(f"{api.url}/api/resource/{doctype}/{name}", timeout=60)


def quote(visitor: Visitor, **arguments) -> dict:
	answer = visitor.post("plans.quote", services=HOUSEHOLD, **arguments)
	assert answer.status_code == 200, answer.text
	return answer.json()["message"]


def test_the_example_of_the_page(visitor: Visitor):
	found = quote(visitor, commitment_months=24, activation_date="2026-12-15")
	assert [line["sku"] for line in found["monthly"]] == [
		"FTTH80I",
		"TVBSTANDARD",
		"TELEPMENS",
		"SERV911",
		"RAB3X",
		"RAB24M",
	]
	assert (found["monthly_total"], found["one_time_total"]) == (114.59, 69.95)
	assert found["monthly_taxes"] == {"tps": 5.73, "tvq": 11.43}
	invoice = {key: value for key, value in found["first_invoice"].items() if key != "lines"}
	assert invoice == {"subtotal": 132.79, "tps": 6.64, "tvq": 13.25, "total": 152.68}
	assert found["messages"] == ["First TV box free"]


def test_an_address_bar_gets_the_same_answer_as_a_program(visitor: Visitor):
	typed = visitor.get("plans.quote", services=json.dumps(HOUSEHOLD), commitment_months="24")
	assert typed.json()["message"] == quote(visitor, commitment_months=24)


def test_messages_are_in_the_visitors_language(visitor: Visitor):
	answer = visitor.post("plans.quote", {"Accept-Language": "fr-CA,fr;q=0.9"}, services=HOUSEHOLD)
	assert answer.json()["message"]["messages"] == ["1er décodeur offert"]


def test_plans_of_a_slow_place(visitor: Visitor):
	found = visitor.get("plans.list_plans", max_speed=80).json()["message"]
	assert [plan["sku"] for plan in found["internet"]] == ["FTTH25", "FTTH80I"]


def test_dates_are_ahead_and_on_working_days(visitor: Visitor):
	found = visitor.get("checkout.dates").json()["message"]
	days = [date.fromisoformat(row["date"]) for row in found]
	assert days == sorted(set(days))
	assert all(day.isoweekday() <= 5 for day in days)


@pytest.mark.parametrize(
	("arguments", "status", "english", "french"),
	[
		({}, 400, "services is missing.", "services est manquant."),
		(
			{"services": [{"sku": "FTTH80I", "price": 1}]},
			400,
			"services[0].price is not known.",
			None,
		),
		({"services": [{"sku": "NOPE"}]}, 422, "NOPE is not sold.", "NOPE n'est pas en vente."),
		(
			{"services": [{"sku": "TVBEVO"}]},
			422,
			"Télé évolution (TVBEVO) is sold only with a service of this kind: Internet.",
			"Télé évolution (TVBEVO) ne se vend qu'avec un service de ce type\u00a0: Internet.",
		),
		(
			{"services": [{"sku": "FTTH80I"}], "customer": "x"},
			403,
			"customer: only an agent may name a customer.",
			"customer\u00a0: seul un agent peut nommer un client.",
		),
	],
)
def test_a_refusal_is_one_sentence(visitor: Visitor, arguments, status, english, french):
	assert refusal(visitor.post("plans.quote", **arguments)) == (status, ALL_KINDS[status], english)
	if french:
		in_french = visitor.post("plans.quote", {"Accept-Language": "fr"}, **arguments)
		assert refusal(in_french) == (status, ALL_KINDS[status], french)


def rates(visitor: Visitor, zone: str) -> set[float]:
	return {quote(visitor, zone=zone)["monthly"][0]["rate"] for _ in range(CALLS)}


def test_a_new_price_holds_for_the_next_visitor_whichever_worker_answers(visitor, api, own_price):
	zone = own_price(84.95, date.today() - timedelta(days=1))
	assert rates(visitor, zone) == {84.95}
	price = api.list("Item Price", price_list="Épreuve des prix")[0]
	api.update("Item Price", price, price_list_rate=86.95)
	assert rates(visitor, zone) == {86.95}


def test_a_price_of_the_day_after_tomorrow_changes_nothing_today(visitor, own_price):
	standard = quote(visitor)["monthly"][0]["rate"]
	zone = own_price(1.00, date.today() + timedelta(days=2))
	assert rates(visitor, zone) == {standard}


def test_an_activation_fee_that_is_switched_off_is_gone_at_once(visitor: Visitor, api: Api):
	api.update("Item", "ACTTELEP", disabled=1)
	try:
		found = [line["sku"] for line in quote(visitor)["one_time"]]
	finally:
		api.update("Item", "ACTTELEP", disabled=0)
	assert found == ["INSTFTTH", "STB"]
	assert "ACTTELEP" in [line["sku"] for line in quote(visitor)["one_time"]]


def test_too_many_quotes_from_one_address_are_refused(url: str, api: Api):
	before = api.get("FSM%20Settings", "FSM%20Settings")["limit_guest_reads"]
	api.update("FSM%20Settings", "FSM%20Settings", limit_guest_reads=2)
	try:
		visitor = Visitor(url)
		statuses = [visitor.get("plans.list_plans").status_code for _ in range(3)]
	finally:
		api.update("FSM%20Settings", "FSM%20Settings", limit_guest_reads=before)
	assert statuses == [200, 200, 429]
	assert requests.get(f"{url}/api/method/ping", timeout=60).status_code == 200
