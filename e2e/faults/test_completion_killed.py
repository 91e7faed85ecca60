"""The process is killed within a completion: nothing of it is there, or all; the same call makes it whole, once."""

import itertools

import pytest

from e2e.faults.completions import Installation, Installations
from e2e.faults.forked import Forked
from e2e.faults.orders import Outbox, more
from e2e.faults.report import Completions, Found

KILLED = 9
WHEN = ("before", "sent")
# Each of these is one row more, whatever was sold.
ONCE = {
	"tabSales Invoice": 1,
	"tabService Work Order": 1,
	"tabService Work Order Visit": 1,
	"tabPayment Attempt": 1,
	"tabPayment Ledger Entry": 1,
}
# Nothing that a completion is made of may be left out.
WRITTEN = (
	"update tabDispatch Job",
	"update tabService Equipment",
	"update tabService Location",
	"update tabService Subscription",
	"update tabVoIP Line",
	"update tabPhone Number",
	"update tabFibre Drop",
	"update tabTask",
	"update tabProject",
	"insert tabSales Invoice",
	"insert tabGL Entry",
	"insert tabPayment Attempt",
	"insert tabService Work Order",
	"insert tabOutbox Message",
)
# What follows the commit.
AFTER = "select release_lock"
# SMS and e-mail, the charge, 911; the desks hear of the job.
MESSAGES = 5


@pytest.fixture
def whole(warm: Forked, installations: Installations) -> tuple[dict[str, int], list[str]]:
	"""How many rows of which tables a completion is, and its statements."""
	for _ in range(2):  # the first one fills the caches
		one = installations.next()
		before = warm.rows()
		answer = installations.complete(one)
		assert answer["status"] == 200, answer
	return more(before, warm.rows()), answer["seen"]


def test_a_completion_is_these_rows(whole: tuple):
	rows, _seen = whole
	assert {table: rows[table] for table in ONCE} == ONCE
	assert rows["tabOutbox Message"] == MESSAGES


def test_killed_at_every_kind_of_statement(
	warm: Forked, installations: Installations, outbox: Outbox, whole: tuple, completions: Completions
):
	"""Killed when a statement was sent is the same moment for the database as killed before the next one: before the commit
	the two take turns, from the commit on there are both.
	"""
	rows, seen = whole
	kills = Kills(warm, installations, rows)
	for label, when in chosen(seen):
		completions.add(kills.at(label, when), when)
	completions.write("completion")
	assert {found.state for found, _when in completions.rows} == {"nothing", "all"}
	kills.end()
	installations.deliver(outbox)
	for one in kills.done:
		assert [row["status"] for row in installations.charges(one)] == ["succeeded"]
		assert len([text for text in installations.texts(one) if "Service activé" in text]) == 1


def chosen(seen: list[str]) -> list[tuple[str, str]]:
	"""By their labels: the first of each kind. How many reads are between them differs from one completion to the next."""
	commit = seen.index("commit")
	kinds = dict.fromkeys(
		label for label in seen[:commit] if label.startswith(("insert", "update", "rollback"))
	)
	assert set(WRITTEN) <= set(kinds)
	return [*zip(kinds, itertools.cycle(WHEN), strict=False), *itertools.product(("commit", AFTER), WHEN)]


class Kills:
	def __init__(self, site: Forked, installations: Installations, completion: dict[str, int]):
		self.site, self.installations, self.completion = site, installations, completion
		self.done: list[Installation] = []
		self._begin()

	def _begin(self) -> None:
		self.one = self.installations.next()
		self._look()

	def _look(self) -> None:
		self.rows, self.contents = self.site.rows(), self.site.contents()

	def at(self, label: str, when: str) -> Found:
		answer = self.installations.complete(self.one, at=label, when=when)
		assert answer["killed"] == KILLED, answer
		found = Found(answer["at"], self._is_there(f"killed {when} {label}"))
		assert found.is_there is _is_committed(answer["seen"], when), answer
		if found.is_there:
			self._next()
		return found

	def _is_there(self, moment: str) -> bool:
		change = more(self.rows, self.site.rows())
		assert change in ({}, self.completion), f"{moment}: half a completion is there: {change}"
		assert change or self.site.contents() == self.contents, f"{moment}: a value has changed"
		return bool(change)

	def _next(self) -> None:
		self.end()
		self._begin()

	def end(self) -> None:
		"""The same call completes it, or says that it is; then it is there once."""
		answer = self.installations.completed(self.one)
		assert answer == self.installations.completed(self.one)
		assert answer["status"] == "Completed"
		assert more(self.rows, self.site.rows()) == self.completion
		assert self.installations.is_live(self.one)
		self.done.append(self.one)


def _is_committed(seen: list[str], when: str) -> bool:
	"""By what this process had sent when it died."""
	return "commit" in (seen[:-1] if when == "before" else seen)
