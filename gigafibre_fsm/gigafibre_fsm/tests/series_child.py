"""python series_child.py HOW MANY: that many Projects' names, each in a transaction that stays open for a moment longer."""

import os
import sys

import frappe


def main(rounds: str) -> None:
	frappe.init(site=os.environ["GIGAFIBRE_SITE"], sites_path=os.environ["GIGAFIBRE_SITES_PATH"])
	frappe.connect()
	from gigafibre_fsm.gigafibre_fsm import writing

	print("ready", flush=True)
	sys.stdin.readline()
	for _round in range(int(rounds)):
		names = writing.reserve_names({"Project": 1, "Task": 3})
		print(*names["Project"], *names["Task"], flush=True)
		frappe.db.rollback()


if __name__ == "__main__":
	main(*sys.argv[1:])
