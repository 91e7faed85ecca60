"""Short names from a database sequence, beside Frappe's naming series: orders per second that N clients get.

An order here is one transaction that takes its names first and then writes its rows. With a series the row of
`tabSeries` stays locked from the first name to the commit, so that orders queue; a sequence is outside of the
transaction. Both variants write the same rows; rounds alternate in one run; every transaction is rolled back or
removed afterwards.
"""

import os
import statistics
import time
from multiprocessing import get_context

import frappe
from frappe.model.naming import make_autoname

from gigafibre_fsm.gigafibre_fsm.numbering import next_name

DOCTYPE = "Legacy Import Reject"
SERIES = "BENCHNUM-.########"
ROWS = 12
ORDERS = 25
ROUNDS = 5
CLIENTS = (1, 4, 8)


def by_series() -> str:
	return make_autoname(SERIES)


def by_sequence() -> str:
	return next_name(DOCTYPE)


VARIANTS = {"series": by_series, "sequence": by_sequence}


def place_order(name_of) -> None:
	names = [name_of() for _ in range(ROWS)]
	for name in names:
		row = frappe.new_doc(DOCTYPE)
		row.update({"name": name, "source_table": "benchmark", "legacy_id": name, "reason": "benchmark"})
		row.db_insert()
	frappe.db.commit()  # the end of one measured order


def client(site: str, variant: str, gate) -> None:
	frappe.init(site)
	frappe.connect()
	gate.wait()
	for _ in range(ORDERS):
		place_order(VARIANTS[variant])
	frappe.destroy()


def orders_per_second(site: str, variant: str, clients: int) -> float:
	context = get_context("fork")
	gate = context.Barrier(clients + 1)
	workers = [context.Process(target=client, args=(site, variant, gate)) for _ in range(clients)]
	for worker in workers:
		worker.start()
	gate.wait()
	start = time.perf_counter()
	for worker in workers:
		worker.join()
	assert not any(worker.exitcode for worker in workers), "a client failed"
	return clients * ORDERS / (time.perf_counter() - start)


def measure(site: str) -> dict[tuple[int, str], list[float]]:
	found = {(clients, variant): [] for clients in CLIENTS for variant in VARIANTS}
	for _ in range(ROUNDS):
		for clients, variant in found:
			found[clients, variant].append(orders_per_second(site, variant, clients))
	return found


def clean_up(site: str) -> None:
	frappe.init(site)
	frappe.connect()
	frappe.db.delete(DOCTYPE, {"source_table": "benchmark"})
	frappe.db.delete("Series", {"name": "BENCHNUM-"})
	frappe.db.commit()  # what the clients committed
	frappe.destroy()


def report(found) -> None:
	print(
		f"{ROWS} names and rows per order, {ORDERS} orders per client, median of {ROUNDS} alternating rounds"
	)
	print(f"{'clients':>8} {'series/s':>10} {'sequence/s':>11} {'ratio':>7}")
	for clients in CLIENTS:
		series, sequence = (statistics.median(found[clients, variant]) for variant in VARIANTS)
		print(f"{clients:>8} {series:>10.1f} {sequence:>11.1f} {sequence / series:>6.1f}x")


def main() -> None:
	site = os.environ["GIGAFIBRE_SITE"]
	try:
		report(measure(site))
	finally:
		clean_up(site)


if __name__ == "__main__":
	main()
