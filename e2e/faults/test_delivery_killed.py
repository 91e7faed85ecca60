"""The process that delivers is killed at every statement and every request: each message goes out once all the same."""

from collections.abc import Callable

from e2e.faults.forked import Forked
from e2e.faults.machine import Machine
from e2e.faults.orders import Outbox, Ports, order_for
from e2e.faults.providers import Providers
from e2e.faults.report import READS, Delivered, Deliveries
from e2e.faults.server import wait_until

KILLED = 9
ONCE = {"SMS": 1, "Email": 1, "Chat": 1}
# A chat cannot be asked what it has: there an answer that was lost makes a second post, which says so.
CHAT_TWICE = {**ONCE, "Chat": 2}
HTTP = ("GET /", "POST /")
REMARK = "second time"


def test_the_queue_delivers_at_once(
	machine: Machine, warm: Forked, submit: Callable, ports: Ports, providers: Providers, outbox: Outbox
):
	"""Nobody sweeps here: the job that the commit has queued does it."""
	outbox.empty()
	order = order_for(ports.next())
	with machine.worker():
		placed = submit(order)["body"]["message"]["order"]
		wait_until(lambda: providers.told(order, placed) == ONCE, "the worker delivered nothing")


def test_killed_at_every_step_of_a_delivery(
	warm: Forked,
	submit: Callable,
	ports: Ports,
	providers: Providers,
	outbox: Outbox,
	deliveries: Deliveries,
):
	for statement in steps(submit, ports, outbox):
		found = [killed(submit, ports, providers, outbox, statement, when) for when in ("before", "sent")]
		deliveries.add(*found)
	deliveries.write("delivery")
	twice = [one for one in deliveries.all() if one.in_the_end == CHAT_TWICE]
	assert all(one.when_killed["Chat"] == 1 for one in twice), "a second post without need"
	assert 0 < len(twice) < 8
	assert all(one.in_the_end == ONCE for one in deliveries.all() if one not in twice)


def steps(submit: Callable, ports: Ports, outbox: Outbox) -> list[int]:
	"""All but reads: one that nobody has sent, or whose answer nobody reads, is the same moment as its neighbour."""
	for _ in range(2):  # the first one fills the caches
		outbox.empty()
		assert submit(order_for(ports.next()))["status"] == 200
		seen = outbox.sweep()["seen"]
	return [number for number, one in enumerate(seen, start=1) if one.split()[0] not in READS]


def killed(submit: Callable, ports: Ports, providers: Providers, outbox: Outbox, statement: int, when: str):
	order = order_for(ports.next())
	placed = submit(order)["body"]["message"]["order"]
	requests = providers.requests()
	told = outbox.sweep(at=statement, when=when)
	assert told["killed"] == KILLED, told
	sent = [one for one in told["seen"] if one.startswith(HTTP)]
	if when == "before" and told["at"].startswith(HTTP):
		sent.pop()
	wait_until(lambda: providers.requests() == requests + len(sent), "a request that was sent did not arrive")
	when_killed = providers.told(order, placed)
	outbox.let_time_pass()
	outbox.sweep()
	assert outbox.open() == [], told["at"]
	posts = [one.body.decode() for one in providers.slack.requests if placed in one.body.decode()]
	assert all(REMARK in post for post in posts[1:]), posts
	return Delivered(told["at"], when_killed, providers.told(order, placed))
