"""Our lines beside the accounts of the SIP platform."""

from collections.abc import Iterable, Iterator

from gigafibre_fsm.domain.telephone.records import Account, Detail, Finding, Kind, Line, LineStatus

ENABLED, NUMBER, OWNER = "Enabled", "Number", "Line"
YES, NO = "yes", "no"


class Accounts:
	def __init__(self, accounts: Iterable[Account]):
		self._accounts = {account.username: account for account in accounts}
		self._claimed: set[str] = set()
		# Who had the user name last, where nobody has it now.
		self._ended: dict[str, str] = {}

	def __len__(self) -> int:
		return len(self._accounts)

	def see(self, line: Line) -> Iterator[Finding]:
		if not line.username:
			return
		if line.status == LineStatus.CANCELLED:
			self._ended[line.username] = line.name
			return
		self._claimed.add(line.username)
		account = self._accounts.get(line.username)
		if not account:
			yield _finding(Kind.MISSING_ACCOUNT, line)
		elif details := tuple(_differences(line, account)):
			yield _finding(Kind.DIFFERENT_ACCOUNT, line, details)

	def rest(self) -> Iterator[Finding]:
		"""When all lines were seen: what none of them has."""
		for username, account in self._accounts.items():
			if username not in self._claimed and not account.is_foreign:
				yield Finding(
					Kind.ORPHANED_ACCOUNT, account.did, username, self._ended.get(username) or account.line
				)


def _finding(kind: Kind, line: Line, details: tuple[Detail, ...] = ()) -> Finding:
	return Finding(kind, line.did, line.username, line.name, details)


def _differences(line: Line, account: Account) -> Iterator[Detail]:
	wanted = line.status != LineStatus.SUSPENDED
	if account.enabled != wanted:
		yield Detail(ENABLED, _yes_or_no(wanted), _yes_or_no(account.enabled))
	if account.did != line.did:
		yield Detail(NUMBER, line.did, account.did)
	if account.is_foreign or account.line != line.name:
		yield Detail(OWNER, line.name, account.line)
	there = dict(account.settings)
	for part, here in line.settings:
		if here != there.get(part, ""):
			yield Detail(part, here, there.get(part, ""))


def _yes_or_no(value: bool) -> str:
	return YES if value else NO
