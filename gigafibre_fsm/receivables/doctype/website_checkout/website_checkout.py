import frappe

from gigafibre_fsm.gigafibre_fsm import transitions
from gigafibre_fsm.gigafibre_fsm.numbering import NumberedDocument
from gigafibre_fsm.receivables.doctype.website_checkout.status import MOVES, Status


class WebsiteCheckout(NumberedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		card_saved_on: DF.Datetime | None
		contact_name: DF.Data
		email: DF.Data
		note: DF.SmallText | None
		project: DF.Link | None
		setup_intent: DF.Data
		status: DF.Literal["Open", "Card Saved", "Ordered", "Abandoned", "Closed"]
		stripe_customer_id: DF.Data | None

	# end: auto-generated types
	def validate(self):
		transitions.guard(self, MOVES)

	@frappe.whitelist(methods=["POST"])
	def close(self) -> None:
		"""Sales is done with it."""
		self.check_permission("write")
		self.status = Status.CLOSED
		self.save()
