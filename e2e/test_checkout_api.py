"""An order over HTTP, as the website and as an agent send it: what is answered, and with which status it is refused."""

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
import requests

from e2e.browser.api import Api
from e2e.site_settings import changed, of_stripe
from e2e.visitor import METHOD, Visitor, refusal
from gigafibre_fsm.testing.servers.stripe import StripeServer

EMAIL = "lea@commande.example"
ANSWERED = {
	"order",
	"customer",
	"service_location",
	"subscriptions",
	"equipment",
	"voip_lines",
	"tasks",
	"dispatch_job",
	"fibre_id",
	"olt_port",
	"monthly_total",
	"one_time_total",
	"replayed",
}


@pytest.fixture(scope="module")
def stripe() -> Iterator[StripeServer]:
	with StripeServer() as server:
		yield server
		assert server.violations == []


@pytest.fixture(scope="module")
def api(url: str, admin_password: str, stripe: StripeServer) -> Iterator[Api]:
	with Api(url, "Administrator", admin_password) as api:
		values = {**of_stripe(stripe), "limit_guest_writes": 0, "jobs_per_day": 500}
		with changed(api, {"stripe_secret_key": stripe.key}, **values):
			yield api


@pytest.fixture
def visitor(url: str) -> Visitor:
	return Visitor(url)


@pytest.fixture
def address(api: Api) -> str:
	"""Of the register, with a free port."""
	number = uuid4().int % 80_000 + 20_000
	street = api.make("Street", street=f"Rang des Commandes {number}", municipality="Sainte-Commande")
	civic = api.make(
		"Civic Address",
		name=f"COMMANDE-{number}",
		street=street["name"],
		civic_number=12,
		postal_code="J0S 9Z9",
	)
	api.make("Fibre Drop", box_installed=1, max_speed=500, civic_address=civic["name"])
	api.make("Phone Number", did=f"45055{number:05d}"[:10], status="Free")
	return civic["name"]


@pytest.fixture
def order(api: Api, visitor: Visitor, address: str) -> Iterator[dict]:
	"""What the website would send; whatever came of it is cancelled when the test is over."""
	days = [row["date"] for row in visitor.get("checkout.dates").json()["message"]]
	body = {
		"idempotency_key": str(uuid4()),
		"address": {"address_id": address},
		"customer": {"name": "Léa Commande", "email": EMAIL, "phone": "450 272-2408", "language": "fr"},
		"services": [{"sku": "FTTH80I"}, {"sku": "TVBSTANDARD"}, {"sku": "TELEPMENS"}],
		"preferred_dates": days[:3],
	}
	yield body
	for name in api.list("Project", fsm_order_key=body["idempotency_key"]):
		api.method("gigafibre_fsm.api.checkout.cancel", order=name, reason="Fin de l'épreuve")


@pytest.fixture
def card(visitor: Visitor, stripe: StripeServer, api: Api) -> Callable[..., str]:
	"""card() → a SetupIntent with a card that Stripe's form has saved."""

	def save(email: str = EMAIL, name: str = "Léa Commande", typed: bool = True) -> str:
		answer = visitor.post("checkout.start_payment", email=email, name=name)
		assert answer.ok, answer.text
		started = answer.json()["message"]
		assert started["publishable_key"] == "pk_test_51GigafibreLocal"
		if typed:
			stripe.type_card(started["setup_intent"])
		return started["setup_intent"]

	return save


def as_agent(api: Api, order: dict) -> requests.Response:
	return api.session.post(f"{api.url}{METHOD}.checkout.submit", json={"order": order}, timeout=60)


def test_an_agent_orders_without_a_card(api: Api, order: dict):
	answer = as_agent(api, order)
	assert answer.status_code == 200, answer.text
	placed = answer.json()["message"]
	assert set(placed) == ANSWERED
	assert (placed["monthly_total"], placed["one_time_total"]) == (129.59, 69.95)
	assert (len(placed["subscriptions"]), len(placed["equipment"]), len(placed["tasks"])) == (5, 3, 8)
	project = api.get("Project", placed["order"])
	assert (project["fsm_source"], project["project_name"]) == ("agent", "Installation - Léa Commande")


def test_a_visitor_orders_with_a_saved_card(api: Api, visitor: Visitor, order: dict, card: Callable):
	answer = visitor.post("checkout.submit", order={**order, "setup_intent": card()})
	assert answer.status_code == 200, answer.text
	placed = answer.json()["message"]
	(method,) = api.list("Payment Method", customer=placed["customer"])
	kept = api.get("Payment Method", method)
	assert (kept["card_last4"], kept["is_auto"], kept["is_default"]) == ("4242", 1, 1)
	assert api.get("Project", placed["order"])["fsm_source"] == "website"


def test_the_same_call_again_gets_the_same_answer(api: Api, order: dict):
	first, second = (as_agent(api, order).json()["message"] for _ in range(2))
	assert (first.pop("replayed"), second.pop("replayed")) == (False, True)
	assert first == second


