"""Ports that disturb nobody: the wanted one, else the next free one, remembered for the next run."""

import json
import socket
import time
from pathlib import Path

from .settings import Settings
from .steps import StepFailed

SEARCH = 200
PATIENCE = 5.0


def is_free(port: int) -> bool:
	with socket.socket() as probe:
		probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
		try:
			probe.bind(("127.0.0.1", port))
		except OSError:
			return False
	return True


def answers(port: int) -> bool:
	with socket.socket() as probe:
		probe.settimeout(1)
		return probe.connect_ex(("127.0.0.1", port)) == 0


def freed(port: int) -> bool:
	"""A server that was stopped a moment ago gets the time to let go: moving would leave open pages behind."""
	deadline = time.monotonic() + PATIENCE
	while not is_free(port):
		if time.monotonic() > deadline:
			return False
		time.sleep(0.1)
	return True


class Ports:
	def __init__(self, settings: Settings):
		self.wanted = settings.wanted_ports
		self.path: Path = settings.home / "ports.json"

	def remembered(self) -> dict[str, int]:
		"""Choices made for the ports that are wanted now: another WEB_PORT is a new choice."""
		try:
			choices = json.loads(self.path.read_text())
		except (OSError, ValueError):
			return {}
		return {name: port for name, (wanted, port) in choices.items() if wanted == self.wanted.get(name)}

	def current(self) -> dict[str, int]:
		return {**self.wanted, **self.remembered()}

	def __getitem__(self, name: str) -> int:
		return self.current()[name]

	def settled(self, name: str, running: bool) -> bool:
		return name in self.remembered() and (running or is_free(self[name]))

	def claim(self, name: str) -> int:
		"""A port that the service can listen on now. Call it only while the service is not running."""
		current = self.current()
		if name in self.remembered() and freed(current[name]):
			return current[name]
		taken = {port for other, port in current.items() if other != name}
		for port in range(self.wanted[name], self.wanted[name] + SEARCH):
			if port not in taken and is_free(port):
				self._remember({**self.remembered(), name: port})
				return port
		raise StepFailed(f"no free port for {name} from {self.wanted[name]} on", "choose another *_PORT")

	def _remember(self, ports: dict[str, int]) -> None:
		self.path.parent.mkdir(parents=True, exist_ok=True)
		choices = {name: [self.wanted[name], port] for name, port in ports.items()}
		draft = self.path.with_suffix(".new")
		draft.write_text(json.dumps(choices, sort_keys=True) + "\n")
		draft.replace(self.path)
