"""One batch of rows: which are new or changed, what becomes of them, all of it in one transaction."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from gigafibre_fsm.domain.legacy import ids
from gigafibre_fsm.domain.legacy.outcome import ChildRow, Effect, Reason, Rejected, Remark
from gigafibre_fsm.legacy.engine.importer import Importer
from gigafibre_fsm.legacy.engine.ledger import Entry, Ledger, Outcome
from gigafibre_fsm.legacy.engine.rejecting import Reject

COUNTED = {
	Outcome.INSERTED: "inserted",
	Outcome.CORRECTED: "inserted",
	Outcome.UPDATED: "updated",
	Outcome.LINKED: "unchanged",
	Outcome.REJECTED: "rejected",
}


@dataclass(slots=True)
class Work:
	"""A row that is taken."""

	row: dict
	fingerprint: str
	before: Entry | None
	outcome: Outcome
	effects: Sequence[Effect] = ()
	# The effects, with the document's own name where they refer to it.
	named: Sequence[Effect] = ()
	targets: list[tuple[str, str]] = field(default_factory=list)
	claims: set[int] = field(default_factory=set)
	warnings: str | None = None


@dataclass
class Sorted:
	"""A batch after the look at it."""

	counts: Counter = field(default_factory=Counter)
	work: list[Work] = field(default_factory=list)
	rejects: list[Reject] = field(default_factory=list)
	claims: set = field(default_factory=set)


class Sorter:
	def __init__(self, importer: Importer, ledger: Ledger, links, forms, run_name: str):
		self._importer, self._ledger, self._links, self._forms = importer, ledger, links, forms
		self._run = run_name
		self.taken: set = set()
		# Rejected rows, tried again: none of them takes a document that another row has made.
		self.by_hand = False
		# Of those that somebody has corrected, the fingerprints as they stand in the legacy database.
		self.corrected: dict[int, str] = {}

	def sort(self, rows: Sequence[dict]) -> Sorted:
		"""In their order: a new row that comes first takes what an older one has had so far."""
		found = Sorted()
		entries = self._ledger.entries([row["id"] for row in rows])
		looked = [self._look(row, entries.get(row["id"])) for row in rows]
		fresh = [(row, entry) for row, _mark, entry, is_as_it_was in looked if not is_as_it_was]
		known = self._links.known([row for row, _entry in fresh]) if fresh else None
		there = self._there(fresh)
		for row, mark, entry, is_as_it_was in looked:
			try:
				if is_as_it_was:
					self._keep(row, entry, found)
				else:
					found.work.append(self._work(row, mark, entry, known, there, found))
			except Rejected as why:
				found.rejects.append(Reject(row, why.without_trace(), mark, entry))
		return found

	def _look(self, row: dict, entry: Entry | None) -> tuple[dict, str, Entry | None, bool]:
		"""With its fingerprint, and whether it is as it was."""
		mark = self.fingerprint(row)
		return row, mark, entry, bool(entry) and entry.fingerprint == mark and not entry.is_rejected

	def fingerprint(self, row: dict) -> str:
		return self.corrected.get(row["id"]) or self._ledger.fingerprint(
			*row.values(), *self._importer.state(row)
		)

	def _keep(self, row: dict, entry: Entry, found: Sorted) -> None:
		if entry.outcome != Outcome.CORRECTED:
			found.claims |= self._free_claims(row, found)
		found.counts[self._as_counted(entry)] += 1

	def _free_claims(self, row: dict, found: Sorted) -> set:
		"""Their hashes: a large table has many, and they are all remembered."""
		claims = {hash(one) for one in self._importer.claims(row)}
		if not claims:
			return claims
		if claims & self.taken or claims & found.claims:
			raise Rejected(Reason.SUPERSEDED)
		return claims

	def _as_counted(self, entry: Entry) -> str:
		"""A run that was killed and goes on says of a row what it would have said without the kill."""
		return COUNTED[entry.outcome] if entry.run == self._run else "unchanged"

	def _there(self, fresh: Sequence[tuple]) -> dict[int, tuple[str, bool]]:
		"""Documents that are on the site without this row having made them; and whether another row has."""
		unknown = [row for row, entry in fresh if not (entry and entry.documents)]
		existing = self._importer.existing([row for row in unknown if row["id"] <= ids.HIGHEST])
		ours = self._ledger.made_by_import(self._importer.doctype, set(existing.values()))
		return {legacy_id: (name, name in ours) for legacy_id, name in existing.items()}

	def _work(self, row: dict, mark: str, entry: Entry | None, known, there: dict, found: Sorted) -> Work:
		ids.fits(row["id"])
		claims = self._free_claims(row, found)
		work = Work(row, mark, entry, claims=claims, **self._origin(row, entry, there))
		if work.outcome != Outcome.LINKED:
			work.effects = self._importer.becomes(row, known)
			work.warnings = self._check(work.effects)
		found.claims |= claims
		return work

	def _origin(self, row: dict, entry: Entry | None, there: dict) -> dict:
		"""Whether the row is new, and the documents that there are of it."""
		if entry and (entry.documents or not entry.is_rejected):
			outcome = Outcome.LINKED if entry.outcome == Outcome.LINKED else Outcome.UPDATED
			return {"outcome": outcome, "targets": entry.documents}
		if row["id"] not in there:
			return {"outcome": Outcome.CORRECTED if row["id"] in self.corrected else Outcome.INSERTED}
		name, ours = there[row["id"]]
		if ours and self.by_hand:
			raise Rejected(Reason.SUPERSEDED, f"{self._importer.doctype} {name}")
		outcome = Outcome.UPDATED if ours else Outcome.LINKED
		return {"outcome": outcome, "targets": [(self._importer.doctype, name)]}

	def _check(self, effects: Sequence[Effect]) -> str | None:
		"""What is to be said of the row."""
		warnings: list[str] = []
		for effect in effects:
			if isinstance(effect, Remark):
				continue
			self._forms[effect.doctype].check(effect.values)
			if not isinstance(effect, ChildRow):
				warnings += effect.warnings
		return "\n".join(warnings) or None
