"""A provider on this machine: real HTTP on 127.0.0.1, with the troubles that real providers have."""

import json
import socket
from abc import ABC, abstractmethod
from base64 import b64decode
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from urllib.parse import parse_qs, urlsplit

import requests

# Longer than any client should wait; closing the server ends the wait at once.
PATIENCE = 60
ERROR_PAGE = (
	b"<!doctype html><html><head><title>502 Bad Gateway</title></head><body><h1>502</h1></body></html>"
)
# Below it another process asks what came in, and says what is to happen.
CONTROL = "/_test/"


@dataclass(frozen=True)
class Request:
	method: str
	path: str
	query: Mapping[str, list[str]]
	headers: Mapping[str, str]
	body: bytes
	# With the parameters that have no value.
	raw_query: str = ""

	def json(self) -> object:
		return json.loads(self.body or b"null")

	def parameter(self, name: str, default: str = "") -> str:
		return self.query.get(name, [default])[0]

	def basic_login(self) -> tuple[str, str] | None:
		scheme, _, value = self.headers.get("Authorization", "").partition(" ")
		if scheme != "Basic":
			return None
		user, _, password = b64decode(value).decode().partition(":")
		return user, password

	def bearer(self) -> str:
		scheme, _, token = self.headers.get("Authorization", "").partition(" ")
		return token if scheme == "Bearer" else ""


@dataclass(frozen=True)
class Reply:
	status: int = 200
	body: bytes = b""
	headers: Mapping[str, str] = field(default_factory=dict)
	# Instead of the usual words of this status.
	reason: str | None = None

	@classmethod
	def json(cls, value: object, status: int = 200, **headers: str) -> "Reply":
		return cls(status, json.dumps(value).encode(), {"Content-Type": "application/json", **headers})

	@classmethod
	def text(cls, value: str, status: int = 200) -> "Reply":
		return cls(status, value.encode(), {"Content-Type": "text/plain; charset=utf-8"})


class HangUp(Exception):
	"""Raised instead of a reply: the connection closes without a word."""


class LocalServer(ABC):
	"""Answers as its subclass's `answer` says, unless `trouble` is set to one of the methods below."""

	# Any free one, unless another process has to know it beforehand.
	port = 0

	def __init__(self):
		self.requests: list[Request] = []
		self.trouble: Callable[[Request], Reply] | None = None
		self._closing = Event()

	def __enter__(self):
		self._http = _Listener(self)
		self._thread = Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
		self._thread.start()
		return self

	def __exit__(self, *error):
		self._closing.set()
		self._http.shutdown()
		self._http.server_close()
		self._thread.join()

	@property
	def url(self) -> str:
		return f"http://127.0.0.1:{self._http.server_address[1]}"

	@abstractmethod
	def answer(self, request: Request) -> Reply:
		"""What the provider says to this request when nothing is wrong with the server."""

	def reply_to(self, request: Request) -> Reply:
		if request.path.startswith(CONTROL):
			return self.control(request)
		self.requests.append(request)
		return (self.trouble or self.answer)(request)

	def once(self, trouble: Callable[[Request], Reply]) -> None:
		"""This trouble for the next request, and none after it."""

		def pass_by(request: Request) -> Reply:
			self.trouble = None
			return trouble(request)

		self.trouble = pass_by

	def control(self, request: Request) -> Reply:
		act = getattr(self, f"control_{request.path.removeprefix(CONTROL)}", None)
		return act(request) if act else Reply(404)

	def control_requests(self, request: Request) -> Reply:
		return Reply.json(
			[{"method": seen.method, "path": seen.path, "body": seen.body.decode()} for seen in self.requests]
		)

	def control_trouble(self, request: Request) -> Reply:
		"""`{"name": "hang_up", "once": true}`; without a name it is over."""
		order = dict(request.json() or {})
		trouble = getattr(self, order["name"]) if order.get("name") else None
		if trouble and order.get("once"):
			self.once(trouble)
		else:
			self.trouble = trouble
		return Reply(204)

	def silence(self, request: Request) -> Reply:
		"""Takes the request and says nothing until the server closes."""
		self._closing.wait(PATIENCE)
		raise HangUp

	def hang_up(self, request: Request) -> Reply:
		raise HangUp

	def error_page(self, request: Request) -> Reply:
		return Reply(502, ERROR_PAGE, {"Content-Type": "text/html"})

	def other_page(self, request: Request) -> Reply:
		"""Another web server at this address, or a login page before it."""
		return Reply(200, b"<!doctype html><title>Welcome</title>", {"Content-Type": "text/html"})

	def garbage(self, request: Request) -> Reply:
		return Reply(200, b"\x00\xff not json {", {"Content-Type": "application/json"})

	def too_many(self, request: Request) -> Reply:
		return Reply(429, b"", {"Retry-After": "17"})

	def redirect(self, request: Request) -> Reply:
		return Reply(302, b"", {"Location": "https://elsewhere.example/login?next=1"})


class _Listener(ThreadingHTTPServer):
	daemon_threads = True
	# Python's five would make a crowd wait a second each, for connections that nobody took up.
	request_queue_size = 128
	# A handler that keeps silent must not hold up the end of a test.
	block_on_close = False

	def __init__(self, owner: LocalServer):
		self.owner = owner
		super().__init__(("127.0.0.1", owner.port), _Handler)


class _Handler(BaseHTTPRequestHandler):
	protocol_version = "HTTP/1.1"
	server: _Listener

	def _handle(self) -> None:
		try:
			reply = self.server.owner.reply_to(self._request())
		except HangUp:
			self.close_connection = True
			return
		# A client that gave up waiting has closed its end.
		with suppress(BrokenPipeError, ConnectionResetError):
			self._send(reply)

	do_GET = do_POST = do_PUT = do_DELETE = _handle

	def _request(self) -> Request:
		parts = urlsplit(self.path)
		body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
		return Request(self.command, parts.path, parse_qs(parts.query), self.headers, body, parts.query)

	def _send(self, reply: Reply) -> None:
		self.send_response(reply.status, reply.reason)
		for name, value in reply.headers.items():
			self.send_header(name, value)
		self.send_header("Content-Length", str(len(reply.body)))
		self.end_headers()
		self.wfile.write(reply.body)

	def log_message(self, *args) -> None:
		"""Requests are kept in `LocalServer.requests`, not printed."""


def call_website(url: str, **options) -> requests.Response:
	"""POSTs as a provider does. Every *.localhost name is this machine; the C library's resolver often does not know it."""
	parts = urlsplit(url)
	if (parts.hostname or "").endswith(".localhost"):
		options["headers"] = {"Host": parts.netloc, **options.get("headers", {})}
		url = url.replace(parts.hostname, "127.0.0.1", 1)
	return requests.post(url, timeout=10, **options)


def closed_port() -> int:
	"""A port of this machine where nothing listens, and nobody else can begin to while this process lives."""
	holder = socket.socket()
	holder.bind(("127.0.0.1", 0))
	_held.append(holder)
	return holder.getsockname()[1]


_held: list[socket.socket] = []


def free_port() -> int:
	"""For a program that is told where to listen: it has to be quick."""
	with socket.socket() as probe:
		probe.bind(("127.0.0.1", 0))
		return probe.getsockname()[1]
