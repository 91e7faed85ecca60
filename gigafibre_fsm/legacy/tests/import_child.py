"""python import_child.py [STATEMENT | wait]: the whole import in a process of its own. It is killed once it has sent its
STATEMENTth one to the database, before the answer is read; or it says that it is at work, and waits for a line. At the
end it says how many statements there were."""

import os
import signal
import sys

import frappe
from pymysql.connections import Connection

WAIT = "wait"


def main(word: str = "0") -> None:
	frappe.init(site=os.environ["GIGAFIBRE_SITE"], sites_path=os.environ["GIGAFIBRE_SITES_PATH"])
	frappe.connect()
	from gigafibre_fsm.legacy.runner import run_steps
	from gigafibre_fsm.legacy.steps import of_the_legacy_database

	sent = count(0 if word == WAIT else int(word))
	if word == WAIT:
		wait_in_the_first_step()
	runs = run_steps(of_the_legacy_database())
	print([run.status for run in runs if run.status != "Completed"] or "completed", len(sent), flush=True)


def wait_in_the_first_step() -> None:
	from gigafibre_fsm.legacy.engine.line import Line

	go = Line.go

	def waiting(self, told):
		Line.go = go
		print("here", flush=True)
		sys.stdin.readline()
		go(self, told)

	Line.go = waiting


def count(last: int) -> list[int]:
	send, sent = Connection._execute_command, []

	def counted(self, *arguments):
		send(self, *arguments)
		sent.append(1)
		if len(sent) == last:
			os.kill(os.getpid(), signal.SIGKILL)

	Connection._execute_command = counted
	return sent


if __name__ == "__main__":
	main(*sys.argv[1:])
