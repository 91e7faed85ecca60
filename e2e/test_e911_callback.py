"""The 911 provider's callback over HTTP: signed, many at once, and what a stranger learns from it."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
import requests

from e2e.browser.api import Api
from e2e.site_settings import changed
from e2e.visitor import refusal
from gigafibre_fsm.integrations.emergency.webhook import HEADER
from gigafibre_fsm.testing.servers.emergency import signature

METHOD = "/api/method/gigafibre_fsm.api.telephony.e911_callback"
SECRET = "emergency-callback-e2e-0001"
DID = "4505550188"
UNSIGNED = "This request is not signed by the 911 provider, or is too old."


@pytest.fixture(scope="module")
def api(url: str, admin_password: str) -> Iterator[Api]:
	with Api(url, "Administrator", admin_password) as api:
		with changed(api, {"emergency_callback_secret": SECRET}):
			yield api


@pytest.fixture(scope="module")
def line(api: Api) -> str:
	customer = api.make("Customer", customer_name=f"Rappel {uuid4().hex[:8]}", customer_type="Individual")
	return api.make("VoIP Line", did=DID, customer=customer["name"])["name"]


def tell(url: str, raw: bytes, secret: str = SECRET) -> requests.Response:
	headers = {HEADER: signature(raw, secret), "Content-Type": "application/json", "Accept-Language": "en"}
	return requests.post(url + METHOD, data=raw, headers=headers, timeout=60)


def report(did: str = DID) -> bytes:
	return json.dumps({"id": f"evt-{uuid4().hex}", "phone": did}).encode()


def questions(api: Api, line: str) -> int:
	return len(api.list("Outbox Message", channel="E911", event="query", reference_name=line))


def test_one_event_many_times_at_once_is_one_question(url: str, api: Api, line: str):
	before, raw = questions(api, line), report()
	with ThreadPoolExecutor(6) as pool:
		answers = list(pool.map(lambda _again: tell(url, raw), range(12)))
	assert {(answer.status_code, answer.text) for answer in answers} == {
		(200, '{"message":{"received":true}}')
	}
	assert questions(api, line) == before + 1


def test_a_stranger_cannot_tell_which_numbers_are_ours(url: str, api: Api, line: str):
	answers = [tell(url, report(did)) for did in (DID, "4505550189")]
	assert len({(answer.status_code, answer.text) for answer in answers}) == 1
	refused = {refusal(tell(url, report(did), secret="another")) for did in (DID, "4505550189")}
	assert refused == {(400, "InvalidRequest", UNSIGNED)}


@pytest.mark.parametrize("raw", [b"{", b"\xff", b"7", b"[" * 5000])
def test_what_is_no_json_is_said_in_one_sentence(url: str, api: Api, raw: bytes):
	assert refusal(tell(url, raw)) == (400, "InvalidRequest", "The request cannot be read.")


def test_it_is_posted_and_nothing_else(url: str, api: Api):
	assert requests.get(url + METHOD, timeout=60).status_code == 403
