"""What the rows of a batch become, written: documents, changes, child rows, remarks."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from html import escape
from operator import itemgetter

import frappe

from gigafibre_fsm.domain.legacy.outcome import OWN, Change, ChildRow, Effect, Record, Remark
from gigafibre_fsm.legacy.engine import statements
from gigafibre_fsm.legacy.engine.batch import Work
from gigafibre_fsm.legacy.engine.forms import OWNER, Forms
from gigafibre_fsm.legacy.engine.inserting import Inserter
from gigafibre_fsm.legacy.engine.ledger import Outcome
from gigafibre_fsm.legacy.engine.secrets import Secrets
from gigafibre_fsm.legacy.engine.updating import Updater


class Writer:
	def __init__(self, forms: Forms):
		secrets = Secrets()
		self.inserter = Inserter(forms, secrets)
		self._updater = Updater(forms, secrets, self.inserter)
		# Where the child tables end to which the rows written last belong: nobody else may see those rows yet.
		self.ends: dict[tuple, dict[str, tuple]] = {}

	def write(self, works: Sequence[Work], stamp: datetime) -> None:
		"""Each work is told its targets."""
		_forget_deleted(works)
		new_rows = [one for work in works if not work.targets for one in _child_rows(work.effects)]
		unordered = self._put_behind(new_rows)
		named, changes = self._named(works), []
		for work in works:
			changes += _changes(work)
		# What only one document may have is let go by one before another takes it.
		self._updater.update([change for change in changes if _lets_go(change)], stamp)
		self.inserter.insert(self._missing(named, _brought(works)), stamp)
		self._updater.update([change for change in changes if not _lets_go(change)], stamp)
		changed_rows = [
			one for work in works if work.outcome == Outcome.UPDATED for one in _child_rows(work.named)
		]
		_put_in_order(unordered + changed_rows)

	def _named(self, works: Sequence[Work]) -> list[tuple[str, Record]]:
		"""What is new, named all together; then whatever refers to its row's own document gets that name."""
		split = [(work, *_split(work)) for work in works]
		names = iter(self.inserter.names([record for _work, new, _kept in split for record in new]))
		found = []
		for work, new, kept in split:
			named = [(record.doctype, next(names)) for record in new]
			work.targets = _targets(work, kept, named)
			own = work.targets[0][1] if work.targets else None
			# The effects stay as they are: a batch that the database refuses is written again, under other names.
			work.named = _resolved_all(work.effects, work, own)
			records = _resolved_all(new, work, own)
			found += [(name, record) for (_doctype, name), record in zip(named, records, strict=True)]
		return found

	def _missing(self, named: list[tuple[str, Record]], brought: set[str]) -> list[tuple[str, Record]]:
		"""Of what a row brings along by name (its OLT), only what is not there."""
		if not brought:
			return named
		by_doctype: dict[str, list[str]] = defaultdict(list)
		for name, record in named:
			if name in brought:
				by_doctype[record.doctype].append(name)
		there = {(doctype, name) for doctype, names in by_doctype.items() for name in _there(doctype, names)}
		return [(name, one) for name, one in named if (one.doctype, name) not in there]

	def _put_behind(self, rows: Sequence[ChildRow]) -> list[ChildRow]:
		"""New rows in their order behind those that are there, where nearly all belong; those that do not are given back."""
		misplaced, ends_before, self.ends = [], self.ends, {}
		for (doctype, parenttype, parentfield, sorted_by), group in _by_table(rows).items():
			parents = {row.parent for row in group}
			ends = _ends(doctype, parenttype, parentfield, sorted_by, parents)
			ends |= {
				one: end for one, end in ends_before.get((doctype, parentfield), {}).items() if one in parents
			}
			misplaced += _numbered(group, ends)
			self.ends[doctype, parentfield] = ends
		return misplaced


def _lets_go(change: Change) -> bool:
	return not any(change.values.values())


def _brought(works: Sequence[Work]) -> set[str]:
	"""Names that rows gave, not the site."""
	return {
		name
		for work in works
		for effect in work.effects
		if isinstance(effect, Record) and (name := effect.values.get("name"))
	}


def _forget_deleted(works: Sequence[Work]) -> None:
	"""What somebody deleted here, and whose row has changed since, is made again."""
	by_doctype: dict[str, list[str]] = defaultdict(list)
	for work in works:
		for doctype, name in work.targets:
			by_doctype[doctype].append(name)
	there = {(doctype, name) for doctype, names in by_doctype.items() for name in _there(doctype, names)}
	for work in works:
		work.targets = [target for target in work.targets if tuple(target) in there]


def _there(doctype: str, names: Sequence[str]) -> list[str]:
	return frappe.db.sql_list(f"select `name` from `tab{doctype}` where `name` in %s", (tuple(names),))


def _split(work: Work) -> tuple[list[Record], list[tuple[str, str]]]:
	"""The records to be made, and the targets that stay: what is there is changed in `_changes`."""
	made = [_as_record(effect) for effect in _made(work.effects)]
	if not work.targets:
		return made, []
	there = defaultdict(list)
	for doctype, name in work.targets:
		there[doctype].append(name)
	new, kept = [], []
	for record in made:
		if there[record.doctype]:
			kept.append((record.doctype, there[record.doctype].pop(0)))
		else:
			new.append(record)
	return new, kept


