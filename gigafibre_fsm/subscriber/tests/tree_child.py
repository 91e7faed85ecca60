"""python tree_child.py KIND ROUNDS MARK: one of several that insert tasks at the same moment, in their own transactions.

KIND: `orders` as an order does, `unlocked` the same with its locks taken out, `erpnext` as the desk does, `groups` with
a parent. Prints `ready`, waits for a line, works, prints how often the database chose it as a deadlock's victim.
"""

import os
import sys

import frappe

BATCH = 3


def main(kind: str, rounds: str, mark: str) -> None:
	frappe.init(site=os.environ["GIGAFIBRE_SITE"], sites_path=os.environ["GIGAFIBRE_SITES_PATH"])
	frappe.connect()
	write = {"orders": order, "unlocked": order, "erpnext": task, "groups": group}[kind]
	if kind == "unlocked":
		take_locks_out()
	frappe.db.rollback()
	print("ready", flush=True)
	sys.stdin.readline()
	print(sum(until_written(write, f"{mark} {kind} {number}") for number in range(int(rounds))), flush=True)


def take_locks_out() -> None:
	from gigafibre_fsm.subscriber.services.ordering import task_tree

	task_tree.locks.hold_within = lambda _name: None
	task_tree._LAST = task_tree._LAST.removesuffix(" for update")


def until_written(write, subject: str) -> int:
	"""As the order's own retry, and as a person who presses Save again."""
	victims = 0
	while True:
		try:
			write(subject)
			frappe.db.commit()  # each order is a transaction of its own
			return victims
		except (frappe.QueryDeadlockError, frappe.QueryTimeoutError):
			frappe.db.rollback()
			victims += 1


def order(subject: str) -> None:
	from gigafibre_fsm.gigafibre_fsm import writing
	from gigafibre_fsm.setup.catalogue.site import find_company
	from gigafibre_fsm.subscriber.services.ordering import projects

	names = writing.reserve_names({"Project": 1, "Task": BATCH})
	values = {
		"doctype": "Project",
		"name": names["Project"][0],
		"project_name": subject,
		"company": find_company(),
		"expected_start_date": "2026-12-01",
	}
	projects.create(values)
	projects.add_tasks(values, [projects.TaskRow(name, f"{subject} {name}") for name in names["Task"]])


def task(subject: str, **values) -> str:
	return frappe.get_doc({"doctype": "Task", "subject": subject, **values}).insert().name


def group(subject: str) -> None:
	parent = task(subject, is_group=1)
	task(f"{subject} child", parent_task=parent)


if __name__ == "__main__":
	main(*sys.argv[1:])
