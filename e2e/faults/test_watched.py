"""Nothing that Frappe, ERPNext or this app does by itself ends the order's transaction or tells of it too early."""

from collections.abc import Callable, Iterator

import pytest

from e2e.faults.forked import Forked
from e2e.faults.general_log import GeneralLog, ends_within
from e2e.faults.machine import Machine
from e2e.faults.orders import Ports, more, order_for

QUEUES = "frappe.enqueue('frappe.ping')"


@pytest.fixture
def custom_script(warm: Forked) -> Iterator[Callable]:
	"""custom_script(code): somebody's Server Script, run at each new Service Location."""
	yield lambda code: warm.script("prepare.server_script", doctype="Service Location", code=code)
	warm.script("prepare.no_server_scripts")


@pytest.fixture
def watched(machine: Machine, submit: Callable, ports: Ports) -> Callable[..., list[str]]:
	"""Places an order → what ended its transaction before its commit."""

	def place(**fault) -> list[str]:
		with GeneralLog(machine.database) as log:
			assert submit(order_for(ports.next()), **fault)["status"] == 200
		(said,) = log.writing("tabProject")
		return ends_within(said)

	return place


@pytest.fixture
def early(machine: Machine, submit: Callable, ports: Ports) -> Callable[[], int]:
	"""Places an order → how many keys the queue's Redis has gained when the commit is about to be sent."""

	def place() -> int:
		address = f"redis://127.0.0.1:{machine.redis['queue'].port}"
		before = int(machine.queue("DBSIZE"))
		answer = submit(order_for(ports.next()), at="commit", note=address)
		assert answer["status"] == 200
		return answer["keys"] - before

	return place


def test_one_transaction_from_the_first_write_to_the_commit(watched: Callable):
	assert watched() == []


def test_a_hook_that_commits_would_be_noticed(watched: Callable):
	assert [one.lower() for one in watched(spoil="committing")] == ["commit", "start transaction"]


def test_no_job_is_queued_before_the_commit(machine: Machine, early: Callable):
	machine.queue("FLUSHALL")
	assert early() == 0
	assert int(machine.queue("DBSIZE")) > 0


def test_a_job_queued_too_early_would_be_noticed(early: Callable, custom_script: Callable):
	custom_script(QUEUES)
	assert early() > 0


def test_no_mail_is_queued_and_nothing_is_logged(warm: Forked, submit: Callable, ports: Ports):
	before = warm.rows()
	assert submit(order_for(ports.next()))["status"] == 200
	unwanted = {
		"tabEmail Queue",
		"tabError Log",
		"tabCommunication",
		"tabNotification Log",
		"tabActivity Log",
	}
	assert unwanted.isdisjoint(more(before, warm.rows()))
