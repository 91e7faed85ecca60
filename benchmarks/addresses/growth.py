"""What one size costs, each step in a process of its own so that memory is that of the step."""

import os
import resource
import statistics
import time
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from .measure import read_queries

MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Built:
	read_seconds: float
	build_seconds: float
	peak_mb: float
	size_mb: float


@dataclass(frozen=True)
class Served:
	open_ms: float
	own_mb: float  # what a further worker adds
	mapped_mb: float  # pages of the index file in use, shared by the workers of a host
	p50_ms: float
	p95_ms: float
	right_first: float


def in_fresh_process(function, *arguments):
	with get_context("spawn").Pool(1) as pool:
		return pool.apply(function, arguments)


def build(register: Path, folder: Path) -> Built:
	from .ours import timed_build

	seconds = timed_build(register, folder)
	peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
	size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
	return Built(*seconds, peak, size / MEGABYTE)


def memory() -> tuple[float, float]:
	"""MB of this process alone, and of files that it shares."""
	found = {}
	for line in Path(f"/proc/{os.getpid()}/smaps_rollup").read_text().splitlines()[1:]:
		name, size = line.split(":")
		found[name] = int(size.split()[0]) / 1024
	own = found["Anonymous"]
	return own, found["Rss"] - own


def serve(data: Path, index: Path, each: int) -> Served:
	from .ours import Ours

	queries = read_queries(data, each)
	before, start = memory(), time.perf_counter()
	search = Ours(index)
	opened = time.perf_counter() - start
	times, right = [], 0
	for query in queries:
		start = time.perf_counter()
		answers = search.search(query.text)
		times.append(time.perf_counter() - start)
		right += bool(answers) and answers[0] in query.right
	after = memory()
	percents = statistics.quantiles(times, n=100, method="inclusive")
	own, mapped = after[0] - before[0], after[1] - before[1]
	late = (1000 * percents[49], 1000 * percents[94])
	return Served(1000 * opened, own, mapped, *late, right / len(queries))
