"""A quote of the legacy system may be a credit, or for a customer who has left: its draft can still be saved.

ERPNext refuses both for every document of sale. Once it is submitted, a quotation is an offer like any other.
"""

from gigafibre_fsm.overrides.tax_totals import HalfUpQuotation


class QuotationWithHistory(HalfUpQuotation):
	def validate_party(self):
		if not self.is_of_the_past():
			super().validate_party()

	def validate_value(self, fieldname, *condition, **more):
		if fieldname != "base_grand_total" or not self.is_of_the_past():
			super().validate_value(fieldname, *condition, **more)

	def is_of_the_past(self) -> bool:
		return bool(self.get("legacy_soumission_id")) and self.docstatus.is_draft()
