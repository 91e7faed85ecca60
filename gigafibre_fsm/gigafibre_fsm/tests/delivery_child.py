"""One run of the delivery in a process of its own.

python delivery_child.py
	waits for a line before it begins, so that several can begin at the same moment
python delivery_child.py FUNCTION
	FUNCTION is a path below the package `delivery`: at its first call (with `+` after it: when that call has returned)
	the process says so and waits for a line
python delivery_child.py serve
	reads FUNCTIONs, a line each, and for each has a copy of itself killed there; prints what the copy ended with
"""

import importlib
import os
import signal
import sys

import frappe

from gigafibre_fsm.gigafibre_fsm.delivery import run

PACKAGE = "gigafibre_fsm.gigafibre_fsm.delivery"


def main(target: str = "") -> None:
	frappe.init(site=os.environ["GIGAFIBRE_SITE"], sites_path=os.environ["GIGAFIBRE_SITES_PATH"])
	if target == "serve":
		serve()
		return
	if target:
		interrupt(target, lambda: wait("here"))
	else:
		wait("ready")
	deliver()


def deliver() -> None:
	frappe.connect()
	print(run.drain(), flush=True)


def serve() -> None:
	print("ready", flush=True)
	for line in sys.stdin:
		pid = os.fork()
		if not pid:
			interrupt(line.strip(), lambda: os.kill(os.getpid(), signal.SIGKILL))
			deliver()
			os._exit(0)
		print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)


def interrupt(target: str, act) -> None:
	module, _, name = target.rstrip("+").rpartition(".")
	owner = importlib.import_module(f"{PACKAGE}.{module}")
	original, calls = getattr(owner, name), []

	def wrapped(*args, **kwargs):
		calls.append(1)
		if len(calls) == 1 and not target.endswith("+"):
			act()
		result = original(*args, **kwargs)
		if len(calls) == 1 and target.endswith("+"):
			act()
		return result

	setattr(owner, name, wrapped)


def wait(word: str) -> None:
	print(word, flush=True)
	sys.stdin.readline()


if __name__ == "__main__":
	main(*sys.argv[1:])
