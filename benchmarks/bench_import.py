"""The whole legacy database by the import, beside `insert()` of the same rows; then a second run; then memory.

Step after step, in turns: BENCH_IMPORT_SAMPLE rows (60) of each source table through their documents' own `insert()` and
`save()`, taken back again; 20,000 bare rows by `executemany`, which tells how fast the machine is; then the whole step.
BENCH_IMPORT_ROUNDS times (2), each from a site without legacy data, at BENCH_IMPORT_VOLUME (1: as large as the real one).
Memory is the peak of a process of its own, at each of BENCH_IMPORT_MEMORY (1,10). On a site of its own, dropped
afterwards; BENCH_IMPORT_SITE names one that stays.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.imports import measure, report
from benchmarks.orders.site import connected, own_site
from gigafibre_fsm.testing.legacy_database import legacy_database
from gigafibre_fsm.testing.site_tables import SiteTables, kept_site

NAME = "bench-import.throwaway.localhost"
VOLUME = float(os.environ.get("BENCH_IMPORT_VOLUME", "1"))
ROUNDS = int(os.environ.get("BENCH_IMPORT_ROUNDS", "2"))
SAMPLE = int(os.environ.get("BENCH_IMPORT_SAMPLE", "60"))
MEMORY = [float(volume) for volume in os.environ.get("BENCH_IMPORT_MEMORY", "1,10").split(",") if volume]


def main() -> None:
	with own_site(NAME, "BENCH_IMPORT_SITE") as name, connected(name), kept_site() as tables:
		if ROUNDS:
			with legacy_database(volume=VOLUME, label="bench"):
				report.show(*measure.rounds(ROUNDS, SAMPLE, tables))
		for volume in MEMORY:
			show_memory(name, volume, tables)


def show_memory(site: str, volume: float, tables: SiteTables) -> None:
	tables.bring_back(tables.before)
	with legacy_database(volume=volume, for_children=True, label="bench"):
		report.show_memory(volume, measure.memory(site))


if __name__ == "__main__":
	main()