def test_a_key_stands_for_one_order(api: Api, order: dict):
	as_agent(api, order)
	assert refusal(as_agent(api, {**order, "tv_boxes": 2}))[:2] == (409, "InvalidState")


def test_a_port_is_sold_once(api: Api, order: dict):
	as_agent(api, order)
	other = {**order, "idempotency_key": str(uuid4())}
	assert refusal(as_agent(api, other))[:2] == (409, "PortTaken")


@pytest.mark.parametrize(
	("changes", "status", "kind", "words"),
	[
		({"services": [{"sku": "TVBSTANDARD"}]}, 422, "NotOrderable", "TVBSTANDARD"),
		({"services": [{"sku": "FTTH1500I"}]}, 422, "NotOrderable", "FTTH1500I"),
		({"services": [{"sku": "RAB_X"}]}, 422, "NotOrderable", "RAB_X"),
		({"shown": {"monthly_total": 1}}, 422, "NotOrderable", "129.59"),
		({"preferred_dates": ["2031-01-01"]}, 422, "NotOrderable", "2031-01-01"),
		(
			{"preferred_dates": [f"2031-01-0{day}" for day in range(1, 5)]},
			400,
			"InvalidRequest",
			"preferred_dates",
		),
		({"address": {"address_id": "NOWHERE"}}, 404, "NotFound", "NOWHERE"),
		({"price": 1}, 400, "InvalidRequest", "price"),
		({"customer": {"id": "Nobody"}}, 404, "NotFound", "Nobody"),
		({"services": "FTTH80I"}, 400, "InvalidRequest", "services"),
	],
)
def test_a_refusal_says_what_is_wrong(api: Api, order: dict, changes, status, kind, words):
	said = refusal(as_agent(api, {**order, **changes}))
	assert said[:2] == (status, kind)
	assert words in said[2]
	assert api.list("Project", fsm_order_key=order["idempotency_key"]) == []


@pytest.mark.parametrize("body", ["text", [], None, 12])
def test_an_order_is_an_object(api: Api, body):
	assert refusal(as_agent(api, body))[:2] == (400, "InvalidRequest")


def test_a_visitor_without_a_saved_card_is_refused(visitor: Visitor, order: dict, card: Callable):
	for setup_intent in (None, card(typed=False), card(email="autre@commande.example"), "seti_unknown0001"):
		answer = visitor.post("checkout.submit", order={**order, "setup_intent": setup_intent})
		assert refusal(answer)[:2] == (402, "CardNotSaved"), setup_intent


def test_a_card_form_serves_one_order(api: Api, visitor: Visitor, order: dict, card: Callable):
	setup_intent = card()
	assert visitor.post("checkout.submit", order={**order, "setup_intent": setup_intent}).ok
	other = {**order, "idempotency_key": str(uuid4()), "services": [{"sku": "TELEPMENS"}]}
	answer = visitor.post("checkout.submit", order={**other, "setup_intent": setup_intent})
	assert refusal(answer)[:2] == (402, "CardNotSaved")


def test_a_visitor_is_nobodys_agent(visitor: Visitor, order: dict, card: Callable):
	answer = visitor.post("checkout.submit", order={**order, "customer": {"id": "Léa Commande"}})
	assert refusal(answer)[:2] == (403, "PermissionError")
	special = {**order, "special_discount_reason": "Ami", "setup_intent": card()}
	assert refusal(visitor.post("checkout.submit", order=special))[:2] == (403, "PermissionError")
	answer = visitor.post("checkout.cancel", order="PROJ-0001", reason="Pour voir")
	assert refusal(answer)[:2] == (403, "PermissionError")


def test_stripe_out_of_reach_is_not_the_visitors_fault(
	api: Api, visitor: Visitor, order: dict, card: Callable, stripe: StripeServer
):
	setup_intent = card()
	stripe.trouble = stripe.hang_up
	try:
		answer = visitor.post("checkout.submit", order={**order, "setup_intent": setup_intent})
	finally:
		stripe.trouble = None
	assert refusal(answer)[:2] == (502, "UpstreamError")
	assert api.list("Project", fsm_order_key=order["idempotency_key"]) == []
	assert visitor.post("checkout.submit", order={**order, "setup_intent": setup_intent}).ok


def test_the_sentence_is_in_the_callers_language(visitor: Visitor, order: dict):
	answer = visitor.post("checkout.submit", headers={"Accept-Language": "fr"}, order=order)
	assert refusal(answer)[2] == "setup_intent manque\u00a0: enregistrez d'abord une carte."


def test_an_agent_takes_an_order_back(api: Api, order: dict):
	placed = as_agent(api, order).json()["message"]
	answer = api.method(
		"gigafibre_fsm.api.checkout.cancel", order=placed["order"], reason="Changement d'idée"
	)
	assert answer == {"order": placed["order"], "status": "Cancelled"}
	again = {**order, "idempotency_key": str(uuid4())}
	second = as_agent(api, again)
	assert second.status_code == 200
	api.method("gigafibre_fsm.api.checkout.cancel", order=second.json()["message"]["order"], reason="Fin")
