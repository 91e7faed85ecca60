"""Whether a webhook is Stripe's: the signature over the bytes as they came, and their age."""

import json
from collections.abc import Iterable

from gigafibre_fsm.integrations import signed
from gigafibre_fsm.integrations.signed import TOLERANCE, BadSignature

__all__ = ["TOLERANCE", "BadSignature", "verify"]


def verify(raw: bytes, header: str, secrets: str | Iterable[str], now: float) -> dict:
	"""The event. Several secrets while a secret is being replaced: Stripe signs with the old and the new one."""
	signed.check(raw, header, secrets, now)
	return _event(raw)


def _event(raw: bytes) -> dict:
	try:
		event = json.loads(raw)
	except (ValueError, RecursionError):
		raise BadSignature("body") from None
	if not isinstance(event, dict) or event.get("object") != "event":
		raise BadSignature("body")
	return event
