from frappe.model.document import Document


class LegacyImportRunLine(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		inserted: DF.Int
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		rejected: DF.Int
		rows_read: DF.Int
		source_table: DF.Data | None
		unchanged: DF.Int
		updated: DF.Int
	# end: auto-generated types
	pass
