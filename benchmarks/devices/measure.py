"""Requests per second of each kind, in windows in turns, so that a busy moment of the machine falls on all of them alike."""

import http.client
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from multiprocessing import get_context
from urllib.parse import quote, urlsplit

from benchmarks.devices.site import Ready

PROVISION = "/api/method/gigafibre_fsm.api.devices.provision?serial="
RESOURCE = "/api/resource/Service%20Equipment/"
context = get_context("fork")


@dataclass(frozen=True)
class Kind:
	label: str
	paths: Sequence[str]
	headers: Mapping[str, str]
	# What a right answer holds.
	holds: bytes

	def of_client(self, number: int, clients: int) -> Iterator[str]:
		"""Different devices for each client, again and again."""
		return cycle(list(islice(self.paths, number, None, clients)) or list(self.paths))


class Client:
	"""One connection, kept: little work on this side, which shares the machine with the server."""

	def __init__(self, url: str, kind: Kind):
		self.kind = kind
		self.connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)

	def ask(self, path: str) -> float:
		start = time.perf_counter()
		self.connection.request("GET", path, headers=dict(self.kind.headers))
		answer = self.connection.getresponse()
		body = answer.read()
		taken = time.perf_counter() - start
		if answer.status != 200 or self.kind.holds not in body:
			raise RuntimeError(f"{answer.status} from {path}: {body[:300]!r}")
		return taken


def kinds(site: str, ready: Ready) -> dict[str, Kind]:
	host = {"Host": site}
	ping = ["/api/method/ping"]
	acs = {**host, "Authorization": ready.acs}
	return {
		"guest": Kind("guest ping", ping, host, b"pong"),
		"token": Kind("ping with a token", ping, acs, b"pong"),
		"resource": Kind(
			"GET of the resource",
			[RESOURCE + quote(name) for name in ready.names],
			{**host, "Authorization": ready.agent},
			b'"equipment_type"',
		),
		"provision": Kind("provision", [PROVISION + serial for serial in ready.serials], acs, b"xsd:string"),
	}


def in_turns(
	url: str, kinds: Mapping[str, Kind], clients: int, rounds: int, seconds: float
) -> dict[str, list[float]]:
	found: dict[str, list[float]] = {name: [] for name in kinds}
	for round_ in range(-1, rounds):  # the first one is for warming up
		for name, kind in kinds.items():
			times = window(url, kind, clients, seconds)
			if round_ >= 0:
				found[name].append(len(times) / seconds)
	return found


def window(url: str, kind: Kind, clients: int, seconds: float) -> list[float]:
	"""How long each request took that ended in time; of the others, those that were under way."""
	gate = context.Barrier(clients)
	pipes = [context.Pipe(duplex=False) for _ in range(clients)]
	workers = [
		context.Process(target=_client, args=(url, kind, number, clients, seconds, gate, pipes[number][1]))
		for number in range(clients)
	]
	for worker in workers:
		worker.start()
	times = [taken for receiver, _sender in pipes for taken in json.loads(receiver.recv())]
	for worker in workers:
		worker.join()
		if worker.exitcode:
			raise RuntimeError("a client failed")
	return times


def _client(url: str, kind: Kind, number: int, clients: int, seconds: float, gate, sender) -> None:
	client = Client(url, kind)
	times = []
	try:
		gate.wait()
		end = time.monotonic() + seconds
		for path in kind.of_client(number, clients):
			times.append(client.ask(path))
			if time.monotonic() > end:
				break
	finally:
		sender.send(json.dumps(times))
