"""One program of the private machine: started, killed as a power cut would, started again at the same port."""

import ctypes
import os
import random
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

START_SECONDS = 60
# Below the ports that the kernel gives to clients: one of those could take a killed server's port before it is back.
LOWEST, HIGHEST = 20_000, 30_000
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None)


def free_port() -> int:
	while True:
		port = random.randrange(LOWEST, HIGHEST)
		with socket.socket() as probe:
			if probe.connect_ex(("127.0.0.1", port)) == 0:
				continue
		with socket.socket() as probe:
			try:
				probe.bind(("127.0.0.1", port))
			except OSError:
				continue
			return port


def _die_with_parent() -> None:
	"""Whatever ends the test run ends the machine as well."""
	LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


class Server:
	def __init__(self, command: Sequence[object], log: Path, ready: Callable[[], bool], **options):
		self.command = [str(part) for part in command]
		self.log = log
		self.ready = ready
		self.options = options
		self.process: subprocess.Popen | None = None

	def __enter__(self) -> "Server":
		self.start()
		return self

	def __exit__(self, *error) -> None:
		self.kill()

	def children(self) -> list[int]:
		"""gunicorn's workers: they do the work, it only looks after them."""
		path = Path(f"/proc/{self.pid}/task/{self.pid}/children")
		return [int(pid) for pid in path.read_text().split()]

	@property
	def pid(self) -> int:
		assert self.process
		return self.process.pid

	def start(self) -> None:
		with open(self.log, "ab") as log:
			self.process = subprocess.Popen(
				self.command,
				stdout=log,
				stderr=log,
				preexec_fn=_die_with_parent,
				start_new_session=True,
				**self.options,
			)
		wait_until(self._is_ready, f"{self.command[0]} did not start: see {self.log}", START_SECONDS)

	def _is_ready(self) -> bool:
		assert self.process
		assert self.process.poll() is None, f"{self.command[0]} ended:\n{self.log.read_text()[-2000:]}"
		return self.ready()

	def kill(self) -> None:
		"""SIGKILL, to its children too: no handler runs, nothing is written on the way out."""
		if self.process and self.process.poll() is None:
			os.killpg(self.process.pid, signal.SIGKILL)
			self.process.wait()

	def has_ended(self) -> bool:
		return self.process is None or self.process.poll() is not None

	def restart(self) -> None:
		self.kill()
		self.start()


def answers(port: int, question: bytes = b"", answer: bytes = b"") -> bool:
	"""Whether somebody listens there and, when asked, begins the answer so."""
	try:
		with socket.create_connection(("127.0.0.1", port), timeout=2) as connection:
			connection.sendall(question)
			return not answer or connection.recv(len(answer)) == answer
	except OSError:
		return False


def wait_until(condition: Callable[[], bool], complaint: str, seconds: float = 30) -> None:
	deadline = time.monotonic() + seconds
	while not condition():
		assert time.monotonic() < deadline, complaint
		time.sleep(0.02)


def without_redis_settings(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
	"""Frappe prefers these to a site's own settings, and they point to the bench."""
	return {key: value for key, value in environment.items() if not key.startswith("FRAPPE_")}
