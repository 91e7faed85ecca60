"""64 clients that ask for devices without a pause, while an agent places an order every second."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial

import requests

from benchmarks.devices import measure
from benchmarks.devices.measure import Kind
from benchmarks.devices.site import Ready
from benchmarks.orders.documents import Wanted
from benchmarks.orders.variants import ALL, submit

WARM_UP, AT_ONCE = 32, 8


@dataclass
class Found:
	clients: int
	seconds: float
	times: list[float] = field(default_factory=list)
	orders: list[float] = field(default_factory=list)
	refused: list[str] = field(default_factory=list)


def run(url: str, provision: Kind, ready: Ready, clients: int, seconds: float) -> Found:
	found = Found(clients, seconds)
	wanted = ready.take(int(seconds) + 1 + WARM_UP)
	place = submit(url, ALL)
	# A worker's first order reads every DocType that it writes; at once, so that each worker gets some.
	with ThreadPoolExecutor(AT_ONCE) as pool:
		list(pool.map(partial(_order, place, ready), wanted[:WARM_UP]))
	agent = threading.Thread(target=_orders, args=(place, ready, wanted[WARM_UP:], seconds, found))
	agent.start()
	found.times = measure.window(url, provision, clients, seconds)
	agent.join()
	return found


def _orders(place, ready: Ready, wanted: list[Wanted], seconds: float, found: Found) -> None:
	begin = time.monotonic()
	for number, one in enumerate(wanted):
		if number > seconds - 1:
			return
		time.sleep(max(0, begin + number - time.monotonic()))
		try:
			found.orders.append(_order(place, ready, one))
		except (RuntimeError, requests.RequestException) as error:
			found.refused.append(str(error))


def _order(place, ready: Ready, wanted: Wanted) -> float:
	with requests.Session() as session:
		session.headers.update({"Host": ready.site, "Authorization": ready.agent})
		start = time.perf_counter()
		place(session, wanted)
		return time.perf_counter() - start
