from frappe.model.document import Document


class EquipmentSIPLine(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		enabled: DF.Check
		line: DF.Int
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		sip_password: DF.Password | None
		sip_username: DF.Data
	# end: auto-generated types
	pass
