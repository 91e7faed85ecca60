import frappe
from frappe import _

from gigafibre_fsm.domain.cards import is_card_number
from gigafibre_fsm.exceptions import InvalidRequest
from gigafibre_fsm.gigafibre_fsm import transitions
from gigafibre_fsm.gigafibre_fsm.numbering import NumberedDocument
from gigafibre_fsm.gigafibre_fsm.unique import refuse
from gigafibre_fsm.receivables.doctype.payment_method.status import MOVES, Status
from gigafibre_fsm.receivables.services import methods


class PaymentMethod(NumberedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		account_last4: DF.Data | None
		account_number: DF.Password | None
		amount_buffer: DF.Currency
		amount_limit: DF.Currency
		bank_name: DF.Data | None
		branch_code: DF.Data | None
		card_brand: DF.Data | None
		card_expiry: DF.Data | None
		card_id: DF.Data | None
		card_last4: DF.Data | None
		customer: DF.Link
		customer_name: DF.Data | None
		fixed_amount: DF.Currency
		initial_transaction: DF.Data | None
		institution_code: DF.Data | None
		is_auto: DF.Check
		is_default: DF.Check
		legacy_account_id: DF.Int
		legacy_account_profile_id: DF.Int
		mandate_date: DF.Date | None
		mandate_reference: DF.Data | None
		profile_id: DF.Data | None
		provider: DF.Literal["Stripe", "Paysafe", "Bank Draft"]
		status: DF.Literal["Active", "Expired", "Revoked"]
		stripe_customer_id: DF.Data | None
		stripe_payment_method_id: DF.Data | None
		title: DF.Data | None
		token: DF.Password | None
		via_credit_card: DF.Check

	# end: auto-generated types
	def validate(self):
		transitions.guard(self, MOVES)
		self.refuse_card_numbers()
		self.keep_last_four()
		self.release_others()
		self.title = self.make_title()

	def refuse_card_numbers(self):
		for field in self.meta.fields:
			if is_card_number(self.get(field.fieldname)):
				frappe.throw(
					_("{0}: this is a card number, and card numbers are kept nowhere.").format(
						_(field.label, context=self.doctype)
					),
					InvalidRequest,
				)

	def keep_last_four(self):
		if self.account_number and not self.is_dummy_password(self.account_number):
			self.account_last4 = self.account_number[-4:]

	def release_others(self):
		"""A customer has one default method, and one that pays by itself: the newest choice. What can't be used is none.

		An expired card keeps its mark: banks renew cards, and it pays again then.
		"""
		if self.status != Status.ACTIVE:
			self.is_default = 0
		if self.status == Status.REVOKED:
			self.is_auto = 0
		for fieldname in ("is_default", "is_auto"):
			if self.get(fieldname):
				self.release(fieldname)

	def release(self, fieldname):
		others = {"customer": self.customer, fieldname: 1, "name": ("!=", self.name or "")}
		for name in frappe.get_all("Payment Method", filters=others, pluck="name"):
			frappe.db.set_value("Payment Method", name, fieldname, 0)

	def on_update(self):
		is_held = self.provider == "Stripe" and self.status != Status.REVOKED
		methods.keep_in_step(self.customer, self.stripe_customer_id if is_held else None)

	def after_delete(self):
		methods.keep_in_step(self.customer)

	def refuse_duplicate(self, key):
		if key == "unique_customer_is_default":
			refuse(_("Another Payment Method of this customer has just become the default."))
		if key == "unique_customer_is_auto":
			refuse(_("Another Payment Method of this customer has just become the automatic one."))
		if key == "unique_stripe_payment_method_id":
			refuse(_("This card of Stripe's is a Payment Method already."))

	def make_title(self):
		last4 = self.account_last4 if self.provider == "Bank Draft" else self.card_last4
		name = self.bank_name if self.provider == "Bank Draft" else self.card_brand
		return " ".join(part for part in (name or self.provider, f"•••• {last4}" if last4 else "") if part)
