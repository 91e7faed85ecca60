"""`link`: the address of each fibre drop of the old system."""

import argparse
import csv
import sys
import time
from collections import Counter
from pathlib import Path

from gigafibre_fsm.command_line.complaint import Complaint

SUMMARY = "which address of the register each fibre drop of the old system is at"
EXAMPLES = """examples:
  %(prog)s addresses drops.csv -o links.csv

INDEX is a folder that `index` made, or the register's CSV file: then an index is made beside it, once.
drops.csv has the columns of the legacy table `fibre`: id, terrain, rue, ville, zip, latitude, longitude; others are not
looked at. links.csv has one row per drop: id, address_id, method, score, reason. What is not sure has no address."""
COLUMNS = ("id", "address_id", "method", "score", "reason")


def declare(parser: argparse.ArgumentParser) -> None:
	add = parser.add_argument
	add("index", type=Path, metavar="INDEX", help="an index, or the register's CSV file")
	add("drops", type=Path, metavar="DROPS.csv", help="the drops")
	add("-o", "--output", type=Path, required=True, metavar="CSV", help="where the links go")


def run(options: argparse.Namespace) -> int:
	from gigafibre_fsm.command_line.index_folder import open_index

	index = open_index(options.index)
	started = time.perf_counter()
	links = _links(index, options.drops)
	seconds = time.perf_counter() - started
	_write(links, options.output)
	_summarise(links)
	print(f"{len(links):,} drops in {seconds:.1f} s", file=sys.stderr)
	return 0


def _links(index, drops: Path) -> list[dict]:
	from gigafibre_fsm.domain.addresses.link_file import MissingColumn, link_file

	try:
		return list(link_file(index, drops))
	except MissingColumn as missing:
		raise Complaint(str(missing)) from missing
	except OSError as error:
		raise Complaint(f"{drops} cannot be read: {error.strerror}.") from error


def _write(links: list[dict], path: Path) -> None:
	try:
		with path.open("w", encoding="utf-8", newline="") as file:
			writer = csv.DictWriter(file, COLUMNS, extrasaction="ignore")
			writer.writeheader()
			writer.writerows(links)
	except OSError as error:
		raise Complaint(f"{path} cannot be written: {error.strerror}.") from error


def _summarise(links: list[dict]) -> None:
	counts = Counter((str(link["method"]), str(link["reason"])) for link in links)
	for (method, reason), count in counts.most_common():
		print(f"{count:>8,}  {count / len(links):6.1%}  {method:<8} {reason}")
