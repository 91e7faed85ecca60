"""MariaDB is killed and started again: nothing of the order is there, or all of it, and its key gives it whole."""

import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from e2e.faults.forked import Forked
from e2e.faults.machine import Machine
from e2e.faults.orders import SUBMIT, Ports, more, order_for

# Shares of the order's statements, and the two sides of its commit.
MOMENTS = (0.1, 0.35, 0.6, 0.8, 0.95)
TRACES = ("Traceback", "pymysql", 'File "')


@pytest.fixture(scope="module")
def statements(warm: Forked, agent: dict, ports: Ports) -> tuple[list[str], dict[str, int]]:
	"""Those of an order up to its commit, and the rows that it makes."""
	before = warm.rows()
	answer = warm.request(path=SUBMIT, body={"order": order_for(ports.next())}, headers=agent)
	assert answer["status"] == 200, answer
	return answer["seen"][: answer["seen"].index("commit") + 1], more(before, warm.rows())


@pytest.fixture
def killing(machine: Machine, warm: Forked, submit: Callable) -> Callable:
	"""killing(order, at=…, when=…) → the answer to an order during which the server was killed; it is back again."""

	def place(order: dict, **fault) -> dict:
		answer = submit(order, kill=[machine.database.server.pid], **fault)
		machine.database.server.restart()
		warm.connect()
		assert "at" in answer, "the server was not killed"
		return answer

	return place


def outcome(site: Forked, order: dict, submit: Callable, before: dict, rows: dict) -> str:
	"""What was found, and that the same key then gives the whole order."""
	found = more(before, site.rows())
	assert found in ({}, rows), f"half an order is there: {found}"
	answer = submit(order)
	assert answer["status"] == 200, answer
	assert answer["body"]["message"]["replayed"] is bool(found)
	assert more(before, site.rows()) == rows
	return "all" if found else "nothing"


@pytest.mark.parametrize("share", MOMENTS)
def test_killed_on_the_way(share, killing, warm: Forked, submit: Callable, ports: Ports, statements: tuple):
	said, rows = statements
	order, before = order_for(ports.next()), warm.rows()
	answer = killing(order, at=int(share * len(said)))
	refused(answer)
	assert outcome(warm, order, submit, before, rows) == "nothing"


def test_killed_before_the_commit(killing, warm: Forked, submit: Callable, ports: Ports, statements: tuple):
	order, before = order_for(ports.next()), warm.rows()
	refused(killing(order, at="commit"))
	assert outcome(warm, order, submit, before, statements[1]) == "nothing"


def test_killed_while_it_commits(killing, warm: Forked, submit: Callable, ports: Ports, statements: tuple):
	"""Nobody knows whether the server got that far; whoever asks again does."""
	order, before = order_for(ports.next()), warm.rows()
	answer = killing(order, at="commit", when="sent")
	if answer.get("status") != 200:
		refused(answer)
	assert outcome(warm, order, submit, before, statements[1]) in ("nothing", "all")


def refused(answer: dict) -> None:
	assert answer.get("status") == 500, answer


def test_killed_at_any_moment_over_http(
	machine: Machine, warm: Forked, submit: Callable, ports: Ports, agent: dict, statements: tuple
):
	"""Several orders at once; whoever has no answer asks again under the same key."""
	orders, before, chance = [order_for(ports.next()) for _ in range(8)], warm.rows(), random.Random(4)
	with machine.web("preloaded") as web, ThreadPoolExecutor(len(orders)) as clients:
		send = lambda order: answered(web.url, order, agent)  # noqa: E731
		first = [clients.submit(send, order) for order in orders]
		time.sleep(chance.uniform(0.05, 0.3))
		machine.database.server.restart()
		statuses = [one.result() for one in first]
		again = list(clients.map(send, orders))
	warm.connect()
	assert set(statuses) <= {200, 500}
	assert again == [200] * len(orders)
	rows = {table: number * len(orders) for table, number in statements[1].items()}
	assert more(before, warm.rows()) == rows


def answered(url: str, order: dict, headers: dict) -> int:
	answer = requests.post(url + SUBMIT, json={"order": order}, headers=headers, timeout=60)
	assert answer.status_code == 200 or not any(word in answer.text for word in TRACES), answer.text
	return answer.status_code
