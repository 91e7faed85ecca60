"""Orders at the same moment, over HTTP, to several worker processes."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date

import pytest

from e2e.faults.forked import Forked
from e2e.faults.machine import Machine
from e2e.faults.orders import Ports, at_once, more, order_for, told
from e2e.faults.server import Server

TAKEN, WRONG_STATE, FULL = (409, "PortTaken"), (409, "InvalidState"), (422, "NotOrderable")
CARD_USED = (402, "CardNotSaved")
WON = (200, None)


@pytest.fixture(scope="module")
def web(machine: Machine, warm: Forked) -> Iterator[Server]:
	with machine.web() as server:
		yield server


@pytest.fixture
def without_lock(machine: Machine, warm: Forked) -> AbstractContextManager:
	return machine.web("without_lock")


@pytest.fixture
def send(web: Server, agent: dict) -> Callable:
	return lambda orders: at_once(web.url, orders, agent)


@pytest.fixture
def one_order(warm: Forked, submit: Callable, ports: Ports) -> dict[str, int]:
	"""How many rows of which tables an order is."""
	before = warm.rows()
	assert submit(order_for(ports.next()))["status"] == 200
	return more(before, warm.rows())


def test_without_the_lock_a_port_is_sold_twice(without_lock, warm: Forked, ports: Ports, agent: dict):
	"""What the next test would not notice, it could not prove."""
	before = warm.rows()
	with without_lock as server:
		sold = []
		while max(sold, default=0) < 2 and len(sold) < 5:
			sold.append(told(at_once(server.url, orders_for(ports.next()), agent))[WON])
	assert max(sold) > 1
	assert more(before, warm.rows())["tabProject"] == sum(sold)


def test_fifty_orders_for_one_port(
	send: Callable, warm: Forked, ports: Ports, visitor: Callable, one_order: dict
):
	port, before = ports.next(), warm.rows()
	orders = orders_for(port, 25) + [visitor(port) for _ in range(25)]
	asked = more(before, warm.rows())
	answers = send(orders)
	assert told(answers) == {WON: 1, TAKEN: 49}
	(winner,) = [number for number, one in enumerate(answers) if one.ok]
	card = {"tabPayment Method": 1} if "setup_intent" in orders[winner] else {}
	assert more(before, warm.rows()) == {**asked, **one_order, **card}
	assert reserved_for(warm, port) == answers[winner].json()["message"]["order"]


def test_one_card_for_several_orders(send: Callable, warm: Forked, ports: Ports, visitor: Callable):
	"""Who comes too late hears of the order, or, in between, of the Payment Method that it made."""
	order, before = visitor(), warm.rows()
	same = {field: order[field] for field in ("setup_intent", "customer")}
	answers = told(send([order, *(order_for(ports.next(), **same) for _ in range(7))]))
	assert answers[WON] == 1
	assert answers[CARD_USED] + answers[WRONG_STATE] == 7
	change = more(before, warm.rows())
	assert (change["tabProject"], change["tabPayment Method"]) == (1, 1)


def orders_for(port: str, count: int = 50) -> list[dict]:
	return [order_for(port) for _ in range(count)]


def reserved_for(site: Forked, port: str) -> str:
	return site.sql(query=f"select reserved_for from `tabFibre Drop` where name = '{port}'")[0][0]


@pytest.mark.parametrize("times", [2, 10])
def test_the_same_call_many_times_is_one_order(
	times, send: Callable, warm: Forked, ports: Ports, one_order: dict
):
	before = warm.rows()
	answers = send([order_for(ports.next())] * times)
	assert told(answers) == {WON: times}
	said = [one.json()["message"] for one in answers]
	assert sorted(one.pop("replayed") for one in said) == [False] + [True] * (times - 1)
	assert all(one == said[0] for one in said)
	assert more(before, warm.rows()) == one_order


def test_the_same_key_for_other_orders(send: Callable, warm: Forked, ports: Ports, one_order: dict):
	key = {"idempotency_key": "one-key-for-ten-orders"}
	before = warm.rows()
	assert told(send([order_for(ports.next(), **key) for _ in range(10)])) == {WON: 1, WRONG_STATE: 9}
	assert more(before, warm.rows()) == one_order


def test_namesakes_at_the_same_moment(send: Callable, ports: Ports):
	"""ERPNext wants a customer's and a project's name unique; who was second finds the next one."""
	orders = [order_for(ports.next()) for _ in range(5)]
	for order in orders:
		order["customer"]["name"] = "Jean Tremblay"
	answers = send(orders)
	assert told(answers) == {WON: len(orders)}
	assert len({one.json()["message"]["customer"] for one in answers}) == len(orders)


def test_the_last_places_of_a_day(send: Callable, warm: Forked, ports: Ports, one_order: dict):
	day, free = warm.script("prepare.capacity", places=3)
	assert free == 3
	assert date.fromisoformat(day) > date.today()
	wishes = {"contact_me": False, "preferred_dates": [day]}
	assert told(send([order_for(ports.next(), **wishes) for _ in range(12)])) == {WON: 3, FULL: 9}
	jobs = f"select count(*) from `tabDispatch Job` where scheduled_date = '{day}' and status <> 'Cancelled'"
	assert warm.sql(query=jobs) == [[3]]


@pytest.fixture
def three_numbers(warm: Forked) -> Iterator[None]:
	warm.script("prepare.free_numbers", count=3)
	yield
	warm.script("prepare.numbers", count=300)


def test_the_last_numbers_of_the_pool(three_numbers: None, send: Callable, warm: Forked, ports: Ports):
	"""No number is given twice; who finds none still has an order, and somebody a task."""
	answers = send([order_for(ports.next()) for _ in range(8)])
	assert told(answers) == {WON: 8}
	lines = [one.json()["message"]["voip_lines"][0] for one in answers]
	names = ", ".join(f"'{line}'" for line in lines)
	dids = [row[0] for row in warm.sql(query=f"select did from `tabVoIP Line` where name in ({names})")]
	given = [did for did in dids if did]
	assert (len(given), len(set(given))) == (3, 3)
	tasks = sorted(len(one.json()["message"]["tasks"]) for one in answers)
	assert tasks == [tasks[0]] * 3 + [tasks[0] + 1] * 5
