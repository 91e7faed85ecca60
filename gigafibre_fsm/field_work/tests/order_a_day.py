"""python order_a_day.py TODAY PLACE: a process that orders. For each line « DAY locked » or « DAY unlocked » it tries to get
a place of that day, and says how it ended and how often it had to begin.

`unlocked` takes away what keeps the last place from being sold twice: the server's lock, and the reading of what is there now.
"""

import os
import sys
from datetime import date
from functools import partial

import frappe

from gigafibre_fsm.exceptions import NotOrderable
from gigafibre_fsm.field_work.services import dates
from gigafibre_fsm.gigafibre_fsm import locks, transaction

HELD, LOCKED_READ = "_hold", "_JOBS_NOW"


def main(today: str, place: str) -> None:
	frappe.init(site=os.environ["GIGAFIBRE_SITE"], sites_path=os.environ["GIGAFIBRE_SITES_PATH"])
	frappe.connect()
	kept = {name: getattr(dates, name) for name in (HELD, LOCKED_READ)}
	open_read = kept[LOCKED_READ].replace("lock in share mode", "")
	ways = {"locked": kept, "unlocked": {HELD: lambda day: None, LOCKED_READ: open_read}}
	print("ready", flush=True)
	for line in sys.stdin:
		day, way = line.split()
		vars(dates).update(ways[way])
		print(
			*outcome(partial(order, dates.take, date.fromisoformat(today), date.fromisoformat(day), place)),
			flush=True,
		)


def outcome(work) -> tuple[str, int]:
	begun = []

	def counted() -> None:
		begun.append(1)
		work()

	try:
		transaction.whole(counted)
		return "won", len(begun)
	except NotOrderable:
		frappe.db.rollback()
		return "full", len(begun)


def order(take, today: date, day: date, place: str) -> None:
	frappe.db.get_value("Service Location", place, "customer")  # as every request, it has read before
	locks.hold(f"order:{os.getpid()}")  # and as every order, it begins with its own key
	take(day, today)
	frappe.get_doc(
		{
			"doctype": "Dispatch Job",
			"service_location": place,
			"job_type": "Installation",
			"status": "Scheduled",
			"scheduled_date": day,
		}
	).insert(ignore_permissions=True)
	frappe.db.commit()  # as the end of the order's request


if __name__ == "__main__":
	main(*sys.argv[1:])
