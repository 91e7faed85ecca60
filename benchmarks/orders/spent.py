"""Where the time of one order goes: each step of it, its statements to MariaDB and its words with Redis.

The whole request runs in this process, so that every function can be timed; a step's time is its own, without that of the
steps inside it.
"""

import json
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from importlib import import_module

from werkzeug.test import EnvironBuilder, run_wsgi_app

from benchmarks.orders import variants
from benchmarks.orders.documents import Wanted

ORDERING = "gigafibre_fsm.subscriber.services.ordering"
# Module, function, and the step it is shown as.
STEPS = (
	("frappe.app", "init_request", "request: site, connection, form"),
	("frappe.app", "validate_auth", "request: who calls"),
	("frappe.app", "sync_database", "commit and what waits for it"),
	("gigafibre_fsm.domain.orders.request", "read", "reading the body"),
	(f"{ORDERING}.replay", "answer", "is the key known"),
	(f"{ORDERING}.spot", "find", "the address and its port"),
	(f"{ORDERING}.order", "person_of", "the customer"),
	("gigafibre_fsm.subscriber.services.catalogue", "load", "catalogue"),
	("gigafibre_fsm.subscriber.services.pricing", "quote_from", "price"),
	("gigafibre_fsm.subscriber.services.pricing", "customer_facts", "price"),
	("gigafibre_fsm.field_work.services.dates", "refuse_unoffered", "are the dates offered"),
	("gigafibre_fsm.receivables.services.cards", "verify", "asking Stripe for the card"),
	("gigafibre_fsm.gigafibre_fsm.transaction", "whole", "the rest of the transaction"),
	("gigafibre_fsm.gigafibre_fsm.locks", "hold", "lock on the key"),
	("gigafibre_fsm.gigafibre_fsm.writing", "reserve_names", "names"),
	("gigafibre_fsm.fibre_plant.services.reservation", "reserve", "reserving the port"),
	("gigafibre_fsm.voice_service.services.numbers", "reserve", "taking a phone number"),
	("gigafibre_fsm.field_work.services.dates", "take", "taking the day"),
	(f"{ORDERING}.customers", "prepare", "names of the customer"),
	(f"{ORDERING}.template", "read", "tasks of the template"),
	(f"{ORDERING}.template_dates", "of_tasks", "tasks of the template"),
	(f"{ORDERING}.messages", "rows", "rows of the outbox"),
	(f"{ORDERING}.timeline", "comments", "timeline"),
	("gigafibre_fsm.gigafibre_fsm.writing", "insert", "writing"),
	("gigafibre_fsm.gigafibre_fsm.delivery.job", "start", "queueing the delivery"),
)


@dataclass
class Step:
	seconds: float = 0.0
	queries: int = 0
	in_database: float = 0.0
	words: int = 0
	in_redis: float = 0.0


@dataclass
class Watch:
	steps: dict[str, Step] = field(default_factory=lambda: defaultdict(Step))
	open: list[list] = field(default_factory=list)

	@contextmanager
	def step(self, name: str):
		self.open.append([name, 0.0])
		start = time.perf_counter()
		try:
			yield
		finally:
			taken = time.perf_counter() - start
			_name, inside = self.open.pop()
			self.steps[name].seconds += taken - inside
			if self.open:
				self.open[-1][1] += taken

	def current(self) -> Step:
		return self.steps[self.open[-1][0] if self.open else "else"]


def timed(watch: Watch, function: Callable, name: str) -> Callable:
	@wraps(function)
	def run(*args, **kwargs):
		with watch.step(name):
			return function(*args, **kwargs)

	return run


def counted(watch: Watch, function: Callable, count: str, seconds: str) -> Callable:
	@wraps(function)
	def run(*args, **kwargs):
		step, start = watch.current(), time.perf_counter()
		try:
			return function(*args, **kwargs)
		finally:
			setattr(step, count, getattr(step, count) + 1)
			setattr(step, seconds, getattr(step, seconds) + time.perf_counter() - start)

	return run


@contextmanager
def watching(watch: Watch, steps=STEPS):
	from pymysql.connections import Connection
	from redis import Redis

	places = [(import_module(module), function, name) for module, function, name in steps]
	kept = [(place, function, getattr(place, function)) for place, function, _name in places]
	kept += [(Connection, "query", Connection.query), (Redis, "execute_command", Redis.execute_command)]
	for place, function, name in places:
		setattr(place, function, timed(watch, getattr(place, function), name))
	Connection.query = counted(watch, Connection.query, "queries", "in_database")
	Redis.execute_command = counted(watch, Redis.execute_command, "words", "in_redis")
	try:
		yield
	finally:
		for place, function, original in kept:
			setattr(place, function, original)


def measure(site: str, token: str, orders: Sequence[Wanted], warm_up: int = 5) -> list[Watch]:
	watches = []
	for wanted in orders:
		watch = Watch()
		with watching(watch), watch.step("else"):
			request(site, token, wanted)
		watches.append(watch)
	return watches[warm_up:]


def request(site: str, token: str, wanted: Wanted) -> None:
	import frappe.app

	body = json.dumps({"order": variants.order(wanted, variants.TV)})
	headers = {"Authorization": token, "X-Frappe-Site-Name": site}
	builder = EnvironBuilder(
		variants.OURS, method="POST", data=body, content_type="application/json", headers=headers
	)
	chunks, status, _headers = run_wsgi_app(frappe.app.application, builder.get_environ(), buffered=True)
	answer = b"".join(chunks)
	if not status.startswith("200"):
		raise RuntimeError(f"{status}: {answer[:500]!r}")


def show(watches: Sequence[Watch], title: str = "where the time of an order goes") -> None:
	names = dict.fromkeys(name for watch in watches for name in watch.steps)
	print(f"\n{title:36} {'ms':>7} {'queries':>8} {'ms':>7} {'Redis':>6} {'ms':>7}")
	rows = [(name, [watch.steps[name] for watch in watches]) for name in names]
	for name, steps in sorted(rows, key=lambda row: -middle(row[1], "seconds")):
		print(line(name, steps))
	print(line("all", [total(watch) for watch in watches]))


def line(name: str, steps: Sequence[Step]) -> str:
	ms = [middle(steps, field) * 1000 for field in ("seconds", "in_database", "in_redis")]
	queries, words = (middle(steps, field) for field in ("queries", "words"))
	return f"{name:36} {ms[0]:>7.1f} {queries:>8.0f} {ms[1]:>7.1f} {words:>6.0f} {ms[2]:>7.1f}"


def middle(steps: Sequence[Step], name: str) -> float:
	return statistics.median(getattr(step, name) for step in steps)


def total(watch: Watch) -> Step:
	fields = ("seconds", "queries", "in_database", "words", "in_redis")
	return Step(*(sum(getattr(step, name) for step in watch.steps.values()) for name in fields))
