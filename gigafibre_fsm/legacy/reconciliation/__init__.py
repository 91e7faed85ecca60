"""Does the site hold what the legacy database holds? `docs/legacy-import.md` says what is compared.

bench --site S execute gigafibre_fsm.legacy.reconcile
"""

from collections.abc import Iterator, Sequence

import frappe
from frappe import _

from gigafibre_fsm.legacy import discreet
from gigafibre_fsm.legacy import printing as sentences
from gigafibre_fsm.legacy.engine.reading import reader
from gigafibre_fsm.legacy.engine.step import importers
from gigafibre_fsm.legacy.reconciliation import beside, changed, printing, tables
from gigafibre_fsm.legacy.reconciliation.check import Check
from gigafibre_fsm.legacy.reconciliation.comparing import Comparison
from gigafibre_fsm.legacy.steps import of_the_legacy_database


def reconcile(steps: Sequence[str] | None = None) -> None:
	"""The door for `bench execute`: ends with status 1 when there is a difference."""
	try:
		found = checks(steps)
	except frappe.ValidationError as refusal:
		print(sentences.plain(refusal))
		raise SystemExit(1) from None
	print(printing.table(found))
	if any(check.differences for check in found):
		raise SystemExit(1)


def checks(steps: Sequence[str] | None = None) -> list[Check]:
	"""Of some steps, or of all."""
	chosen = [step for step in of_the_legacy_database() if not steps or step in steps]
	return discreet.call(_("Reconciliation"), lambda: list(_checks(chosen)))


def _checks(steps: Sequence[str]) -> Iterator[Check]:
	with reader() as source:
		for step in steps:
			for importer in importers(step):
				yield from _of_line(importer.line, source)
				if importer.details:
					yield from _of_line(importer.details.line, source)
				yield changed.since_import(importer, source)


def _of_line(line: str, source) -> Iterator[Check]:
	first, *others = [table for table in tables.all_of_them() if table.line == line]
	yield from Comparison(first, source).run()
	for table in others:
		yield from Comparison(table, source).values_alone()
	if check := beside.documents(line):
		yield check
