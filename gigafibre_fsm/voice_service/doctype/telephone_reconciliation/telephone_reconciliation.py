from gigafibre_fsm.gigafibre_fsm import transitions
from gigafibre_fsm.gigafibre_fsm.numbering import NumberedDocument
from gigafibre_fsm.voice_service.doctype.telephone_reconciliation.status import MOVES


class TelephoneReconciliation(NumberedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		accounts_read: DF.Int
		different_account: DF.Int
		different_registration: DF.Int
		finished_at: DF.Datetime | None
		found: DF.Int
		found_anew: DF.Int
		gone: DF.Int
		lines_read: DF.Int
		message: DF.SmallText | None
		missing_account: DF.Int
		missing_registration: DF.Int
		orphaned_account: DF.Int
		orphaned_registration: DF.Int
		registrations_read: DF.Int
		started_at: DF.Datetime | None
		status: DF.Literal["Running", "Completed", "Incomplete", "Failed", "Interrupted"]
		unconfirmed: DF.Int

	# end: auto-generated types
	def validate(self):
		transitions.guard(self, MOVES)
