"""Cards over HTTP: the website's form, Stripe's signed events, a payment link, and what the site makes of them."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote, urlsplit
from uuid import uuid4

import pytest
import requests

from e2e.browser.api import Api
from e2e.site_settings import changed, of_stripe
from gigafibre_fsm.testing.servers.stripe import StripeServer, signature

METHOD = "/api/method/gigafibre_fsm.api"
SECRET = "whsec_e2e_0123456789abcdef0123456789"
SETTINGS = quote("FSM Settings")
ENGLISH = {"Accept-Language": "en"}
PATIENCE = 60


@pytest.fixture(scope="module")
def stripe() -> Iterator[StripeServer]:
	with StripeServer() as server:
		yield server
		assert server.violations == []


@pytest.fixture(scope="module")
def api(url: str, admin_password: str, stripe: StripeServer) -> Iterator[Api]:
	with Api(url, "Administrator", admin_password) as api:
		secrets = {"stripe_secret_key": stripe.key, "stripe_webhook_secret": SECRET}
		with changed(api, secrets, **of_stripe(stripe), limit_guest_writes=1000):
			yield api


@pytest.fixture
def listening(stripe: StripeServer, url: str) -> Iterator[StripeServer]:
	"""Stripe sends its events by itself."""
	stripe.listen(webhook(url), SECRET, host=urlsplit(url).netloc)
	yield stripe
	stripe.events.endpoint = None


def webhook(url: str) -> str:
	parts = urlsplit(url)
	return f"http://127.0.0.1:{parts.port}{METHOD}.payments.stripe_webhook"


def post(url: str, path: str, **arguments) -> requests.Response:
	return requests.post(f"{url}{METHOD}.{path}", json=arguments, headers=ENGLISH, timeout=60)


def comes_true(question: Callable[[], object]) -> object:
	"""Events are applied by a job; without a worker, by the scheduler minutes later."""
	deadline = time.monotonic() + PATIENCE
	while not (answer := question()):
		assert time.monotonic() < deadline, "it never came true"
		time.sleep(0.2)
	return answer


def start(url: str, email: str) -> dict:
	answer = post(url, "checkout.start_payment", email=email, name="Anne Roy")
	assert answer.status_code == 200, answer.text
	return answer.json()["message"]


def test_a_visitors_card_is_saved_and_stripe_says_so(api, url, listening):
	email = f"anne{uuid4().hex[:8]}@exemple.ca"
	form = start(url, email)
	assert set(form) == {"client_secret", "setup_intent", "publishable_key"}
	(checkout,) = api.list(quote("Website Checkout"), email=email)
	listening.type_card(form["setup_intent"])
	comes_true(lambda: api.get(quote("Website Checkout"), checkout)["status"] == "Card Saved")
	assert form["client_secret"] not in str(api.get(quote("Website Checkout"), checkout))


def test_a_visitor_reads_no_checkout(api, url, stripe):
	form = start(url, f"anne{uuid4().hex[:8]}@exemple.ca")
	for resource in (quote("Website Checkout"), "Payment Method", "Payment Attempt", "Provider Event"):
		answer = requests.get(f"{url}/api/resource/{resource}", timeout=60)
		assert answer.status_code == 403, resource
		assert form["setup_intent"] not in answer.text


def test_one_event_sent_ten_times_at_once_is_one_row(api, url, stripe):
	stripe.create_customer({"email": "anne@exemple.ca"})
	event = stripe.events.all()[-1]
	endpoint = stripe.events.endpoint
	stripe.listen(webhook(url), SECRET, host=urlsplit(url).netloc)
	target, stripe.events.endpoint = stripe.events.endpoint, endpoint
	with ThreadPoolExecutor(10) as threads:
		statuses = list(threads.map(lambda _: stripe.events.send(event, target), range(10)))
	assert statuses == [200] * 10
	assert api.list(quote("Provider Event"), name=event["id"]) == [event["id"]]
	comes_true(lambda: api.get(quote("Provider Event"), event["id"])["status"] == "Ignored")


def test_without_a_signature_there_is_one_sentence_and_no_row(api, url):
	body = b'{"object": "event", "id": "evt_00000000000forged", "type": "payment_intent.succeeded"}'
	for header in ({}, {"Stripe-Signature": signature(body, "whsec_guess")}):
		answer = requests.post(
			f"{url}{METHOD}.payments.stripe_webhook",
			data=body,
			headers={"Content-Type": "application/json", **ENGLISH, **header},
			timeout=60,
		)
		assert (answer.status_code, answer.json()["exc_type"]) == (400, "InvalidRequest")
		assert answer.json()["message"] == "The signature is not Stripe's."
	assert api.list(quote("Provider Event"), name="evt_00000000000forged") == []


def test_stripe_out_of_reach_is_a_bad_gateway(api, url, stripe):
	stripe.trouble = stripe.hang_up
	try:
		answer = post(url, "checkout.start_payment", email="anne@exemple.ca", name="Anne")
	finally:
		stripe.trouble = None
	assert (answer.status_code, answer.json()["exc_type"]) == (502, "UpstreamError")
	assert "Cards cannot be taken right now" in answer.json()["message"]
	assert "Traceback" not in answer.text


def test_an_agents_link_saves_the_customers_card(api, url, listening):
	customer = api.make("Customer", customer_name=f"Lien {uuid4().hex[:6]}", email_id="anne@exemple.ca")
	sent = api.method(
		"gigafibre_fsm.api.payments.send_payment_link", customer=customer["name"], method="email"
	)
	assert sent["url"].startswith(listening.url)
	listening.pay(sent["url"].rpartition("/")[2])
	(method,) = comes_true(lambda: api.list(quote("Payment Method"), customer=customer["name"]))
	assert api.get(quote("Payment Method"), method)["title"] == "visa •••• 4242"
	comes_true(lambda: api.get("Customer", customer["name"])["ppa_enabled"])


def test_a_visitor_sends_no_links(api, url):
	answer = post(url, "payments.send_payment_link", customer="Anne", method="email")
	assert (answer.status_code, answer.json()["exc_type"]) == (403, "PermissionError")
