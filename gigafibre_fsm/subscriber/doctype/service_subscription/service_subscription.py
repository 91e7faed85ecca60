import frappe
from frappe import _

from gigafibre_fsm.exceptions import InvalidRequest
from gigafibre_fsm.gigafibre_fsm import transitions
from gigafibre_fsm.gigafibre_fsm.numbering import NumberedDocument
from gigafibre_fsm.subscriber.doctype.service_subscription.status import MOVES


class ServiceSubscription(NumberedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		billed_until: DF.Date | None
		billing_interval: DF.Literal["Monthly", "Yearly"]
		commitment_ends: DF.Date | None
		commitment_months: DF.Int
		customer: DF.Link
		customer_name: DF.Data | None
		description: DF.Data | None
		end_date: DF.Date | None
		item: DF.Link
		legacy_service_id: DF.Int
		project: DF.Link | None
		qty: DF.Float
		radius_password: DF.Password | None
		radius_user: DF.Data | None
		rate: DF.Currency
		service_location: DF.Link | None
		service_type: DF.Literal["Internet", "TV", "Phone", "Equipment", "Fee", "Discount", "Other"]
		start_date: DF.Date | None
		status: DF.Literal["Pending", "Active", "Suspended", "Cancelled"]

	# end: auto-generated types
	def validate(self):
		transitions.guard(self, MOVES)
		self.refuse_foreign_location()
		self.refuse_end_before_start()

	def refuse_foreign_location(self):
		if not self.service_location:
			return
		# The subscriptions of an order are of one place.
		seen = bool(self.flags.written_together)
		owner = frappe.db.get_value("Service Location", self.service_location, "customer", cache=seen)
		if owner != self.customer:
			frappe.throw(
				_("Service Location {0} belongs to another customer than {1}.").format(
					self.service_location, self.customer
				),
				InvalidRequest,
			)

	def refuse_end_before_start(self):
		if self.start_date and self.end_date and str(self.end_date) < str(self.start_date):
			frappe.throw(_("End Date: it cannot be before the Start Date."), InvalidRequest)
