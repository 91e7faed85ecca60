"""One request to one provider: always a timeout, never a redirect, errors typed by what to do next."""

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPException, IncompleteRead, RemoteDisconnected
from urllib.parse import urlsplit

import requests
from frappe import _
from urllib3 import exceptions as urllib3_errors

from gigafibre_fsm.integrations.answer import Answer
from gigafibre_fsm.integrations.auth import HeaderAuth, anonymous
from gigafibre_fsm.integrations.base_url import host_of, is_local
from gigafibre_fsm.integrations.errors import (
	ConfigurationError,
	PermanentError,
	ProviderError,
	RetryableError,
)

USER_AGENT = "gigafibre_fsm"
MAX_BODY = 8 * 1024 * 1024
CHUNK = 64 * 1024
LOGIN_REFUSED = frozenset({401, 403})
PASSING = frozenset({408, 425, 429})
READS = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True)
class Timeout:
	"""Seconds: to reach the provider, of its silence, and for the whole answer."""

	connect: float = 5
	read: float = 10
	total: float = 30


TIMEOUT = Timeout()


@dataclass(frozen=True)
class Peer:
	"""A provider as the settings describe it; the labels name the fields to look at when it refuses."""

	name: str
	# A webhook's address is a secret, and a traceback shows reprs.
	base_url: str = field(repr=False)
	url_label: str
	login_labels: str = ""
	auth: HeaderAuth = anonymous
	login_refused: frozenset[int] = LOGIN_REFUSED
	# Beside those of `auth`: what else must not show, such as an address that is a secret itself.
	secrets: tuple[str, ...] = field(default=(), repr=False)

	@property
	def host(self) -> str:
		return host_of(self.base_url)

	@property
	def hidden(self) -> tuple[str, ...]:
		return self.secrets + self.auth.secrets


class HttpClient:
	def __init__(self, peer: Peer):
		self.peer = peer

	def get(self, path: str, **options) -> Answer:
		return self.call("GET", path, **options)

	def call(self, method: str, path: str, **options) -> Answer:
		"""The provider's answer, when it is a success. `options` are those of requests: params, json, data, headers."""
		answer = self.ask(method, path, **options)
		if answer.is_success:
			return answer
		raise self.refusal(answer)

	def ask(self, method: str, path: str, **options) -> Answer:
		"""The provider's answer whatever it says, for a provider whose refusals tell more than their status."""
		return self._send(method, path, options)

	def refusal(self, answer: Answer) -> ProviderError:
		return _refusal(self.peer, answer)

	def _send(self, method: str, path: str, options: dict) -> Answer:
		try:
			return self._exchange(method, path, options)
		except (requests.RequestException, urllib3_errors.HTTPError, ValueError) as error:
			trouble = _trouble(self.peer, error, maybe_done=method not in READS)
		# Outside of the except block: the first error's text and frames hold addresses and headers.
		raise trouble

	def _exchange(self, method: str, path: str, options: dict) -> Answer:
		with requests.Session() as session:
			session.headers["User-Agent"] = USER_AGENT
			response = session.request(
				method,
				self.peer.base_url + path,
				auth=self.peer.auth,
				proxies=_proxies(self.peer),
				timeout=(TIMEOUT.connect, TIMEOUT.read),
				allow_redirects=False,
				stream=True,
				**options,
			)
			with closing(response):
				body = _read(response)
		status, reason = response.status_code, response.reason or ""
		return Answer(self.peer.name, status, response.headers, body, self.peer.hidden, reason)


def _proxies(peer: Peer) -> dict[str, str] | None:
	"""The environment's proxy has no way to this machine or its private network."""
	host = urlsplit(peer.base_url).hostname or ""
	return {"no_proxy": host} if is_local(host) else None


def _read(response: requests.Response) -> bytes:
	deadline = time.monotonic() + TIMEOUT.total
	body = bytearray()
	# What has arrived, not whole chunks: a server that sends a byte now and then would outwait the deadline.
	while chunk := response.raw.read1(CHUNK, decode_content=True):
		body += chunk
		if len(body) > MAX_BODY:
			raise requests.exceptions.ContentDecodingError
		if time.monotonic() > deadline:
			raise requests.exceptions.ReadTimeout
	return bytes(body)


def _trouble(peer: Peer, error: Exception, maybe_done: bool) -> ProviderError:
	causes = _causes(error)
	for kinds, make in TROUBLES:
		if any(isinstance(cause, kinds) for cause in causes):
			return make(peer, maybe_done)
	return _unsendable(peer, maybe_done)


def _causes(error: Exception) -> tuple[object, ...]:
	"""The error, urllib3's inside it, and http.client's inside that one: each tells more than the one around it."""
	middle = error.args[0] if error.args else error
	middle = getattr(middle, "reason", None) or middle
	last = middle.args[-1] if isinstance(middle, Exception) and middle.args else None
	return error, middle, last


