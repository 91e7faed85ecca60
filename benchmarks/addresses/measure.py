"""What searches are measured by: right answers, and times of queries that alternate between the searches."""

import csv
import os
import statistics
import tempfile
import time
from collections import Counter, defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from .generate import STYLES, generate

SECONDS = 3.0  # of each round of the clients
CLIENTS = 4


def asked_rows(otherwise: int = 520_000) -> int:
	return int(os.environ.get("BENCH_ADDRESSES", otherwise))


def asked_style() -> str:
	style = os.environ.get("BENCH_ADDRESS_STYLE", STYLES[0])
	if style not in STYLES:
		raise SystemExit(f"BENCH_ADDRESS_STYLE is {' or '.join(STYLES)}.")
	return style


@contextmanager
def data(rows: int, style: str):
	"""A folder with the data: the one given, or a new one for this run."""
	given = os.environ.get("BENCH_ADDRESS_DATA")
	if given:
		yield Path(given)
		return
	with tempfile.TemporaryDirectory(prefix="addresses") as folder:
		generate(Path(folder), rows, style)
		yield Path(folder)


@dataclass(frozen=True)
class Query:
	kind: str
	text: str
	right: frozenset


def read_queries(folder: Path, each: int | None = None) -> list[Query]:
	"""`each`: so many of each kind."""
	taken: Counter[str] = Counter()
	found = []
	with open(folder / "queries.csv", encoding="utf-8") as file:
		for line in csv.DictReader(file):
			taken[line["kind"]] += 1
			if each is None or taken[line["kind"]] <= each:
				found.append(Query(line["kind"], line["query"], right_answers(line)))
	return found


def right_answers(line: dict) -> frozenset:
	if not line["address_id"]:
		return frozenset({(line["street"], line["city"])})
	return frozenset({line["address_id"], *filter(None, line["equal_ids"].split(";"))})


@dataclass
class Score:
	times: list[float] = field(default_factory=list)
	asked: Counter = field(default_factory=Counter)
	first: Counter = field(default_factory=Counter)
	within: Counter = field(default_factory=Counter)

	def count(self, query: Query, answers: list, seconds: float) -> None:
		self.times.append(seconds)
		self.asked[query.kind] += 1
		self.first[query.kind] += bool(answers) and answers[0] in query.right
		self.within[query.kind] += any(answer in query.right for answer in answers)

	def rate(self, counted: Counter, kind: str | None = None) -> float:
		if kind:
			return counted[kind] / self.asked[kind]
		return counted.total() / self.asked.total()

	def milliseconds(self, percent: int) -> float:
		return 1000 * statistics.quantiles(self.times, n=100, method="inclusive")[percent - 1]


def alternate(searches: dict, queries: list[Query]) -> dict[str, Score]:
	"""Each query to each search in turn; who goes first changes with the query. A tenth of the
	queries goes before, uncounted: a worker that has just started is the exception."""
	scores: dict[str, Score] = defaultdict(Score)
	names = list(searches)
	for query in queries[: len(queries) // 10]:
		for name in names:
			searches[name].search(query.text)
	for number, query in enumerate(queries):
		for name in names[number % len(names) :] + names[: number % len(names)]:
			start = time.perf_counter()
			answers = searches[name].search(query.text)
			scores[name].count(query, answers, time.perf_counter() - start)
	return scores


def client(open_search, queries: list[Query], gate, counts) -> None:
	search = open_search()
	search.search(queries[0].text)
	gate.wait()
	end, done = time.perf_counter() + SECONDS, 0
	while time.perf_counter() < end:
		search.search(queries[done % len(queries)].text)
		done += 1
	counts.put(done)


def queries_per_second(open_search, queries: list[Query]) -> float:
	"""Client processes that ask as fast as they are answered, each from another place in the queries."""
	context = get_context("fork")
	gate, counts = context.Barrier(CLIENTS), context.Queue()
	clients = []
	for number in range(CLIENTS):
		start = number * len(queries) // CLIENTS
		share = queries[start:] + queries[:start]
		clients.append(context.Process(target=client, args=(open_search, share, gate, counts)))
	for process in clients:
		process.start()
	done = sum(counts.get(timeout=60 + 20 * SECONDS) for _ in clients)
	for process in clients:
		process.join()
	return done / SECONDS


def rounds_of_clients(searches: dict, queries: list[Query], rounds: int = 3) -> dict[str, float]:
	found = defaultdict(list)
	for _ in range(rounds):
		for name, open_search in searches.items():
			found[name].append(queries_per_second(open_search, queries))
	return {name: statistics.median(values) for name, values in found.items()}


def markdown(header: list[str], lines: list[list]) -> str:
	rows = [header, ["---", *["---:"] * (len(header) - 1)], *lines]
	return "\n".join("| " + " | ".join(str(cell) for cell in row) + " |" for row in rows)
