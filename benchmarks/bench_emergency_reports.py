"""The three 911 reports beside the floor: a Script Report of as many rows and the same columns with nothing computed.

At each of BENCH_LINES (790,7900,79000), BENCH_ROUNDS times (5), in turns, over `frappe.desk.query_report.run` and its answer
as JSON. Three out of ten pairs of addresses are spelled differently, one in twenty is another address. « Cold » is the first
call in a new process, « unknown » the same where no other process has left answers either; BENCH_FIRST_CALLS (3) of each,
beside the floor in the same process. Queries are
counted. On a site of its own, dropped afterwards; BENCH_REPORTS_SITE names one that stays, the rows go.
"""

import json
import multiprocessing
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

sys.path.insert(0, str(Path(__file__).parents[1]))

import frappe
from frappe.core.doctype.report.report import get_report_module_dotted_path
from frappe.desk import query_report

from benchmarks.orders.site import connected, own_site
from gigafibre_fsm.voice_service.services import address_reports, known_answers

NAME = "bench-reports.throwaway.localhost"
LINES = [int(lines) for lines in os.environ.get("BENCH_LINES", "790,7900,79000").split(",")]
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
FIRST_CALLS = int(os.environ.get("BENCH_FIRST_CALLS", "3"))
REPORTS = ("DID Report", "911 Audit", "Orphan 911")
FLOOR = "Floor of a Report"
MARK, CHUNK, STREETS = "BENCH", 5_000, 4_000
TYPES = (("rue", "R."), ("chemin", "CH"), ("rang", "RG"), ("avenue", "AV"), ("montée", "MTEE"))
FIRST = "Saint-Jean Sainte-Marie Pierre Félix Notre-Dame Grand Maple Lac Bois Côte".split()
CITIES = (("Saint-Anicet", "ST-ANICET"), ("Sainte-Barbe", "STE-BARBE"), ("Huntingdon", "HUNTINGDON"))
STAMP = {
	"creation": "2026-01-01",
	"modified": "2026-01-01",
	"owner": "Administrator",
	"modified_by": "Administrator",
}
# The same columns, from where they stand; for what would be computed, a text that stands there too.
FLOOR_QUERY = """select name, did, customer, customer_name, service_location, e911_street service_address,
		e911_info e911_address, e911_status verdict, e911_city difference, e911_status, status line_status
	from `tabVoIP Line` order by did"""


def floor(_filters: dict) -> tuple:
	return address_reports.columns(), frappe.db.sql(FLOOR_QUERY, as_dict=True)


@contextmanager
def lines_made(count: int) -> Iterator[None]:
	chance = random.Random("lines")
	pairs = [_pair(chance, number) for number in range(1, count + 1)]
	_write("Service Location", [place for place, _line in pairs])
	_write("VoIP Line", [line for _place, line in pairs])
	frappe.db.sql_ddl("analyze table `tabVoIP Line`, `tabService Location`")
	try:
		yield
	finally:
		for doctype in ("VoIP Line", "Service Location"):
			frappe.db.delete(doctype, {"name": ("like", f"{MARK}%")})
		frappe.db.commit()  # the processes that are measured had to see the rows


def _write(doctype: str, rows: list[dict]) -> None:
	frappe.db.bulk_insert(doctype, list(rows[0]), [tuple(row.values()) for row in rows], chunk_size=CHUNK)
	frappe.db.commit()  # the processes that are measured read them


def _pair(chance: random.Random, number: int) -> tuple[dict, dict]:
	which = chance.randrange(STREETS)
	kind, short = TYPES[which % len(TYPES)]
	name = f"{FIRST[which % len(FIRST)]}-{chr(65 + which % 23)}{'aeiou'[which % 5]}{which:x}ette"
	city, city_short = CITIES[which % len(CITIES)]
	here = (f"{kind} {name}", city)
	there = (f"{short} {name.upper().replace('SAINT', 'ST')}", city_short) if chance.random() < 0.3 else here
	unit = f"app. {1 + number % 4}" if chance.random() < 0.08 else None
	other = 100 if chance.random() < 0.05 else 0
	return _place(number, unit, *here), _line(number, other, unit, chance, *there)


def _place(number: int, unit: str | None, street: str, city: str) -> dict:
	address = {
		"civic_number": str(number),
		"unit": unit,
		"street": street,
		"city": city,
		"postal_code": "J0S 1M0",
	}
	line = {"address_line": f"{number} {street}", "customer": f"C-{number}", "status": "Active"}
	return {"name": f"{MARK}-{number:06}", **STAMP, **address, **line}


