"""What a line's 911 status becomes by what the provider says of its number."""

from enum import Enum

NOT_REGISTERED, PENDING, SYNCED, MISMATCH, FAILED, DEREGISTERED = (
	"Not Registered",
	"Pending",
	"Synced",
	"Mismatch",
	"Failed",
	"Deregistered",
)


class Answer(Enum):
	# Registered with the line's address, or with another one.
	AS_HERE = "as here"
	OTHERWISE = "otherwise"
	# Taken, to be looked at by the provider's people.
	PENDING = "pending"
	REJECTED = "rejected"
	# Asked for: the provider does not know the number.
	UNKNOWN = "unknown"
	REMOVED = "removed"


def after(status: str, answer: Answer, queued: bool = False, sent: bool = False) -> str:
	"""`queued`: a newer change of this number waits to be sent, `sent`: the provider's people look at one. What was held
	before it says nothing about the line.
	"""
	of_before = (queued and answer in _BEFORE_QUEUED) or (sent and answer in _BEFORE_SENT)
	return status if of_before else _NEXT[answer].get(status, status)


_BEFORE_SENT = frozenset((Answer.OTHERWISE, Answer.UNKNOWN))
_BEFORE_QUEUED = _BEFORE_SENT | {Answer.REJECTED, Answer.REMOVED}
_NEXT = {
	Answer.AS_HERE: dict.fromkeys((NOT_REGISTERED, PENDING, MISMATCH, FAILED), SYNCED),
	Answer.OTHERWISE: dict.fromkeys((NOT_REGISTERED, PENDING, SYNCED), MISMATCH),
	Answer.PENDING: {},
	Answer.REJECTED: {PENDING: FAILED, SYNCED: MISMATCH},
	Answer.UNKNOWN: dict.fromkeys((PENDING, SYNCED), MISMATCH),
	Answer.REMOVED: dict.fromkeys((PENDING, SYNCED, MISMATCH, FAILED), DEREGISTERED),
}
