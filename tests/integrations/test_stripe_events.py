"""Events as the local Stripe sends them, read by Stripe's own library and by the app's check."""

import time

import pytest
import stripe

from gigafibre_fsm.integrations.stripe.webhook import BadSignature, verify
from gigafibre_fsm.testing.servers.base import LocalServer, Reply, Request
from gigafibre_fsm.testing.servers.stripe import Endpoint, StripeServer

SECRET = "whsec_51GigafibreLocal"


class Receiver(LocalServer):
	"""The app's side: it checks the signature, and may be down for the first few."""

	down = 0

	def answer(self, request: Request) -> Reply:
		if self.down:
			self.down -= 1
			return Reply(503)
		try:
			verify(request.body, request.headers["Stripe-Signature"], SECRET, time.time())
		except BadSignature as error:
			return Reply.text(error.code, 400)
		return Reply(200)

	def events(self) -> list[stripe.Event]:
		return [
			stripe.Webhook.construct_event(call.body, call.headers["Stripe-Signature"], SECRET)
			for call in self.requests
		]


@pytest.fixture
def receiver():
	with Receiver() as running:
		yield running


@pytest.fixture
def server():
	with StripeServer() as running:
		yield running
		assert running.violations == []


@pytest.fixture
def sdk(server):
	return stripe.StripeClient(server.key, base_addresses={"api": server.url}, max_network_retries=0).v1


def save_card(server, sdk):
	customer = sdk.customers.create({"email": "zoe@client.example"}, {"idempotency_key": "start-1"})
	server.type_card(sdk.setup_intents.create({"customer": customer.id}).id)


def kinds(events) -> list[str]:
	return [event["type"] for event in events]


SAVING = ["customer.created", "setup_intent.created", "payment_method.attached", "setup_intent.succeeded"]


def test_they_tell_what_happened_in_order(server, sdk):
	save_card(server, sdk)
	assert kinds(server.events.all()) == SAVING
	assert [event.type for event in sdk.events.list().data] == SAVING[::-1]
	first = sdk.events.retrieve(server.events.all()[0]["id"])
	assert (first.request.idempotency_key, first.data.object.email) == ("start-1", "zoe@client.example")


def test_they_show_the_object_as_it_was_then(server, sdk):
	save_card(server, sdk)
	created = next(event for event in server.events.all() if event["type"] == "setup_intent.created")
	assert created["data"]["object"]["status"] == "requires_payment_method"


def test_they_arrive_by_themselves_signed_and_in_order(server, sdk, receiver):
	server.listen(f"{receiver.url}/webhook", SECRET)
	save_card(server, sdk)
	server.events.stop()
	assert kinds(receiver.events()) == SAVING
	assert [status for _name, status in server.events.outcomes] == [200] * len(SAVING)


def test_one_that_was_not_taken_comes_again(server, sdk, receiver):
	receiver.down = 1
	server.listen(f"{receiver.url}/webhook", SECRET)
	sdk.customers.create({"email": "zoe@client.example"})
	server.events.stop()
	assert [status for _name, status in server.events.outcomes] == [503, 200]
	assert len({event.id for event in receiver.events()}) == 1


def test_they_can_come_late_twice_and_in_any_order(server, sdk, receiver):
	save_card(server, sdk)
	target = Endpoint(f"{receiver.url}/webhook", SECRET)
	for event in [*reversed(server.events.all()), server.events.all()[0]]:
		assert server.events.send(event, target) == 200
	assert kinds(receiver.events()) == [*SAVING[::-1], SAVING[0]]


def test_a_forged_or_old_one_is_refused(server, sdk, receiver):
	save_card(server, sdk)
	event, url = server.events.all()[0], f"{receiver.url}/webhook"
	assert server.events.send(event, Endpoint(url, "whsec_other")) == 400
	assert server.events.send(event, Endpoint(url, SECRET), at=time.time() - 400) == 400
	assert server.events.send({**event, "type": "charge.succeeded"}, Endpoint(url, SECRET)) == 200


def test_nobody_there_is_no_answer(server, sdk):
	save_card(server, sdk)
	assert server.events.send(server.events.all()[0], Endpoint("http://127.0.0.1:1/", SECRET)) == 0
