"""`search`: what a typed text finds."""

import argparse
import csv
import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

from gigafibre_fsm.command_line.complaint import Complaint
from gigafibre_fsm.command_line.csv_input import read_rows

SUMMARY = "what a typed text finds in the address register"
EXAMPLES = """examples:
  %(prog)s addresses "123 st jean bapt"
  %(prog)s addresses "J0S 1M0 45" --limit 3 --json
  %(prog)s addresses --file queries.csv > found.csv
  %(prog)s RQA.csv.gz "2-45 rg st antoine"

INDEX is a folder that `index` made, or the register's CSV file: then an index is made beside it, once.
With --file, the column `query` (or else the first one) is searched; the answer has the columns of the file, then rank,
score, found_id, label; one row per query unless --limit says more. Times go to the error output.
Nothing found: exit status 1."""
NOTHING_FOUND = 1
FOUND = ("rank", "score", "found_id", "label")

Find = Callable[[str, int], list]


def declare(parser: argparse.ArgumentParser) -> None:
	add = parser.add_argument
	add("index", type=Path, metavar="INDEX", help="an index, or the register's CSV file")
	add("text", nargs="?", help="what somebody typed")
	add("--limit", type=int, metavar="N", help="how many answers (8; 1 with --file)")
	add("--json", action="store_true", help="answer as the HTTP API does")
	add("--file", type=Path, metavar="CSV", help="a file of queries")
	add("-o", "--output", type=Path, metavar="CSV", help="where the answers to a file go (standard output)")


def run(options: argparse.Namespace) -> int:
	if (options.text is None) == (options.file is None):
		raise Complaint("Give a text to search, or a file of queries with --file.")
	if options.limit is not None and options.limit < 1:
		raise Complaint("--limit must be 1 or more.")
	queries = read_rows(options.file) if options.file else None
	find = _finder(options.index)
	if queries:
		return _search_file(find, *queries, options)
	return _search_text(find, options)


def _finder(path: Path) -> Find:
	from gigafibre_fsm.command_line.index_folder import open_index
	from gigafibre_fsm.domain.addresses.index_source import IndexSource
	from gigafibre_fsm.domain.addresses.search import search

	source = IndexSource(open_index(path))
	return lambda text, limit: search(source, text, limit)


def _search_text(find: Find, options: argparse.Namespace) -> int:
	from gigafibre_fsm.domain.addresses.record import label

	started = time.perf_counter()
	hits = find(options.text, options.limit or 8)
	milliseconds = (time.perf_counter() - started) * 1000
	if options.json:
		answer = [{"label": label(hit.address), **asdict(hit.address), "score": hit.score} for hit in hits]
		print(json.dumps(answer, ensure_ascii=False, indent=1))
	else:
		for hit in hits:
			print(f"{hit.score:6.3f}  {label(hit.address)}  [{hit.address.address_id or 'street'}]")
		print(f"{len(hits)} found in {milliseconds:.1f} ms", file=sys.stderr)
	return 0 if hits else NOTHING_FOUND


def _search_file(find: Find, columns: list[str], rows: list[dict], options: argparse.Namespace) -> int:
	column = "query" if "query" in columns else columns[0]
	times: list[float] = []
	with _output(options.output) as file:
		writer = csv.DictWriter(file, [*columns, *FOUND])
		writer.writeheader()
		for row in rows:
			writer.writerows(_answers(find, row, row[column] or "", options.limit or 1, times))
	_tell_times(times)
	return 0


def _answers(find: Find, row: dict, text: str, limit: int, times: list[float]) -> Iterator[dict]:
	"""A query without an answer keeps its row."""
	from gigafibre_fsm.domain.addresses.record import label

	started = time.perf_counter()
	hits = find(text, limit)
	times.append((time.perf_counter() - started) * 1000)
	if not hits:
		yield row
	for rank, hit in enumerate(hits, start=1):
		found = (rank, hit.score, hit.address.address_id, label(hit.address))
		yield {**row, **dict(zip(FOUND, found, strict=True))}


def _output(path: Path | None):
	if path is None:
		return nullcontext(_untranslated(sys.stdout))
	try:
		return path.open("w", encoding="utf-8", newline="")
	except OSError as error:
		raise Complaint(f"{path} cannot be written: {error.strerror}.") from error


def _untranslated(stream: TextIO) -> TextIO:
	"""The csv module ends its lines itself."""
	stream.reconfigure(newline="")
	return stream


def _tell_times(times: list[float]) -> None:
	if not times:
		return
	ordered = sorted(times)
	middle, late = (ordered[int(len(ordered) * part)] for part in (0.5, 0.95))
	seconds = sum(times) / 1000
	print(
		f"{len(times):,} queries in {seconds:.1f} s: p50 {middle:.1f} ms, p95 {late:.1f} ms, "
		f"{len(times) / seconds:,.0f} queries/s",
		file=sys.stderr,
	)
