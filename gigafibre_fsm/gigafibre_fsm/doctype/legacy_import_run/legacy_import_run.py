from gigafibre_fsm.gigafibre_fsm import transitions
from gigafibre_fsm.gigafibre_fsm.doctype.legacy_import_run.status import MOVES
from gigafibre_fsm.gigafibre_fsm.numbering import NumberedDocument


class LegacyImportRun(NumberedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from gigafibre_fsm.gigafibre_fsm.doctype.legacy_import_run_line.legacy_import_run_line import (
			LegacyImportRunLine,
		)

		checkpoint: DF.Data | None
		dry_run: DF.Check
		finished_at: DF.Datetime | None
		inserted: DF.Int
		lines: DF.Table[LegacyImportRunLine]
		message: DF.SmallText | None
		rejected: DF.Int
		rows_per_second: DF.Float
		rows_read: DF.Int
		started_at: DF.Datetime | None
		status: DF.Literal["Running", "Completed", "Failed", "Interrupted"]
		step: DF.Data
		unchanged: DF.Int
		updated: DF.Int

	# end: auto-generated types
	def validate(self):
		transitions.guard(self, MOVES)
