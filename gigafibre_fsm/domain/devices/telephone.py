"""Which SIP accounts a device registers: those it holds itself, and the phone lines that it carries.

The order writes the same account on the line and on the device; they are one, known by its user. A line says more
(number, domain, whether it lives), so it has the last word.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count

from gigafibre_fsm.domain.devices.configuration import SipLine

# Without Suspended: a phone that is cut off for non-payment still reaches 911.
LIVE = ("Pending", "Active", "Suspended")


@dataclass(frozen=True)
class Account:
	"""As the device's own record has it."""

	line: int
	username: str
	password: str | None = field(repr=False)
	enabled: bool = True


@dataclass(frozen=True)
class PhoneLine:
	did: str | None
	username: str | None
	password: str | None = field(repr=False)
	domain: str | None
	status: str

	@property
	def is_live(self) -> bool:
		return self.status in LIVE


def sip_lines(
	accounts: Iterable[Account], lines: Iterable[PhoneLine], domain: str | None
) -> tuple[SipLine, ...]:
	"""`domain` is the one of lines that have none of their own. A line without a user cannot be registered yet."""
	known = {line.username: line for line in sorted(lines, key=lambda line: line.is_live) if line.username}
	own = sorted(accounts, key=lambda account: account.line)
	found = [_own(account, known.pop(account.username, None), domain) for account in own]
	free = _free_numbers({account.line for account in own})
	found += [_sip(next(free), line, domain) for line in known.values() if line.is_live]
	return tuple(sorted(found, key=lambda line: line.line))


def _own(account: Account, line: PhoneLine | None, domain: str | None) -> SipLine:
	enabled = account.enabled and (line is None or line.is_live)
	password = (line and line.password) or account.password
	return SipLine(
		account.line,
		line and line.did,
		account.username,
		password if enabled else None,
		(line and line.domain) or domain,
		enabled,
	)


def _sip(number: int, line: PhoneLine, domain: str | None) -> SipLine:
	return SipLine(number, line.did, line.username or "", line.password, line.domain or domain, True)


def _free_numbers(taken: set[int]) -> Iterator[int]:
	return (number for number in count(1) if number not in taken)
