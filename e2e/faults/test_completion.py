"""A completed installation charges the card that was saved with the order. Whatever becomes of that, the service is live."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import requests

from e2e.faults.completions import COMPLETE, Installation, Installations
from e2e.faults.forked import Forked
from e2e.faults.machine import Machine
from e2e.faults.orders import Outbox
from e2e.faults.providers import Providers
from e2e.faults.server import Server

CANCEL = "/api/method/gigafibre_fsm.api.checkout.cancel"


@pytest.fixture(scope="module")
def web(machine: Machine, warm: Forked) -> Iterator[Server]:
	with machine.web() as server:
		yield server


def test_a_good_card_pays(installations: Installations, outbox: Outbox):
	one = installations.next()
	invoice = installations.completed(one)["sales_invoice"]
	assert installations.charges(one) == []  # nothing before the commit, and nothing within it
	installations.deliver(outbox)
	((name, submitted, owed, total),) = installations.invoices(one)
	assert (name, submitted, float(owed)) == (invoice, 1, 0)
	((charge),) = installations.charges(one)
	assert (charge["status"], charge["amount_received"]) == ("succeeded", round(float(total) * 100))
	assert installations.attempt(invoice)["status"] == "Succeeded"
	assert installations.is_live(one)


@pytest.mark.parametrize(
	("card", "status"),
	[("pm_card_chargeCustomerFail", "Declined"), ("pm_card_authenticationRequired", "Needs Action")],
)
def test_a_card_that_does_not_pay(card: str, status: str, installations: Installations, outbox: Outbox):
	one = installations.next(card)
	invoice = installations.completed(one)["sales_invoice"]
	installations.deliver(outbox)
	attempt = installations.attempt(invoice)
	assert (attempt["status"], attempt["tries"]) == (status, 1)
	((_name, _submitted, owed, total),) = installations.invoices(one)
	assert float(owed) == float(total) > 0
	assert installations.is_live(one)
	assert any(attempt["action_url"] in text for text in installations.texts(one))
	assert installations.value("Task", f"name = '{attempt['task']}'", "fsm_team") == ["support"]
	assert installations.value("Task", f"name = '{attempt['task']}'") == ["Open"]


def test_an_answer_that_was_lost_is_asked_for(
	installations: Installations, outbox: Outbox, providers: Providers
):
	one = installations.next()
	invoice = installations.completed(one)["sales_invoice"]
	providers.stripe.upset("answer_lost", "/v1/payment_intents")
	outbox.sweep()
	assert installations.attempt(invoice)["status"] == "Unknown"
	assert installations.is_live(one)
	providers.stripe.trouble = None
	installations.deliver(outbox)
	assert installations.attempt(invoice)["status"] == "Succeeded"
	assert [row["status"] for row in installations.charges(one)] == ["succeeded"]
	((_name, _submitted, owed, _total),) = installations.invoices(one)
	assert float(owed) == 0


def at_once(web: Server, agent: dict, calls: list[tuple[str, dict]]) -> list[requests.Response]:
	start = Barrier(len(calls))

	def send(call: tuple[str, dict]) -> requests.Response:
		path, body = call
		start.wait()
		return requests.post(web.url + path, json=body, headers=agent, timeout=120)

	with ThreadPoolExecutor(len(calls)) as clients:
		return list(clients.map(send, calls))


def test_the_same_completion_eight_times_at_once(
	web: Server, agent: dict, installations: Installations, outbox: Outbox
):
	one = installations.next()
	answers = at_once(web, agent, [(COMPLETE, {"job": one.job})] * 8)
	assert [each.status_code for each in answers] == [200] * 8
	said = [each.json()["message"] for each in answers]
	assert all(each == said[0] for each in said)
	assert_once(installations, one)
	installations.deliver(outbox)
	assert [row["status"] for row in installations.charges(one)] == ["succeeded"]


def test_completions_do_not_stand_in_each_others_way(web: Server, agent: dict, installations: Installations):
	many = [installations.next() for _ in range(6)]
	answers = at_once(web, agent, [(COMPLETE, {"job": one.job}) for one in many])
	assert [each.status_code for each in answers] == [200] * 6
	assert len({each.json()["message"]["sales_invoice"] for each in answers}) == 6
	for one in many:
		assert_once(installations, one)


def test_completed_and_cancelled_at_the_same_moment(web: Server, agent: dict, installations: Installations):
	"""One of the two wins, whole; the other is told."""
	for _ in range(4):
		one = installations.next()
		complete, cancel = at_once(
			web,
			agent,
			[(COMPLETE, {"job": one.job}), (CANCEL, {"order": one.project, "reason": "Déménagement"})],
		)
		assert sorted((complete.status_code, cancel.status_code)) == [200, 409]
		refused = cancel if complete.ok else complete
		assert refused.json()["exc_type"] == "InvalidState"
		assert installations.is_live(one) is complete.ok
		assert len(installations.invoices(one)) == int(complete.ok)
		state = "Completed" if complete.ok else "Cancelled"
		assert installations.value("Dispatch Job", f"name = '{one.job}'") == [state]
		assert installations.value("Task", f"project = '{one.project}'") == [state]


def assert_once(installations: Installations, one: Installation) -> None:
	assert installations.is_live(one)
	assert len(installations.invoices(one)) == 1
	assert len(installations.value("Service Work Order", f"dispatch_job = '{one.job}'", "name")) == 1
	told = f"event = 'service_activated' and channel = 'SMS' and reference_name = '{one.project}'"
	assert len(installations.value("Outbox Message", told, "name")) == 1
