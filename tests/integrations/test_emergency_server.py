"""Our 911 provider: it keeps to docs/contracts/emergency.yaml, and notices when a caller does not."""

import json

import pytest
import requests

from gigafibre_fsm.integrations.emergency.webhook import HEADER, verify
from gigafibre_fsm.testing.servers.base import LocalServer, Reply, Request
from gigafibre_fsm.testing.servers.emergency import ALL, EmergencyServer

PHONE, OTHER = "4505551234", "4505551235"
ADDRESS = {
	"last_name": "Côté",
	"street_number": "123A",
	"street_name": "rue Principale",
	"city": "Saint-Anicet",
	"province": "QC",
	"enhanced": True,
}


class Website(LocalServer):
	"""Our side of a callback."""

	def answer(self, request: Request) -> Reply:
		return Reply.json({"message": {"received": True}})


@pytest.fixture
def server():
	with EmergencyServer() as server:
		yield server


def call(server: EmergencyServer, method: str, phone: str = "", **options) -> requests.Response:
	path = f"{ALL}/{phone}" if phone else ALL
	return requests.request(method, server.url + path, **{"auth": server.login, "timeout": 10, **options})


def wrong(server: EmergencyServer) -> str:
	"""What the server found, which would otherwise fail the test at its end."""
	found = "; ".join(server.violations)
	server.violations.clear()
	return found


def test_a_number_is_registered_updated_asked_for_and_deregistered(server):
	assert call(server, "GET", PHONE).json()["code"] == "not_registered"
	first = call(server, "PUT", PHONE, json=ADDRESS).json()
	assert (first["status"], first["address"]) == ("registered", ADDRESS)
	second = call(server, "PUT", PHONE, json={**ADDRESS, "suite": "2"}).json()
	assert (second["reference"], second["address"]["suite"]) == (first["reference"], "2")
	assert call(server, "GET", PHONE).json() == second
	assert [call(server, "DELETE", PHONE).status_code for _again in range(2)] == [204, 204]
	assert call(server, "GET", PHONE).status_code == 404
	assert server.done == [("PUT", PHONE), ("PUT", PHONE), ("DELETE", PHONE), ("DELETE", PHONE)]
	assert (server.calls("PUT", PHONE), server.calls("GET"), server.calls("GET", OTHER)) == (2, 3, 0)


def test_its_people_look_first_and_then_say_so(server):
	server.reviews = True
	answer = call(server, "PUT", PHONE, json=ADDRESS)
	assert (answer.status_code, answer.json()["status"]) == (202, "pending")
	with Website() as website:
		server.settle(PHONE, "No such street")
		assert server.tell(website.url, server.report(PHONE)).status_code == 200
		(told,) = website.requests
	assert call(server, "GET", PHONE).json()["reason"] == "No such street"
	seconds = int(told.headers[HEADER].partition(",")[0].removeprefix("t="))
	assert verify(told.body, told.headers[HEADER], server.callback_secret, seconds).phone == PHONE


def test_an_address_that_it_cannot_serve(server):
	server.refuses[PHONE] = "No call centre there"
	answer = call(server, "PUT", PHONE, json=ADDRESS)
	assert (answer.status_code, answer.json()["message"]) == (422, "No call centre there")
	assert server.registrations == {}


def test_pages_go_on_after_the_last_number(server):
	for last in range(7):
		server.hold(f"450555000{last}", ADDRESS)
	seen, after = [], {}
	while page := call(server, "GET", params={"limit": 3, **after}).json()["registrations"]:
		seen.append([row["phone"][-1] for row in page])
		after = {"after": page[-1]["phone"]}
	assert seen == [["0", "1", "2"], ["3", "4", "5"], ["6"]]


def test_five_wrong_logins_lock_the_account(server):
	statuses = [call(server, "GET", auth=("gigafibre", "wrong")).status_code for _attempt in range(5)]
	assert statuses == [401] * 5
	assert call(server, "GET").status_code == 403


def test_troubles(server):
	server.once(server.busy)
	answer = call(server, "PUT", PHONE, json=ADDRESS)
	assert (answer.status_code, answer.headers["Retry-After"]) == (503, "120")
	server.once(server.lose_answer)
	with pytest.raises(requests.ConnectionError):
		call(server, "PUT", PHONE, json=ADDRESS)
	server.once(server.answer_late)
	with pytest.raises(requests.ReadTimeout):
		call(server, "PUT", OTHER, json=ADDRESS, timeout=0.2)
	assert set(server.registrations) == {PHONE, OTHER}
	server.once(server.login_refused)
	assert (call(server, "GET").status_code, server.failures) == (401, 1)


@pytest.mark.parametrize(
	("change", "named"),
	[
		({"last_name": ""}, "last_name has 0 characters"),
		({"last_name": "x" * 101}, "last_name has 101 characters"),
		({"street_number": "12345678901"}, "street_number has 11"),
		({"province": "Québec"}, "province is not like"),
		({"enhanced": 1}, "enhanced is no boolean"),
		({"suite": None}, "suite is null"),
		({"colour": "blue"}, "colour is unknown"),
	],
)
def test_an_address_that_is_not_as_the_contract_has_it_is_refused_and_noted(server, change, named):
	answer = call(server, "PUT", PHONE, json={**ADDRESS, **change})
	assert answer.status_code == 422
	assert named in answer.json()["message"]
	assert named in wrong(server)


@pytest.mark.parametrize(
	("method", "phone", "options", "named"),
	[
		("PUT", "14505551234", {"json": ADDRESS}, "phone is not like"),
		("PUT", PHONE, {"data": json.dumps(ADDRESS)}, "not said to be JSON"),
		("POST", PHONE, {"json": ADDRESS}, "POST /v1/registrations/4505551234 is not described"),
		("GET", "", {"params": {"limit": 1001}}, "limit is out of its range"),
		("GET", "", {"params": {"limit": "many"}}, "limit is no integer"),
		("GET", "", {"params": {"page": 2}}, "page is no parameter"),
		("DELETE", PHONE, {"json": {}}, "it has a body"),
	],
)
def test_a_request_that_is_not_described_is_noted(server, method, phone, options, named):
	call(server, method, phone, **options)
	assert named in wrong(server)


def test_a_test_that_breaks_the_contract_fails_at_its_end():
	with pytest.raises(AssertionError, match="page is no parameter"), EmergencyServer() as server:
		call(server, "GET", params={"page": 2})


def test_another_process_can_look_and_tell_it_what_to_do(server):
	def ask(what: str, **order) -> requests.Response:
		return requests.post(f"{server.url}/_test/{what}", json=order, timeout=10)

	ask("hold", phone=OTHER, address=ADDRESS)
	ask("behave", reviews=True, refuses={PHONE: "No"})
	assert call(server, "PUT", PHONE, json=ADDRESS).status_code == 422
	assert call(server, "PUT", OTHER, json=ADDRESS).status_code == 202
	with Website() as website:
		assert ask("settle", phone=OTHER, url=website.url).json() == {"status": 200}
	state = ask("state").json()
	assert state["registrations"][OTHER]["status"] == "registered"
	assert (state["done"], state["failures"], state["wrong"]) == ([["PUT", OTHER]], 0, [])
