"""What the ACS asks, over HTTP: who may, what is answered, and many at the same moment."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from e2e.acs.devices import Acs, acs_of, token_of
from e2e.browser.api import Api
from e2e.visitor import refusal

METHODS = ("provision", "bootstrap", "inform", "activated")
AT_ONCE = 8


@pytest.fixture(scope="module")
def api(url: str, admin_password: str) -> Iterator[Api]:
	with Api(url, "Administrator", admin_password) as api:
		yield api


@pytest.fixture(scope="module")
def acs(api: Api, url: str, test_site: str) -> Acs:
	return acs_of(api, url, test_site)


@pytest.fixture(scope="module")
def tokens(api: Api) -> dict[str, str]:
	roles = ("FSM Agent", "FSM Manager", "FSM Dispatcher", "FSM Technician", "FSM Customer", "System Manager")
	return {
		role: token_of(api, f"{role.replace(' ', '.').lower()}.e2e@gigafibre.example", role) for role in roles
	}


def test_a_device_is_told_what_it_may_know_by_either_verb(acs: Acs):
	place = acs.place("TPLG7B000001")
	answers = [acs.call(verb, "provision", serial="tplg-7b00 0001") for verb in ("GET", "POST")]
	assert [answer.status_code for answer in answers] == [200, 200]
	first, second = (answer.json()["message"] for answer in answers)
	assert first == second
	assert (first["equipment"], first["serial"]) == (place.equipment, "TPLG7B000001")
	assert first["wifi"] == {
		"enabled": True,
		"ssid": place.ssid,
		"password": place.password,
		"ssid_5g": place.ssid,
		"password_5g": place.password,
	}
	assert set(answers[0].json()) == {"message"}


def test_who_may_ask(acs: Acs, tokens: dict[str, str]):
	acs.place("TPLG7B000002")
	for role, token in tokens.items():
		for method in METHODS:
			answer = acs.call("POST", method, token, serial="TPLG7B000002")
			allowed = role == "System Manager" and method != "provision"
			assert answer.status_code == (200 if allowed else 403), (role, method, answer.text)
			if not allowed:
				assert "secret-" not in answer.text
	for method in METHODS:
		assert acs.call("POST", method, "", serial="TPLG7B000002").status_code == 403
		assert acs.call("POST", method, "wrong:key", serial="TPLG7B000002").status_code == 401


def test_what_writes_is_posted(acs: Acs):
	for method in METHODS[1:]:
		assert acs.call("GET", method, serial="TPLG7B000002").status_code == 403


def test_each_refusal_is_one_sentence(acs: Acs):
	assert refusal(acs.call("GET", "provision", serial="TPLG7B00FFFF")) == (
		404,
		"NotFound",
		"There is no device TPLG7B00FFFF.",
	)
	assert refusal(acs.call("GET", "provision")) == (400, "InvalidRequest", "serial is missing.")
	for spelled in ("", "  ", "--:--"):
		assert refusal(acs.call("POST", "inform", serial=spelled))[0:2] == (400, "InvalidRequest")
	assert (
		refusal(acs.call("GET", "provision", serial="X" * 65))[2]
		== "serial is too long: 64 characters at most."
	)
	assert refusal(acs.call("POST", "inform", serial="X", online="perhaps"))[0:2] == (400, "InvalidRequest")
	assert refusal(acs.call("POST", "bootstrap", serial=["X"])) == (
		400,
		"InvalidRequest",
		"serial must be a text.",
	)


def test_a_device_without_a_service_is_told_nothing_and_noted(acs: Acs, api: Api):
	place = acs.place("TPLG7B000003")
	api.update("Service%20Location", place.location, status="Closed")
	for _ in range(3):
		answer = acs.call("GET", "provision", serial="TPLG7B000003").json()["message"]
		assert [answer[part] for part in ("wifi", "voip", "gpon", "radius", "parameters")] == [None] * 4 + [
			[]
		]
	[denial] = api.list("Device Denial", serial="TPLG7B000003")
	noted = api.get("Device%20Denial", denial)
	assert (noted["reason"], noted["times"], noted["equipment"]) == ("Service Closed", 1, place.equipment)


def test_an_unknown_device_that_calls_many_times_at_once_is_one_issue(acs: Acs, api: Api):
	serial = "TPLG7B000004"
	with ThreadPoolExecutor(AT_ONCE) as pool:
		answers = list(pool.map(lambda _: acs.call("POST", "bootstrap", serial=serial), range(2 * AT_ONCE)))
	assert {answer.status_code for answer in answers} == {200}
	[issue] = api.list("Issue", device_serial=serial)
	assert [answer.json()["message"] for answer in answers] == [{"known": False, "issue": issue}] * len(
		answers
	)
	assert len(api.list("Outbox Message", reference_name=issue, event="fsm_unknown_device")) == 1


def test_a_device_that_comes_online_many_times_at_once_is_one_event(acs: Acs, api: Api):
	place = acs.place("TPLG7B000005")
	with ThreadPoolExecutor(AT_ONCE) as pool:
		calls = [
			pool.submit(acs.call, "POST", "bootstrap", serial="TPLG7B000005") for _ in range(2 * AT_ONCE)
		]
	assert {call.result().status_code for call in calls} == {200}
	assert len(api.list("Outbox Message", reference_name=place.equipment, event="fsm_device_online")) == 1
	assert len(api.list("Comment", reference_name=place.equipment, comment_type="Info")) == 1


def test_denials_at_the_same_moment_are_one_row(acs: Acs, api: Api):
	place = acs.place("TPLG7B000006")
	api.update("Service%20Location", place.location, status="Closed")
	with ThreadPoolExecutor(AT_ONCE) as pool:
		calls = [pool.submit(acs.call, "GET", "provision", serial="TPLG7B000006") for _ in range(AT_ONCE)]
	assert {call.result().status_code for call in calls} == {200}
	assert len(api.list("Device Denial", serial="TPLG7B000006")) == 1


def test_activation_at_the_same_moment_answers_the_same(acs: Acs):
	place = acs.place("TPLG7B000007")
	with ThreadPoolExecutor(AT_ONCE) as pool:
		calls = [pool.submit(acs.call, "POST", "activated", serial="TPLG7B000007") for _ in range(AT_ONCE)]
	answers = [call.result().json().get("message") for call in calls]
	assert answers == [{"equipment": place.equipment, "status": "Actif"}] * AT_ONCE


@pytest.fixture
def full_outbox(bench) -> Iterator[None]:
	"""The database refuses events of devices, after what comes before them was written."""
	refuse = "signal sqlstate '45000' set message_text = 'the outbox is full'"
	run_sql(
		bench,
		"create trigger e2e_full_outbox before insert on `tabOutbox Message` for each row "
		f"if new.event in ('fsm_unknown_device', 'fsm_device_online') then {refuse}; end if",
	)
	yield
	run_sql(bench, "drop trigger if exists e2e_full_outbox")


def run_sql(bench, statement: str) -> None:
	bench("execute", "frappe.db.sql_ddl", "--args", json.dumps([statement]))


def test_half_of_it_is_nothing_of_it(acs: Acs, api: Api, bench, full_outbox):
	place = acs.place("TPLG7B00000A")
	for serial in ("TPLG7B00000A", "TPLG7B00000B"):
		status, kind, sentence = refusal(acs.call("POST", "bootstrap", serial=serial, ip="10.1.1.1"))
		assert (status, kind, "outbox" in sentence) == (500, "ServerError", False)
	stored = api.get("Service%20Equipment", place.equipment)
	assert (stored["is_online"], stored.get("ip_address"), stored.get("last_seen")) == (0, None, None)
	assert api.list("Issue", device_serial="TPLG7B00000B") == []
	run_sql(bench, "drop trigger e2e_full_outbox")
	assert acs.call("POST", "bootstrap", serial="TPLG7B00000A").json()["message"]["known"] is True
	issue = acs.call("POST", "bootstrap", serial="TPLG7B00000B").json()["message"]["issue"]
	assert len(api.list("Outbox Message", reference_name=issue, event="fsm_unknown_device")) == 1


def test_a_device_that_was_denied_can_be_deleted(acs: Acs, api: Api):
	place = acs.place("TPLG7B00000C")
	api.update("Service%20Location", place.location, status="Closed")
	assert acs.call("GET", "provision", serial="TPLG7B00000C").status_code == 200
	deleted = api.session.delete(f"{api.url}/api/resource/Service Equipment/{place.equipment}", timeout=60)
	assert deleted.status_code == 202


def test_a_call_by_token_leaves_no_session(acs: Acs, api: Api):
	acs.place("TPLG7B000008")
	answer = acs.call("GET", "provision", serial="TPLG7B000008")
	assert answer.status_code == 200
	assert "sid" not in answer.cookies or answer.cookies["sid"] == "Guest"


def test_a_secret_that_cannot_be_read_is_no_answer_and_no_leak(acs: Acs, api: Api, bench):
	place = acs.place("TPLG7B000009")
	bench("execute", "frappe.db.sql", "--args", json.dumps([break_secret(place.equipment)]))
	status, kind, sentence = refusal(acs.call("GET", "provision", serial="TPLG7B000009"))
	assert (status, kind) == (500, "ServerError")
	assert place.password not in sentence


def break_secret(name: str) -> str:
	return f"update __Auth set password = 'broken' where doctype = 'Service Equipment' and name = '{name}'"
