from frappe.model.document import Document


class DispatchJobEquipment(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		equipment: DF.Link | None
		equipment_type: DF.Literal["ONT", "Routeur", "D\u00e9codeur TV", "T\u00e9l\u00e9phone IP", "Autre"]
		from_stock: DF.Check
		mac_address: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		required: DF.Check
		scanned_on: DF.Datetime | None
		serial_number: DF.Data | None
	# end: auto-generated types
	pass
