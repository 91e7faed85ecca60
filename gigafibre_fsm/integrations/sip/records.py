"""An account at the SIP platform, as this app speaks of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Calls:
	"""What the platform's call rules read of an account."""

	caller_id: str = ""
	# Nought: no limit of its own.
	most: int = 0
	ring_seconds: int = 0
	international: bool = False
	# ISO codes of two letters; none: every country.
	countries: tuple[str, ...] = ()


@dataclass(frozen=True)
class Account:
	username: str
	# One that is not enabled can't register; a call to 911 is let through all the same.
	enabled: bool
	# The VoIP Line it is of, by the mark that this app leaves on it.
	line: str | None = None
	# The site whose mark it is: a copy of this site, or another one, may use the same platform.
	site: str | None = None
	did: str | None = None
	domain: str = ""
	calls: Calls = Calls()
	# Never told by the platform.
	password: str | None = field(default=None, repr=False)
	# An account without any mark may be taken over: the line was there before this app was.
	adopts: bool = False
	# The platform's own names of its two halves.
	ref: str | None = field(default=None, compare=False)
	credentials_ref: str | None = field(default=None, compare=False)
	# Whatever else is kept with it there.
	others: Mapping[str, object] = field(default_factory=dict, compare=False, repr=False)
