"""One request to Stripe: version pinned, every write under a key, refusals told apart by what to do next."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from frappe import _

from gigafibre_fsm.integrations.answer import Answer
from gigafibre_fsm.integrations.errors import PermanentError, ProviderError, RetryableError
from gigafibre_fsm.integrations.http import HttpClient, Peer
from gigafibre_fsm.integrations.stripe.form import encode

# Without it an answer's form would follow whatever version the account was opened with.
API_VERSION = "2026-10-28.endive"
LONGEST_KEY = 255
PAGE = 100
# Far more than a customer has of anything: where it is reached, something else is wrong.
MOST_PAGES = 20
CARD_REFUSED = 402
IN_USE = 409

Value = TypeVar("Value")
# What makes a value of an answer's JSON; it raises as Python does where the form is another.
Reading = Callable[[dict], Value]
Parameters = Mapping[str, object]


@dataclass(frozen=True)
class Page:
	rows: list
	more: bool
	last: str | None


class Transport:
	def __init__(self, peer: Peer):
		self.peer = peer
		self.http = HttpClient(peer)

	def read(self, path: str, parameters: Parameters, mapping: Reading[Value]) -> Value:
		answer = self.http.ask("GET", path, params=encode(parameters), headers=_headers())
		return self.value(answer, mapping, writes=False)

	def write(self, path: str, parameters: Parameters, key: str, mapping: Reading[Value]) -> Value:
		return self.value(self.post(path, parameters, key), mapping, writes=True)

	def post(self, path: str, parameters: Parameters, key: str) -> Answer:
		headers = _headers() | {"Idempotency-Key": idempotency_key(key)}
		return self.http.ask("POST", path, data=encode(parameters), headers=headers)

	def rows(self, path: str, parameters: Parameters, mapping: Reading[Value]) -> Iterator[Value]:
		"""Every row of a list, newest first."""
		after = None
		for _number in range(MOST_PAGES):
			asked = {**parameters, "limit": PAGE, "starting_after": after}
			page = self.read(path, asked, lambda data: _page(data, mapping))
			yield from page.rows
			after = page.last
			if not page.more:
				return
		# A charge that stands on a page further on would seem never to have been made.
		raise PermanentError(
			_("{0} lists more than this app reads: {1} rows.").format(self.peer.name, PAGE * MOST_PAGES)
		)

	def value(self, answer: Answer, mapping: Reading[Value], writes: bool) -> Value:
		if answer.is_success:
			return self.readable(answer, mapping, writes)
		raise self.refusal(answer, writes)

	def readable(self, answer: Answer, mapping: Reading[Value], writes: bool) -> Value:
		try:
			return mapping(answer.object())
		except (ProviderError, LookupError, TypeError, ValueError, AttributeError):
			error = answer.unlike()
		# Something between Stripe and here replaced the answer: the request may have passed.
		error.maybe_done = writes
		raise error

	def refusal(self, answer: Answer, writes: bool) -> ProviderError:
		if answer.status == IN_USE:
			# The first request with this key is still being worked on.
			sentence = _("{0} cannot answer now ({1}). Try again later.").format(
				self.peer.name, answer.said()
			)
			return RetryableError(sentence, status=IN_USE, reason=answer.words(), maybe_done=writes)
		if _error_of(answer).get("code") == "resource_missing":
			# The address of Stripe is right, whatever the status says: the object is not there.
			sentence = _("{0} refuses the request ({1}).").format(self.peer.name, answer.said())
			return PermanentError(sentence, status=answer.status, reason=answer.words())
		error = self.http.refusal(answer)
		error.maybe_done = writes and answer.status >= 500
		return error


def _page(data: dict, mapping: Reading) -> Page:
	rows = data["data"]
	more = bool(data["has_more"]) and bool(rows)
	return Page([mapping(row) for row in rows], more, rows[-1]["id"] if rows else None)


def is_bank_refusal(answer: Answer) -> bool:
	"""A « no » to a charge, which answers the question; any other refusal means that the bank was not asked."""
	return answer.status == CARD_REFUSED and bool(_error_of(answer).get("code"))


def _error_of(answer: Answer) -> dict:
	try:
		error = answer.object().get("error")
	except ProviderError:
		return {}
	return error if isinstance(error, dict) else {}


def idempotency_key(key: str) -> str:
	"""The key itself, or what stands for a longer one."""
	if not key:
		raise ValueError("A write without an idempotency key could happen twice")
	return key if len(key) <= LONGEST_KEY else hashlib.sha256(key.encode()).hexdigest()


def _headers() -> dict[str, str]:
	return {"Stripe-Version": API_VERSION}
