from frappe.model.document import Document


class LegacyImportRow(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		fingerprint: DF.Data | None
		import_run: DF.Data | None
		legacy_id: DF.Data | None
		others: DF.SmallText | None
		outcome: DF.Literal["Inserted", "Updated", "Linked", "Rejected", "Corrected"]
		source_table: DF.Data | None
		target: DF.Data | None
		target_doctype: DF.Data | None
		warning: DF.SmallText | None
	# end: auto-generated types
	pass
