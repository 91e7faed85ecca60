import frappe
from frappe import _
from frappe.utils import now_datetime

from gigafibre_fsm.domain.contacts import canonical_email, canonical_phone
from gigafibre_fsm.exceptions import InvalidRequest
from gigafibre_fsm.gigafibre_fsm import transitions
from gigafibre_fsm.gigafibre_fsm.delivery import cleaning
from gigafibre_fsm.gigafibre_fsm.doctype.outbox_message.status import MOVES, Status
from gigafibre_fsm.gigafibre_fsm.numbering import NumberedDocument

CANONICAL = {"SMS": canonical_phone, "Email": canonical_email}


class OutboxMessage(NumberedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		attempts: DF.Int
		body: DF.LongText | None
		channel: DF.Literal["SMS", "Email", "Chat", "SIP", "E911", "ACS", "Charge", "Realtime", "Webhook"]
		dedupe_key: DF.Data
		delivered_on: DF.Datetime | None
		delivery_status: DF.Literal["", "Accepted", "Bounced", "Delivered", "Undelivered", "Marked as Spam"]
		event: DF.Data | None
		html: DF.LongText | None
		in_doubt: DF.Check
		last_error: DF.SmallText | None
		next_attempt_at: DF.Datetime | None
		payload: DF.JSON | None
		provider_id: DF.Data | None
		recipient: DF.Data | None
		reference_doctype: DF.Link | None
		reference_name: DF.DynamicLink | None
		sent_at: DF.Datetime | None
		status: DF.Literal["Queued", "Sending", "Sent", "Failed", "Cancelled"]
		subject: DF.SmallText | None

	# end: auto-generated types
	def before_insert(self):
		if self.status == Status.QUEUED and not self.next_attempt_at:
			self.next_attempt_at = now_datetime()

	def validate(self):
		transitions.guard(self, MOVES)
		if not self.is_new() and self.has_value_changed("recipient"):
			self.recipient = _canonical(self.channel, self.recipient)

	@staticmethod
	def clear_old_logs(days: int = 180):
		"""For Frappe's Log Settings. What failed stays: a person decides about it."""
		cleaning.clear(days)


def _canonical(channel: str, typed: str | None) -> str | None:
	canonical = CANONICAL.get(channel)
	try:
		return canonical(typed) if canonical else typed
	except ValueError:
		label = _(channel, context="Outbox Message")
		frappe.throw(_("Recipient: {0} cannot be reached by {1}.").format(typed, label), InvalidRequest)
