"""What goes into the reconciliation of telephones, and what comes out of it."""

import hashlib
from dataclasses import dataclass

from gigafibre_fsm.domain.addresses.link_types import Code
from gigafibre_fsm.domain.emergency.findings import Written

# Characters of a name that fit into a key.
LONGEST = 100


class Side(Code):
	SIP = "SIP"
	EMERGENCY = "911"


class Kind(Code):
	MISSING_ACCOUNT = "Missing Account"
	ORPHANED_ACCOUNT = "Orphaned Account"
	DIFFERENT_ACCOUNT = "Different Account"
	MISSING_REGISTRATION = "Missing Registration"
	ORPHANED_REGISTRATION = "Orphaned Registration"
	DIFFERENT_REGISTRATION = "Different Registration"
	UNCONFIRMED = "Unconfirmed"


OF_ACCOUNTS = (Kind.MISSING_ACCOUNT, Kind.ORPHANED_ACCOUNT, Kind.DIFFERENT_ACCOUNT)


class LineStatus(Code):
	PENDING = "Pending"
	ACTIVE = "Active"
	SUSPENDED = "Suspended"
	CANCELLED = "Cancelled"


class E911Status(Code):
	SYNCED = "Synced"
	MISMATCH = "Mismatch"
	DEREGISTERED = "Deregistered"


class There(Code):
	"""What the 911 provider says of a registration."""

	REGISTERED = "registered"
	PENDING = "pending"
	REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Line:
	name: str
	did: str
	username: str
	status: str
	e911_status: str
	# What the line says that the provider holds, or shall hold.
	address: Written
	# What else its account is told, by the name of each.
	settings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
	username: str
	enabled: bool
	did: str
	# The line that it was made for; empty where it was made by hand.
	line: str
	# Of another site on the same platform: not ours to take away.
	is_foreign: bool = False
	settings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Registration:
	did: str
	status: str
	address: Written
	reason: str = ""


@dataclass(frozen=True, slots=True)
class Detail:
	"""A part that differs, as it is here and there."""

	part: str
	here: str = ""
	there: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
	kind: Kind
	did: str = ""
	username: str = ""
	line: str = ""
	details: tuple[Detail, ...] = ()
	# A person may say that both sides mean the same.
	is_doubt: bool = False

	@property
	def side(self) -> Side:
		return Side.SIP if self.kind in OF_ACCOUNTS else Side.EMERGENCY

	@property
	def may_stay(self) -> bool:
		"""What 911 does not know of a phone in service is nobody's to wave through."""
		return self.is_doubt or self.side == Side.SIP or self.kind == Kind.ORPHANED_REGISTRATION

	@property
	def key(self) -> str:
		"""The same in every run: an account goes by its user name, a registration by its number."""
		which = self.username if self.side == Side.SIP else self.did
		if len(which) > LONGEST:
			which = hashlib.sha256(which.encode()).hexdigest()
		return f"{self.kind}:{which}"

	@property
	def fingerprint(self) -> str:
		"""What a person who accepted it has seen."""
		return "\n".join(f"{one.part}|{one.here}|{one.there}" for one in self.details)
