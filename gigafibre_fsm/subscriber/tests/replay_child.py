"""python replay_child.py USER: reads lines of JSON, each an object with `operations`, and for each one forks processes
that replay them as USER on the test's site, then prints their answers (null of one that was killed) as a line.

`processes`: how many, all beginning at the same moment. `target`: a function below `services/installation` that takes an
operation, or `commit`; when it is called for the operation at `place` the process is killed, with `+` after it when that
call has returned.
"""

import importlib
import json
import multiprocessing
import os
import signal
import sys

import frappe

PACKAGE = "gigafibre_fsm.subscriber.services.installation"
PATIENCE = 120
FORK = multiprocessing.get_context("fork")


def main(user: str) -> None:
	frappe.init(site=os.environ["GIGAFIBRE_SITE"], sites_path=os.environ["GIGAFIBRE_SITES_PATH"])
	importlib.import_module(f"{PACKAGE}.replaying")
	print("ready", flush=True)
	for line in sys.stdin:
		print(json.dumps(play(user, **json.loads(line))), flush=True)


def play(user: str, operations: list, processes: int = 1, target: str = "", place: int = 0) -> list:
	together = FORK.Barrier(processes)
	pairs = [FORK.Pipe(duplex=False) for _number in range(processes)]
	players = [
		FORK.Process(target=replay, args=(user, operations, together, sender, target, place))
		for _receiver, sender in pairs
	]
	for player in players:
		player.start()
	for _receiver, sender in pairs:
		sender.close()
	return [answer(receiver) for receiver, _sender in pairs]


def answer(receiver):
	"""None where the other end was closed without a word."""
	try:
		return receiver.recv() if receiver.poll(PATIENCE) else "no answer"
	except EOFError:
		return None


def replay(user, operations, together, sender, target, place) -> None:
	from gigafibre_fsm.subscriber.services.installation import replaying

	frappe.connect()
	frappe.set_user(user)
	frappe.local.lang = "en"
	if target:
		interrupt(target, operations, place)
	together.wait()
	sender.send(replaying.replay(operations))


def interrupt(target: str, operations: list, place: int) -> None:
	owner, name = found(target.rstrip("+"))
	original, calls = getattr(owner, name), []

	def is_there(*args) -> bool:
		"""Every operation, known or new, ends with one commit."""
		calls.append(1)
		return args[0].id == operations[place]["id"] if args else len(calls) == place + 1

	def wrapped(*args, **kwargs):
		dies, waits = is_there(*args), target.endswith("+")
		result = None if dies and not waits else original(*args, **kwargs)
		if dies:
			os.kill(os.getpid(), signal.SIGKILL)
		return result

	setattr(owner, name, wrapped)


def found(path: str) -> tuple[object, str]:
	if path == "commit":
		return frappe.local.db, path
	module, _, name = path.rpartition(".")
	return importlib.import_module(f"{PACKAGE}.{module}"), name


if __name__ == "__main__":
	main(*sys.argv[1:])
