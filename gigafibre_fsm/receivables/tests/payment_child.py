"""python payment_child.py FUNCTION ARGUMENT [TARGET CALL]: does it on the test's site, in a process of its own. At the
CALLth call of TARGET (`+`: when that call has returned) the process is killed. Both are paths below this package's
services, or below the app with a leading `/`."""

import importlib
import os
import signal
import sys

import frappe

SERVICES = "gigafibre_fsm.receivables.services"


def main(function: str, argument: str, target: str = "", call: str = "0") -> None:
	frappe.init(site=os.environ["GIGAFIBRE_SITE"], sites_path=os.environ["GIGAFIBRE_SITES_PATH"])
	frappe.local.conf.redis_queue = os.environ["GIGAFIBRE_QUEUE"]
	frappe.connect()
	owner, name = found(function)
	if target:
		interrupt(target, int(call))
	print("ready", flush=True)
	sys.stdin.readline()
	getattr(owner, name)(argument)
	frappe.db.commit()  # as the end of a request or a job
	print("ended", flush=True)


def send_link(customer: str) -> None:
	from gigafibre_fsm.receivables.services import links

	links.send(customer, "both")


def found(path: str) -> tuple[object, str]:
	module, *names = path.split(":")
	base = f"gigafibre_fsm.{module[1:]}" if module.startswith("/") else f"{SERVICES}.{module}"
	owner = importlib.import_module(base)
	for name in names[:-1]:
		owner = getattr(owner, name)
	return owner, names[-1]


def interrupt(target: str, call: int) -> None:
	owner, name = found(target.rstrip("+"))
	original, calls = getattr(owner, name), []

	def wrapped(*args, **kwargs):
		calls.append(1)
		result = original(*args, **kwargs) if target.endswith("+") else None
		if len(calls) == call:
			os.kill(os.getpid(), signal.SIGKILL)
		return result if target.endswith("+") else original(*args, **kwargs)

	setattr(owner, name, wrapped)


if __name__ == "__main__":
	main(*sys.argv[1:])