def _unsafe(peer: Peer, maybe_done: bool) -> ProviderError:
	return ConfigurationError(
		_(
			"No secure connection to {0} at {1}: its certificate is not valid for this name, or it does not speak HTTPS. Check {2}."
		).format(peer.name, peer.host, peer.url_label)
	)


def _unknown_host(peer: Peer, maybe_done: bool) -> ProviderError:
	return RetryableError(
		_("The name {0} is not known on the network. Check {1}, and this server's DNS.").format(
			peer.host, peer.url_label
		)
	)


def _too_slow_to_reach(peer: Peer, maybe_done: bool) -> ProviderError:
	return RetryableError(
		_("{0} could not be reached at {1} within {2} seconds. Check {3} and the firewall.").format(
			peer.name, peer.host, f"{TIMEOUT.connect:g}", peer.url_label
		)
	)


def _too_slow(peer: Peer, maybe_done: bool) -> ProviderError:
	return RetryableError(
		_("{0} at {1} did not answer within {2} seconds. Try again later.").format(
			peer.name, peer.host, f"{TIMEOUT.read:g}"
		),
		maybe_done=maybe_done,
	)


def _unreachable(peer: Peer, maybe_done: bool) -> ProviderError:
	return RetryableError(
		_("Nothing answers for {0} at {1}. Check {2}, and that the server is running.").format(
			peer.name, peer.host, peer.url_label
		)
	)


def _hung_up(peer: Peer, maybe_done: bool) -> ProviderError:
	return RetryableError(
		_("{0} at {1} hung up without an answer. Try again in a minute.").format(peer.name, peer.host),
		maybe_done=maybe_done,
	)


def _unreadable(peer: Peer, maybe_done: bool) -> ProviderError:
	return ConfigurationError(
		_("What answers at {0} is not {1}: its answer cannot be read. Check {2}.").format(
			peer.host, peer.name, peer.url_label
		),
		maybe_done=maybe_done,
	)


def _unsendable(peer: Peer, maybe_done: bool) -> ProviderError:
	return ConfigurationError(
		_("A request to {0} cannot be built from these settings. Check {1}.").format(
			peer.name, ", ".join(filter(None, (peer.url_label, peer.login_labels)))
		)
	)


# First match wins: requests' ConnectionError covers most of these.
TROUBLES: tuple[tuple[tuple[type, ...], Callable[[Peer, bool], ProviderError]], ...] = (
	((requests.exceptions.SSLError,), _unsafe),
	((urllib3_errors.NameResolutionError,), _unknown_host),
	((requests.exceptions.ConnectTimeout,), _too_slow_to_reach),
	((requests.exceptions.ReadTimeout, urllib3_errors.ReadTimeoutError), _too_slow),
	((urllib3_errors.NewConnectionError, requests.exceptions.ProxyError), _unreachable),
	((RemoteDisconnected, IncompleteRead), _hung_up),
	((requests.exceptions.ContentDecodingError, urllib3_errors.DecodeError, HTTPException), _unreadable),
	((requests.exceptions.ConnectionError, urllib3_errors.ProtocolError), _hung_up),
	# urllib3's own come through unwrapped only while the body is read: the request had arrived.
	((urllib3_errors.HTTPError,), _hung_up),
)


def _refusal(peer: Peer, answer: Answer) -> ProviderError:
	details = {"status": answer.status, "reason": answer.words()}
	if answer.status in peer.login_refused:
		return ConfigurationError(_login_sentence(peer, answer), **details)
	if answer.status < 400:
		return ConfigurationError(_redirect_sentence(peer, answer), **details)
	if answer.status in PASSING or answer.status >= 500:
		sentence = _("{0} cannot answer now ({1}). Try again later.").format(peer.name, answer.said())
		return RetryableError(sentence, after=answer.retry_after(), **details)
	return PermanentError(_refused_sentence(peer, answer), **details)


def _login_sentence(peer: Peer, answer: Answer) -> str:
	return _("{0} refuses the credentials ({1}). Check {2}.").format(
		peer.name, answer.said(), peer.login_labels or peer.url_label
	)


def _redirect_sentence(peer: Peer, answer: Answer) -> str:
	target = host_of(answer.headers.get("Location", "")) or peer.host
	return _("{0} at {1} sends us on to {2}; credentials do not follow. Check {3}.").format(
		peer.name, peer.host, target, peer.url_label
	)


def _refused_sentence(peer: Peer, answer: Answer) -> str:
	if answer.status in (404, 405):
		return _("{0} was not found at {1} ({2}). Check {3}.").format(
			peer.name, peer.host, answer.said(), peer.url_label
		)
	return _("{0} refuses the request ({1}).").format(peer.name, answer.said())
