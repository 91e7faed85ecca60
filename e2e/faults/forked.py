"""This side of onsite/forks.py."""

import json
import subprocess
from pathlib import Path

from e2e.faults.machine import ONSITE, Machine


class Forked:
	"""Its methods are those of `Forks`; the site's Python runs them."""

	def __init__(self, machine: Machine):
		self.log: Path = machine.folder / "forks.log"
		with open(self.log, "ab") as log:
			self.process = subprocess.Popen(
				[machine.python, ONSITE / "forks.py"],
				cwd=machine.sites,
				env=machine.environment(),
				stdin=subprocess.PIPE,
				stdout=subprocess.PIPE,
				stderr=log,
				text=True,
			)
		self._read()

	def __enter__(self) -> "Forked":
		return self

	def __exit__(self, *error) -> None:
		self.process.stdin.close()
		self.process.wait()

	def __getattr__(self, name: str):
		return lambda *arguments, **named: self._ask(name, *arguments, **named)

	def _ask(self, name: str, **arguments):
		self.process.stdin.write(json.dumps({"do": name, **arguments}) + "\n")
		self.process.stdin.flush()
		told = self._read()
		assert "failed" not in told, told["failed"]
		return told["answer"]

	def _read(self) -> dict:
		line = self.process.stdout.readline()
		assert line, f"the process that forks has ended:\n{self.log.read_text()[-3000:]}"
		return json.loads(line)

	def script(self, function: str, **arguments):
		told = self._ask("script", function=function, arguments=arguments)
		assert "error" not in told, told["error"]
		return told["result"]
