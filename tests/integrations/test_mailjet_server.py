"""Our Mailjet, as Mailjet's official library meets it."""

import json

import pytest
import requests
from mailjet_rest import Client

from gigafibre_fsm.testing.servers.base import LocalServer, Reply, Request
from gigafibre_fsm.testing.servers.mailjet import MailjetServer

MESSAGE = {
	"From": {"Email": "facturation@gigafibre.example", "Name": "Gigafibre"},
	"To": [{"Email": "julie@exemple.example"}],
	"Subject": "Été",
	"TextPart": "Bonjour",
	"CustomID": "OUT-1",
}


class Website(LocalServer):
	"""Our side of an event."""

	def answer(self, request: Request) -> Reply:
		return Reply(200)


@pytest.fixture
def server():
	with MailjetServer() as server:
		yield server


def official(server: MailjetServer, version: str) -> Client:
	return Client(auth=server.login, version=version, api_url=f"{server.url}/")


def send(server: MailjetServer, *messages: dict) -> requests.Response:
	return official(server, "v3.1").send.create(data={"Messages": list(messages)})


def test_the_official_library_sends_and_finds_again(server):
	sent = send(server, MESSAGE)
	assert sent.status_code == 200
	(result,) = sent.json()["Messages"]
	assert (result["Status"], result["CustomID"]) == ("success", "OUT-1")
	number = result["To"][0]["MessageID"]
	v3 = official(server, "v3")
	assert [row["ID"] for row in v3.message.get(filters={"CustomID": "OUT-1"}).json()["Data"]] == [number]
	assert v3.message.get(filters={"CustomID": "OUT-2"}).json()["Count"] == 0
	assert v3.message.get(id=number).json()["Data"][0]["UUID"] == result["To"][0]["MessageUUID"]
	assert v3.message.get(id=1).status_code == 404


def test_one_bad_message_of_two_is_said_inside_a_success(server):
	answer = send(server, MESSAGE, {**MESSAGE, "To": [{"Email": "julie"}]})
	assert answer.status_code == 200
	assert [row["Status"] for row in answer.json()["Messages"]] == ["success", "error"]


@pytest.mark.parametrize(
	("change", "related"),
	[
		({"To": [{"Email": "julie"}]}, "To[0].Email"),
		({"From": {"Email": "x@elsewhere.example"}}, "From"),
		({"TextPart": ""}, "HTMLPart"),
		({"Colour": "blue"}, "Colour"),
	],
)
def test_what_is_wrong_is_named(server, change, related):
	answer = send(server, {**MESSAGE, **change})
	(result,) = answer.json()["Messages"]
	assert answer.status_code == 400
	assert result["Errors"][0]["ErrorRelatedTo"] == [related]
	assert server.sent == {}


def test_without_keys_nothing_is_taken(server):
	server.login = ("other", "keys")
	assert (
		Client(auth=("a", "b"), version="v3.1", api_url=f"{server.url}/")
		.send.create(data={"Messages": [MESSAGE]})
		.status_code
		== 401
	)


def test_events_come_alone_or_in_a_group(server):
	(result,) = send(server, MESSAGE).json()["Messages"]
	number = result["To"][0]["MessageID"]
	events = [server.event(number, "sent"), server.event(number, "bounce", hard_bounce=False)]
	with Website() as website:
		server.tell(website.url, events[0])
		server.tell(website.url, *events)
		bodies = [json.loads(call.body) for call in website.requests]
	assert bodies == [events[0], events]
	assert events[0]["CustomID"] == "OUT-1" and events[0]["Message_GUID"] == result["To"][0]["MessageUUID"]
