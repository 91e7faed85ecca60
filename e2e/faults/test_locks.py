"""A deadlock, or a lock that somebody else holds too long: the order is made again as a whole, the caller sees one answer."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from e2e.faults.database import Session
from e2e.faults.forked import Forked
from e2e.faults.machine import Machine
from e2e.faults.orders import Ports, more, order_for
from e2e.faults.server import wait_until

# InnoDB gives up the transaction that has done less: somebody who has changed this much is not it.
HEAVY = "create temporary table heavy_work select seq, 0 as done from seq_1_to_20000"


@pytest.fixture
def somebody(machine: Machine) -> Iterator[Session]:
	with Session(machine.database) as session:
		yield session


@pytest.fixture
def placing(submit: Callable) -> Iterator[Callable]:
	"""placing(order) → its answer, when it will have come."""
	with ThreadPoolExecutor(1) as pool:
		yield lambda order: pool.submit(submit, order)


def test_a_lock_that_is_held_too_long(
	machine: Machine, warm: Forked, somebody: Session, placing: Callable, ports: Ports
):
	order, rows = order_for(ports.next()), warm.rows()
	somebody.run(f"begin; select name from `tabFibre Drop` where name = '{port_of(order)}' for update")
	answer = placing(order)
	timeouts = machine.database.status("Innodb_row_lock_waits")
	wait_until(machine.database.waits_for_lock, "the order did not wait for the port")
	wait_until(
		lambda: machine.database.status("Innodb_row_lock_waits") > timeouts + 1,
		"the order did not begin again",
	)
	somebody.run("rollback")
	one_whole_order(warm, answer.result(60), rows)


def test_a_deadlock(machine: Machine, warm: Forked, somebody: Session, placing: Callable, ports: Ports):
	order, rows = order_for(ports.next()), warm.rows()
	somebody.run(HEAVY)
	somebody.run("begin; update heavy_work set done = 1; select name from `tabProject` for update")
	deadlocks = machine.database.status("Innodb_deadlocks")
	answer = placing(order)
	wait_until(machine.database.waits_for_lock, "the order did not wait for the projects")
	said = somebody.run(f"update `tabFibre Drop` set modified = modified where name = '{port_of(order)}'")
	somebody.run("rollback")
	assert said == []  # not an error: the order was the victim
	assert machine.database.status("Innodb_deadlocks") == deadlocks + 1
	one_whole_order(warm, answer.result(60), rows)


def port_of(order: dict) -> str:
	return order["address"]["fibre_id"]


def one_whole_order(site: Forked, answer: dict, before: dict) -> None:
	assert answer.get("status") == 200, answer
	assert answer["seen"].count("update tabFibre Drop") > 1, "the order was not made again"
	change = more(before, site.rows())
	assert (change["tabProject"], change["tabTask"], change["tabCustomer"]) == (
		1,
		len(answer["body"]["message"]["tasks"]),
		1,
	)
