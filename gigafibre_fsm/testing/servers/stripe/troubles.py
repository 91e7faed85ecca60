"""Troubles that a payment provider has, beside those of every server (testing/servers/base.py)."""

import json
import re

from gigafibre_fsm.testing.servers.base import HangUp, Reply, Request
from gigafibre_fsm.testing.servers.stripe.refusals import key_in_use, lock_timeout, rate_limited, server_error


class Troubles:
	"""Mixed into the server; each is a name for `trouble`, `once`, `upset`, or `/_test/trouble`."""

	def upset(self, name: str, path: str = ".*", times: int = 1, method: str = "POST") -> None:
		"""The next `times` requests of this kind meet the trouble; all others are answered."""
		left = [times]

		def meet(request: Request) -> Reply:
			if not left[0] or request.method != method or not re.fullmatch(path, request.path):
				return self.answer(request)
			left[0] -= 1
			return getattr(self, name)(request)

		self.trouble = meet

	def control_trouble(self, request: Request) -> Reply:
		"""`{"name": "answer_lost", "path": "/v1/payment_intents", "times": 1}`; or as any server takes it."""
		order = dict(request.json() or {})
		if "path" not in order and "times" not in order:
			return super().control_trouble(request)
		self.upset(**order)
		return Reply(204)

	def answer_lost(self, request: Request) -> Reply:
		"""Does its work, and the answer never arrives."""
		self.answer(request)
		raise HangUp

	def answer_late(self, request: Request) -> Reply:
		"""Does its work, and says nothing for longer than anybody waits."""
		self.answer(request)
		return self.silence(request)

	def answer_garbled(self, request: Request) -> Reply:
		"""Does its work; something on the way replaces the answer."""
		self.answer(request)
		return self.garbage(request)

	def broken(self, request: Request) -> Reply:
		"""Fails before the work, and says so for as long as it keeps the key."""
		reply = server_error().reply()
		if key := request.headers.get("Idempotency-Key"):
			self.replies[key] = ((request.method, request.path, request.body), reply)
		return reply

	def broken_after(self, request: Request) -> Reply:
		"""Does its work, fails after it, and keeps that failure under the key."""
		self.answer(request)
		return self.broken(request)

	def rate_limit(self, request: Request) -> Reply:
		return rate_limited().reply()

	def locked(self, request: Request) -> Reply:
		return lock_timeout().reply()

	def key_in_use(self, request: Request) -> Reply:
		return key_in_use().reply()

	def other_account(self, request: Request) -> Reply:
		"""JSON, but of another service."""
		return Reply(200, json.dumps({"status": "ok"}).encode(), {"Content-Type": "application/json"})
