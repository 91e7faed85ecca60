"""What a provider reports of a message after it took it, and what that makes of the row in the outbox.

Reports come late, twice and in any order. Each kind has a rank, and a row keeps the highest one it heard of: so no
order and no repetition makes a difference.
"""

from dataclasses import dataclass

ACCEPTED = "Accepted"
BOUNCED = "Bounced"
DELIVERED = "Delivered"
UNDELIVERED = "Undelivered"
SPAM = "Marked as Spam"
# A mailbox that was full may take the message at a later attempt of the provider's; one that does not exist never does,
# and says so, now and then, after its server had taken the message.
RANKS = {kind: rank for rank, kind in enumerate(("", ACCEPTED, BOUNCED, DELIVERED, UNDELIVERED, SPAM))}
LOST = frozenset({BOUNCED, UNDELIVERED})

# Statuses of the outbox, which this package cannot import.
QUEUED, SENDING, SENT, FAILED, CANCELLED = "Queued", "Sending", "Sent", "Failed", "Cancelled"
# A new attempt may be on its way here, of which the row holds no id yet.
UNDER_WAY = frozenset({QUEUED, SENDING})


@dataclass(frozen=True)
class Receipt:
	provider_id: str
	kind: str
	# For a person, where the message is lost.
	reason: str = ""


@dataclass(frozen=True)
class Row:
	status: str
	provider_id: str
	delivery_status: str


def status_after(row: Row, receipt: Receipt) -> str | None:
	"""The row's status when the report counts, which may be the one it has; None when it says nothing new."""
	if RANKS[receipt.kind] <= _heard(row, receipt):
		return None
	if row.status == CANCELLED:
		return CANCELLED
	return FAILED if receipt.kind in LOST else SENT


def _heard(row: Row, receipt: Receipt) -> int:
	"""The rank of what is known already of the message that the report is about."""
	if row.provider_id in ("", receipt.provider_id):
		return RANKS[row.delivery_status]
	# Of another attempt: a new one, or one that a later attempt has replaced.
	return 0 if row.status in UNDER_WAY else max(RANKS.values())
