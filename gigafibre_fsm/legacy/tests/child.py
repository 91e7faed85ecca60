"""python child.py FILE FUNCTION CALL kill|wait: loads FILE; at the CALLth call of FUNCTION this process is killed, or says
so and waits for a line. `+` after FUNCTION means when the call has returned. Small chunks, so that there are several."""

import importlib
import os
import signal
import sys

import frappe

PACKAGE = "gigafibre_fsm.legacy.address_register"


def main(path: str, target: str, call: str, what: str) -> None:
	frappe.init(site=os.environ["GIGAFIBRE_SITE"], sites_path=os.environ["GIGAFIBRE_SITES_PATH"])
	frappe.connect()
	from gigafibre_fsm.legacy.address_register import load, spool
	from gigafibre_fsm.legacy.runner import run_steps

	load.CHUNK_ROWS, spool.RUN_LENGTH = 20, 30
	interrupt(target, int(call), what)
	run_steps(["12a"], path=path)
	print("ended", flush=True)


def interrupt(target: str, call: int, what: str) -> None:
	module, *names = target.rstrip("+").split(".")
	owner = importlib.import_module(f"{PACKAGE}.{module}")
	for name in names[:-1]:
		owner = getattr(owner, name)
	original, calls = getattr(owner, names[-1]), []

	def wrapped(*args, **kwargs):
		calls.append(1)
		result = original(*args, **kwargs) if target.endswith("+") else None
		if len(calls) == call:
			stop(what)
		return result if target.endswith("+") else original(*args, **kwargs)

	setattr(owner, names[-1], wrapped)


def stop(what: str) -> None:
	if what == "kill":
		os.kill(os.getpid(), signal.SIGKILL)
	print("here", flush=True)
	sys.stdin.readline()


if __name__ == "__main__":
	main(*sys.argv[1:])
