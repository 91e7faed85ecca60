from gigafibre_fsm.gigafibre_fsm.numbering import NumberedDocument


class LegacyImportReject(NumberedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		import_run: DF.Link | None
		legacy_id: DF.Data
		reason: DF.SmallText
		row: DF.JSON | None
		source_table: DF.Data
		step: DF.Data | None
	# end: auto-generated types
	pass
