"""A 911 provider that keeps to docs/contracts/emergency.yaml, and tells when a request of ours does not.

It takes every address at once, unless a test says that its people look at them first (`reviews`), or that it cannot serve
one (`refuses`).
"""

import json
import time
from collections.abc import Mapping
from datetime import datetime, timezone
from itertools import count
from secrets import token_hex
from threading import RLock

import requests

from gigafibre_fsm.integrations.emergency.webhook import HEADER
from gigafibre_fsm.integrations.signed import sign
from gigafibre_fsm.testing.servers.base import CONTROL, LocalServer, Reply, Request, call_website
from gigafibre_fsm.testing.servers.contract import Contract

ALL = "/v1/registrations"
PAGE = 100
CONTRACT = Contract("emergency")


class EmergencyServer(LocalServer):
	"""Locks the account after five failed logins, as a provider does."""

	MOST_FAILURES = 5

	def __init__(self, user: str = "gigafibre", password: str = "emergency-password-0001"):
		super().__init__()
		self.login = (user, password)
		self.failures = 0
		self.callback_secret = "emergency-callback-0001"
		# What it holds, by number.
		self.registrations: dict[str, dict] = {}
		# Whether its people look at an address before it counts.
		self.reviews = False
		# Numbers whose address it cannot serve, with its sentence.
		self.refuses: dict[str, str] = {}
		# What it did, in order: also when the answer was lost.
		self.done: list[tuple[str, str]] = []
		# What was not as the contract has it.
		self.violations: list[str] = []
		self._ids = count(1)
		self._lock = RLock()

	def __exit__(self, *error):
		super().__exit__(*error)
		if self.violations and not any(error):
			raise AssertionError(f"not as docs/contracts/emergency.yaml: {'; '.join(self.violations)}")

	def reply_to(self, request: Request) -> Reply:
		if not request.path.startswith(CONTROL):
			self.violations += CONTRACT.wrong_in_request(request)
		return super().reply_to(request)

	# -- what a test does

	def hold(self, phone: str, address: Mapping, status: str = "registered", **values) -> dict:
		"""A registration that was there before."""
		with self._lock:
			self.registrations[phone] = {
				"phone": phone,
				"status": status,
				"updated_at": _now(),
				"reference": f"REG-{next(self._ids):06}",
				"address": {"enhanced": False, **address},
				**values,
			}
			return self.registrations[phone]

	def settle(self, phone: str, reason: str = "") -> None:
		"""Its people have looked: registered, or with a reason rejected."""
		with self._lock:
			row = self.registrations[phone]
			row |= {"status": "rejected" if reason else "registered", "reason": reason, "updated_at": _now()}

	def calls(self, method: str, phone: str = "") -> int:
		"""How often it was asked, answered or not."""
		path = f"{ALL}/{phone}" if phone else ""
		return sum(seen.method == method and seen.path.startswith(path) for seen in self.requests)

	def report(self, phone: str, **values: str) -> dict:
		"""A new event about this number, as its callback tells it."""
		return {"id": f"evt-{token_hex(8)}", "phone": phone, **values}

	def tell(self, url: str, report: Mapping, secret: str = "", at: float | None = None) -> requests.Response:
		"""The callback, signed; `secret` and `at` are for one that should be refused."""
		raw = json.dumps(report).encode()
		headers = {
			HEADER: signature(raw, secret or self.callback_secret, at),
			"Content-Type": "application/json",
		}
		return call_website(url, data=raw, headers=headers)

	# -- asked for by another process

	def control_state(self, request: Request) -> Reply:
		return Reply.json(
			{
				"registrations": self.registrations,
				"done": self.done,
				"failures": self.failures,
				"wrong": self.violations,
			}
		)

	def control_hold(self, request: Request) -> Reply:
		"""`{"phone": …, "address": {…}, "status": "registered"}`"""
		order = dict(request.json() or {})
		return Reply.json(self.hold(**order))

	def control_behave(self, request: Request) -> Reply:
		"""`{"reviews": true, "refuses": {"4505551234": "No such street"}}`"""
		order = dict(request.json() or {})
		self.reviews = bool(order.get("reviews", self.reviews))
		self.refuses = dict(order.get("refuses", self.refuses))
		return Reply(204)

	def control_settle(self, request: Request) -> Reply:
		"""`{"phone": …, "reason": "…", "url": …}`: looked at, and with an address told to it."""
		order = dict(request.json() or {})
		self.settle(order["phone"], order.get("reason", ""))
		told = self.tell(order["url"], self.report(order["phone"])) if order.get("url") else None
		return Reply.json({"status": told.status_code if told else None})

	# -- troubles

	def busy(self, request: Request) -> Reply:
		return Reply.json(error("unavailable", "Maintenance"), 503, **{"Retry-After": "120"})

	def login_refused(self, request: Request) -> Reply:
		self.failures += 1
		return Reply.json(error("unauthorized", "Login failed"), 401)

	def lose_answer(self, request: Request) -> Reply:
		"""Does what was asked, and the line is cut before the answer."""
		self.answer(request)
		return self.hang_up(request)

	def answer_late(self, request: Request) -> Reply:
		"""Does what was asked, and says nothing until the server closes."""
		self.answer(request)
		return self.silence(request)

	# -- what it answers

	def answer(self, request: Request) -> Reply:
		reply = self._answer(request)
		self.violations += CONTRACT.wrong_in_answer(request, reply)
		return reply

	def _answer(self, request: Request) -> Reply:
		if self.failures >= self.MOST_FAILURES:
			return Reply.json(error("account_locked", "Account locked"), 403)
		if request.basic_login() != self.login:
			return self.login_refused(request)
		with self._lock:
			return self._route(request)

	def _route(self, request: Request) -> Reply:
		if (request.method, request.path) == ("GET", ALL):
			return self._list(request)
		phone = request.path.removeprefix(f"{ALL}/")
		verbs = {"GET": self._query, "PUT": self._register, "DELETE": self._deregister}
		if request.path == phone or request.method not in verbs:
			return Reply.json(error("not_found", "No such resource"), 404)
		return verbs[request.method](phone, request)

	def _list(self, request: Request) -> Reply:
		after, limit = request.parameter("after"), request.parameter("limit")
		numbers = sorted(number for number in self.registrations if number > after)
		page = numbers[: int(limit) if limit.isdecimal() else PAGE]
		rows = [self.registrations[number] for number in page]
		return Reply.json({"total": len(self.registrations), "registrations": rows})

	def _query(self, phone: str, request: Request) -> Reply:
		if phone not in self.registrations:
			return Reply.json(error("not_registered", "This number is not registered"), 404)
		return Reply.json(self.registrations[phone])

	def _register(self, phone: str, request: Request) -> Reply:
		if wrong := CONTRACT.wrong_in(request.json(), "Address"):
			return Reply.json(error("address_malformed", wrong[0]), 422)
		if phone in self.refuses:
			return Reply.json(error("address_not_served", self.refuses[phone]), 422)
		held = self.registrations.get(phone, {})
		kept = {"reference": held["reference"]} if "reference" in held else {}
		self.done.append(("PUT", phone))
		row = self.hold(
			phone, dict(request.json() or {}), "pending" if self.reviews else "registered", **kept
		)
		return Reply.json(row, 202 if self.reviews else 200)

	def _deregister(self, phone: str, request: Request) -> Reply:
		self.registrations.pop(phone, None)
		self.done.append(("DELETE", phone))
		return Reply(204)


def signature(raw: bytes, secret: str, at: float | None = None) -> str:
	seconds = str(int(time.time() if at is None else at))
	return f"t={seconds},v1={sign(raw, seconds, secret)}"


def error(code: str, message: str) -> dict:
	return {"code": code, "message": message}


def _now() -> str:
	return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
