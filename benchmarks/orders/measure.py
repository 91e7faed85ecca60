"""Orders per variant, in turns, so that a busy moment of the machine falls on all of them alike."""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from multiprocessing import get_context

from benchmarks.orders.documents import Wanted
from benchmarks.orders.variants import Variant

Take = Callable[[int], Sequence[Wanted]]
WARM_UP = 3
context = get_context("fork")


def one_client(variants: Mapping[str, Variant], rounds: int, take: Take) -> dict[str, list[float]]:
	"""Milliseconds of each order; the first of a variant are for warming up."""
	found: dict[str, list[float]] = {name: [] for name in variants}
	sessions = {name: variant.session() for name, variant in variants.items()}
	for round_ in range(rounds + WARM_UP):
		for name, variant in variants.items():
			wanted = variant.ready(sessions[name], *take(1))
			start = time.perf_counter()
			variant.place(sessions[name], wanted)
			if round_ >= WARM_UP:
				found[name].append((time.perf_counter() - start) * 1000)
	return found


def many_clients(
	variants: Mapping[str, Variant], clients: int, sizes: Mapping[str, Sequence[int]], take: Take
) -> dict[str, float]:
	"""Orders per second of each variant: bursts in turns, `sizes` orders per client in each."""
	found: dict[str, list[float]] = {name: [] for name in variants}
	for variant in variants.values():
		_burst(variant, clients, 1, take)  # every worker knows the way before it counts
	for turn in range(max(len(turns) for turns in sizes.values())):
		for name, variant in variants.items():
			if turn < len(sizes[name]):
				found[name].append(_burst(variant, clients, sizes[name][turn], take))
	return {name: statistics.median(rates) for name, rates in found.items()}


def _burst(variant: Variant, clients: int, each: int, take: Take) -> float:
	gate = context.Barrier(clients + 1)
	workers = [context.Process(target=_client, args=(variant, take(each), gate)) for _ in range(clients)]
	for worker in workers:
		worker.start()
	gate.wait()
	start = time.perf_counter()
	for worker in workers:
		worker.join()
	taken = time.perf_counter() - start
	assert not any(worker.exitcode for worker in workers), "a client failed"
	return clients * each / taken


def _client(variant: Variant, orders: Sequence[Wanted], gate) -> None:
	opened = variant.session()
	orders = [variant.ready(opened, wanted) for wanted in orders]
	gate.wait()
	for wanted in orders:
		variant.place(opened, wanted)


def percentile(times: Sequence[float], share: int) -> float:
	return statistics.quantiles(times, n=100, method="inclusive")[share - 1]
