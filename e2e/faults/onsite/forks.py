"""Calls the site again and again, each time in a fork of this process, which has imported everything already.

One line of JSON in, one out. A fork runs what a gunicorn worker would run for the same request, from its first byte
to what follows the answer, and does at a chosen statement what the line says: die, or take a server down.
"""

import json
import os
import signal
import sys
import time
import traceback

import counts
import frappe
import frappe.app
import pymysql
import redis
import statements
from werkzeug.test import Client

SITE = os.environ["GIGAFIBRE_SITE"]
PATIENCE = 20
CONNECTIONS = "select id from information_schema.processlist where user = substring_index(user(), '@', 1)"


class Forks:
	def __init__(self):
		frappe.app._sites_path = os.getcwd()
		self.conf = frappe.get_site_config(sites_path=os.getcwd(), site_path=SITE)
		self.connect()

	def connect(self) -> None:
		"""This process's own connection looks on; it is none of the site's."""
		conf = self.conf
		self.connection = pymysql.connect(
			host=conf.db_host,
			port=conf.db_port,
			user=conf.db_name,
			password=conf.db_password,
			database=conf.db_name,
			autocommit=True,
		)
		self.counts = counts.Counts(self.connection)

	# -- what can be asked

	def rows(self) -> dict:
		return self.counts.rows()

	def contents(self) -> dict:
		return self.counts.contents()

	def sql(self, query: str) -> list:
		return [list(row) for row in self.counts.ask(query)]

	def request(self, path: str, body: dict, headers: dict | None = None, fault: dict | None = None) -> dict:
		return self._fork(lambda: _request(path, body, headers or {}), fault)

	def call(self, function: str, arguments: dict | None = None, fault: dict | None = None) -> dict:
		"""A function as a job of the scheduler or of the queue would call it."""
		return self._fork(lambda: _call(function, arguments or {}), fault)

	def script(self, function: str, arguments: dict | None = None) -> dict:
		"""A function of a module beside this one, in a fork as well: it may change what it likes."""
		return self._fork(lambda: _script(function, arguments or {}), None)

	def warm(self, path: str, body: dict, headers: dict | None = None) -> dict:
		"""The same in this very process: what it imports, no fork has to import again."""
		return _request(path, body, headers or {})

	# -- forks

	def _fork(self, work, fault: dict | None) -> dict:
		reader, writer = os.pipe()
		before = self._connections()
		child = os.fork()
		if not child:
			os.close(reader)
			_run(work, fault or {}, writer)
		os.close(writer)
		with os.fdopen(reader) as pipe:
			told = [json.loads(line) for line in pipe]
		_pid, status = os.waitpid(child, 0)
		self._wait_until_only(before)
		result = {"killed": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0}
		for line in told:
			result.update(line)
		return result

	def _connections(self) -> set[int]:
		try:
			return {row[0] for row in self.counts.ask(CONNECTIONS)}
		except pymysql.err.MySQLError:
			return set()  # the fork has killed the server: whoever starts it again says so

	def _wait_until_only(self, before: set[int]) -> None:
		"""A killed client's connection is listed until its transaction is undone, or committed."""
		deadline = time.monotonic() + PATIENCE
		while self._connections() - before:
			assert time.monotonic() < deadline, "the connection of a process that ended is still there"


def _run(work, fault: dict, writer: int) -> None:
	"""In the child. It never comes back from here."""
	pipe = os.fdopen(writer, "w")
	tell = lambda **facts: (pipe.write(json.dumps(facts, default=str) + "\n"), pipe.flush())  # noqa: E731
	watch = statements.Statements(fault.get("at", 0), fault.get("when", "before"))
	watch.act = _act(fault, tell, watch)
	watch.listen()
	if "spoil" in fault:
		_script(f"spoiling.{fault['spoil']}", {})
	try:
		answer = work()
		tell(seen=watch.labels(), **answer)
	except BaseException:
		tell(error=traceback.format_exc(), seen=watch.labels())
	pipe.close()
	os._exit(0)


def _act(fault: dict, tell, watch: statements.Statements):
	"""`kill`: pids to be killed at that statement, this process itself when none is named. `note`: a Redis whose keys are
	counted instead.
	"""

	def act(statement: str) -> None:
		tell(at=statements.short(statement), seen=watch.labels())
		if "note" in fault:
			tell(keys=redis.from_url(fault["note"]).dbsize())
			return
		for pid in fault.get("kill", [os.getpid()]):
			os.kill(pid, signal.SIGKILL)

	return act


def _request(path: str, body: dict, headers: dict) -> dict:
	try:
		response = Client(frappe.app.application).post(
			path, json=body, headers=headers, base_url=f"http://{SITE}"
		)
	except pymysql.err.MySQLError:
		return {"status": 500, "body": ""}  # Frappe's own answer wants a database; gunicorn gives its own
	response.close()
	return {
		"status": response.status_code,
		"body": response.get_json(silent=True) or response.get_data(as_text=True)[:2000],
	}


def _call(function: str, arguments: dict) -> dict:
	frappe.init(site=SITE, sites_path=os.getcwd())
	frappe.connect()
	result = frappe.get_attr(function)(**arguments)
	frappe.db.commit()
	frappe.destroy()
	return {"result": result}


def _script(function: str, arguments: dict) -> dict:
	module, name = function.split(".")
	return {"result": getattr(__import__(module), name)(**arguments)}


def main() -> None:
	forks, out = Forks(), os.fdopen(os.dup(1), "w")
	os.dup2(2, 1)  # what the site prints is no answer
	out.write("{}\n")
	out.flush()
	for line in sys.stdin:
		order = json.loads(line)
		try:
			answer = {"answer": getattr(forks, order.pop("do"))(**order)}
		except Exception:
			answer = {"failed": traceback.format_exc()}
		out.write(json.dumps(answer, default=str) + "\n")
		out.flush()


if __name__ == "__main__":
	main()
