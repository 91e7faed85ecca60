from gigafibre_fsm.gigafibre_fsm import transitions
from gigafibre_fsm.gigafibre_fsm.doctype.assistant_request.status import MOVES
from gigafibre_fsm.gigafibre_fsm.numbering import NumberedDocument


class AssistantRequest(NumberedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		expires_at: DF.Datetime | None
		intent: DF.Data | None
		parameters: DF.JSON | None
		preview: DF.Text | None
		result: DF.Text | None
		status: DF.Literal["Proposed", "Executed", "Declined", "Failed", "Answered"]
		text: DF.SmallText
		user: DF.Link | None

	# end: auto-generated types
	def validate(self):
		transitions.guard(self, MOVES)
