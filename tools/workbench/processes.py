"""Background processes with pid files that are never mistaken for somebody else's process."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .steps import StepFailed

START_SECONDS = 90
STOP_SECONDS = 60
# On a busy machine a server answers late. Who takes it for dead starts it anew, under the eyes of all who use it.
ANSWER_SECONDS = 30
CHILDREN: list[subprocess.Popen] = []


def started_at(pid: int) -> str | None:
	"""Start time in clock ticks since boot: with the pid, it names one process for good."""
	try:
		fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
	except (OSError, IndexError):
		return None
	return None if fields[0] == "Z" else fields[19]


@dataclass(frozen=True)
class Process:
	name: str
	run_dir: Path
	log_dir: Path

	@property
	def pid_file(self) -> Path:
		return self.run_dir / f"{self.name}.json"

	@property
	def log(self) -> Path:
		return self.log_dir / f"{self.name}.log"

	def record(self) -> dict:
		try:
			record = json.loads(self.pid_file.read_text())
		except (OSError, ValueError):
			return {}
		return record if started_at(record.get("pid", 0)) == record.get("started") else {}

	def pid(self) -> int | None:
		return self.record().get("pid")

	def start(self, command: Sequence[object], env: Mapping[str, str], cwd: Path, stamp: str = "") -> None:
		for folder in (self.run_dir, self.log_dir):
			folder.mkdir(parents=True, exist_ok=True)
		with open(self.log, "ab") as log:
			child = subprocess.Popen(
				[str(part) for part in command],
				cwd=cwd,
				env=dict(env),
				stdin=subprocess.DEVNULL,
				stdout=log,
				stderr=log,
				start_new_session=True,
			)
		CHILDREN.append(child)
		record = {"pid": child.pid, "started": started_at(child.pid), "stamp": stamp}
		self.pid_file.write_text(json.dumps(record))

	def wait_ready(self, ready: Callable[[], bool]) -> None:
		deadline = time.monotonic() + START_SECONDS
		while not ready():
			if self._ended() or time.monotonic() > deadline:
				raise StepFailed(f"{self.name} did not start{self.last_lines()}", f"read {self.log}")
			time.sleep(0.1)

	def stop(self) -> bool:
		"""Asks first, then insists. True when there was something to stop."""
		pid = self.pid()
		if pid:
			self._signal(pid, signal.SIGTERM)
			if not self._gone_within(STOP_SECONDS):
				# With all that it started: it leads a group of its own.
				self._signal(-pid, signal.SIGKILL)
				self._gone_within(5)
		self.pid_file.unlink(missing_ok=True)
		return bool(pid)

	def _ended(self) -> bool:
		self._reap()
		return self.pid() is None

	@staticmethod
	def _reap() -> None:
		"""A child of this very process stays a zombie until somebody asks for its status."""
		for child in CHILDREN:
			child.poll()

	def _gone_within(self, seconds: float) -> bool:
		deadline = time.monotonic() + seconds
		while not self._ended():
			if time.monotonic() > deadline:
				return False
			time.sleep(0.05)
		return True

	@staticmethod
	def _signal(pid: int, number: int) -> None:
		try:
			os.kill(pid, number)
		except ProcessLookupError:
			pass

	def last_lines(self) -> str:
		try:
			lines = self.log.read_text(errors="replace").splitlines()[-6:]
		except OSError:
			return ""
		return "".join(f"\n       | {line[:300]}" for line in lines)
