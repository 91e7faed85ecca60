"""What the legacy database holds otherwise than at the last import, whatever the column."""

from collections.abc import Sequence

from frappe import _

from gigafibre_fsm.legacy.engine.importer import Importer
from gigafibre_fsm.legacy.engine.ledger import Ledger
from gigafibre_fsm.legacy.reconciliation.check import Check


def since_import(importer: Importer, source) -> Check:
	check, ledger = Check(importer.line, _("Changed since the import")), Ledger(importer.line)
	for rows in source.batches(importer):
		_compare(rows, importer, ledger, check)
	return check


def _compare(rows: Sequence[dict], importer: Importer, ledger: Ledger, check: Check) -> None:
	entries = ledger.entries([row["id"] for row in rows])
	for row in rows:
		entry = entries.get(row["id"])
		check.legacy += 1
		if entry and entry.fingerprint == ledger.fingerprint(*row.values(), *importer.state(row)):
			check.site += 1
		elif entry:
			check.differ(_("{0} has changed").format(row["id"]))