def _made(effects: Sequence[Effect]) -> list[Effect]:
	return [one for one in effects if not isinstance(one, Change)]


def _targets(work: Work, kept: list, named: list) -> list[tuple[str, str]]:
	if named and not kept:
		return named
	if not kept:
		return [(one.doctype, one.name) for one in work.effects if isinstance(one, Change)][
			:1
		] or work.targets
	there, new = iter(kept), iter(named)
	left = defaultdict(int)
	for doctype, _name in kept:
		left[doctype] += 1
	targets = []
	for effect in _made(work.effects):
		doctype = _as_record(effect).doctype
		targets.append(next(there) if left[doctype] > 0 else next(new))
		left[doctype] -= 1
	return targets


def _changes(work: Work) -> list[Change]:
	changes = [one for one in work.named if one.__class__ is Change]
	if work.outcome != Outcome.UPDATED:
		return changes
	made = zip(map(_as_record, _made(work.named)), work.targets, strict=False)
	return [*(Change(doctype, name, record.values) for record, (doctype, name) in made), *changes]


def _as_record(effect: Effect) -> Record:
	if isinstance(effect, ChildRow):
		parent = {"parenttype": effect.parenttype, "parent": effect.parent, "parentfield": effect.parentfield}
		return Record(effect.doctype, {**effect.values, **parent})
	if isinstance(effect, Remark):
		return Record("Comment", _comment(effect))
	return effect


def _comment(remark: Remark) -> dict:
	return {
		"comment_type": "Info",
		"reference_doctype": remark.doctype,
		"reference_name": remark.name,
		"content": escape(remark.text, quote=False).replace("\n", "<br>"),
		"comment_by": OWNER,
		"comment_email": OWNER,
		**({"creation": remark.at} if remark.at else {}),
	}


def _resolved_all(effects: Sequence[Effect], work: Work, own: str | None) -> Sequence[Effect]:
	"""What comes alone has nothing to refer to."""
	return effects if len(work.effects) == 1 else [_resolved(effect, own) for effect in effects]


def _resolved(effect: Effect, own: str | None) -> Effect:
	if isinstance(effect, Remark) or all(value is not OWN for value in effect.values.values()):
		return effect
	values = {key: own if value is OWN else value for key, value in effect.values.items()}
	if isinstance(effect, Record):
		return Record(effect.doctype, values, effect.warnings)
	if isinstance(effect, Change):
		return Change(effect.doctype, effect.name, values, effect.warnings)
	return ChildRow(
		effect.doctype, effect.parenttype, effect.parent, effect.parentfield, values, effect.sorted_by
	)


def _child_rows(effects: Sequence[Effect]) -> list[ChildRow]:
	return [one for one in effects if isinstance(one, ChildRow)]


def _by_table(rows: Sequence[ChildRow]) -> dict[tuple, list[ChildRow]]:
	tables: dict[tuple, list[ChildRow]] = defaultdict(list)
	for row in rows:
		tables[row.doctype, row.parenttype, row.parentfield, row.sorted_by].append(row)
	return tables


def _numbered(rows: Sequence[ChildRow], ends: dict[str, tuple]) -> list[ChildRow]:
	"""Those that do not belong behind what is there."""
	misplaced = []
	placed = [(_place(row.values.get(row.sorted_by)), row) for row in rows]
	for place, row in sorted(placed, key=itemgetter(0)):
		idx, last = ends.get(row.parent, (0, _place(None)))
		if place < last:
			misplaced.append(row)
		row.values["idx"] = idx + 1
		ends[row.parent] = (idx + 1, max(last, place))
	return misplaced


def _ends(doctype: str, parenttype: str, parentfield: str, sorted_by: str, parents: set[str]) -> dict:
	rows = frappe.db.sql(
		f"""select `parent`, max(`idx`), max(`{sorted_by}`) from `tab{doctype}`
		where `parenttype` = %s and `parentfield` = %s and `parent` in %s group by `parent`""",
		(parenttype, parentfield, tuple(parents)),
	)
	return {parent: (idx, _place(last)) for parent, idx, last in rows}


def _place(value) -> tuple[bool, object]:
	"""Rows without a date come first, as the database sorts them."""
	return (value not in (None, ""), value or 0)


def _put_in_order(rows: Sequence[ChildRow]) -> None:
	for (doctype, parenttype, parentfield, sorted_by), group in _by_table(rows).items():
		statements.run(
			f"""update `tab{doctype}` here join (
				select `name`, row_number() over (partition by `parent` order by `{sorted_by}`, `idx`, `name`) as place
				from `tab{doctype}` where `parenttype` = %s and `parentfield` = %s and `parent` in %s
			) put on put.`name` = here.`name` set here.`idx` = put.place where here.`idx` <> put.place""",
			(parenttype, parentfield, tuple({row.parent for row in group})),
		)
