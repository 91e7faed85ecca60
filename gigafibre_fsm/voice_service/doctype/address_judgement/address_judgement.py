from frappe.model.document import Document


class AddressJudgement(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		did: DF.Data | None
		e911_address: DF.SmallText | None
		judged_by: DF.Link | None
		judged_on: DF.Datetime | None
		note: DF.SmallText
		pair: DF.Data
		parts: DF.Data | None
		service_address: DF.SmallText | None
		verdict: DF.Literal["Same", "Different"]
	# end: auto-generated types
