"""Something at a port that speaks no HTTP and no MariaDB: it says its bytes, if any, and waits."""

import socket
from contextlib import suppress
from threading import Event, Thread


class RawServer:
	def __init__(self, greeting: bytes = b"", interval: float | None = None):
		"""With `interval`, one byte of the greeting at a time, over and over, that many seconds apart."""
		self.greeting = greeting
		self.interval = interval
		self._closing = Event()
		self._clients: list[socket.socket] = []

	def __enter__(self):
		self._listener = socket.create_server(("127.0.0.1", 0))
		self._thread = Thread(target=self._serve, daemon=True)
		self._thread.start()
		return self

	def __exit__(self, *error):
		self._closing.set()
		with suppress(OSError):
			self._listener.shutdown(socket.SHUT_RDWR)
		self._listener.close()
		for client in self._clients:
			client.close()
		self._thread.join()

	@property
	def port(self) -> int:
		return self._listener.getsockname()[1]

	@property
	def url(self) -> str:
		return f"http://127.0.0.1:{self.port}"

	def _serve(self) -> None:
		with suppress(OSError):
			while not self._closing.is_set():
				client, _address = self._listener.accept()
				self._clients.append(client)
				Thread(target=self._speak, args=(client,), daemon=True).start()

	def _speak(self, client: socket.socket) -> None:
		with suppress(OSError):
			if self.interval is None:
				client.sendall(self.greeting)
				return
			head, _blank, drip = self.greeting.partition(b"\r\n\r\n")
			client.sendall(head + b"\r\n\r\n")
			while not self._closing.wait(self.interval):
				client.sendall(drip or b".")
