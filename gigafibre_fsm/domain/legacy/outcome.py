"""What a row becomes: documents, changes of documents that are there, or a named reject."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum


class Reason(str, Enum):
	"""Why a row is not taken. English in the database; shown translated."""

	__str__ = str.__str__

	AMOUNT_OUT_OF_RANGE = "amount out of range"
	CARD_NUMBER = "card number"
	DATABASE = "refused by the database"
	ID_OUT_OF_RANGE = "id out of range"
	INCOMPLETE = "incomplete"
	INVALID_IP = "not an IP address"
	INVALID_NUMBER = "not a telephone number"
	NEGATIVE_AMOUNT = "negative amount"
	NO_ADDRESS = "no address"
	NO_DATE = "no date"
	NO_LINES = "no readable line"
	PARENT_REJECTED = "its row was not taken"
	SUBMITTED = "submitted since"
	SUPERSEDED = "superseded"
	TOO_LONG = "text too long"
	UNKNOWN_ACCOUNT = "unknown account"
	UNKNOWN_DELIVERY = "unknown delivery"
	UNKNOWN_DEVICE = "unknown device"
	UNKNOWN_INSTANCE = "unknown instance"
	UNKNOWN_NUMBER = "unknown number"
	UNKNOWN_STATUS = "unknown status"
	UNREADABLE_LINES = "unreadable lines"


# As a value: the name of the row's own document, the first of its list, which it gets only when it is written.
OWN = object()


class Rejected(Exception):
	"""`detail` says what is wrong with this row; it is read by people and holds no secret."""

	def __init__(self, reason: Reason, detail: str = ""):
		super().__init__(f"{reason}: {detail}" if detail else str(reason))
		self.reason, self.detail = reason, detail

	def without_trace(self) -> "Rejected":
		"""To be kept: a trace holds what its frames were at, a whole batch of rows, and that holds this again."""
		self.__context__ = None
		return self.with_traceback(None)


# What a row becomes is not frozen: it is made hundreds of thousands of times, and to freeze one takes as long as to make three.
@dataclass(slots=True)
class Record:
	"""A document of its own: values as for a new document, child tables as lists, passwords in clear."""

	doctype: str
	values: dict
	warnings: tuple[str, ...] = ()


@dataclass(slots=True)
class Change:
	"""Values onto a document that the site has; a child table that is given replaces the one there."""

	doctype: str
	name: str
	values: dict
	warnings: tuple[str, ...] = ()


@dataclass(slots=True)
class ChildRow:
	"""One more row of a document's child table, which is kept in the order of the field `sorted_by`."""

	doctype: str
	parenttype: str
	parent: str
	parentfield: str
	values: dict
	sorted_by: str


@dataclass(slots=True)
class Remark:
	"""A line in a document's timeline."""

	doctype: str
	name: str
	text: str
	at: datetime | None = field(default=None)


Effect = Record | Change | ChildRow | Remark
