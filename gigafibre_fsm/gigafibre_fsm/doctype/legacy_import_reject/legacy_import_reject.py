from gigafibre_fsm.gigafibre_fsm import transitions
from gigafibre_fsm.gigafibre_fsm.doctype.legacy_import_reject import correction
from gigafibre_fsm.gigafibre_fsm.doctype.legacy_import_reject.status import MOVES
from gigafibre_fsm.gigafibre_fsm.numbering import NumberedDocument


class LegacyImportReject(NumberedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		correction: DF.JSON | None
		import_run: DF.Link | None
		legacy_id: DF.Data
		message: DF.SmallText | None
		reason: DF.SmallText
		row: DF.JSON | None
		source_table: DF.Data
		status: DF.Literal["Open", "Imported", "Set Aside"]
		step: DF.Data | None

	# end: auto-generated types
	def validate(self):
		transitions.guard(self, MOVES)
		correction.check(self)
