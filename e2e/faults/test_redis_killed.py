"""Redis is killed: it holds nothing that an order needs, and the messages find their way without it."""

from collections.abc import Callable, Iterator

import pytest

from e2e.faults.forked import Forked
from e2e.faults.machine import Machine
from e2e.faults.orders import Outbox, Ports, more, order_for
from e2e.faults.providers import Providers

ONE_OF_EACH = {"SMS": 1, "Email": 1, "Chat": 1}
# Before the order begins, while it is read, and when it is about to be committed.
MOMENTS = (1, 20, "commit")


@pytest.fixture
def back_again(machine: Machine) -> Iterator[None]:
	yield
	for server in machine.redis.values():
		if server.has_ended():
			server.start()


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("kinds", [("queue",), ("cache",), ("cache", "queue")], ids=" and ".join)
def test_an_order_needs_no_redis(
	kinds: tuple[str, ...],
	moment: int | str,
	back_again: None,
	machine: Machine,
	warm: Forked,
	submit: Callable,
	ports: Ports,
	providers: Providers,
	outbox: Outbox,
):
	outbox.empty()
	order, before = order_for(ports.next()), warm.rows()
	answer = submit(order, at=moment, kill=[machine.redis[kind].pid for kind in kinds])
	assert (answer.get("status"), answer.get("at") is not None) == (200, True), answer
	placed = answer["body"]["message"]["order"]
	assert more(before, warm.rows())["tabProject"] == 1

	outbox.sweep()
	assert providers.told(order, placed) == ONE_OF_EACH
	for kind in kinds:
		machine.redis[kind].start()
	again = submit(order)["body"]["message"]
	assert (again["order"], again["replayed"]) == (placed, True)
	outbox.let_time_pass()
	outbox.sweep()
	assert providers.told(order, placed) == ONE_OF_EACH
	assert outbox.open() == []


def test_a_visitor_needs_no_redis_either(
	back_again: None, machine: Machine, warm: Forked, submit: Callable, visitor: Callable
):
	"""Nobody counts their calls then; the card is verified with Stripe as always."""
	order, before = visitor(), warm.rows()
	for server in machine.redis.values():
		server.kill()
	answer = submit(order)
	assert answer["status"] == 200, answer
	change = more(before, warm.rows())
	assert (change["tabProject"], change["tabPayment Method"]) == (1, 1)
