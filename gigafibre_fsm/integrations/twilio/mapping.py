"""Twilio's message resource as this app reads it, and what its error codes ask for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

# https://www.twilio.com/docs/api/errors: nothing goes through until a person changes the account or the settings.
CONFIGURATION_CODES = frozenset(
	{
		20003,  # authentication
		20005,  # the account is not active
		21212,  # From is no number
		21408,  # no permission to send to that region
		21603,  # From is missing
		21606,  # From is not a number of this account that can send SMS
		21609,  # the status callback is no address that Twilio could call
		21659,  # From is not a number of Twilio
		21660,  # From belongs to another account
		21701,  # there is no such Messaging Service
		21703,  # the Messaging Service has no number
	}
)
# The queue of the sending number is full, or too many at a time.
PASSING_CODES = frozenset({14107, 20429, 21611})
# Of a message that is in Twilio's list, but will not arrive.
FAILED = frozenset({"failed", "undelivered", "canceled"})


@dataclass(frozen=True)
class Message:
	sid: str
	to: str
	body: str
	status: str
	error_code: str
	created: datetime | None

	@property
	def is_lost(self) -> bool:
		return self.status in FAILED


def message(row: Mapping) -> Message:
	return Message(
		sid=str(row["sid"]),
		to=str(row.get("to") or ""),
		body=str(row.get("body") or ""),
		status=str(row.get("status") or ""),
		error_code=str(row.get("error_code") or ""),
		created=_moment(row.get("date_created")),
	)


def _moment(value: object) -> datetime | None:
	"""`Thu, 24 Aug 2023 05:01:45 +0000`; nothing where there is none yet."""
	try:
		return parsedate_to_datetime(str(value))
	except ValueError:
		return None


def is_same(found: Message, body: str, since: datetime) -> bool:
	"""Whether this is the message whose answer was lost; one that failed is no reason not to send again.

	Twilio puts a sentence of its own before the texts of a trial account.
	"""
	recent = found.created is not None and found.created >= since
	return recent and not found.is_lost and found.body.strip().endswith(body.strip())


def code_of(error: Mapping) -> int:
	code = error.get("code")
	return code if isinstance(code, int) else 0
