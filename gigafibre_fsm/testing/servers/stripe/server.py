"""The local Stripe: one memory, every request and every answer checked against Stripe's own description."""

import json
import re
from collections.abc import Callable
from threading import RLock
from urllib.parse import urlencode

from gigafibre_fsm.testing.servers.base import LocalServer, Reply, Request
from gigafibre_fsm.testing.servers.stripe import routes, schema
from gigafibre_fsm.testing.servers.stripe.browser import Browser
from gigafibre_fsm.testing.servers.stripe.cards import TestCard
from gigafibre_fsm.testing.servers.stripe.charges import Charges
from gigafibre_fsm.testing.servers.stripe.checkout import Checkout
from gigafibre_fsm.testing.servers.stripe.events import Endpoint, Events
from gigafibre_fsm.testing.servers.stripe.form import nest
from gigafibre_fsm.testing.servers.stripe.people import People
from gigafibre_fsm.testing.servers.stripe.refusals import (
	Refusal,
	no_such,
	other_parameters,
	unknown_parameter,
)
from gigafibre_fsm.testing.servers.stripe.setups import Setups
from gigafibre_fsm.testing.servers.stripe.store import Missing, Store
from gigafibre_fsm.testing.servers.stripe.troubles import Troubles

# A result is kept under its key once the work has begun; a refusal of the request itself is not.
KEPT = frozenset({200, 402, 500})


class StripeServer(Browser, Troubles, People, Setups, Charges, Checkout, LocalServer):
	def __init__(self, key: str = "sk_test_51GigafibreLocal", live: bool = False):
		super().__init__()
		self.key, self.live = key, live
		self.store = Store(live)
		self.events = Events(self.store)
		self.behaviour: dict[str, TestCard] = {}
		self.set_up: set[str] = set()
		self.session_forms: dict[str, dict] = {}
		# The bank's next answers, whatever the card: codes such as insufficient_funds.
		self.next_declines: list[str] = []
		self.replies: dict[str, tuple[tuple, Reply]] = {}
		# What Stripe's description says against the app's requests, or against this server's answers.
		self.violations: list[str] = []
		self._lock = RLock()
		self._key: str | None = None

	def __enter__(self):
		self.events.start()
		return super().__enter__()

	def __exit__(self, *error):
		self.events.stop()
		super().__exit__(*error)

	def listen(self, url: str, secret: str, host: str = "") -> None:
		"""Sends every event from now on to this webhook, by itself."""
		self.events.endpoint = Endpoint(url, secret, host)

	def answer(self, request: Request) -> Reply:
		if page := self.page(request):
			return page
		with self._lock:
			try:
				self._refuse_stranger(request)
				return self._once(request)
			except Refusal as refusal:
				return self._checked(refusal.reply())

	def balance(self) -> dict:
		amount = [{"amount": 0, "currency": "cad", "source_types": {"card": 0}}]
		return {"object": "balance", "available": amount, "pending": amount, "livemode": self.live}

	def get_customer(self, name: str) -> dict:
		gone = self.store.objects.get(name, {})
		return gone if gone.get("deleted") else self.store.get("customer", name)

	def happened(self, kind: str, about: dict, previous: dict | None = None) -> dict:
		self.events.happened(kind, about, previous, self._key)
		return about

	def _refuse_stranger(self, request: Request) -> None:
		if request.bearer() != self.key:
			raise Refusal(401, f"Invalid API Key provided: {request.bearer()[:8]}****")

	def _once(self, request: Request) -> Reply:
		key = request.headers.get("Idempotency-Key") if request.method == "POST" else None
		asked = (request.method, request.path, request.body)
		if key in self.replies:
			first, reply = self.replies[key]
			if first != asked:
				raise other_parameters()
			return Reply(reply.status, reply.body, {**reply.headers, "Idempotent-Replayed": "true"})
		self._key = key
		try:
			reply = self._work(request)
		finally:
			self._key = None
		if key and reply.status in KEPT:
			self.replies[key] = (asked, reply)
		return reply

	def _work(self, request: Request) -> Reply:
		handler, name, query, form = self._understood(request)
		try:
			made = handler(self, name, query, form)
		except Missing as missing:
			raise no_such(*missing.args) from None
		except Refusal as refusal:
			return self._checked(refusal.reply())
		paths = [*query.get("expand", ()), *form.get("expand", ())]
		return self._checked(Reply.json(self.store.expanded(made, paths)))

	def _understood(self, request: Request) -> tuple[Callable, str, dict, dict]:
		found = routes.find(request.method, request.path)
		if not found:
			message = f"Unrecognized request URL ({request.method}: {request.path})."
			raise Refusal(404, message)
		query, form = nest(urlencode(request.query, doseq=True)), nest(request.body.decode())
		problems = schema.request_problems(request.method, request.path, query, form)
		if problems:
			self.violations += [f"{request.method} {request.path}{problem}" for problem in problems]
			raise unknown_parameter(problems)
		return *found, query, form

	def _checked(self, reply: Reply) -> Reply:
		self.violations += schema.answer_problems(json.loads(reply.body))
		return reply

	def calls(self, method: str, path: str) -> list[Request]:
		"""What the app asked, by method and by a pattern of the path."""
		return [call for call in self.requests if call.method == method and re.fullmatch(path, call.path)]
