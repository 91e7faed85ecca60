from frappe.model.document import Document


class CivicAddress(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		civic_number: DF.Int
		civic_suffix: DF.Data | None
		latitude: DF.Float
		longitude: DF.Float
		postal_code: DF.Data | None
		street: DF.Link
		unit: DF.Data | None
	# end: auto-generated types
	pass
