"""Reports of Twilio and Mailjet over HTTP, as they arrive: signed, in groups, many at once."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote
from uuid import uuid4

import pytest
import requests

from e2e.browser.api import Api
from e2e.site_settings import changed
from e2e.visitor import refusal
from gigafibre_fsm.integrations.twilio.signature import sign

METHOD = "/api/method/gigafibre_fsm.api.messages"
TOKEN, SECRET = "twilio-e2e-token-0001", "mailjet-e2e-secret-0001"
SETTINGS = quote("FSM Settings")


@pytest.fixture(scope="module")
def api(url: str, admin_password: str) -> Iterator[Api]:
	with Api(url, "Administrator", admin_password) as api:
		with changed(api, {"twilio_auth_token": TOKEN, "mailjet_webhook_secret": SECRET}):
			yield api


@pytest.fixture
def message(api: Api) -> dict:
	"""A text message that Twilio took."""
	return taken(api, "SMS", "+14505550142", f"SM{uuid4().hex}")


@pytest.fixture
def mails(api: Api) -> list[dict]:
	"""E-mails that Mailjet took."""
	return [taken(api, "Email", "julie@exemple.example", str(uuid4().int % 10**17)) for _number in range(3)]


def taken(api: Api, channel: str, recipient: str, provider_id: str) -> dict:
	values = {
		"event": "order_confirmed",
		"status": "Sent",
		"payload": "{}",
		"dedupe_key": f"e2e:{provider_id}",
	}
	return api.make("Outbox Message", channel=channel, recipient=recipient, provider_id=provider_id, **values)


def report(url: str, message: dict, status: str, token: str = TOKEN, **options) -> requests.Response:
	called = f"{url}{METHOD}.twilio_status?message={message['name']}"
	fields = {"MessageSid": message["provider_id"], "MessageStatus": status, "To": "+14505550142"}
	signature = sign(token, options.pop("signed", called), {name: [value] for name, value in fields.items()})
	headers = {"X-Twilio-Signature": signature, "Accept-Language": "en", **options.pop("headers", {})}
	return requests.post(called, data=fields, headers=headers, timeout=60)


def event(mail: dict, kind: str, **more) -> dict:
	tag = f"{mail['name']}@{os.environ['GIGAFIBRE_SITE']}"
	return {"event": kind, "MessageID": int(mail["provider_id"]), "CustomID": tag, "time": 1, **more}


def tell(url: str, body: object, secret: str = SECRET) -> requests.Response:
	return requests.post(
		f"{url}{METHOD}.mailjet_event?secret={secret}",
		json=body,
		headers={"Accept-Language": "en"},
		timeout=60,
	)


def state(api: Api, message: dict) -> tuple[str, str | None]:
	row = api.get("Outbox Message", message["name"])
	return row["status"], row.get("delivery_status")


def test_twilio_reports_with_its_signature(url: str, api: Api, message: dict):
	answer = report(url, message, "delivered")
	assert (answer.status_code, answer.json()) == (200, {"message": {}})
	assert state(api, message) == ("Sent", "Delivered")


def test_a_proxy_that_speaks_https_in_front_is_no_hindrance(url: str, api: Api, message: dict):
	signed = f"{url}{METHOD}.twilio_status?message={message['name']}".replace("http://", "https://")
	answer = report(url, message, "undelivered", signed=signed, headers={"X-Forwarded-Proto": "https"})
	assert answer.status_code == 200
	assert state(api, message) == ("Failed", "Undelivered")


def test_nobody_else_can_report(url: str, api: Api, message: dict):
	said = (403, "PermissionError", "This request is not signed by Twilio.")
	assert refusal(report(url, message, "undelivered", token="wrong")) == said
	assert requests.get(f"{url}{METHOD}.twilio_status", timeout=60).status_code == 403
	assert state(api, message)[0] == "Sent"


def test_reports_of_one_message_at_the_same_moment(url: str, api: Api, message: dict):
	statuses = ["queued", "sent", "delivered", "sent", "delivered", "queued"] * 4
	with ThreadPoolExecutor(8) as pool:
		answers = list(pool.map(lambda status: report(url, message, status), statuses))
	assert {answer.status_code for answer in answers} == {200}
	assert state(api, message) == ("Sent", "Delivered")


def test_mailjet_tells_one_event_or_a_group(url: str, api: Api, mails: list[dict]):
	first, second, third = mails
	assert tell(url, event(first, "sent")).status_code == 200
	group = [
		event(second, "bounce", hard_bounce=True, error="user unknown"),
		event(third, "spam"),
		event(first, "open"),
	]
	assert tell(url, group).json() == {"message": {}}
	assert [state(api, mail) for mail in mails] == [
		("Sent", "Delivered"),
		("Failed", "Undelivered"),
		("Sent", "Marked as Spam"),
	]


def test_groups_about_the_same_messages_do_not_block_each_other(url: str, api: Api, mails: list[dict]):
	groups = [[event(mail, "sent") for mail in order] for order in (mails, mails[::-1])] * 6
	with ThreadPoolExecutor(6) as pool:
		answers = list(pool.map(lambda group: tell(url, group), groups))
	assert {answer.status_code for answer in answers} == {200}
	assert {state(api, mail) for mail in mails} == {("Sent", "Delivered")}


def test_a_wrong_secret_is_refused(url: str, api: Api, mails: list[dict]):
	for secret in ("", "wrong"):
		kind = refusal(tell(url, event(mails[0], "bounce", hard_bounce=True), secret))
		assert kind[:2] == (403, "PermissionError")
		assert SECRET not in kind[2]
	assert state(api, mails[0])[0] == "Sent"


def test_what_is_no_json_gets_a_sentence(url: str):
	called = f"{url}{METHOD}.mailjet_event?secret={SECRET}"
	answer = requests.post(called, data=b"{", headers={"Content-Type": "application/json"}, timeout=60)
	assert 400 <= answer.status_code < 600
	assert refusal(answer)[2]
