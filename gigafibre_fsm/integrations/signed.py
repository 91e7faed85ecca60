"""A webhook with its time and a signature over both in a header: `t=1795276800,v1=<hex>`, HMAC-SHA256 over `time.body`.

So Stripe signs, and so the contract of the 911 provider asks for it.
"""

import hashlib
import hmac
import re
from collections.abc import Iterable

SCHEME = "v1"
# A request that somebody recorded cannot be sent again later.
TOLERANCE = 300
SECONDS = re.compile(r"[0-9]{1,12}")


class BadSignature(ValueError):
	"""`code` is one of: no_secret, header, signature, age, body."""

	def __init__(self, code: str):
		super().__init__(code)
		self.code = code


def check(raw: bytes, header: str, secrets: str | Iterable[str], now: float) -> None:
	"""Several secrets while a secret is being replaced: either one is good."""
	timestamp, signatures = _parse(header)
	expected = [sign(raw, timestamp, secret).encode() for secret in _listed(secrets)]
	if not expected:
		raise BadSignature("no_secret")
	if not _matches(expected, signatures):
		raise BadSignature("signature")
	# Only after the signature: an unsigned time says nothing.
	if abs(now - int(timestamp)) > TOLERANCE:
		raise BadSignature("age")


def sign(raw: bytes, timestamp: str, secret: str) -> str:
	return hmac.new(secret.encode(), timestamp.encode() + b"." + raw, hashlib.sha256).hexdigest()


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


def _matches(expected: list[bytes], signatures: list[str]) -> bool:
	# As bytes: compare_digest refuses text outside ASCII, and the header is a stranger's.
	given = [signature.encode() for signature in signatures]
	return any([hmac.compare_digest(right, one) for right in expected for one in given])
