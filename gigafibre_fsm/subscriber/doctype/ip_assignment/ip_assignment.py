from frappe.model.document import Document


class IPAssignment(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		assigned_on: DF.Datetime | None
		ip: DF.Data
		legacy_ip_history_id: DF.Int
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		subscription: DF.Link | None
	# end: auto-generated types
	pass
