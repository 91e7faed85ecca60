"""Values onto documents that the site has: what differs is written, and what was there before stays in a Version."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

import frappe

from gigafibre_fsm.domain.legacy.outcome import Change
from gigafibre_fsm.legacy.engine import statements
from gigafibre_fsm.legacy.engine.forms import OWNER, Form, Forms
from gigafibre_fsm.legacy.engine.inserting import Inserter, child_values, hash_names
from gigafibre_fsm.legacy.engine.secrets import Secrets

# Told what is new of each document, in the same transaction.
FOLLOWED_BY = {"Service Location": "gigafibre_fsm.legacy.importers.moved_places.follow"}
_KEPT = ("creation", "name", "owner")


@dataclass
class Difference:
	new: dict = field(default_factory=dict)
	overwritten: list[list] = field(default_factory=list)


class Updater:
	def __init__(self, forms: Forms, secrets: Secrets, inserter: Inserter):
		self._forms, self._secrets, self._inserter = forms, secrets, inserter

	def update(self, changes: Sequence[Change], stamp: datetime) -> None:
		"""Several changes of one document count together, the last one for a field."""
		by_doctype: dict[str, dict[str, dict]] = defaultdict(lambda: defaultdict(dict))
		for change in changes:
			by_doctype[change.doctype][change.name].update(change.values)
		for doctype, wanted in by_doctype.items():
			self._update(self._forms[doctype], wanted, stamp)

	def _update(self, form: Form, wanted: dict[str, dict], stamp: datetime) -> None:
		plain = {name: form.stored(_columns_of(form, values)) for name, values in wanted.items()}
		differing = _differing(form, plain)
		self._store_secrets(form, wanted)
		_write(form, differing, stamp)
		_write_versions(form, differing, stamp)
		for fieldname, child in form.tables.items():
			given = {name: values[fieldname] for name, values in wanted.items() if fieldname in values}
			self._replace_children(form, child, fieldname, given, stamp)
		_forget_cached(form.plan.doctype, tuple(wanted))
		if differing and (path := FOLLOWED_BY.get(form.plan.doctype)):
			frappe.get_attr(path)({name: one.new for name, one in differing.items()})

	def _store_secrets(self, form: Form, wanted: dict[str, dict]) -> None:
		self._secrets.store(
			[
				secret
				for name, values in wanted.items()
				for secret in self._inserter.secrets_of(form, name, values)
			]
		)
		self._secrets.clear(
			[
				(form.plan.doctype, name, fieldname)
				for name, values in wanted.items()
				for fieldname in form.passwords & values.keys()
				if not values[fieldname]
			]
		)

	def _replace_children(
		self, form: Form, child: Form, fieldname: str, given: dict, stamp: datetime
	) -> None:
		if not given:
			return
		doctype = child.plan.doctype
		condition = {"parenttype": form.plan.doctype, "parentfield": fieldname, "parent": ("in", list(given))}
		self._secrets.forget(
			doctype, frappe.get_all(doctype, condition, pluck="name") if child.passwords else ()
		)
		frappe.db.delete(doctype, condition)
		rows = [
			child_values(form, name, fieldname, idx, row, {})
			for name, lines in given.items()
			for idx, row in enumerate(lines, start=1)
		]
		if rows:
			self._secrets.store(self._inserter.write_children(child, rows, stamp))


def _forget_cached(doctype: str, names: Sequence[str]) -> None:
	"""As `frappe.clear_document_cache` for each of them, in one question: now, and when others can read what is new."""
	keys = [frappe.get_document_cache_key(doctype, name) for name in names]

	def forget() -> None:
		frappe.cache.delete_value(keys)

	forget()
	frappe.db.after_commit.add(forget)
	frappe.db.after_rollback.add(forget)


def _columns_of(form: Form, values: dict) -> dict:
	return {name: value for name, value in values.items() if name not in form.tables and name not in _KEPT}


def _differing(form: Form, plain: dict[str, dict]) -> dict[str, Difference]:
	columns = list(dict.fromkeys(name for values in plain.values() for name in values))
	found = {}
	for row in _now_there(form.plan.doctype, columns, plain):
		difference = Difference()
		for name, new in plain[row["name"]].items():
			old = row[name]
			if _same(old, new):
				continue
			difference.new[name] = new
			if old not in (None, "", 0) and name not in form.passwords:
				difference.overwritten.append([name, _readable(old), _readable(new)])
		if difference.new:
			found[row["name"]] = difference
	return found


def _now_there(doctype: str, columns: Sequence[str], wanted: dict) -> list[dict]:
	"""Under a lock: somebody may be saving one of them."""
	listed = ", ".join(f"`{column}`" for column in ("name", *columns))
	return frappe.db.sql(
		f"select {listed} from `tab{doctype}` where `name` in %s for update", (tuple(wanted),), as_dict=True
	)


def _same(old, new) -> bool:
	if old in (None, "") and new in (None, ""):
		return True
	if isinstance(old, Decimal | float) or isinstance(new, Decimal | float):
		return old is not None and new is not None and float(old) == float(new)
	return old == new or _readable(old) == _readable(new)


def _readable(value):
	return str(value) if isinstance(value, date | datetime | Decimal) else value


def _write(form: Form, differing: dict[str, Difference], stamp: datetime) -> None:
	by_columns: dict[tuple, list] = defaultdict(list)
	for name, difference in differing.items():
		columns = tuple(sorted(difference.new))
		by_columns[columns].append((name, *(difference.new[column] for column in columns), stamp, OWNER))
	for columns, rows in by_columns.items():
		statements.update(form.plan.doctype, (*columns, "modified", "modified_by"), rows)


def _write_versions(form: Form, differing: dict[str, Difference], stamp: datetime) -> None:
	"""What an import overwrites can be read in the document's timeline."""
	if not form.plan.meta.track_changes:
		return
	overwritten = {name: one.overwritten for name, one in differing.items() if one.overwritten}
	rows = [
		(
			version,
			*(stamp, stamp, OWNER, OWNER),
			*(form.plan.doctype, name),
			json.dumps({"added": [], "changed": changed, "removed": [], "row_changed": []}),
		)
		for version, (name, changed) in zip(hash_names(len(overwritten)), overwritten.items(), strict=True)
	]
	columns = ("name", "creation", "modified", "owner", "modified_by", "ref_doctype", "docname", "data")
	statements.insert("Version", columns, rows)
