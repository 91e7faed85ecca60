"""Whether a webhook is Stripe's: the signature over the bytes as they came, and their age."""

import hashlib
import hmac
import json
import re
from collections.abc import Iterable

SCHEME = "v1"
# Stripe's own libraries take no older one either: a request that somebody recorded cannot be sent again later.
TOLERANCE = 300
SECONDS = re.compile(r"[0-9]{1,12}")


class BadSignature(ValueError):
	"""`code` is one of: no_secret, header, signature, age, body."""

	def __init__(self, code: str):
		super().__init__(code)
		self.code = code


def verify(raw: bytes, header: str, secrets: str | Iterable[str], now: float) -> dict:
	"""The event. Several secrets while a secret is being replaced: Stripe signs with the old and the new one."""
	timestamp, signatures = _parse(header)
	expected = [_sign(raw, timestamp, secret) for secret in _listed(secrets)]
	if not expected:
		raise BadSignature("no_secret")
	if not _matches(expected, signatures):
		raise BadSignature("signature")
	# Only after the signature: an unsigned time says nothing.
	if abs(now - int(timestamp)) > TOLERANCE:
		raise BadSignature("age")
	return _event(raw)


def _parse(header: str) -> tuple[str, list[str]]:
	parts = [part.strip().partition("=") for part in (header or "").split(",")]
	times = [value for name, _equals, value in parts if name == "t"]
	signatures = [value for name, _equals, value in parts if name == SCHEME]
	if len(times) != 1 or not SECONDS.fullmatch(times[0]) or not signatures:
		raise BadSignature("header")
	return times[0], signatures


def _listed(secrets: str | Iterable[str]) -> list[str]:
	given = [secrets] if isinstance(secrets, str) else secrets
	return [secret for secret in given if secret]


def _sign(raw: bytes, timestamp: str, secret: str) -> bytes:
	signed = timestamp.encode() + b"." + raw
	return hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest().encode()


def _matches(expected: list[bytes], signatures: list[str]) -> bool:
	# As bytes: compare_digest refuses text outside ASCII, and the header is a stranger's.
	given = [signature.encode() for signature in signatures]
	return any([hmac.compare_digest(right, one) for right in expected for one in given])


def _event(raw: bytes) -> dict:
	try:
		event = json.loads(raw)
	except (ValueError, RecursionError):
		raise BadSignature("body") from None
	if not isinstance(event, dict) or event.get("object") != "event":
		raise BadSignature("body")
	return event
