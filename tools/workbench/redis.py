"""Two Redis servers of the bench's own: a cache that forgets, a queue that does not drop jobs."""

import socket

from .context import Context
from .processes import ANSWER_SECONDS, Process
from .steps import Step

COMMON = """\
bind 127.0.0.1
port {port}
dir {folder}
save ""
appendonly no
"""
SPECIFIC = {
	"cache": "maxmemory 256mb\nmaxmemory-policy allkeys-lru\n",
	"queue": "maxmemory-policy noeviction\n",
}


class Redis:
	def __init__(self, context: Context, kind: str):
		self.context = context
		self.kind = kind
		self.folder = context.settings.home / "redis" / kind
		self.process = Process(f"redis-{kind}", context.settings.run, context.settings.logs)

	@property
	def url(self) -> str:
		return f"redis://127.0.0.1:{self.context.ports[self.kind]}"

	def step(self) -> Step:
		return Step(f"Redis {self.kind}", self.start, self.running)

	def running(self) -> bool:
		return bool(self.process.pid()) and self.answers()

	def start(self) -> None:
		self.process.stop()
		port = self.context.ports[self.kind]
		self.folder.mkdir(parents=True, exist_ok=True)
		configuration = self.folder / "redis.conf"
		configuration.write_text(COMMON.format(port=port, folder=self.folder) + SPECIFIC[self.kind])
		self.process.start(["redis-server", configuration], self.context.shell.env, cwd=self.folder)
		self.process.wait_ready(self.answers)

	def stop(self) -> bool:
		return self.process.stop()

	def answers(self) -> bool:
		return self.ask("PING") == b"+PONG"

	def ask(self, command: str) -> bytes:
		"""The first line of the answer, or nothing when there is none."""
		try:
			with socket.create_connection(
				("127.0.0.1", self.context.ports[self.kind]), timeout=ANSWER_SECONDS
			) as connection:
				connection.sendall(command.encode() + b"\r\n")
				return connection.recv(256).split(b"\r\n")[0]
		except OSError:
			return b""
