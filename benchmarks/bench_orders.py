"""Placing an order beside the ways it could be done otherwise, on one server, in turns.

REST                 23 calls one by one, as automation tools do today: 20 documents
one method           the same documents by `insert()`, one request, one transaction
ours, all insert()   the app's order, each document by its own `insert()`
ours                 the app's order, an agent's: what REST makes and Contact, Address, dates, tags, messages, timeline
ours with phone      with a telephone line on top
ours, a visitor's    with the card checked at a local Stripe
bound                the rows that our order leaves, written again by hand

On a site of its own, which is dropped afterwards. BENCH_ORDERS_ROUNDS orders of each kind alone (8), then
BENCH_ORDERS_BURSTS bursts (1) of BENCH_ORDERS_CLIENTS clients (8), each with as many Tasks on the site as
BENCH_ORDERS_TASKS says (0,80000). What is claimed was measured with 24, 2, 4,8 and 0,80000. BENCH_ORDERS_SITE names a
site that stays.
"""

import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.orders import bound, measure, report, site, spent, variants
from benchmarks.orders.server import serving, stripe

ROUNDS = int(os.environ.get("BENCH_ORDERS_ROUNDS", "8"))
TASKS = [int(size) for size in os.environ.get("BENCH_ORDERS_TASKS", "0,80000").split(",")]
CLIENTS = [int(number) for number in os.environ.get("BENCH_ORDERS_CLIENTS", "8").split(",") if number]
BURSTS = int(os.environ.get("BENCH_ORDERS_BURSTS", "1"))
# Not among the bursts: what they measure is told by the others.
ALONE = ("ordinary", "guest")
# Orders of a client in a burst: of the slow ones fewer, so that all bursts take seconds.
FEW = {"rest": 2, "plain": 2}
MANY = 12


def main() -> None:
	with site.own_site() as name, tempfile.TemporaryDirectory() as folder, stripe() as provider:
		tokens = site.prepare(name, provider)
		rows = Path(folder) / "rows.json"
		with serving(name, Path(folder) / "server.log") as url:
			run(name, variants.all_of(name, url, provider, tokens, rows), rows, tokens["agent"])


def run(name: str, chosen: dict[str, variants.Variant], rows: Path, agent: str) -> None:
	take = site.taker(name)
	print("one order by REST:", bound.rows_of(name, chosen["rest"], take, rows.with_name("rest.json")))
	print("one of ours:", bound.rows_of(name, chosen["ours"], take, rows))
	for size in TASKS:
		tasks = site.seed(name, size)
		alone = measure.one_client(chosen, ROUNDS, take)
		report.show(chosen, alone, bursts(chosen, take), tasks)
		spent.show(spent.measure(name, agent, take(25)))


def bursts(chosen: dict[str, variants.Variant], take: measure.Take) -> dict[int, dict[str, float]]:
	several = {key: variant for key, variant in chosen.items() if key not in ALONE}
	sizes = {key: [FEW.get(key, MANY)] * BURSTS for key in several}
	return {clients: measure.many_clients(several, clients, sizes, take) for clients in CLIENTS}


if __name__ == "__main__":
	main()
