from frappe.model.document import Document


class PlannedMunicipality(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		expected_on: DF.Date | None
		municipality: DF.Data
		notify_role: DF.Link | None
		phase: DF.Literal["Planned", "Under Construction", "In Service"]
	# end: auto-generated types
	pass
