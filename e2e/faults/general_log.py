"""What every connection says to the server, in the order in which it arrives there."""

import re

from e2e.faults.database import Database

WRITES = ("insert", "update", "delete", "replace")
# Each of them ends a transaction, most of them without saying so.
ENDS = re.compile(
	r"(commit|rollback(?! to)|start transaction|begin|create|alter|drop|truncate|rename|lock tables|unlock tables"
	r"|analyze|optimize|repair|flush|grant|revoke|set (session )?autocommit)\b",
	re.IGNORECASE,
)
# Frappe notes after the answer when somebody was last seen.
SESSION = re.compile(r"`tab(Sessions|User)`")
KINDS = ("Query", "Connect", "Quit", "Execute")


class GeneralLog:
	def __init__(self, database: Database):
		self.database = database
		self.path = database.folder / "general.log"

	def __enter__(self) -> "GeneralLog":
		self.path.unlink(missing_ok=True)
		self.database.query("SET GLOBAL general_log = 1; FLUSH GENERAL LOGS")
		return self

	def __exit__(self, *error) -> None:
		self.database.query("SET GLOBAL general_log = 0")

	def connections(self) -> dict[int, list[str]]:
		"""A line that does not begin a statement goes on with the one before."""
		found: dict[int, list[str]] = {}
		current: list[str] = []
		for line in self.path.read_text(errors="replace").splitlines():
			connection, statement = _begun(line)
			if connection is not None:
				current = found.setdefault(connection, [])
				current.append(statement)
			elif current:
				current[-1] += " " + line.strip()
		return found

	def writing(self, table: str) -> list[list[str]]:
		"""The statements of each connection that wrote into that table."""
		return [
			said
			for said in self.connections().values()
			if any(one.lower().startswith(WRITES) and f"`{table}`" in one for one in said)
		]


def _begun(line: str) -> tuple[int | None, str]:
	"""`time<tab>connection kind<tab>statement`; the time is left out where it is the same second."""
	parts = line.split("\t")
	for position, part in enumerate(parts[:4]):
		number, _, kind = part.strip().partition(" ")
		if number.isdigit() and kind.strip() in KINDS:
			return int(number), " ".join(parts[position + 1 :]).strip()
	return None, ""


def ends_within(said: list[str]) -> list[str]:
	"""What ended a transaction between the order's first write and its last one."""
	writes = [
		number
		for number, one in enumerate(said)
		if one.lower().startswith(WRITES) and not SESSION.search(one)
	]
	return [one for one in said[writes[0] : writes[-1]] if ENDS.match(one)]
