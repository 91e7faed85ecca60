"""python -m benchmarks.imports.child SITE: the whole import, and what it took of memory at most."""

import json
import re
import sys
import time
from pathlib import Path

from benchmarks.orders.site import connected


def main(site: str) -> None:
	with connected(site):
		from gigafibre_fsm.legacy.runner import run_steps
		from gigafibre_fsm.legacy.steps import of_the_legacy_database

		before, start = _peak(), time.perf_counter()
		runs = run_steps(of_the_legacy_database())
		seconds = time.perf_counter() - start
	undone = [run.step for run in runs if run.status != "Completed"]
	rows = sum(run.counts.rows_read for run in runs)
	print(json.dumps({"peak": _peak(), "before": before, "seconds": seconds, "rows": rows, "undone": undone}))


def _peak() -> int:
	"""Megabytes. The kernel's count for `getrusage` begins with what the parent process had."""
	status = Path("/proc/self/status").read_text()
	return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) // 1024


if __name__ == "__main__":
	main(*sys.argv[1:])
