"""Mailjet's rows, as this app reads and writes them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone

# States of a message that will not arrive any more.
LOST = frozenset({"bounce", "hardbounced", "softbounced", "blocked"})


@dataclass(frozen=True)
class Email:
	to: str
	subject: str
	text: str
	html: str
	# Comes back in every event about the message, and finds it again.
	custom_id: str


@dataclass(frozen=True)
class Fault:
	code: str
	message: str
	status: int
	related_to: tuple[str, ...]

	@property
	def is_about_sender(self) -> bool:
		return any(name.split("[")[0].split(".")[0] in ("From", "Sender") for name in self.related_to)


@dataclass(frozen=True)
class Outcome:
	"""Of one message: its id, or what Mailjet has against it."""

	message_id: str
	faults: tuple[Fault, ...]


@dataclass(frozen=True)
class Message:
	message_id: str
	status: str
	arrived: datetime | None

	@property
	def is_lost(self) -> bool:
		return self.status in LOST


def may_send_as(email: str, active_senders: Iterable[Mapping]) -> bool:
	"""Whether an active sender covers the address: the address itself, or its whole domain (`*@example.org`)."""
	email = email.strip().lower()
	domain = email.rpartition("@")[2]
	allowed = {str(row.get("Email", "")).lower() for row in active_senders if row.get("Status") == "Active"}
	return bool(allowed & {email, f"*@{domain}"})


def message_body(email: Email, sender: Mapping[str, str], reply_to: str = "") -> dict:
	"""Links stay as they are: a counted link of Mailjet's looks like fraud in a message about a payment."""
	body = {
		"From": dict(sender),
		"To": [{"Email": email.to}],
		"Subject": email.subject,
		"TextPart": email.text,
		"CustomID": email.custom_id,
		"TrackOpens": "disabled",
		"TrackClicks": "disabled",
	}
	if email.html:
		body["HTMLPart"] = email.html
	if reply_to:
		body["ReplyTo"] = {"Email": reply_to}
	return body


def outcome(answer: Mapping) -> Outcome | None:
	"""Of an answer to one message; nothing where the answer says nothing of it."""
	results = answer.get("Messages")
	if not isinstance(results, list) or not results or not isinstance(results[0], Mapping):
		return None
	first = results[0]
	faults = tuple(_fault(row) for row in _mappings(first.get("Errors")))
	message_id = "" if faults else _first_id(first)
	return Outcome(message_id, faults) if message_id or faults else None


def _first_id(result: Mapping) -> str:
	recipients = _mappings(result.get("To"))
	if result.get("Status") != "success" or not recipients:
		return ""
	return str(recipients[0].get("MessageID") or "")


def _fault(row: Mapping) -> Fault:
	related = row.get("ErrorRelatedTo")
	status = row.get("StatusCode")
	return Fault(
		code=str(row.get("ErrorCode") or ""),
		message=str(row.get("ErrorMessage") or ""),
		status=status if isinstance(status, int) else 400,
		related_to=tuple(map(str, related)) if isinstance(related, list) else (),
	)


def _mappings(value: object) -> Sequence[Mapping]:
	return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []


def message(row: Mapping) -> Message:
	return Message(str(row.get("ID") or ""), str(row.get("Status") or ""), _moment(row.get("ArrivedAt")))


def _moment(value: object) -> datetime | None:
	"""`2026-11-21T08:30:00Z`."""
	try:
		moment = datetime.fromisoformat(str(value).replace("Z", "+00:00"))
	except ValueError:
		return None
	return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)


def is_same(found: Message, since: datetime) -> bool:
	"""Whether this is the message whose answer was lost; one that bounced is no reason not to send again."""
	return (
		bool(found.message_id) and not found.is_lost and found.arrived is not None and found.arrived >= since
	)
