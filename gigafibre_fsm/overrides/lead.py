"""ERPNext wants one lead per e-mail address; a visitor with a house and a cottage has two places to be served."""

import frappe
from erpnext.crm.doctype.lead.lead import Lead
from frappe.utils import validate_email_address

from gigafibre_fsm.domain.leads import Place, same_place


class LeadPerPlace(Lead):
	def check_email_id_is_unique(self):
		if self.email_id and self._has_place() and not self._shares_place():
			return
		super().check_email_id_is_unique()

	def _has_place(self) -> bool:
		return bool(self.civic_address or self.address_line or self.municipality)

	def _shares_place(self) -> bool:
		others = frappe.get_all(
			"Lead",
			filters={"email_id": self.email_id, "name": ("!=", self.name)},
			fields=["address_line", "municipality", "postal_code", "civic_address"],
			as_list=True,
		)
		here = Place(self.address_line, self.municipality, self.postal_code, self.civic_address)
		return any(same_place(Place(*other), here) for other in others)

	def validate_email_id(self):
		"""ERPNext asks Gravatar for a portrait: not with a visitor's address, nor while a visitor waits."""
		if not self.flags.from_website:
			super().validate_email_id()
		elif self.email_id:
			validate_email_address(self.email_id, throw=True)
