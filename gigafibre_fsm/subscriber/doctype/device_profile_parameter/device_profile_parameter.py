from frappe.model.document import Document


class DeviceProfileParameter(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		part: DF.Literal["Always", "WiFi", "Telephone", "GPON", "RADIUS"]
		path: DF.Data
		type: DF.Literal["xsd:string", "xsd:boolean", "xsd:int", "xsd:unsignedInt", "xsd:dateTime"]
		value: DF.Data | None
	# end: auto-generated types
	pass
