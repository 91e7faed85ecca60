"""Our Twilio beside what Twilio publishes of itself, and beside its official library."""

import json

import pytest
import requests
from twilio.base.exceptions import TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.request_validator import RequestValidator
from twilio.rest import Client

from gigafibre_fsm.testing.servers.base import LocalServer, Reply, Request
from gigafibre_fsm.testing.servers.openapi import violations
from gigafibre_fsm.testing.servers.twilio import ERRORS, NUMBERS, OPENAPI, TwilioServer

OURS, THEIRS = "+14502722408", "+14505550100"
MESSAGE = OPENAPI["schemas"]["api.v2010.account.message"]


class Website(LocalServer):
	"""Our side of a callback."""

	def answer(self, request: Request) -> Reply:
		return Reply(204)


class Local(TwilioHttpClient):
	"""The official library, at our address."""

	def __init__(self, base: str):
		super().__init__()
		self.base = base

	def request(self, method, url, *arguments, **options):
		return super().request(
			method, url.replace("https://api.twilio.com", self.base), *arguments, **options
		)


@pytest.fixture
def server():
	with TwilioServer() as server:
		yield server


@pytest.fixture
def official(server):
	return Client(server.sid, server.token, http_client=Local(server.url))


def wrong(value: object, schema: dict) -> list[str]:
	return list(violations(value, schema, OPENAPI["schemas"]))


def test_every_answer_is_of_the_published_form(server):
	login = (server.sid, server.token)
	root = f"{server.url}{server.root}/Messages.json"
	made = requests.post(root, auth=login, data={"To": THEIRS, "From": OURS, "Body": "Allô"}, timeout=5)
	assert made.status_code == 201
	assert wrong(made.json(), MESSAGE) == []
	for status in MESSAGE_STATES:
		server.messages[made.json()["sid"]]["status"] = status
		for path, schema in (
			(root, OPENAPI["list"]),
			(root.replace(".json", f"/{made.json()['sid']}.json"), MESSAGE),
		):
			assert wrong(requests.get(path, auth=login, timeout=5).json(), schema) == []


MESSAGE_STATES = ("queued", "sent", "delivered", "undelivered", "failed")


@pytest.mark.parametrize(
	("damage", "said"),
	[
		({"num_segments": 1}, "num_segments is no string"),
		({"status": "gone"}, "status is none of"),
		({"sid": "XX1"}, "sid is not like"),
		({"date_created": "yesterday"}, "date_created is no date"),
		({"colour": "blue"}, "colour is unknown"),
		({"error_code": "30003"}, "error_code is no integer"),
		({"error_code": True}, "error_code is no integer"),
		({"direction": None}, "direction is null"),
	],
)
def test_a_damaged_answer_is_caught(server, damage, said):
	row = server._message({"To": THEIRS, "From": OURS, "Body": "x"})
	assert wrong(row, MESSAGE) == []
	assert any(said in one for one in wrong({**row, **damage}, MESSAGE))


def test_a_request_that_twilio_does_not_know_is_refused(server):
	root = f"{server.url}{server.root}/Messages.json"
	data = {"To": THEIRS, "From": OURS, "Body": "x", "StatusCallbackUrl": "https://a.example"}
	refused = requests.post(root, auth=(server.sid, server.token), data=data, timeout=5)
	assert (refused.status_code, refused.json()["code"]) == (400, 20001)


def test_the_official_library_sends_lists_and_reads(official, server):
	made = official.messages.create(to=THEIRS, from_=OURS, body="Été")
	assert made.status == "queued"
	assert [row.sid for row in official.messages.list(to=THEIRS)] == [made.sid]
	assert official.messages(made.sid).fetch().body == "Été"
	assert server.sent_to(THEIRS) == ["Été"]


def test_the_official_library_reads_on_through_the_pages(official):
	sids = [official.messages.create(to=THEIRS, from_=OURS, body=str(n)).sid for n in range(7)]
	assert [row.sid for row in official.messages.list(to=THEIRS, page_size=3)] == sids[::-1]


@pytest.mark.parametrize(("number", "code"), NUMBERS.items())
def test_numbers_that_fail_say_so_to_the_official_library(official, number, code):
	with pytest.raises(TwilioRestException) as caught:
		official.messages.create(to=number, from_=OURS, body="x")
	assert (caught.value.code, caught.value.status) == (code, ERRORS[code][0])


def test_a_callback_carries_a_signature_that_the_official_library_accepts(official, server):
	with Website() as website:
		url = f"{website.url}/hook?message=OUT-1".replace("127.0.0.1", "site.localhost")
		made = official.messages.create(to=THEIRS, from_=OURS, body="x", status_callback=url)
		assert server.report(made.sid, "undelivered", 30003).status_code == 204
		(call,) = website.requests
		fields = dict(pair.split("=") for pair in call.body.decode().replace("%2B", "+").split("&"))
		assert fields["MessageStatus"] == "undelivered" and fields["ErrorCode"] == "30003"
		assert RequestValidator(server.token).validate(url, fields, call.headers["X-Twilio-Signature"])


def test_another_process_may_ask_and_order(server):
	root = f"{server.url}{server.root}/Messages.json"
	data = {"To": THEIRS, "From": OURS, "Body": "x"}
	requests.post(f"{server.url}/_test/trouble", json={"name": "lose_answer", "once": True}, timeout=5)
	with pytest.raises(requests.ConnectionError):
		requests.post(root, auth=(server.sid, server.token), data=data, timeout=5)
	assert requests.post(root, auth=(server.sid, server.token), data=data, timeout=5).status_code == 201
	assert len(requests.get(f"{server.url}/_test/messages", timeout=5).json()) == 2
	seen = requests.get(f"{server.url}/_test/requests", timeout=5).json()
	assert [call["method"] for call in seen] == ["POST", "POST"]
	assert json.dumps(seen).count("Body=x") == 2
