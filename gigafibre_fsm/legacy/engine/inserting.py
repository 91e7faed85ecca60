"""New documents of a batch: named, then one INSERT per table."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from frappe import generate_hash

from gigafibre_fsm.domain.legacy.outcome import Record
from gigafibre_fsm.gigafibre_fsm.writing import reserve_names
from gigafibre_fsm.legacy.engine import statements
from gigafibre_fsm.legacy.engine.forms import Form, Forms
from gigafibre_fsm.legacy.engine.secrets import Secrets

# Digits of the name of a document that nobody calls by it.
HASH = 10


class Inserter:
	def __init__(self, forms: Forms, secrets: Secrets):
		self._forms, self._secrets = forms, secrets

	def insert(self, named: Sequence[tuple[str, Record]], stamp: datetime) -> None:
		"""A document that two rows bring along (the OLT of two drops) is written once."""
		by_doctype: dict[str, dict[str, dict]] = defaultdict(dict)
		for name, record in named:
			by_doctype[record.doctype].setdefault(name, record.values)
		for doctype, documents in by_doctype.items():
			self._write(self._forms[doctype], documents, stamp)

	def names(self, records: Sequence[Record]) -> list[str]:
		unnamed: dict[str, list[dict]] = defaultdict(list)
		for record in records:
			if not record.values.get("name"):
				unnamed[record.doctype].append(record.values)
		given = {doctype: iter(_names(self._forms[doctype], values)) for doctype, values in unnamed.items()}
		return [record.values.get("name") or next(given[record.doctype]) for record in records]

	def _write(self, form: Form, documents: dict[str, dict], stamp: datetime) -> None:
		rows = [form.row(name, values, stamp) for name, values in documents.items()]
		statements.insert(form.plan.doctype, form.columns, rows)
		secrets = []
		if form.passwords:
			secrets += [
				one for name, values in documents.items() for one in self.secrets_of(form, name, values)
			]
		for fieldname, child in form.tables.items():
			given = [
				child_values(form, name, fieldname, idx, row, values)
				for name, values in documents.items()
				for idx, row in enumerate(values.get(fieldname) or (), start=1)
			]
			secrets += self.write_children(child, given, stamp)
		self._secrets.store(secrets)

	def write_children(self, form: Form, rows: Sequence[dict], stamp: datetime) -> list[tuple]:
		names = hash_names(len(rows))
		given = [form.row(name, row, stamp) for name, row in zip(names, rows, strict=True)]
		statements.insert(form.plan.doctype, form.columns, given)
		if not form.passwords:
			return []
		named = zip(names, rows, strict=True)
		return [secret for name, row in named for secret in self.secrets_of(form, name, row)]

	@staticmethod
	def secrets_of(form: Form, name: str, values: dict) -> list[tuple[str, str, str, str]]:
		return [
			(form.plan.doctype, name, fieldname, values[fieldname])
			for fieldname in form.passwords
			if values.get(fieldname)
		]


def child_values(form: Form, parent: str, fieldname: str, idx: int, row: dict, values: dict) -> dict:
	return {
		**row,
		"parent": parent,
		"parenttype": form.plan.doctype,
		"parentfield": fieldname,
		"idx": idx,
		"creation": values.get("creation"),
	}


def hash_names(number: int) -> list[str]:
	"""As Frappe makes them, of one long one."""
	digits = generate_hash(length=number * HASH) if number else ""
	return [digits[at : at + HASH] for at in range(0, len(digits), HASH)]


def _names(form: Form, values: Sequence[dict]) -> Sequence[str]:
	doctype = form.plan.doctype
	if form.plan.meta.istable or form.plan.meta.autoname == "hash":
		return hash_names(len(values))
	return reserve_names({doctype: len(values)}, {doctype: values[0]})[doctype]
