"""What the plant map asks for, with 16,056 drops on 30 OLTs: milliseconds in process, and the size of the answer.

Beside it the same drops as Frappe's own map view would get them, one GeoJSON feature per drop. Calls alternate; the
drops are written in a transaction that is rolled back.
"""

import gzip
import json
import os
import random
import statistics
import time
from collections.abc import Callable

import frappe
from frappe.geo.utils import get_coords

from gigafibre_fsm.fibre_plant.page.plant_map.plant_map import get_capacity, get_details, get_drops

DROPS, OLTS, ROUNDS = 16_056, 30, 9
COLUMNS = (
	"name",
	"olt",
	"slot",
	"port",
	"ont_id",
	"ont_serial",
	"reserved_note",
	"box_installed",
	"latitude",
	"longitude",
)


def load() -> None:
	for number in range(OLTS):
		frappe.get_doc({"doctype": "OLT", "ip": f"10.254.{number}.2", "olt_name": f"B{number:02}"}).insert()
	chance = random.Random(1)
	frappe.db.bulk_insert("Fibre Drop", COLUMNS, [row(number, chance) for number in range(DROPS)])


def row(number: int, chance: random.Random) -> tuple:
	olt, place = number % OLTS, number // OLTS
	kind = chance.choice(("connected", "connected", "available", "reserved", "no_box"))
	return (
		f"BENCHMAP-{number:06}",
		f"10.254.{olt}.2",
		place // 512,
		place // 64 % 8,
		place % 64,
		f"TPLG{number:08X}" if kind == "connected" else None,
		"Held" if kind == "reserved" else None,
		int(kind != "no_box"),
		45 + olt / 30 + chance.gauss(0, 0.02),
		-74 + olt % 7 / 7 + chance.gauss(0, 0.02),
	)


def measure(calls: dict[str, Callable]) -> None:
	times: dict[str, list[float]] = {name: [] for name in calls}
	for _ in range(ROUNDS):
		for name, call in calls.items():
			begun = time.perf_counter()
			call()
			times[name].append(1000 * (time.perf_counter() - begun))
	print(f"{'':28} {'p50 ms':>8} {'worst ms':>9} {'kB':>7} {'kB gzip':>8}")
	for name, call in calls.items():
		body = json.dumps(call(), default=str, separators=(",", ":")).encode()
		sizes = f"{len(body) / 1000:7.0f} {len(gzip.compress(body)) / 1000:8.0f}"
		print(f"{name:28} {statistics.median(times[name]):8.1f} {max(times[name]):9.1f} {sizes}")


def main() -> None:
	frappe.init(os.environ["GIGAFIBRE_SITE"])
	frappe.connect()
	frappe.set_user("Administrator")
	try:
		load()
		few = [f"BENCHMAP-{number:06}" for number in range(6)]
		measure(
			{
				"drops": get_drops,
				"the same by Frappe's map view": lambda: get_coords("Fibre Drop", "[]", "coordinates"),
				"details of 6": lambda: get_details(few),
				"capacity by OLT": get_capacity,
				"capacity by port": lambda: get_capacity("10.254.1.2"),
			}
		)
	finally:
		frappe.db.rollback()
		frappe.destroy()


if __name__ == "__main__":
	main()
