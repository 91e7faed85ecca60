"""The process is killed at every statement of an order: nothing of it is there, or all; the same key gives it whole."""

import itertools
from collections.abc import Callable

from e2e.faults.forked import Forked
from e2e.faults.orders import more
from e2e.faults.report import Found, Matrix

KILLED = 9
# As the answer names them; each is one row of its table.
ROWS = {
	"subscriptions": "tabService Subscription",
	"equipment": "tabService Equipment",
	"voip_lines": "tabVoIP Line",
	"tasks": "tabTask",
}
ONCE = (
	"tabProject",
	"tabCustomer",
	"tabContact",
	"tabAddress",
	"tabService Location",
	"tabDispatch Job",
	"tabPayment Method",
)


def whole_order(site: Forked, submit: Callable, order: dict) -> tuple[dict, dict]:
	"""The answer, and how many rows of which tables an order is."""
	before = site.rows()
	answer = submit(order)
	assert answer.get("status") == 200, answer
	return answer["body"]["message"], more(before, site.rows())


def test_an_order_is_the_rows_its_answer_names(warm: Forked, submit: Callable, visitor: Callable):
	answer, rows = whole_order(warm, submit, visitor())
	assert {table: rows[table] for table in ROWS.values()} == {
		table: len(answer[part]) for part, table in ROWS.items()
	}
	assert {table: rows[table] for table in ONCE} == dict.fromkeys(ONCE, 1)


def test_killed_at_every_statement(warm: Forked, submit: Callable, visitor: Callable, report: Matrix):
	"""Statements to MariaDB, and the request that asks Stripe about the card."""
	_answer, rows = whole_order(warm, submit, visitor())
	kills = Kills(warm, submit, rows)
	for statement in itertools.count(1):
		order, found = visitor(), []
		for when in ("before", "sent"):
			found.append(kills.at(order, statement, when))
			if found[-1] and found[-1].is_there:
				kills.again(order, found[-1])
				order = visitor()
		if found == [None, None]:
			break
		if not found[-1].is_there:
			kills.again(order, found[-1])
		report.add(*found)
	report.write("killed")
	assert [states for states, _group in itertools.groupby(report.states())] == [
		("nothing", "nothing"),
		("nothing", "all"),  # the commit
		("all", "all"),
	]


class Kills:
	def __init__(self, site: Forked, submit: Callable, order: dict[str, int]):
		self.site, self.submit, self.order = site, submit, order
		self._look()

	def _look(self) -> None:
		self.rows, self.contents = self.site.rows(), self.site.contents()

	def at(self, order: dict, statement: int, when: str) -> Found | None:
		"""What is there of it then; None where the order has no such statement any more."""
		answer = self.submit(order, at=statement, when=when)
		if answer["killed"] != KILLED:
			assert answer["status"] == 200, answer
			self._look()
			return None
		return Found(answer["at"], self._is_there(f"killed {when} {answer['at']}"))

	def _is_there(self, moment: str) -> bool:
		change = more(self.rows, self.site.rows())
		assert change in ({}, self.order), f"{moment}: half an order is there: {change}"
		assert change or self.site.contents() == self.contents, f"{moment}: a value has changed"
		return bool(change)

	def again(self, order: dict, found: Found) -> None:
		"""The same key gives the whole order, which is there once."""
		answer = self.submit(order)
		assert answer.get("status") == 200, (found, answer)
		assert answer["body"]["message"]["replayed"] is found.is_there, found
		assert more(self.rows, self.site.rows()) == self.order, found
		self._look()
