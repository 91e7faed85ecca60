"""What is sent, and what a site holds afterwards."""

import itertools
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import requests

SUBMIT = "/api/method/gigafibre_fsm.api.checkout.submit"
NUMBERS = itertools.count(1)
# Internet, television with two boxes, telephone: every kind of document that an order can make.
SERVICES = [{"sku": "FTTH500I"}, {"sku": "TVBSTANDARD"}, {"sku": "TELEPMENS"}]


def order_for(drop: str, **changes) -> dict:
	"""Of a customer whom nobody knows yet, under a key of its own."""
	number = next(NUMBERS)
	return {
		"idempotency_key": f"order-of-faults-{number:05d}",
		"address": {"fibre_id": drop},
		"customer": {
			"name": f"Anne Panne{number:05d}",
			"email": f"anne{number:05d}@pannes.example",
			"phone": f"514555{number % 10_000:04d}",
			"language": "fr",
		},
		"services": SERVICES,
		"tv_boxes": 2,
		"contact_me": True,
		**changes,
	}


def more(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
	"""Tables whose number of rows differs, and by how many."""
	tables = {*before, *after}
	return {t: after.get(t, 0) - before.get(t, 0) for t in sorted(tables) if after.get(t) != before.get(t)}


class Ports:
	"""Free ports, made in stocks."""

	def __init__(self, make: Callable[[int], list[str]], stock: int = 400):
		self.make, self.stock = make, stock
		self.free: list[str] = []

	def next(self) -> str:
		self.have(1)
		return self.free.pop(0)

	def have(self, count: int) -> None:
		"""Not made while somebody counts rows."""
		if len(self.free) < count:
			self.free += self.make(self.stock)


def at_once(url: str, orders: Sequence[dict], agent: dict) -> list[requests.Response]:
	"""All sent at the same moment, each by a client of its own: visitors', whose card is saved, and an agent's."""
	start = Barrier(len(orders))

	def send(order: dict) -> requests.Response:
		headers = {} if "setup_intent" in order else agent
		start.wait()
		return requests.post(url + SUBMIT, json={"order": order}, headers=headers, timeout=120)

	with ThreadPoolExecutor(len(orders)) as clients:
		return list(clients.map(send, orders))


def told(answers: Sequence[requests.Response]) -> Counter:
	"""How often which status was answered, with its kind of error."""
	return Counter((one.status_code, one.json().get("exc_type")) for one in answers)


class Outbox:
	"""Of the site: what waits there, and the scheduler's hand on it."""

	SWEEP = "gigafibre_fsm.gigafibre_fsm.jobs.sweep_outbox"

	def __init__(self, site):
		self.site = site

	def sweep(self, **fault) -> dict:
		answer = self.site.call(function=self.SWEEP, fault=fault)
		assert "error" not in answer or answer["killed"], answer
		return answer

	def let_time_pass(self) -> None:
		"""Leases lapse and waits end, as they do by themselves minutes later."""
		self.site.sql(
			query="""update `tabOutbox Message` set next_attempt_at = '2000-01-01'
			where status in ('Queued', 'Sending')"""
		)

	def open(self) -> list[list[str]]:
		query = """select channel, status, last_error from `tabOutbox Message`
			where status not in ('Sent', 'Cancelled')"""
		return self.site.sql(query=query)

	def empty(self) -> None:
		"""Messages of earlier orders go out first; those that other tests left to a person are no concern of these."""
		self.site.sql(query="delete from `tabOutbox Message` where status = 'Failed'")
		for _ in range(20):
			if not self.open():
				return
			self.let_time_pass()
			self.sweep()
		raise AssertionError(f"the outbox does not empty: {self.open()}")
