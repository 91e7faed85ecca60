"""Search and check over HTTP beside Frappe's own guest ping, on the same server, in turns.

Every round asks each of them once, so that a busy moment of the machine falls on all of them alike. What is measured is
the way there and back of one request, with the connection kept. The rate limits are off meanwhile.
"""

import os
import random
import statistics
import time
from itertools import cycle

import frappe
import requests

from gigafibre_fsm.domain.addresses.record import label
from gigafibre_fsm.fibre_plant.services import address_index

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "600"))
SAMPLE = 400
LIMITS = ("limit_search", "limit_guest_reads")
METHOD = "/api/method/gigafibre_fsm.api.availability"


def measure(url: str, addresses: list) -> dict[str, list[float]]:
	session = requests.Session()
	session.headers["Host"] = os.environ["GIGAFIBRE_SITE"]
	asked = cycle(random.Random(3).sample(addresses, len(addresses)))
	found: dict[str, list[float]] = {name: [] for name in ("ping", "search", "check")}
	for round_ in range(ROUNDS + 20):
		address = next(asked)
		questions = {
			"ping": ("/api/method/ping", {}),
			"search": (f"{METHOD}.search", {"q": typed(address)}),
			"check": (f"{METHOD}.check", {"address_id": address.address_id}),
		}
		for name, (path, arguments) in questions.items():
			start = time.perf_counter()
			answer = session.get(url + path, params=arguments, timeout=30)
			taken = time.perf_counter() - start
			answer.raise_for_status()
			if round_ >= 20:
				found[name].append(taken * 1000)
	return found


def typed(address) -> str:
	"""As people type it: no accents needed, no unit, no postal code."""
	return f"{address.civic_number} {address.street} {address.city}".lower()


def sample_addresses() -> list:
	if address_index.is_outdated():
		address_index.build()
	index = address_index.current()
	if not index or not len(index):
		return []
	rows = random.Random(3).choices(range(len(index)), k=SAMPLE)
	return [index.address(row) for row in rows]


def report(found: dict[str, list[float]], rows: int) -> None:
	print(f"{rows} addresses, {ROUNDS} rounds in turns, one client; milliseconds")
	print(f"{'':8} {'p50':>8} {'p95':>8} {'p95 above ping':>16}")
	floor = percentile(found["ping"], 95)
	for name, times in found.items():
		p95 = percentile(times, 95)
		print(f"{name:8} {statistics.median(times):>8.1f} {p95:>8.1f} {p95 - floor:>16.1f}")


def percentile(times: list[float], share: int) -> float:
	return statistics.quantiles(times, n=100)[share - 1]


def main() -> None:
	frappe.init(os.environ["GIGAFIBRE_SITE"])
	frappe.connect()
	addresses = sample_addresses()
	if not addresses:
		print("This site holds no addresses: load some first (bench load-addresses).")
		return
	print(f"for example: {label(addresses[0])}")
	kept = {field: frappe.db.get_single_value("FSM Settings", field) for field in LIMITS}
	set_limits(dict.fromkeys(LIMITS, 0))
	try:
		report(measure(os.environ["GIGAFIBRE_URL"], addresses), len(address_index.current()))
	finally:
		set_limits(kept)


def set_limits(values: dict) -> None:
	frappe.db.set_single_value("FSM Settings", values)
	frappe.db.commit()  # the server must see it
	frappe.clear_document_cache("FSM Settings", "FSM Settings")


if __name__ == "__main__":
	main()
