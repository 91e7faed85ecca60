"""python scan_child.py: a process from which others are forked, so that each of them starts at once. Each line it reads is a
JSON list of orders, done at the same moment by a process each: `{work, arguments, target?, call?}`. It answers
with how each ended: `ended`, the kind of the refusal, or the signal that killed it. At the CALLth call of TARGET (`+`: when that
call has returned) a process is killed.
"""

import json
import os
import sys

import frappe

from gigafibre_fsm.exceptions import CallerError
from gigafibre_fsm.field_work.services.jobs import en_route
from gigafibre_fsm.field_work.services.jobs import start as start_work
from gigafibre_fsm.receivables.tests.payment_child import interrupt
from gigafibre_fsm.subscriber.services.installation.scanning import scan
from gigafibre_fsm.subscriber.services.installation.swapping import swap
from gigafibre_fsm.subscriber.services.ordering.cancelling import cancel

WORK = {"scan": scan, "swap": swap, "cancel": cancel, "en_route": en_route, "start": start_work}


def main() -> None:
	print("ready", flush=True)
	for line in sys.stdin:
		print(json.dumps(all_at_once(json.loads(line))), flush=True)


def all_at_once(orders: list[dict]) -> list[str | int]:
	wait, go = os.pipe()
	started = [start(order, wait, go) for order in orders]
	for _process, answers in started:
		assert answers.readline() == "connected\n"
	os.close(wait)
	os.close(go)
	return [how_it_ended(process, answers) for process, answers in started]


def start(order: dict, wait: int, go: int) -> tuple[int, object]:
	read, write = os.pipe()
	process = os.fork()
	if process:
		os.close(write)
		return process, os.fdopen(read)
	os.close(go)
	with os.fdopen(write, "w") as answers:
		connect()
		print("connected", file=answers, flush=True)
		os.read(wait, 1)
		print(outcome(**order), file=answers, flush=True)
	os._exit(0)


def how_it_ended(process: int, answers) -> str | int:
	with answers:
		said = answers.readline().strip()
	_process, status = os.waitpid(process, 0)
	return -os.WTERMSIG(status) if os.WIFSIGNALED(status) else said


def connect() -> None:
	frappe.init(site=os.environ["GIGAFIBRE_SITE"], sites_path=os.environ["GIGAFIBRE_SITES_PATH"])
	frappe.connect()
	frappe.db.get_value("Dispatch Job", {}, "name")  # as every request, it has read before


def outcome(work: str, arguments: list[str], target: str = "", call: int = 1) -> str:
	if target:
		interrupt(target, call)
	try:
		WORK[work](*arguments)
		frappe.db.commit()  # as the end of the technician's request
		return "ended"
	except CallerError as refusal:
		frappe.db.rollback()
		return type(refusal).__name__


if __name__ == "__main__":
	main()