def _line(number: int, other: int, unit: str | None, chance: random.Random, street: str, city: str) -> dict:
	orphan = chance.random() < 0.2
	return {
		"name": f"{MARK}-{number:06}",
		**STAMP,
		"did": str(4502000000 + number),
		"customer": f"C-{number}",
		"customer_name": f"Abonné {number}",
		"service_location": None if orphan else f"{MARK}-{number:06}",
		"status": "Cancelled" if orphan else "Active",
		"e911_status": "Mismatch" if orphan or other else "Synced",
		"e911_civic_number": str(number + other),
		"e911_unit": unit and unit.upper(),
		"e911_street": street,
		"e911_city": city,
		"e911_zip": "J0S 1M0",
		"e911_info": f"{number} {street}, {city}, J0S 1M0",
	}


def run(report: str) -> tuple[float, int]:
	"""Seconds of one call, and the queries that it asked."""
	counted = _queries()
	begun = time.perf_counter()
	answer = query_report.run(report, filters={})
	json.dumps(answer, default=str, separators=(",", ":"))
	return time.perf_counter() - begun, _queries() - counted


def _queries() -> int:
	return int(frappe.db.sql("show session status like 'Questions'")[0][1])


def first_calls(site: str, nothing_known: bool) -> dict[str, tuple[float, float]]:
	"""Per report its first call in a new process, and the floor's in the same one, which has warmed up what is Frappe's."""
	found = {}
	for report in REPORTS:
		pairs = [_in_a_new_process(site, report, nothing_known) for _round in range(FIRST_CALLS)]
		found[report] = tuple(map(statistics.median, zip(*pairs, strict=True)))
	return found


def _in_a_new_process(site: str, report: str, nothing_known: bool) -> tuple[float, float]:
	with multiprocessing.get_context("spawn").Pool(1) as pool:
		return pool.apply(_first_call, (site, report, nothing_known))


def _first_call(site: str, report: str, nothing_known: bool) -> tuple[float, float]:
	with connected(site):
		frappe.set_user("Administrator")
		tell_of_floor()
		run(FLOOR)
		before = run(FLOOR)[0]
		if nothing_known:
			known_answers.forget()
		return run(report)[0], before


def measure(site: str, lines: int) -> None:
	calls: dict[str, Callable] = {name: lambda name=name: run(name) for name in (FLOOR, *REPORTS)}
	taken: dict[str, list[tuple[float, int]]] = {name: [] for name in calls}
	unknown = first_calls(site, nothing_known=True)
	known_answers.forget()
	for call in calls.values():
		call()
	cold = first_calls(site, nothing_known=False)
	for _round in range(ROUNDS):
		for name, call in calls.items():
			taken[name].append(call())
	show(lines, taken, cold, unknown)


def show(lines: int, taken: dict, cold: dict, unknown: dict) -> None:
	least = statistics.median(seconds for seconds, _queries in taken[FLOOR])
	print(f"\n{lines:,} lines; warm: median of {ROUNDS}, in turns; cold and nothing known: of {FIRST_CALLS}")
	print(
		f"{'':18}{'warm s':>8}{'×':>6}{'cold s':>9}{'×':>6}{'unknown':>9}{'×':>6}{'queries':>9}{'µs/line':>9}"
	)
	for name, found in taken.items():
		warm = statistics.median(seconds for seconds, _queries in found)
		first = "".join(_beside_floor(times.get(name)) for times in (cold, unknown))
		print(f"{name:18}{warm:8.3f}{warm / least:6.2f}{first}{found[0][1]:9}{warm / lines * 1e6:9.1f}")


def _beside_floor(times: tuple[float, float] | None) -> str:
	return f"{times[0]:9.3f}{times[0] / times[1]:6.2f}" if times else " " * 15


def tell_of_floor() -> None:
	"""Frappe looks for a standard report's code in a module of its name."""
	place = get_report_module_dotted_path("Voice Service", FLOOR)
	sys.modules[place] = module = ModuleType(place)
	module.execute = floor


@contextmanager
def floor_report() -> Iterator[None]:
	tell_of_floor()
	report = {"doctype": "Report", "name": FLOOR, "report_name": FLOOR, "ref_doctype": "VoIP Line"}
	frappe.get_doc(
		{**report, "report_type": "Script Report", "is_standard": "Yes", "module": "Voice Service"}
	).db_insert()
	frappe.db.commit()  # the processes that are measured run it
	try:
		yield
	finally:
		frappe.db.delete("Report", FLOOR)
		frappe.db.commit()  # as above


def main() -> None:
	with own_site(NAME, "BENCH_REPORTS_SITE") as site, connected(site):
		frappe.set_user("Administrator")
		with floor_report():
			for lines in LINES:
				with lines_made(lines):
					measure(site, lines)


if __name__ == "__main__":
	main()
