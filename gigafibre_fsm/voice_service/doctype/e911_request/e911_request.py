import frappe
from frappe import _

from gigafibre_fsm.exceptions import InvalidState
from gigafibre_fsm.gigafibre_fsm import normalise, transitions
from gigafibre_fsm.gigafibre_fsm.numbering import NumberedDocument
from gigafibre_fsm.voice_service.doctype.e911_request.status import MOVES


class E911Request(NumberedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		action: DF.Literal["Register", "Deregister", "Query"]
		address: DF.SmallText | None
		answer: DF.SmallText | None
		answered_on: DF.Datetime | None
		asked: DF.JSON | None
		customer_name: DF.Data | None
		did: DF.Data | None
		outbox_message: DF.Link | None
		reason: DF.SmallText
		reference: DF.Data | None
		requested_by: DF.Link
		requested_on: DF.Datetime
		sent: DF.JSON | None
		sent_on: DF.Datetime | None
		status: DF.Literal["Queued", "Sent", "Confirmed", "Refused", "Superseded", "Cancelled"]
		voip_line: DF.Link

	# end: auto-generated types
	def validate(self):
		transitions.guard(self, MOVES)
		normalise.dids(self, "did")

	def on_trash(self):
		"""Who asked, what was sent and what came back is kept."""
		frappe.throw(_("A 911 request is kept: it says who asked what, and what came back."), InvalidState)
