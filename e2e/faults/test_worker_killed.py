"""A gunicorn worker is killed with a request in its hands, at whatever moment: the same key gives the order whole."""

import os
import random
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import requests

from e2e.faults.forked import Forked
from e2e.faults.machine import Machine
from e2e.faults.orders import SUBMIT, Ports, more, order_for
from e2e.faults.server import Server, wait_until

TIMES = 20


def test_twenty_workers_killed(machine: Machine, warm: Forked, submit: Callable, ports: Ports, agent: dict):
	before = warm.rows()
	assert submit(order_for(ports.next()))["status"] == 200
	one_order = more(before, warm.rows())
	before = warm.rows()
	with machine.web("preloaded", workers=1) as web, ThreadPoolExecutor(1) as client:
		usual = seconds_of(web, order_for(ports.next()), agent)
		outcomes = [killed(machine, web, client, usual, order_for(ports.next()), agent) for _ in range(TIMES)]
	assert more(before, warm.rows()) == {table: number * (TIMES + 1) for table, number in one_order.items()}
	assert {"replayed": False, "killed": True} in outcomes, "no worker was killed before its commit"


def seconds_of(web: Server, order: dict, agent: dict) -> float:
	started = time.monotonic()
	assert post(web, order, agent) is not None
	return time.monotonic() - started


def killed(
	machine: Machine, web: Server, client: ThreadPoolExecutor, usual: float, order: dict, agent: dict
) -> dict:
	"""How the first call ended, and what the same key gave then."""
	first = client.submit(post, web, order, agent)
	# A moment of the order chosen by chance: what is tested holds at each of them.
	time.sleep(random.uniform(0, usual))
	for worker in web.children():
		os.kill(worker, signal.SIGKILL)
	lost = first.result() is None
	wait_until(
		lambda: not machine.database.open_transactions(), "a killed worker's transaction is still open"
	)
	answer = None
	while answer is None:  # until the next worker is there
		answer = post(web, order, agent)
	return {"replayed": answer["replayed"], "killed": lost}


def post(web: Server, order: dict, agent: dict) -> dict | None:
	"""None where the connection was lost."""
	try:
		answer = requests.post(web.url + SUBMIT, json={"order": order}, headers=agent, timeout=60)
	except requests.ConnectionError:
		return None
	assert answer.status_code == 200, answer.text
	return answer.json()["message"]
