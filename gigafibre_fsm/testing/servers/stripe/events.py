"""Events, and how they reach the app: signed, late, twice, in any order, as the test wishes."""

import copy
import hashlib
import hmac
import json
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from queue import Queue
from threading import Thread

from gigafibre_fsm.testing.servers.stripe import schema
from gigafibre_fsm.testing.servers.stripe.store import Store

# Stripe tries for days; a test has seconds.
ATTEMPTS = 5
PATIENCE = 20
PAUSE = 0.5


@dataclass(frozen=True)
class Endpoint:
	"""Where events go by themselves. `host` where the site is told by its name and not by its address."""

	url: str
	secret: str
	host: str = ""


def signature(payload: bytes, secret: str, at: float | None = None) -> str:
	seconds = int(time.time() if at is None else at)
	signed = f"{seconds}.".encode() + payload
	return f"t={seconds},v1={hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()}"


class Events:
	def __init__(self, store: Store):
		self.store = store
		self.endpoint: Endpoint | None = None
		self.outcomes: list[tuple[str, int]] = []
		self._queue: Queue[dict | None] = Queue()
		self._thread: Thread | None = None

	def happened(self, kind: str, about: dict, previous: dict | None = None, key: str | None = None) -> None:
		data = {"object": copy.deepcopy(about)}
		if previous:
			data["previous_attributes"] = previous
		event = self.store.make(
			"event",
			type=kind,
			data=data,
			api_version=schema.version(),
			pending_webhooks=1 if self.endpoint else 0,
		)
		event["request"] = {"id": None, "idempotency_key": key}
		del event["metadata"]
		if self.endpoint:
			self._queue.put(event)

	def all(self) -> list[dict]:
		"""Oldest first."""
		return self.store.newest_first("event")[::-1]

	def send(self, event: dict, endpoint: Endpoint | None = None, at: float | None = None) -> int:
		"""Delivers one event now; the app's status."""
		target = endpoint or self.endpoint
		payload = json.dumps(event, indent=2).encode()
		headers = {
			"Content-Type": "application/json; charset=utf-8",
			"User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
			"Stripe-Signature": signature(payload, target.secret, at),
		}
		if target.host:
			headers["Host"] = target.host
		status = _post(urllib.request.Request(target.url, payload, headers))
		self.outcomes.append((event["id"], status))
		return status

	def start(self) -> None:
		self._thread = Thread(target=self._work, daemon=True)
		self._thread.start()

	def stop(self) -> None:
		self._queue.put(None)
		if self._thread:
			self._thread.join(PATIENCE)

	def _work(self) -> None:
		while event := self._queue.get():
			for _attempt in range(ATTEMPTS):
				if 200 <= self.send(event) < 300:
					break
				time.sleep(PAUSE)


def _post(request: urllib.request.Request) -> int:
	try:
		with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
			return answer.status
	except urllib.error.HTTPError as error:
		return error.code
	except OSError:
		return 0
