"""What the 911 provider reports by itself: which of our numbers it has something new about, and no more than that.

What it has is read at the provider: a report may come late, twice, or after a newer one.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from gigafibre_fsm.integrations import signed
from gigafibre_fsm.integrations.emergency.mapping import PHONE
from gigafibre_fsm.integrations.signed import BadSignature

HEADER = "X-E911-Signature"
EVENT_ID = re.compile(r"[A-Za-z0-9_.:-]{1,64}")
LARGEST = 16 * 1024


@dataclass(frozen=True)
class Report:
	id: str
	phone: str


def verify(raw: bytes, header: str, secrets: str | Iterable[str], now: float) -> Report:
	"""Raises BadSignature; its code is for us, and for nobody who calls."""
	if len(raw) > LARGEST:
		raise BadSignature("body")
	signed.check(raw, header, secrets, now)
	return _report(raw)


def _report(raw: bytes) -> Report:
	try:
		body = json.loads(raw)
	except (ValueError, RecursionError):
		raise BadSignature("body") from None
	found = (body.get("id"), body.get("phone")) if isinstance(body, dict) else (None, None)
	if not all(isinstance(value, str) for value in found):
		raise BadSignature("body")
	report = Report(*found)
	if not EVENT_ID.fullmatch(report.id) or not PHONE.fullmatch(report.phone):
		raise BadSignature("body")
	return report
