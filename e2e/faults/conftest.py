"""What the tests of faults share: one machine, made once; a process that forks; free ports."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from e2e.faults.completions import Installations
from e2e.faults.forked import Forked
from e2e.faults.machine import Machine
from e2e.faults.orders import SUBMIT, Outbox, Ports, order_for
from e2e.faults.providers import Providers
from e2e.faults.providers import providers as all_providers
from e2e.faults.report import Completions, Deliveries, Matrix

# Of one test: two for each statement of an order.
MOST_ORDERS = 240


@pytest.fixture(scope="session")
def machine(bench_dir: Path, test_site: str) -> Iterator[Machine]:
	"""With a copy of the test site; it goes away whole."""
	# A Unix socket's path has 107 bytes at most: pytest's own folders are too deep.
	folder = Path(tempfile.mkdtemp(prefix="faults-"))
	try:
		with Machine(folder, bench_dir, test_site) as machine:
			yield machine
	finally:
		shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def providers() -> Iterator[Providers]:
	with all_providers() as providers:
		yield providers


@pytest.fixture(scope="session")
def site(machine: Machine, providers: Providers) -> Iterator[Forked]:
	with Forked(machine) as forked:
		forked.agent = forked.script("prepare.site", settings=providers.settings())["agent"]
		forked.script("prepare.numbers", count=400)
		yield forked


@pytest.fixture(scope="session")
def ports(site: Forked) -> Ports:
	return Ports(lambda count: site.script("prepare.drops", count=count))


@pytest.fixture(scope="session")
def agent(site: Forked) -> dict[str, str]:
	return {"Authorization": site.agent}


@pytest.fixture(scope="session")
def visitor(site: Forked, ports: Ports, providers: Providers) -> Callable[..., dict]:
	"""visitor(port) → the order of somebody on the website, whose card is saved."""

	def order(port: str = "", **changes) -> dict:
		order = order_for(port or ports.next(), **changes)
		return {**order, "setup_intent": providers.card_of(order["customer"])}

	return order


@pytest.fixture(scope="session")
def warm(site: Forked, ports: Ports, agent: dict, visitor: Callable) -> Forked:
	"""Imports and caches are those of a worker that has served for a while."""
	for order, headers in ((order_for(ports.next()), agent), (visitor(), {}), (visitor(), {})):
		answer = site.warm(path=SUBMIT, body={"order": order}, headers=headers)
		assert answer["status"] == 200, answer
	return site


@pytest.fixture
def submit(warm: Forked, agent: dict) -> Callable[..., dict]:
	"""submit(order, fault=…) → what became of the process, and its answer."""

	def send(order: dict, **fault) -> dict:
		headers = {} if "setup_intent" in order else agent
		return warm.request(path=SUBMIT, body={"order": order}, headers=headers, fault=fault)

	return send


@pytest.fixture(scope="session")
def booked(site: Forked) -> None:
	site.script("prepare.bank_account")


@pytest.fixture
def installations(
	booked: None, warm: Forked, submit: Callable, ports: Ports, providers: Providers, agent: dict
) -> Installations:
	return Installations(warm, submit, ports, providers, agent)


@pytest.fixture
def report(bench_dir: Path) -> Matrix:
	"""Beside the logs: docs/order-faults.md shows the one of a full run."""
	return Matrix(bench_dir / ".workbench" / "logs")


@pytest.fixture
def completions(bench_dir: Path) -> Completions:
	return Completions(bench_dir / ".workbench" / "logs")


@pytest.fixture
def deliveries(bench_dir: Path) -> Deliveries:
	return Deliveries(bench_dir / ".workbench" / "logs")


@pytest.fixture
def outbox(warm: Forked) -> Outbox:
	return Outbox(warm)


@pytest.fixture(autouse=True)
def stocked(warm: Forked, ports: Ports) -> None:
	ports.have(MOST_ORDERS)
