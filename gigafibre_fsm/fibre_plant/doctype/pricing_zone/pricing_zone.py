import frappe
from frappe import _

from gigafibre_fsm.gigafibre_fsm.unique import UniqueKeysDocument, refuse


class PricingZone(UniqueKeysDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		code: DF.Data
		is_default: DF.Check
		price_list: DF.Link | None
		title: DF.Data

	# end: auto-generated types
	def validate(self):
		self.code = (self.code or "").strip()
		if self.is_default:
			self.take_over_default()

	def refuse_duplicate(self, key):
		if key == "unique_is_default":
			refuse(_("Another Pricing Zone has just become the default: load this one again."))

	def take_over_default(self):
		"""There is one default zone: choosing another releases the one before."""
		for name in frappe.get_all(
			"Pricing Zone", filters={"is_default": 1, "name": ("!=", self.name or "")}, pluck="name"
		):
			frappe.db.set_value("Pricing Zone", name, "is_default", 0)
