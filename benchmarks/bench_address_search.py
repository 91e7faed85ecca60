"""Search by typed text beside pg_trgm: right answers by kind of query, times, queries per second.

BENCH_ADDRESSES=5200000 for the whole province, BENCH_ADDRESS_STYLE=b for the other towns, slips and layouts,
BENCH_ADDRESS_DATA=folder for data made before (`python -m benchmarks.addresses.generate`).
"""

import os
import random
import sys
import tempfile
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.addresses import pg_search
from benchmarks.addresses.measure import (
	Score,
	alternate,
	asked_rows,
	asked_style,
	data,
	markdown,
	read_queries,
	rounds_of_clients,
)
from benchmarks.addresses.ours import NAME, Ours, build_index
from benchmarks.addresses.postgres import Unavailable, serving

EACH = int(os.environ.get("BENCH_ADDRESS_QUERIES", 100))  # of each kind
EACH_SLOW = 2  # of each kind, to searches that take seconds
SLOW = "whole address"


def shuffled(queries: list) -> list:
	"""In no order of kinds, the same in each run."""
	queries = list(queries)
	random.Random("order of queries").shuffle(queries)
	return queries


def measured(folder: Path, index: Path, server) -> tuple[dict[str, Score], dict[str, float]]:
	searches = {NAME: Ours(index)}
	queries = shuffled(read_queries(folder, EACH))
	if not server:
		return alternate(searches, queries), rounds_of_clients({NAME: partial(Ours, index)}, queries)
	scores = alternate(searches | pg_search.parsed_alternatives(server), queries)
	few = shuffled(read_queries(folder, EACH_SLOW))
	slow = alternate(searches | pg_search.whole_alternatives(server), few)
	rates = rounds_of_clients(connecting(index, server), queries)
	return {**scores, **{name: score for name, score in slow.items() if name != NAME}}, rates


def connecting(index: Path, server) -> dict:
	"""How a client process opens each search: a connection is not shared between processes."""
	found = {NAME: partial(Ours, index)}
	for name, score in pg_search.SCORES.items():
		found[name] = partial(connected, server, score)
	return found


def connected(server, score: str) -> pg_search.Parsed:
	return pg_search.Parsed(server.connect(), score)


def summary(scores: dict[str, Score], rates: dict[str, float]) -> str:
	ours = scores[NAME].milliseconds(50)
	header = [
		"",
		"queries",
		"p50 ms",
		"p95 ms",
		"right first",
		"right in five",
		"queries/s, 4 clients",
		"p50 / ours",
	]
	return markdown(header, [line(name, score, rates, ours) for name, score in scores.items()])


def line(name: str, score: Score, rates: dict[str, float], ours: float) -> list:
	middle, late = score.milliseconds(50), score.milliseconds(95)
	first, within = score.rate(score.first), score.rate(score.within)
	rate = f"{rates[name]:.0f}" if name in rates else ""
	return [
		name,
		score.asked.total(),
		f"{middle:.1f}",
		f"{late:.1f}",
		f"{first:.4f}",
		f"{within:.4f}",
		rate,
		f"{middle / ours:.1f}",
	]


def by_kind(scores: dict[str, Score]) -> str:
	names = [name for name in scores if SLOW not in name]
	header = ["kind", *(f"{name}: first / in five" for name in names)]
	lines = []
	for kind in scores[NAME].asked:
		cells = [
			f"{scores[name].rate(scores[name].first, kind):.3f} / {scores[name].rate(scores[name].within, kind):.3f}"
			for name in names
		]
		lines.append([kind, *cells])
	return markdown(header, sorted(lines))


def report(folder: Path, index: Path, server) -> None:
	scores, rates = measured(folder, index, server)
	print(summary(scores, rates), by_kind(scores), sep="\n\n")


def main() -> None:
	rows, style = asked_rows(), asked_style()
	with data(rows, style) as folder, tempfile.TemporaryDirectory(prefix="index") as place:
		print(f"{os.environ.get('BENCH_ADDRESS_DATA') or f'{rows:,} addresses, style {style}'}\n", flush=True)
		index = build_index(folder / "rqa.csv", Path(place) / "index")
		try:
			with serving(folder / "rqa.csv") as server:
				report(folder, index, server)
		except Unavailable as reason:
			print(f"{reason}\n")
			report(folder, index, None)


if __name__ == "__main__":
	main()
