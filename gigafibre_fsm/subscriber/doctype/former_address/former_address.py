from frappe.model.document import Document


class FormerAddress(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		address_line: DF.Data
		city: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		postal_code: DF.Data | None
		province: DF.Data | None
		replaced_on: DF.Date | None
	# end: auto-generated types
	pass
