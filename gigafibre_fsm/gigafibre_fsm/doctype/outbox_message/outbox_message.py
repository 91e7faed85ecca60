from gigafibre_fsm.gigafibre_fsm import transitions
from gigafibre_fsm.gigafibre_fsm.doctype.outbox_message.status import MOVES
from gigafibre_fsm.gigafibre_fsm.numbering import NumberedDocument


class OutboxMessage(NumberedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		attempts: DF.Int
		channel: DF.Literal["SMS", "Email", "Chat", "SIP", "E911", "ACS", "Charge", "Realtime", "Webhook"]
		dedupe_key: DF.Data
		event: DF.Data | None
		last_error: DF.SmallText | None
		next_attempt_at: DF.Datetime | None
		payload: DF.JSON | None
		provider_id: DF.Data | None
		recipient: DF.Data | None
		reference_doctype: DF.Link | None
		reference_name: DF.DynamicLink | None
		sent_at: DF.Datetime | None
		status: DF.Literal["Queued", "Sending", "Sent", "Failed", "Cancelled"]

	# end: auto-generated types
	def validate(self):
		transitions.guard(self, MOVES)
