from gigafibre_fsm.gigafibre_fsm import transitions
from gigafibre_fsm.gigafibre_fsm.numbering import NumberedDocument
from gigafibre_fsm.receivables.doctype.payment_attempt.status import MOVES


class PaymentAttempt(NumberedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		action_url: DF.SmallText | None
		amount: DF.Currency
		attempt_key: DF.Data
		attempted_at: DF.Datetime | None
		currency: DF.Link | None
		customer: DF.Link
		customer_name: DF.Data | None
		decline_code: DF.Data | None
		error: DF.SmallText | None
		payment_entry: DF.Link | None
		payment_method: DF.Link | None
		provider: DF.Literal["Stripe", "Paysafe", "Bank Draft"]
		provider_id: DF.Data | None
		purpose: DF.Literal["Charge", "Payment Link", "Save Card"]
		sales_invoice: DF.Link | None
		settled_at: DF.Datetime | None
		status: DF.Literal[
			"New", "Processing", "Succeeded", "Declined", "Needs Action", "Unknown", "Cancelled"
		]
		task: DF.Link | None
		tries: DF.Int

	# end: auto-generated types
	def validate(self):
		transitions.guard(self, MOVES)
