"""What is compared: a value of a source row and what the site's document holds of it, each in its own SQL.

The importers' code has no part in it: a fault of theirs must not hide itself.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from gigafibre_fsm.domain.legacy import text
from gigafibre_fsm.domain.legacy.masking import has_card_number

ZONE = ZoneInfo("America/Toronto")
EARLIEST = 1995
AHEAD = 10
CENT = Decimal("0.01")


def as_it_is(value):
	return value


def money(value) -> Decimal:
	return Decimal(str(value or 0)).quantize(CENT)


def whole(value) -> int:
	return int(value or 0)


def yes(value) -> bool:
	return bool(value)


def words(value) -> str:
	return str(value or "").strip()


def cleaned(value) -> str:
	return text.clean(value) or ""


def marks(value) -> str:
	"""Letters and digits alone: of serials, MAC addresses, postal codes, telephone numbers."""
	return re.sub(r"[\W_]", "", str(value or "")).upper()


def moment(seconds) -> datetime | None:
	try:
		at = datetime.fromtimestamp(int(seconds or 0), ZONE).replace(tzinfo=None)
	except (OverflowError, ValueError):
		return None
	return at if EARLIEST <= at.year and at.year <= datetime.now(ZONE).year + AHEAD else None


def day(seconds) -> date | None:
	at = moment(seconds)
	return at.date() if at else None


def telephone(value) -> str:
	"""Ten digits, as a DID is kept."""
	return re.sub(r"\D", "", str(value or ""))[-10:]


def equal(legacy, site) -> bool:
	return legacy == site


def if_given(legacy, site) -> bool:
	"""What the legacy database leaves open, somebody may have filled in here."""
	return not legacy or legacy == site


def implies(legacy, site) -> bool:
	return not legacy or bool(site)


@dataclass(frozen=True)
class Value:
	label: str
	legacy: str  # SQL over the source row, alias `l`
	site: str  # SQL over the document, alias `d`
	spell: Callable = as_it_is
	# Where the legacy value needs more than the site's.
	read: Callable | None = None
	same: Callable = equal
	summed: bool = False
	# The label of the value by which the sums are told apart.
	by: str = ""

	def of_legacy(self, value):
		return (self.read or self.spell)(value)


@dataclass(frozen=True)
class Table:
	"""One line of the account, a source table or a part of one, and the doctype that its rows become. Where they become
	one or the other there is a second Table of the line."""

	line: str
	doctype: str
	values: tuple[Value, ...] = ()
	table: str = ""
	where: str = ""
	join: str = ""  # SQL after the source table, for the rows of another one
	database: str = "main"

	@property
	def source(self) -> str:
		return self.table or self.line


def stored(doctype: str, fieldname: str) -> str:
	return f"""exists(select 1 from `__Auth` a where a.doctype = '{doctype}' and a.name = d.name
		and a.fieldname = '{fieldname}' and coalesce(a.password, '') <> '')"""


def secret(label: str, legacy: str, doctype: str, fieldname: str) -> Value:
	"""Whether there is one; what it says is nobody's business here."""
	return Value(label, legacy, stored(doctype, fieldname), yes, to_be_kept, same=implies)


def to_be_kept(written: str | None) -> bool:
	"""Card numbers are kept nowhere, and so they are no loss."""
	return bool((written or "").strip()) and not has_card_number(written)


def customer(label: str, legacy: str = "l.account_id") -> Value:
	"""Whose it is, by the legacy id of the customer that the document points to."""
	site = "(select c.legacy_customer_id from tabCustomer c where c.name = d.customer)"
	return Value(label, legacy, site, whole)
