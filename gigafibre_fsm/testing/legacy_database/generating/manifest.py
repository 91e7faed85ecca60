"""What was planted, and what has to come of it."""

from collections import defaultdict

from gigafibre_fsm.testing.legacy_database.generating.refusals import Refusal


class Manifest:
	def __init__(self):
		self.rows: dict[str, int] = {}
		# (table, kind of dirt) → ids
		self.planted: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
		# line of the account → id → reason
		self.expected_rejects: defaultdict[str, dict[int, Refusal]] = defaultdict(dict)
		# (table, id, column) → the text that was meant, where another one stands there
		self.meant: dict[tuple[str, int, str], str] = {}

	def plant(self, table: str, kind: str, number: int) -> None:
		self.planted[table, kind].add(number)

	def reject(self, line: str, number: int, reason: Refusal) -> None:
		self.expected_rejects[line][number] = reason

	def reasons(self, line: str) -> dict[str, int]:
		"""How many rows of a line are refused, by reason."""
		counts: defaultdict[str, int] = defaultdict(int)
		for reason in self.expected_rejects[line].values():
			counts[str(reason)] += 1
		return dict(counts)
