"""Step 12a beside the way a document is made one by one: rows per second, and how far the memory grows.

BENCH_ADDRESSES=5200000 loads a whole register; the default is enough for the ratio. The site's own address tables stand
aside meanwhile. Rounds of both alternate, so that what else the machine does falls on both.
"""

import csv
import os
import resource
import statistics
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import frappe

from gigafibre_fsm.domain.addresses.rqa import COLUMNS
from gigafibre_fsm.legacy.address_register import spool, tables
from gigafibre_fsm.legacy.runner import run_steps

ROWS = int(os.environ.get("BENCH_ADDRESSES", 200_000))
SAMPLE = 400
ROUNDS = 3 if ROWS <= 500_000 else 1
PER_STREET = 35
ASIDE = {table: f"_gigafibre_bench_{number}" for number, table in enumerate((tables.STREET, tables.ADDRESS))}


def write_register(path: Path, rows: int) -> None:
	with path.open("w", encoding="utf-8", newline="") as file:
		writer = csv.writer(file)
		writer.writerow(COLUMNS)
		# An odd factor spreads the identifiers like the register's own: they come in no order.
		writer.writerows(row(number, number * 0x9E3779B97F4A7C15 % 2**64) for number in range(rows))


def row(number: int, identifier: int) -> tuple:
	street = number // PER_STREET
	civic, unit = 1 + number % PER_STREET * 2, number % 3 and str(number % 50)
	town, code = f"Saint-{street % 1100}", f"J{street % 10}S {number % 10}A{street % 7}"
	return (f"{identifier:016x}", civic, "", unit or "", f"Rue {street}", town, code, 46.1, -72.5)


@contextmanager
def tables_aside():
	for table, aside in ASIDE.items():
		frappe.db.sql_ddl(f"rename table `{table}` to `{aside}`")
	try:
		yield
	finally:
		spool.of_site().clear()
		for table, aside in ASIDE.items():
			frappe.db.sql_ddl(f"drop table if exists `{table}`")
			frappe.db.sql_ddl(f"rename table `{aside}` to `{table}`")


def empty_tables() -> None:
	for table, aside in ASIDE.items():
		frappe.db.sql_ddl(f"drop table if exists `{table}`")
		frappe.db.sql_ddl(f"create table `{table}` like `{aside}`")
		frappe.db.sql_ddl(f"alter table `{table}` comment = ''")


def seconds(work) -> float:
	start = time.perf_counter()
	work()
	return time.perf_counter() - start


def load(path: Path, expected: tuple[int, int], **arguments) -> None:
	[run] = run_steps(["12a"], path=str(path), **arguments)
	counts = run.counts
	assert (run.status, counts.inserted, counts.unchanged) == ("Completed", *expected), run.messages


def insert_one_by_one() -> None:
	for number in range(SAMPLE):
		street = frappe.get_doc(doctype="Street", street=f"Chemin {number}", municipality="Ailleurs").insert()
		frappe.get_doc(
			{"doctype": "Civic Address", "name": f"one-{number}", "street": street.name, "civic_number": 12}
		).insert()
	frappe.db.commit()  # what a session of typing would end with


def measure(path: Path) -> dict[str, list[float]]:
	found = {"load": [], "again, forced": [], "again": [], "insert": []}
	for _ in range(ROUNDS):
		empty_tables()
		found["insert"].append(2 * SAMPLE / seconds(insert_one_by_one))
		empty_tables()
		found["load"].append(ROWS / seconds(lambda: load(path, (ROWS, 0))))
		found["again, forced"].append(ROWS / seconds(lambda: load(path, (0, ROWS), force=1)))
		found["again"].append(ROWS / seconds(lambda: load(path, (0, ROWS))))
	return found


def memory() -> float:
	"""The process's peak so far, in MB."""
	unit = 1 if sys.platform == "darwin" else 1024
	return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def report(found: dict[str, list[float]], before: float) -> None:
	print(f"{ROWS:,} addresses on {ROWS // PER_STREET:,} streets; median of {ROUNDS} alternating rounds")
	print(f"{'':<28}{'rows/s':>12}{'seconds':>10}{'ratio':>9}")
	base = statistics.median(found["insert"])
	for name, label in (
		("insert", f"doc.insert(), {2 * SAMPLE} documents"),
		("load", "step 12a, first load"),
		("again, forced", "step 12a over itself"),
		("again", "step 12a, same file again"),
	):
		rate = statistics.median(found[name])
		rows = 2 * SAMPLE if name == "insert" else ROWS
		print(f"{label:<28}{rate:>12,.0f}{rows / rate:>10.1f}{rate / base:>8.0f}x")
	print(f"memory: {before:.0f} MB before, {memory():.0f} MB at the peak")


def main() -> None:
	frappe.init(os.environ["GIGAFIBRE_SITE"])
	frappe.connect()
	before = memory()
	try:
		with tempfile.TemporaryDirectory() as folder, tables_aside():
			path = Path(folder) / "rqa.csv"
			write_register(path, ROWS)
			report(measure(path), before)
	finally:
		frappe.destroy()


if __name__ == "__main__":
	main()
