"""Stands between an import and the legacy server, and cuts the line when so many bytes have come over it."""

import socket
from collections.abc import Callable
from contextlib import suppress
from threading import Lock, Thread

CHUNK = 16_384
TARGET = "127.0.0.1"


class Proxy:
	def __init__(self, port: int):
		self._target = port
		self._listener = socket.create_server(("127.0.0.1", 0))
		self.port = self._listener.getsockname()[1]
		self._sockets: list[socket.socket] = []
		self._left: int | None = None
		self._act: Callable[[], None] = self.cut
		self._lock = Lock()

	def __enter__(self) -> "Proxy":
		Thread(target=self._accept, daemon=True).start()
		return self

	def __exit__(self, *error) -> None:
		self._listener.close()
		self.cut()

	def cut_after(self, received: int) -> None:
		self.after(received, self.cut)

	def after(self, received: int, act: Callable[[], None]) -> None:
		"""Of what the server sends from now on."""
		self._left, self._act = received, act

	def cut(self) -> None:
		for one in self._sockets:
			_end(one)

	def _accept(self) -> None:
		with suppress(OSError):
			while True:
				client, _address = self._listener.accept()
				server = socket.create_connection((TARGET, self._target))
				self._sockets += [client, server]
				Thread(target=self._pass, args=(client, server), daemon=True).start()
				Thread(target=self._pass, args=(server, client, self._count), daemon=True).start()

	def _pass(self, source: socket.socket, target: socket.socket, count: Callable = len) -> None:
		with suppress(OSError):
			while data := source.recv(CHUNK):
				count(data)
				target.sendall(data)
		_end(source)
		_end(target)

	def _count(self, data: bytes) -> None:
		with self._lock:
			if self._left is None:
				return
			self._left -= len(data)
			if self._left > 0:
				return
			self._left = None
		self._act()


def _end(one: socket.socket) -> None:
	"""Closed as well: a server that is in the middle of writing would wait for somebody to read on."""
	with suppress(OSError):
		one.shutdown(socket.SHUT_RDWR)
	one.close()
