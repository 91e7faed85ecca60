from gigafibre_fsm.gigafibre_fsm import transitions
from gigafibre_fsm.gigafibre_fsm.numbering import NumberedDocument
from gigafibre_fsm.voice_service.doctype.telephone_difference.status import MOVES


class TelephoneDifference(NumberedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		corrected_by: DF.Link | None
		corrected_on: DF.Datetime | None
		customer_name: DF.Data | None
		did: DF.Data | None
		difference: DF.SmallText | None
		finding_key: DF.Data
		fingerprint: DF.SmallText | None
		found_on: DF.Datetime | None
		kind: DF.Literal[
			"Missing Account",
			"Orphaned Account",
			"Different Account",
			"Missing Registration",
			"Orphaned Registration",
			"Different Registration",
			"Unconfirmed",
		]
		last_found_on: DF.Datetime | None
		last_run: DF.Link | None
		may_stay: DF.Check
		note: DF.SmallText | None
		side: DF.Literal["SIP", "911"]
		sip_username: DF.Data | None
		status: DF.Literal["Open", "Corrected", "Accepted", "Gone"]
		voip_line: DF.Link | None

	# end: auto-generated types
	def validate(self):
		transitions.guard(self, MOVES)
