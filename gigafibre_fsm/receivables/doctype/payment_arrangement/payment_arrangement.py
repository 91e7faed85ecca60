import frappe
from frappe import _
from frappe.utils import flt, get_fullname, getdate

from gigafibre_fsm.exceptions import InvalidRequest
from gigafibre_fsm.gigafibre_fsm import transitions
from gigafibre_fsm.gigafibre_fsm.numbering import NumberedDocument
from gigafibre_fsm.receivables.doctype.payment_arrangement.status import MOVES


class PaymentArrangement(NumberedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		agreed_by: DF.Data | None
		agreed_by_employee: DF.Link | None
		agreed_by_user: DF.Link | None
		agreed_on: DF.Date | None
		amount: DF.Currency
		amount_paid: DF.Currency
		change_reason: DF.SmallText | None
		customer: DF.Link
		customer_name: DF.Data | None
		cutoff_date: DF.Date
		due_date: DF.Date
		legacy_accord_id: DF.Int
		method: DF.Literal["Unset", "Portal", "Cheque", "Phone", "PPA"]
		note: DF.SmallText | None
		status: DF.Literal["Pending", "Open", "Completed", "Broken", "Cancelled"]

	# end: auto-generated types
	def before_insert(self):
		"""Whoever brings one over from the legacy database has agreed nothing."""
		if not (self.agreed_by or self.legacy_accord_id):
			self.agreed_by = get_fullname(frappe.session.user)
			self.agreed_by_user = frappe.session.user

	def validate(self):
		transitions.guard(self, MOVES)
		self.refuse_nothing_owed()
		self.refuse_cutoff_before_due()

	def refuse_nothing_owed(self):
		if self.is_new() and flt(self.amount) <= 0 and not self.legacy_accord_id:
			frappe.throw(_("Amount: an arrangement needs an amount above zero."), InvalidRequest)

	def refuse_cutoff_before_due(self):
		if self.due_date and self.cutoff_date and getdate(self.cutoff_date) < getdate(self.due_date):
			frappe.throw(_("Cutoff Date: it cannot be before the Due Date."), InvalidRequest)
