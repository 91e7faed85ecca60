from frappe.model.document import Document


class ServiceWorkOrderVisit(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		arrived_at: DF.Datetime | None
		hours: DF.Float
		left_at: DF.Datetime | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		technician: DF.Link | None
	# end: auto-generated types
	pass
